//! `equil tournament`: strategies of the repeated game meet in pairs.

use std::time::Duration;

use super::automata::failed;
use super::draw::note;
use super::input::{Game, Input};
use super::output::{Form, Output, Screen};
use super::progress::{Guard, Progress, from_to, time_limit, usage};
use super::repeated::discount;
use super::{CliError, Ending};
use equil::answer::Open;
use equil::automaton::{Failure, Length, MOST_TRANSITIONS, tournament};
use equil::format::write::to_toml;
use equil::formula::Text;
use equil::game::{Automaton, Payoffs};
use equil::model::{AUTOMATA, parse_automaton, parse_play};
use equil::num::{MAX_DIGITS, Rational};
use equil::population::{PopulationError, symmetry};
use equil::report::{Entrant, Ranked};
use equil::text::Span;

/// Strategies of the repeated game meet in pairs: who earns what, and how they rank; with a trembling hand or without.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil tournament game.game.toml --enter \"all(closed)\" --enter \"tit_for_tat(closed, open)\"
  equil tournament game.game.toml --enter \"a = all(closed)\" --enter \"b = all(open)\" --noise 1/100
  equil tournament game.game.toml --enter \"all(closed)\" --enter \"all(open)\" --discount 0.9
  equil tournament game.game.toml --enter \"all(closed)\" --average -o meta.game.toml

Strategies are those named in `[automata]` of the file, those that `--enter` names (see `equil explain automata`), and all \
well-known ones with `--classic`. Everything is an exact expectation. Of a symmetric game there is one ranking, else one for each \
player. Written to a `.game.toml`, what they earn is a game of its own: ask `equil solve`, `population` or `dynamics` about it.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// A strategy that takes part, for both players if both have what it plays: \"all(C)\", or \"name = ...\"
    #[arg(long, value_name = "STRATEGY")]
    enter: Vec<String>,
    /// All well-known strategies take part, with these to cooperate and else
    #[arg(long, value_name = "C, D")]
    classic: Option<String>,
    /// How many rounds each pair plays [default: 200]
    #[arg(long, value_name = "N", conflicts_with_all = ["discount", "average"], value_parser = from_to::<u32>(1, u32::MAX))]
    rounds: Option<u32>,
    /// Rounds count by this discount factor, or one more is played with this probability
    #[arg(long, value_name = "DELTA", allow_hyphen_values = true, value_parser = discount, conflicts_with = "average")]
    discount: Option<Rational>,
    /// Rounds without end: the long-run average
    #[arg(long)]
    average: bool,
    /// How probably another strategy is played than is meant
    #[arg(long, value_name = "P", value_parser = probability)]
    noise: Option<Rational>,
    /// Each also meets itself
    #[arg(long)]
    include_self: bool,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    #[command(flatten)]
    output: Output,
}

/// What tournaments are written as.
pub(super) const FORMS: [Form; 7] =
    [Form::Text, Form::Json, Form::Csv, Form::Md, Form::Latex, Form::Typst, Form::Toml];

/// Rounds of Axelrod's first tournament.
const ROUNDS: u32 = 200;

