//! `equil automata`: strategies of the repeated game, what they earn, and whether anybody gains by doing something else.

use std::time::Duration;

use super::input::{Game, Input};
use super::output::{DOCUMENTS, Form, Output, Screen};
use super::progress::{Guard, time_limit, usage};
use super::repeated::discount;
use super::{CliError, Ending};
use equil::answer::{AutomataVerdict, Open};
use equil::formula::Text;
use equil::model::{Chosen, parse_automata, parse_automaton};
use equil::num::Rational;
use equil::report::Automata;

/// Strategies of the repeated game as automata: what they play and earn, what would be better, and for which discount factors they
/// are a Nash equilibrium, or a subgame-perfect one.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil automata games/classics/gametheory-jl-pd.game.toml --play \"grim(cooperate, defect)\"
  equil automata games/classics/gametheory-jl-pd.game.toml --discount 1/3 \\
      --play \"ann = tit_for_tat(cooperate, defect), bob = all(1/2 cooperate + 1/2 defect)\"
  equil automata games/open-release/two-player.game.toml --deviations \\
      --play \"meta = grim(closed, open, openai.low), openai = grim(low, high, meta.closed)\"

Strategies are well known (`equil explain automata` lists them) or named in `[automata]` of the file. C and D stand for what is \
played to cooperate and else; others cooperate when they play what is named (`player.strategy`), or else the strategy of the same \
name as C. Where a strategy stands may stand a mixture.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// What is played: "player = strategy of the repeated game, ...", or one for everybody
    #[arg(long, value_name = "STRATEGIES")]
    play: String,
    /// The discount factor of everybody [default: those of the file]
    #[arg(long, value_name = "DELTA", allow_hyphen_values = true, value_parser = discount)]
    discount: Option<Rational>,
    /// List every deviation in a single round, after every history, however many there are
    #[arg(long)]
    deviations: bool,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&DOCUMENTS, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let game = args.input.open(screen)?;
    let chosen = game.automata("--play", &args.play)?;
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?;
    let discounts = match &args.discount {
        Some(discount) => Some(vec![discount.clone(); game.model.players.len()]),
        None => game.discounts()?,
    };
    if discounts.is_none() && chosen.iter().any(|one| !one.automaton.is_pure()) {
        return Err(usage(
            "lots are drawn, and no discount factor is given",
            "add `--discount 3/4`, or `discount` to `[repeated]`",
        ));
    }
    let automata = chosen.iter().map(|one| one.automaton.clone()).collect();
    let verdict = AutomataVerdict::new(&payoffs, automata, discounts.as_deref());
    let verdict = verdict.map_err(|open| failed(&open, "give automata with fewer states"))?;
    let report = Automata {
        model: &game.model,
        shape: payoffs.shape(),
        point: game.point.clone(),
        texts: chosen.into_iter().map(|one| one.text).collect(),
        every: args.deviations,
        verdict,
    };
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        _ => args.output.document(form, &report.document(), || report.data(), screen)?,
    }
    Ok(if report.is_complete() { Ending::Answered } else { Ending::Incomplete })
}

/// Why there is no answer; `smaller` is what to do where automata or numbers are too large.
pub(super) fn failed(open: &Open, smaller: &str) -> CliError {
    let help = if *open == Open::TooLarge { smaller } else { "raise `--max-bits`" };
    CliError::Open(open.to_string(), help.to_owned())
}

impl Game {
    /// The strategy of the repeated game that an option gives each player, in their order.
    pub(crate) fn automata(&self, option: &str, written: &str) -> Result<Vec<Chosen>, CliError> {
        let text = Text::standalone(option, written);
        let (scope, named) = (self.model.scope(&[]), &self.model.automata);
        let mut problems = Vec::new();
        if !written.contains('=') {
            let each = (0..self.model.players.len()).map(|player| {
                let automaton = parse_automaton(&text, &scope, player, named, &mut problems)?;
                Some(Chosen { player, text: written.trim().to_owned(), automaton })
            });
            let found = each.collect::<Option<Vec<_>>>();
            return found.filter(|_| problems.is_empty()).ok_or(CliError::Problems(problems));
        }
        let found = parse_automata(&text, &scope, named, &mut problems);
        let mut found =
            found.filter(|_| problems.is_empty()).ok_or(CliError::Problems(problems))?;
        found.sort_by_key(|one| one.player);
        if found.len() < self.model.players.len() {
            let missing = self.model.players.iter().enumerate();
            let missing = missing.filter(|(player, _)| found.iter().all(|f| f.player != *player));
            let names: Vec<&str> = missing.map(|(_, player)| player.name.as_str()).collect();
            return Err(usage(
                format!("`{option}` has no strategy for {}", names.join(", ")),
                format!("add `{} = all(...)`, or another one", names.join(" = all(...), ")),
            ));
        }
        Ok(found)
    }

    /// The discount factors of the file, if it has them, as rational numbers.
    pub(crate) fn discounts(&self) -> Result<Option<Vec<Rational>>, CliError> {
        let Some(all) = self.model.discounts(&self.assignment) else { return Ok(None) };
        let wrong = self.model.wrong_discounts(&all);
        if !wrong.is_empty() {
            return Err(CliError::Problems(wrong));
        }
        let fits = |(low, high): (Rational, Rational)| (low == high).then_some(low);
        all.into_iter().map(fits).collect::<Option<Vec<_>>>().map(Some).ok_or_else(|| {
            usage(
                "a discount factor of the file is not a rational number",
                "give one with `--discount`",
            )
        })
    }
}
