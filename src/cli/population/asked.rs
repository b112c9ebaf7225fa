//! What the options ask, and what is wrong with them.

use super::super::input::Game;
use super::{Args, Ask, CliError, Compare, Populations, Shape, Strength, usage};
use equil::game::Payoffs;
use equil::num::Rational;
use equil::population::{
    Alpha, Compared, Fitness, Law, PROCESSES, PopulationError, REVISIONS, Revision, Society,
    symmetry,
};

impl Args {
    /// Refuses options that say nothing about what is asked.
    pub(super) fn fits(&self) -> Result<(), CliError> {
        use Ask::{AlphaRank, Fixation, Simulate, Stable, Stationary};
        let laws: &[Ask] = &[Fixation, Stationary, Simulate];
        let options: [(&str, bool, &[Ask]); 14] = [
            ("--process", self.process.is_some(), laws),
            ("--selection", self.selection.is_some(), laws),
            ("--fitness", self.fitness.is_some(), laws),
            ("--mutation", self.mutation.is_some(), &[Stationary, Simulate]),
            ("--populations", self.populations.is_some(), &[AlphaRank, Stable]),
            ("--alpha", self.alpha.is_some(), &[AlphaRank]),
            ("--payoffs", self.payoffs.is_some(), &[AlphaRank]),
            ("--rule", self.rule.is_some(), &[Stable]),
            ("--start", self.start.is_some(), &[Simulate]),
            ("--steps", self.steps.is_some(), &[Simulate]),
            ("--runs", self.runs.is_some(), &[Simulate]),
            ("--seed", self.seed.is_some(), &[Simulate]),
            ("--samples", self.samples.is_some(), &[Simulate]),
            ("--size", false, &[]),
        ];
        for (option, given, about) in options {
            if given && !about.contains(&self.ask) {
                let asks: Vec<String> =
                    about.iter().map(|ask| format!("`--ask {}`", name(*ask))).collect();
                return Err(usage(
                    format!("`{option}` says nothing about `--ask {}`", name(self.ask)),
                    format!("it goes with {}", asks.join(", ")),
                ));
            }
        }
        Ok(())
    }

    /// The law of one population.
    pub(super) fn law(&self) -> Law {
        Law {
            process: self.process.unwrap_or(&PROCESSES[0]),
            fitness: match self.fitness {
                Some(Shape::Linear) => Fitness::Linear,
                Some(Shape::Exp) | None => Fitness::Exponential,
            },
            size: self.size.unwrap_or(100),
            selection: self.selection.clone().unwrap_or_else(|| Rational::integer(1)),
            mutation: self.mutation(),
        }
    }

    fn mutation(&self) -> Rational {
        let some = match self.ask {
            Ask::Stationary => true,
            Ask::Simulate => self.start.is_none(),
            _ => false,
        };
        let default = if some { Rational::new(1, 100) } else { None };
        let none = || Rational::integer(0);
        self.mutation.clone().or(default).unwrap_or_else(none)
    }

    fn society(&self, payoffs: &Payoffs) -> Society {
        let one = match self.populations {
            Some(populations) => populations == Populations::One,
            None => symmetry(payoffs).is_ok(),
        };
        if one { Society::One } else { Society::Each }
    }

    /// What strategies are ranked by.
    pub(super) fn ranking(&self, payoffs: &Payoffs) -> Alpha {
        Alpha {
            society: self.society(payoffs),
            compared: match self.payoffs {
                Some(Compare::Population) => Compared::Population,
                Some(Compare::Pair) | None => Compared::Pair,
            },
            size: self.size.unwrap_or(50),
            alpha: match &self.alpha {
                Some(Strength::Finite(alpha)) => Some(alpha.clone()),
                Some(Strength::Limit) | None => None,
            },
        }
    }

    /// How whoever may choose anew chooses, of whom, and how many they are.
    pub(super) fn settling(&self, payoffs: &Payoffs) -> (&'static Revision, Society, usize) {
        let society = self.society(payoffs);
        let size = match society {
            Society::One => 10,
            Society::Each => 1,
        };
        (self.rule.unwrap_or(&REVISIONS[0]), society, self.size.unwrap_or(size))
    }
}

fn name(ask: Ask) -> String {
    use clap::ValueEnum;
    ask.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// What went wrong, in words, and what to type.
pub(super) fn failed(args: &Args, game: &Game, error: &PopulationError) -> CliError {
    let open = |help: &str| CliError::Open(error.to_string(), help.to_owned());
    match error {
        PopulationError::NotSymmetric(_) => usage(
            error.to_string(),
            match args.ask {
                Ask::AlphaRank | Ask::Stable => "`--populations each` has one for each player",
                _ => {
                    "`--ask alpha-rank` and `--ask stable` also take a population for each player of any game"
                }
            },
        ),
        PopulationError::TooFew { least } => {
            usage(error.to_string(), format!("say `--size {least}` or more"))
        }
        PopulationError::Range(_) => {
            usage(error.to_string(), "`equil population --help` says what options mean")
        }
        PopulationError::Fitness { strategy } => {
            let name = game.model.players[0].strategies.get(*strategy).cloned().unwrap_or_default();
            usage(
                format!("the fitness of `{name}` is not always positive"),
                "a smaller `--selection` or `--fitness exp` makes it so",
            )
        }
        PopulationError::NoMutation => usage(
            error.to_string(),
            "say `--mutation 1/100`, or `--ask fixation` for mutants that are rare",
        ),
        PopulationError::TooLarge { .. } => open(match args.ask {
            Ask::Fixation => {
                "a smaller `--size` or a process that replaces one at a time is faster"
            }
            Ask::Stationary => {
                "a smaller `--size` has fewer; `--ask fixation` has mutants that are rare, `--ask \
                 simulate` plays"
            }
            Ask::AlphaRank => {
                "`--alpha limit` takes more; `--given \"player = class\"` makes the game smaller"
            }
            _ => {
                "a smaller `--size` has fewer; `--given \"player = class\"` makes the game smaller"
            }
        }),
        PopulationError::TooManyClasses { .. } => open(match args.ask {
            Ask::AlphaRank => "`--alpha 10` asks at a finite α",
            _ => "`--given \"player = class\"` makes the game smaller",
        }),
        PopulationError::Unsettled => open("a greater `--max-bits` may help"),
        PopulationError::Unproved => open(match args.ask {
            Ask::Stationary => {
                "a smaller `--size` is proved; `--ask simulate` plays, and proves nothing"
            }
            _ => "a smaller `--selection` or `--size` may help",
        }),
        _ => open("a longer `--limit` may help"),
    }
}