fn probability(text: &str) -> Result<Rational, String> {
    let found: Rational = text.trim().parse().map_err(|error| format!("{error}"))?;
    let fits = found >= Rational::integer(0) && found <= Rational::integer(1);
    fits.then_some(found).ok_or_else(|| "a probability is from 0 to 1".to_owned())
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&FORMS, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let game = args.input.open(screen)?;
    if game.model.players.len() != 2 {
        let count = game.model.players.len();
        return Err(usage(
            format!("tournaments are of games of two players, not {count}"),
            "ask `equil automata` about several players",
        ));
    }
    let (entrants, automata, renamed) = entered(args, &game)?;
    for line in &renamed {
        note(line, screen);
    }
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?;
    let symmetric = alike(&game, &payoffs, &entrants).is_ok();
    if args.include_self
        && let Err(reason) = alike(&game, &payoffs, &entrants)
    {
        return Err(usage(
            format!("nobody can meet themselves: {reason}"),
            "leave out `--include-self`: each of one player's strategies meets each of the other's",
        ));
    }
    if entrants.iter().any(Vec::is_empty)
        || (symmetric && !args.include_self && entrants[0].len() < 2)
    {
        return Err(usage(
            "nobody to meet: fewer than two strategies take part",
            "add `--enter \"tit_for_tat(C, D)\"`, or `--classic \"C, D\"` for all well-known ones",
        ));
    }
    let length = match (&args.discount, args.average) {
        (Some(discount), _) => Length::Discounted(discount.clone()),
        (None, true) => Length::Average,
        (None, false) => Length::Rounds(args.rounds.unwrap_or(ROUNDS)),
    };
    let noise = args.noise.clone().unwrap_or_else(|| Rational::integer(0));
    let shaken = automata.map(|list| {
        list.iter().map(|automaton| automaton.trembling(&noise)).collect::<Vec<Automaton>>()
    });
    let unknown = |failure: Failure| {
        let open = match failure {
            Failure::TooLarge => Open::TooLarge,
            Failure::Unsettled => Open::Unsettled,
            Failure::Stopped => {
                let help = "raise `--limit`, let fewer rounds be played, or ask for `--average`";
                return CliError::Open("stopped at the time limit".to_owned(), help.to_owned());
            }
        };
        failed(&open, "let fewer rounds be played, or ask for `--average` or `--discount`")
    };
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let all =
        tournament(payoffs.shape(), &shaken[0], &shaken[1], &length, MOST_TRANSITIONS, &watch);
    drop(progress);
    let all = all.map_err(unknown)?;
    let counts = |own: usize, other: usize| !symmetric || args.include_self || own != other;
    let ranking = |player: usize| all.ranking(&payoffs, player, &counts).map_err(unknown);
    let rankings = [ranking(0)?, ranking(1)?];
    let report = Ranked {
        model: &game.model,
        payoffs: &payoffs,
        point: game.point.clone(),
        entrants,
        symmetric,
        length,
        noise,
        include_self: args.include_self,
        tournament: all,
        rankings,
    };
    match form {
        Form::Json => args.output.json(&report.json(&[game.warning_lines(), renamed].concat()))?,
        Form::Toml => {
            let (model, numbers) = report.game().ok_or_else(|| {
                usage("payoffs that are not rational cannot be written", "ask for another format")
            })?;
            let mut all = (0..2).flat_map(|player| numbers.payoffs(player));
            if all.any(|payoff| payoff.to_string().len() > MAX_DIGITS) {
                return Err(usage(
                    format!(
                        "exact payoffs have more than {MAX_DIGITS} digits, too many for a file"
                    ),
                    "let fewer rounds be played, or ask for `--average` or `--discount`",
                ));
            }
            args.output.write(to_toml(&model, &numbers).as_bytes())?;
        }
        _ => args.output.document(form, &report.document(), || report.data(), screen)?,
    }
    Ok(Ending::Answered)
}

/// Whether it does not matter who is which player; else why it does.
fn alike(game: &Game, payoffs: &Payoffs, entrants: &[Vec<Entrant>; 2]) -> Result<(), String> {
    symmetry(payoffs).map_err(|error| match error {
        PopulationError::NotSymmetric(reason) => reason.to_owned(),
        other => other.to_string(),
    })?;
    let [first, second] = [0, 1].map(|player| &game.model.players[player]);
    if first.strategies != second.strategies {
        return Err(format!("strategies of {} and {} have other names", first.name, second.name));
    }
    let names = |player: usize| entrants[player].iter().map(|one| &one.name);
    if names(0).eq(names(1)) {
        return Ok(());
    }
    Err(format!("not all who take part can be both {} and {}", first.name, second.name))
}

/// Who takes part, for each player, and their automata; and who has another name than was asked for.
type Field = ([Vec<Entrant>; 2], [Vec<Automaton>; 2], Vec<String>);

