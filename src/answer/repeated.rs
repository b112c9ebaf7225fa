//! What patience sustains in a repeated game: threats from the stage game's equilibria, and the discount factors at which they
//! are enough.

use super::Open;
use crate::certify::{Certificate, expected, expected_within};
use crate::game::{Payoffs, Support};
use crate::model::Punishment;
use crate::nash::{Coverage, Equilibrium, Settings};
use crate::num::Rational;
use crate::repeated::{
    After, Bounds, Deviation, Opponents, Path, PenalCodes, Sustained, Threat, Worst, deviations,
    minmax,
};
use crate::solve::solve;

/// A path of a repeated game, what follows deviations, and which discount factors sustain it.
#[derive(Clone, Debug)]
pub struct Repetition {
    /// What is to be played.
    pub path: Path,
    /// How long the punishment lasts.
    pub after: After,
    /// Every deviation, with what it asks of the discount factor. Under optimal punishments, which hang on it: with the worst
    /// payoffs at the least discount factor that sustains the path, or just above it; at 1 if there is none.
    pub deviations: Vec<Deviation>,
    /// For each of them the discount factors at which it does not pay.
    pub alone: Vec<Sustained>,
    /// The discount factors at which none of them pays.
    pub sustained: Sustained,
    /// The same for each player's deviations alone.
    pub each: Vec<Sustained>,
    /// Whether the threats are worst equilibria and all equilibria are known; else a threat may be worse, which its bounds say.
    pub complete: bool,
}

/// What follows deviations.
pub enum Threats<'a> {
    /// The same payoffs whatever the discount factor: of equilibria of the stage game, or minmax values.
    Stage {
        /// What each player gets in each round of the punishment for a deviation of their own.
        each: Vec<Threat>,
        /// How long it lasts.
        after: After,
        /// Whether all equilibria that may serve as punishment are known.
        complete: bool,
    },
    /// The equilibria of the repeated game that are worst for the one who deviates.
    Optimal(Box<PenalCodes<'a>>),
}

