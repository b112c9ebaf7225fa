//! What patience sustains in a repeated game: threats from the stage game's equilibria, and the discount factors at which they
//! are enough.

use super::Open;
use crate::certify::{Certificate, expected, expected_within};
use crate::game::{Payoffs, Support};
use crate::model::Punishment;
use crate::nash::{Coverage, Equilibrium, Settings};
use crate::num::Rational;
use crate::repeated::{
    After, Bounds, Deviation, Opponents, Path, Sustained, Threat, deviations, minmax, sustained,
};
use crate::solve::solve;

/// A path of a repeated game, what follows deviations, and which discount factors sustain it.
#[derive(Clone, Debug)]
pub struct Repetition {
    /// What is to be played.
    pub path: Path,
    /// What each player gets in each round of the punishment for a deviation of their own: at least, and at most.
    pub threats: Vec<Threat>,
    /// How long it lasts.
    pub after: After,
    /// Every deviation, with what it asks of the discount factor.
    pub deviations: Vec<Deviation>,
    /// The discount factors at which none of them pays.
    pub sustained: Sustained,
    /// The same for each player's deviations alone.
    pub each: Vec<Sustained>,
    /// Whether the threats are worst equilibria of the stage game and all equilibria are known; else a threat may be worse, which
    /// its bounds say.
    pub complete: bool,
}

/// What follows deviations in a stage game.
#[derive(Clone, Debug)]
pub struct Threats {
    /// What each player gets in each round of the punishment.
    pub each: Vec<Threat>,
    /// How long it lasts.
    pub after: After,
    /// Whether all equilibria that may serve as punishment are known.
    pub complete: bool,
}

impl Threats {
    /// Of a punishment: the equilibrium of the stage game that is worst for the player; the same where `steps` have been taken
    /// that cannot be taken back; or what the others can hold the player to by pure strategies.
    ///
    /// # Errors
    /// [`Open`] when no equilibrium is known, or a payoff cannot be bounded.
    pub fn of(
        payoffs: &Payoffs,
        punishment: Punishment,
        steps: &[(usize, usize)],
        settings: &Settings<'_>,
    ) -> Result<Self, Open> {
        let players = 0..payoffs.shape().players();
        let (after, kept) = match punishment {
            Punishment::Minmax => {
                let value = |player| {
                    let bounds = minmax(payoffs, player, Opponents::Pure).ok_or(Open::Unsettled)?;
                    Ok(Threat { bounds, combination: None })
                };
                let each = players.map(value).collect::<Result<_, _>>()?;
                return Ok(Self { each, after: After::Forever, complete: true });
            }
            Punishment::Nash => (After::Forever, everything(payoffs)),
            Punishment::Rounds(rounds) => (After::Rounds(rounds), everything(payoffs)),
            Punishment::Irreversible => {
                let mut kept = everything(payoffs);
                for &(player, strategy) in steps {
                    kept[player] = vec![strategy];
                }
                (After::Forever, kept)
            }
        };
        let part = payoffs.restricted(&kept);
        let outcome = solve(&part, None, settings).map_err(|_| Open::NotAllKnown)?.outcome;
        let complete = outcome.coverage == Coverage::All;
        let worst = |player: usize| {
            let proved = outcome.equilibria.iter().filter(|equilibrium| equilibrium.is_proved());
            let worths =
                proved.map(|equilibrium| worth((payoffs, &part), equilibrium, &kept, player));
            let worths = worths.collect::<Option<Vec<_>>>().ok_or(Open::Unsettled)?;
            let lows = worths.iter().map(|worth| &worth.bounds.0);
            let least = lows.min().ok_or(Open::NotAllKnown)?.clone();
            let highs = worths.iter().map(|worth| &worth.bounds.1);
            let most = highs.min().ok_or(Open::NotAllKnown)?.clone();
            if complete {
                // One that is surely the worst is known as what it is
                let surely = (0..worths.len()).find(|&place| {
                    let mut others = (0..worths.len()).filter(|other| *other != place);
                    others.all(|other| worths[place].bounds.1 <= worths[other].bounds.0)
                });
                let combination = surely.and_then(|place| worths[place].combination.clone());
                return Ok(Threat { bounds: (least, most), combination });
            }
            // No equilibrium holds a player lower than the others can by agreement
            let floor = floor(&part, player).ok_or(Open::Unsettled)?;
            Ok(Threat { bounds: (floor.min(least), most), combination: None })
        };
        let each = players.map(worst).collect::<Result<_, _>>()?;
        Ok(Self { each, after, complete })
    }
}

impl Repetition {
    /// Of a path under threats.
    ///
    /// # Errors
    /// [`Open`] when a payoff cannot be bounded.
    pub fn new(payoffs: &Payoffs, path: Path, threats: &Threats) -> Result<Self, Open> {
        let Threats { each: threats, after, complete } = threats.clone();
        let deviations = deviations(payoffs, &path, &threats, after).ok_or(Open::Unsettled)?;
        let own = |player: usize| {
            let own: Vec<Deviation> =
                deviations.iter().filter(|one| one.player == player).cloned().collect();
            sustained(&own)
        };
        let each = (0..threats.len()).map(own).collect();
        Ok(Self {
            sustained: sustained(&deviations),
            path,
            threats,
            after,
            deviations,
            each,
            complete,
        })
    }

    /// The discount factors that keep a player on the path, or everybody.
    pub fn of(&self, player: Option<usize>) -> &Sustained {
        player.map_or(&self.sustained, |player| &self.each[player])
    }
}

fn everything(payoffs: &Payoffs) -> Vec<Support> {
    payoffs.shape().strategies().iter().map(|&count| (0..count).collect()).collect()
}

/// What a player gets in an equilibrium.
fn worth(
    (payoffs, part): (&Payoffs, &Payoffs),
    equilibrium: &Equilibrium,
    kept: &[Support],
    player: usize,
) -> Option<Threat> {
    if let Certificate::Enclosure(boxes) = &equilibrium.certificate {
        let bounds = expected_within(part, player, boxes)?;
        return Some(Threat { bounds, combination: None });
    }
    let whole = equilibrium.profile.embedded(payoffs.shape().strategies(), kept);
    let combination = expected(payoffs, player, &whole);
    let bounds: Bounds = payoffs.bounds(player, &combination)?;
    Some(Threat { bounds, combination: Some(combination) })
}

/// A payoff below which no equilibrium holds a player.
fn floor(payoffs: &Payoffs, player: usize) -> Option<Rational> {
    if let Some((value, _)) = minmax(payoffs, player, Opponents::Correlated) {
        return Some(value);
    }
    let all = 0..payoffs.shape().profiles();
    let low = |index| Some(payoffs.bounds(player, &[(index, Rational::integer(1))])?.0);
    all.map(low).collect::<Option<Vec<_>>>()?.into_iter().min()
}