/// Who takes part.
fn entered(args: &Args, game: &Game) -> Result<Field, CliError> {
    let mut asked: Vec<(String, Option<String>, String)> = Vec::new();
    for named in &game.model.automata {
        asked.push(("[automata]".to_owned(), Some(named.name.clone()), named.name.clone()));
    }
    if let Some(classic) = &args.classic {
        let help = "write `--classic \"cooperate, defect\"`";
        let words: Vec<&str> = classic.split(',').map(str::trim).collect();
        let &[c, d] = words.as_slice() else {
            let count = if classic.trim().is_empty() { 0 } else { words.len() };
            return Err(usage(format!("`--classic` names two strategies, not {count}"), help));
        };
        if c == d {
            return Err(usage(format!("`--classic` names `{c}` twice"), help));
        }
        unknown_moves(game, classic, [c, d])?;
        for field in AUTOMATA.iter().filter_map(|known| known.field) {
            let text = field.replace("(C", &format!("({c}")).replace(", D", &format!(", {d}"));
            asked.push(("--classic".to_owned(), None, text));
        }
        asked.push(("--classic".to_owned(), None, format!("all({d})")));
    }
    for written in &args.enter {
        let (name, text) = match written.split_once('=') {
            Some((name, _)) if name.trim().is_empty() => {
                return Err(usage(
                    format!("`--enter \"{written}\"` has no name before `=`"),
                    "write `--enter \"name = all(C)\"`, or leave out `=`",
                ));
            }
            Some((name, text)) => (Some(name.trim().to_owned()), text.to_owned()),
            None => (None, written.clone()),
        };
        asked.push(("--enter".to_owned(), name, text));
    }
    let scope = game.model.scope(&[]);
    let (mut entrants, mut automata) = ([const { Vec::new() }; 2], [const { Vec::new() }; 2]);
    let (mut taken, mut renamed): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut wrong = Vec::new();
    for (option, name, written) in asked {
        let text = Text::standalone(&option, &written);
        let mut problems = [Vec::new(), Vec::new()];
        let found = [0, 1].map(|player| {
            let found =
                parse_automaton(&text, &scope, player, &game.model.automata, &mut problems[player]);
            found.filter(|_| problems[player].is_empty())
        });
        if found.iter().all(Option::is_none) {
            let [first, _] = problems;
            wrong.extend(first);
            continue;
        }
        let wanted = name.unwrap_or_else(|| called(&written));
        let name = unused(wanted.clone(), &taken);
        if name != wanted {
            renamed.push(format!("`{wanted}` takes part already: another one is called `{name}`"));
        }
        taken.push(name.clone());
        for (player, found) in found.into_iter().enumerate() {
            if let Some(found) = found {
                let named = game.model.automata.iter().find(|named| named.name == written);
                let text = named.map_or(written.trim(), |named| &named.text).to_owned();
                entrants[player].push(Entrant { name: name.clone(), text });
                automata[player].push(found);
            }
        }
    }
    if wrong.is_empty() {
        Ok((entrants, automata, renamed))
    } else {
        Err(CliError::Problems(wrong))
    }
}

/// What `--classic` names must be strategies of somebody: told once, not for each strategy made of them.
fn unknown_moves(game: &Game, classic: &str, moves: [&str; 2]) -> Result<(), CliError> {
    let text = Text::standalone("--classic", classic);
    let scope = game.model.scope(&[]);
    let mut problems = Vec::new();
    for (place, name) in moves.into_iter().enumerate() {
        let mut told = [Vec::new(), Vec::new()];
        let fits = [0, 1].map(|player| {
            parse_play(&Text::standalone("--classic", name), &scope, player, &mut told[player])
        });
        let Some(problem) = told[0].pop().filter(|_| fits.iter().all(Option::is_none)) else {
            continue;
        };
        let comma = classic.find(',').unwrap_or(classic.len());
        let before = if place == 0 { 0 } else { (comma + 1).min(classic.len()) };
        let start = before + classic[before..].find(name).unwrap_or(0);
        let span = Span { start, end: start + name.len() };
        let problem = text.problem(problem.code, span, problem.message).maybe_help(problem.help);
        problems.push(problem);
    }
    if problems.is_empty() { Ok(()) } else { Err(CliError::Problems(problems)) }
}

/// A name for what is written: `tit_for_tat`, or `all_defect`.
fn called(written: &str) -> String {
    let (name, rest) = written.split_once('(').unwrap_or((written, ""));
    let what = rest.trim_end().trim_end_matches(')').trim();
    let plain = !what.is_empty() && what.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain { format!("{}_{what}", name.trim()) } else { name.trim().to_owned() }
}

/// The name, or the first of `name_2`, `name_3`, … that is not taken.
fn unused(name: String, taken: &[String]) -> String {
    let free = |name: &String| !taken.contains(name);
    let more = (2_usize..).map(|k| format!("{name}_{k}"));
    std::iter::once(name.clone()).chain(more).find(free).unwrap_or(name)
}
