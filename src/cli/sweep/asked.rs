//! What `equil sweep` is asked for: a sweep of the file, and what options change.

use super::super::CliError;
use super::super::asked::renamed;
use super::super::gathered::Gathered;
use super::super::input::Game;
use super::super::progress::usage;
use super::super::vary::{correlated, varied};
use super::{Asked, Columns, Priors, Scramble};
use equil::formula::Text;
use equil::game::MAX_BITS;
use equil::model::{EQUILIBRIA, Restriction, Watched, parse_watched};
use equil::sampling::named;
use equil::sweep::Asking;
use equil::text::{Code, similar};

impl Asked {
    /// What is asked; what is wrong with single options is `gathered`.
    pub(super) fn asking(&self, game: &Game, gathered: &mut Gathered) -> Result<Asking, CliError> {
        let mut asking = match &self.name {
            Some(name) => Self::of_file(game, name)?,
            None if self.vary.is_empty() && self.watch.is_empty() => return Err(choose(game)),
            None => Self::nothing(),
        };
        asking.design = self.method.unwrap_or(asking.design);
        asking.n = self.n.or(asking.n);
        asking.seed = self.seed.unwrap_or(asking.seed);
        asking.levels = self.levels.unwrap_or(asking.levels);
        asking.second_order = self.second_order;
        asking.uniform = self.prior == Some(Priors::Uniform);
        asking.scrambled = self.scramble != Some(Scramble::None);
        asking.max_bits = game.max_bits;
        asking.exact = self.exact;
        asking.bare = self.columns == Columns::Answers;
        self.fits(&asking)?;
        if !self.vary.is_empty() {
            asking.vary = gathered.take(varied(&self.vary, &game.model)).unwrap_or_default();
        }
        if !self.correlate.is_empty() {
            let found = gathered.take(correlated(&self.correlate, &game.model));
            asking.correlate = found.unwrap_or_default();
        }
        if !self.watch.is_empty() {
            asking.watch = gathered.take(watched(game, &self.watch)).unwrap_or_default();
        }
        let mut given: Vec<Restriction> = Vec::new();
        for text in &self.given {
            let list = gathered.take(game.mixes(&Text::standalone("--given", text)));
            let list = list.unwrap_or_default();
            given.retain(|old| list.iter().all(|new| new.player != old.player));
            given.extend(list);
        }
        for watched in &mut asking.watch {
            let own = &mut watched.query.given;
            let new = given.iter().filter(|new| own.iter().all(|old| old.player != new.player));
            let new: Vec<Restriction> = new.cloned().collect();
            own.extend(new);
        }
        Ok(asking)
    }

    /// Refuses options that say nothing about the method.
    fn fits(&self, asking: &Asking) -> Result<(), CliError> {
        let name = asking.design.name;
        let sobol = ["sobol", "saltelli"].contains(&name);
        let stray = [
            (self.scramble.is_some() && !sobol, "--scramble", "sobol or saltelli"),
            (self.second_order && name != "saltelli", "--second-order", "saltelli"),
            (self.levels.is_some() && name != "morris", "--levels", "morris"),
            (self.prior.is_some() && name == "grid", "--prior", "any method but grid"),
            (self.seed.is_some() && name == "grid", "--seed", "any method but grid"),
        ];
        let Some((_, option, with)) = stray.into_iter().find(|(is_stray, ..)| *is_stray) else {
            return Ok(());
        };
        Err(usage(
            format!("`{option}` says nothing about the method `{name}`"),
            format!("it goes with {with}"),
        ))
    }

    fn of_file(game: &Game, name: &str) -> Result<Asking, CliError> {
        let sweeps = &game.model.sweeps;
        let sweep = sweeps.iter().find(|sweep| sweep.name == name).ok_or_else(|| {
            let names = sweeps.iter().map(|sweep| sweep.name.as_str());
            let help = similar(name, "sweep", names).unwrap_or_else(|| known(game));
            usage(format!("no sweep is called `{name}`"), help)
        })?;
        Ok(Asking::of(sweep))
    }

    fn nothing() -> Asking {
        Asking {
            design: named("sobol").expect("Sobol' points are a design"),
            n: None,
            seed: 0,
            scrambled: true,
            second_order: false,
            levels: 4,
            uniform: false,
            vary: Vec::new(),
            watch: Vec::new(),
            correlate: Vec::new(),
            max_bits: MAX_BITS,
            exact: false,
            bare: false,
        }
    }
}

fn choose(game: &Game) -> CliError {
    usage("no sweep is named", known(game))
}

/// Which sweeps there are.
fn known(game: &Game) -> String {
    let names: Vec<&str> = game.model.sweeps.iter().map(|sweep| sweep.name.as_str()).collect();
    if names.is_empty() {
        return "the file has no sweeps: add `--vary NAME=low:high --watch QUERY -n N`".to_owned();
    }
    format!("sweeps are: {}; or add `--vary` and `--watch`", names.join(", "))
}

fn watched(game: &Game, texts: &[String]) -> Result<Vec<Watched>, CliError> {
    let parameters: Vec<&str> = game.model.parameters.iter().map(|p| p.name.as_str()).collect();
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for (place, written) in texts.iter().enumerate() {
        let name = written.trim();
        if texts[..place].iter().any(|other| other.trim() == name) {
            let text = Text::standalone("--watch", written);
            let twice = text.problem(Code::QUERY, text.whole(), "this query is watched twice");
            problems.push(twice.help("leave one of them out"));
            continue;
        }
        let text = Text::standalone("--watch", written);
        let before = problems.len();
        let watched = parse_watched(&text, &game.model.scope(&[]), &parameters, &mut problems);
        let own = problems.split_off(before);
        problems.extend(renamed(own, name, &[EQUILIBRIA]));
        match watched {
            Some(watched) => found.push(watched),
            // A parser that says no says why
            None if problems.is_empty() => {
                problems.push(text.problem(Code::QUERY, text.whole(), "this is no query"));
            }
            None => {}
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(CliError::Problems(problems)) }
}