impl<'a> Threats<'a> {
    /// Of a punishment: the equilibrium of the stage game that is worst for the player; the same where `steps` have been taken
    /// that cannot be taken back; what the others can hold the player to by pure strategies; or the worst equilibrium of the
    /// repeated game, which is looked for as paths are asked about.
    ///
    /// # Errors
    /// [`Open`] when no equilibrium is known, or a payoff cannot be bounded.
    pub fn of(
        payoffs: &'a Payoffs,
        punishment: Punishment,
        steps: &[(usize, usize)],
        settings: &Settings<'a>,
    ) -> Result<Self, Open> {
        let players = 0..payoffs.shape().players();
        let (after, kept) = match punishment {
            Punishment::Minmax => {
                let value = |player| {
                    let bounds = minmax(payoffs, player, Opponents::Pure).ok_or(Open::Unsettled)?;
                    Ok(Threat { bounds, combination: None })
                };
                let each = players.map(value).collect::<Result<_, _>>()?;
                return Ok(Self::Stage { each, after: After::Forever, complete: true });
            }
            Punishment::Optimal => {
                let codes = PenalCodes::new(payoffs, settings.watch).ok_or(Open::PenalCodes)?;
                return Ok(Self::Optimal(Box::new(codes)));
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
        Ok(Self::Stage { each, after, complete })
    }
}

impl Repetition {
    /// Of a path under threats.
    ///
    /// # Errors
    /// [`Open`] when a payoff cannot be bounded, or time was over.
    pub fn new(payoffs: &Payoffs, path: Path, threats: &mut Threats<'_>) -> Result<Self, Open> {
        match threats {
            Threats::Stage { each: threats, after, complete } => {
                let deviations =
                    deviations(payoffs, &path, threats, *after).ok_or(Open::Unsettled)?;
                let of = |wanted: &dyn Fn(&Deviation) -> bool| {
                    let own = deviations.iter().filter(|one| wanted(one));
                    Sustained::of(own.map(|one| &one.bounds))
                };
                Ok(Self {
                    alone: deviations
                        .iter()
                        .map(|one| Sustained::of(std::iter::once(&one.bounds)))
                        .collect(),
                    sustained: of(&|_| true),
                    each: (0..threats.len())
                        .map(|player| of(&|one| one.player == player))
                        .collect(),
                    complete: *complete,
                    after: *after,
                    deviations,
                    path,
                })
            }
            Threats::Optimal(codes) => Self::optimal(payoffs, path, codes),
        }
    }

    /// Only which discount factors keep everybody on a path.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn joint(payoffs: &Payoffs, path: Path, threats: &mut Threats<'_>) -> Result<Self, Open> {
        match threats {
            Threats::Optimal(codes) => {
                let sustained = codes.sustained(&path, &|_| true).ok_or(Open::Stopped)?;
                let (deviations, alone, each) = (Vec::new(), Vec::new(), Vec::new());
                let after = After::Forever;
                Ok(Self { path, after, deviations, alone, sustained, each, complete: true })
            }
            Threats::Stage { .. } => Self::new(payoffs, path, threats),
        }
    }

    fn optimal(payoffs: &Payoffs, path: Path, codes: &mut PenalCodes<'_>) -> Result<Self, Open> {
        let sustained = codes.sustained(&path, &|_| true).ok_or(Open::Stopped)?;
        // Who would not keep to a path that is never kept to is told as far as it is known by then
        let never = sustained.is_never();
        let mut of = |wanted: &dyn Fn(&Deviation) -> bool| {
            let found =
                if never { codes.known(&path, wanted) } else { codes.sustained(&path, wanted) };
            found.ok_or(Open::Stopped)
        };
        let players = 0..payoffs.shape().players();
        let each =
            players.map(|player| of(&|one| one.player == player)).collect::<Result<_, _>>()?;
        let least = sustained.surely.last().map(|piece| piece.low.within(BITS).1);
        let least = least.unwrap_or_else(|| Rational::integer(1));
        let threats = match codes.worst(&least).ok_or(Open::Stopped)? {
            Worst::None => return Err(Open::NoneRepeated),
            Worst::Between(least, most) => {
                // Of none known, no equilibrium gives more than the greatest payoff
                let greatest = |player: usize| {
                    let all = 0..payoffs.shape().profiles();
                    let each = all.map(|index| {
                        payoffs.bounds(player, &[(index, Rational::integer(1))]).map(|both| both.1)
                    });
                    each.max().flatten().unwrap_or_else(|| least[player].clone())
                };
                let most = most.unwrap_or_else(|| (0..least.len()).map(greatest).collect());
                least.clone().into_iter().zip(most)
            }
        };
        let threats: Vec<Threat> =
            threats.map(|bounds| Threat { bounds, combination: None }).collect();
        let deviations =
            deviations(payoffs, &path, &threats, After::Forever).ok_or(Open::Unsettled)?;
        let mut of = |one: &Deviation| {
            let wanted = |other: &Deviation| same(one, other);
            let found =
                if never { codes.known(&path, &wanted) } else { codes.sustained(&path, &wanted) };
            found.ok_or(Open::Stopped)
        };
        let alone = deviations.iter().map(&mut of).collect::<Result<_, _>>()?;
        let after = After::Forever;
        Ok(Self { path, after, deviations, alone, sustained, each, complete: true })
    }

    /// The discount factors that keep a player on the path, or everybody.
    pub fn of(&self, player: Option<usize>) -> &Sustained {
        player.map_or(&self.sustained, |player| &self.each[player])
    }
}

/// Whether two deviations are the same, whatever they meet with.
fn same(one: &Deviation, other: &Deviation) -> bool {
    (one.player, one.phase, one.strategy) == (other.player, other.phase, other.strategy)
}

/// Bits of discount factors that are not rational.
const BITS: u32 = 64;

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
