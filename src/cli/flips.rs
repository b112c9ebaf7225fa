//! How far parameters may move before an answer changes: the end of `equil dominance` and `equil solve`.

use clap::ValueEnum;

use super::CliError;
use super::input::Game;
use super::output::Form;
use super::threshold::lines;
use super::vary::axes;
use equil::answer::Condition;
use equil::model::{Model, Restriction};
use equil::nash::Settings;
use equil::report::Thresholds;
use equil::threshold::BUDGET;

/// Whether flips are listed.
#[derive(clap::Args)]
pub(crate) struct Flips {
    /// List for each parameter the nearest values at which the answer changes, with proof: `--flips` does, by
    /// default it is done in small games, `--flips=never` leaves it out
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "always",
        hide_possible_values = true
    )]
    flips: When,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum When {
    /// In small games
    #[default]
    Small,
    /// Always
    Always,
    /// Never
    Never,
}

/// A game is small when it has at most so many payoffs for each parameter with a range, all taken together: flips take a
/// fraction of a second.
const SMALL: usize = 1000;

/// Nor has anybody more strategies than this there where elimination is asked about: mixtures take their time.
const FEW: usize = 4;

/// Stretches of a range that are looked at where nobody asked for flips.
const UNASKED: u64 = 2000;

impl Flips {
    /// Whether they were asked for, however long they take.
    pub(crate) fn is_explicit(&self) -> bool {
        self.flips == When::Always
    }

    /// Whether they are listed, for a question that hangs on comparisons of payoffs alone, or for another.
    pub(crate) fn are_listed(&self, model: &Model, form: Form, is_pairwise: bool) -> bool {
        let ranged = model.parameters.iter().filter(|p| p.range.is_some()).count();
        let payoffs = model.shape().profiles().saturating_mul(model.players.len());
        let wanted = match self.flips {
            When::Always => true,
            When::Small => {
                let few = model.players.iter().all(|player| player.strategies.len() <= FEW);
                ranged.saturating_mul(payoffs) <= SMALL && (few || is_pairwise)
            }
            When::Never => false,
        };
        wanted && ranged > 0 && !matches!(form, Form::Csv | Form::Jsonl)
    }

    /// Where the answer to a question, as written and as asked, changes. `model` is that of the file.
    pub(crate) fn found<'a>(
        &self,
        model: &'a Model,
        game: &Game,
        (asked, condition): (String, Condition),
        settings: &Settings<'_>,
    ) -> Result<Thresholds<'a>, CliError> {
        let mut axes = axes(&[], model)?;
        axes.retain(|axis| game.assignment.get(axis.parameter).is_some());
        for axis in &mut axes {
            // What was set beyond its range moves from there on
            if let Some(base) = game.assignment.get(axis.parameter) {
                axis.low = axis.low.clone().min(base.clone());
                axis.high = axis.high.clone().max(base.clone());
            }
        }
        let (point, bits) = (&game.assignment, game.max_bits);
        let budget = if self.is_explicit() { BUDGET } else { UNASKED };
        let lines = lines(&axes, (model, point, bits), &condition, budget, settings)?;
        let here = model.at(point, bits).ok();
        let here = here.and_then(|payoffs| condition.decide(&payoffs, &Settings::default()).ok());
        Ok(Thresholds { model, point: game.point.clone(), asked, here, lines })
    }

    /// Whether what was asked for was cut short.
    pub(crate) fn are_cut(&self, found: &[Thresholds<'_>]) -> bool {
        let mut lines = found.iter().flat_map(|flips| &flips.lines);
        self.is_explicit() && lines.any(|(line, _)| line.stopped)
    }
}

/// The players who do not have all of their strategies, and which they have.
pub(crate) fn held(model: &Model, kept: &[equil::game::Support]) -> Vec<Restriction> {
    let players = model.players.iter().zip(kept).enumerate();
    players
        .filter(|(_, (player, kept))| kept.len() < player.strategies.len())
        .map(|(player, (_, kept))| Restriction {
            player,
            choice: equil::model::MixedChoice::Among(kept.clone()),
        })
        .collect()
}
