//! The least that equilibria give each player: what follows when they deviate.

use super::graph::{Graph, Side, Size};
use super::stage::Stage;
use crate::certify::Play;
use crate::num::{Rational, Ring};

/// What each player gets in the worst equilibrium for them.
pub(super) struct Threats {
    /// No equilibrium gives less.
    pub(super) low: Vec<Rational>,
    /// Equilibria that give so little, and what they play: surely.
    pub(super) high: Option<(Vec<Rational>, Vec<Play>)>,
    /// There is no equilibrium: proved.
    pub(super) empty: bool,
    /// How finely needs are rounded in graphs that tell.
    pub(super) size: Size,
}

/// Needs are multiples of 1 / 2ⁿ of the range to begin with,
const COARSE: i64 = 3;
/// each time so many times finer.
const FINER: i64 = 2;
/// Raises of bounds from below at one fineness.
const RAISES: usize = 40;
/// Threats to try from above: so many steps more than the bound from below.
const TRIES: [i64; 5] = [0, 1, 4, 16, 64];

/// Bounds of threats from both sides, until they meet or graphs are as fine and as large as they may be. Nothing when stopped before
/// anything was known.
pub(super) fn threats(stage: &Stage<'_>, limit: &Size, go_on: &dyn Fn() -> bool) -> Threats {
    let mut found = Threats {
        low: stage.floor.clone(),
        high: stage_equilibria(stage),
        empty: stage.empty,
        size: limit.clone(),
    };
    let mut bits = COARSE;
    while !found.empty {
        let step = Rational::integer(2).powi(-bits).unwrap_or_else(Rational::one);
        let step = step.max(limit.step.clone());
        let share = usize::try_from(1_i64 << (2 * bits).min(40)).unwrap_or(limit.most);
        let most = limit.most.min(share.saturating_mul(stage.profiles()).max(limit.exact));
        found.size = Size { step: step.clone(), most, ..limit.clone() };
        if found.raise(stage, go_on).is_none() || found.empty || found.settled() {
            break;
        }
        if found.lower(stage, go_on).is_none() || found.settled() || step <= limit.step {
            break;
        }
        bits += FINER;
    }
    found
}

impl Threats {
    pub(super) fn settled(&self) -> bool {
        self.high.as_ref().is_some_and(|(high, _)| *high == self.low)
    }

    /// Every equilibrium path is one that nobody leaves when threats are as low as they may be: so none gives less than these do.
    fn raise(&mut self, stage: &Stage<'_>, go_on: &dyn Fn() -> bool) -> Option<()> {
        for _ in 0..RAISES {
            let graph = Graph::build(stage, &self.low, Side::Outer, &self.size, go_on)?;
            if graph.is_empty() {
                self.empty = true;
                return Some(());
            }
            let mut plays = Vec::new();
            let mut bounds = Vec::new();
            for player in 0..stage.players() {
                let extreme = graph.extreme(stage, player, false)?;
                bounds.push(extreme.bound);
                plays.push(extreme.play);
            }
            self.propose(stage, plays);
            let mut raised = false;
            for (player, bound) in bounds.into_iter().enumerate() {
                let met = self.high.as_ref().is_some_and(|(high, _)| high[player] <= bound);
                let bound = if met { bound } else { stage.rounded(player, &bound, false) };
                if bound > self.low[player] {
                    let mut step = stage.most[player].minus(&stage.least[player]);
                    step *= &self.size.step;
                    step *= &Rational::share(1, SLOW);
                    raised |= met || bound.minus(&self.low[player]) > step;
                    self.low[player] = bound;
                }
            }
            if self.settled() || !raised {
                return Some(());
            }
        }
        Some(())
    }

    /// Paths that nobody leaves when threats are a little higher, and that are such threats.
    fn lower(&mut self, stage: &Stage<'_>, go_on: &dyn Fn() -> bool) -> Option<()> {
        for tries in TRIES {
            let threats: Vec<Rational> = (0..stage.players())
                .map(|player| {
                    let mut more = stage.most[player].minus(&stage.least[player]);
                    more *= &self.size.step;
                    more *= &Rational::integer(tries);
                    more += &self.low[player];
                    more
                })
                .collect();
            let higher = self.high.as_ref().is_some_and(|(high, _)| {
                high.iter().zip(&threats).all(|(high, threat)| high <= threat)
            });
            if higher {
                return Some(());
            }
            let graph = Graph::build(stage, &threats, Side::Inner, &self.size, go_on)?;
            if graph.is_empty() {
                continue;
            }
            let plays = (0..stage.players()).map(|player| graph.extreme(stage, player, false));
            let plays: Vec<Play> = plays.map(|one| Some(one?.play)).collect::<Option<_>>()?;
            if self.propose(stage, plays) {
                return Some(());
            }
        }
        Some(())
    }

    /// Takes paths as punishments if they hold each other up.
    fn propose(&mut self, stage: &Stage<'_>, plays: Vec<Play>) -> bool {
        let worth = |(player, play): (usize, &Play)| {
            play.worth(stage, player).first().cloned().unwrap_or_else(Rational::zero)
        };
        let mut worths: Vec<Rational> = plays.iter().enumerate().map(worth).collect();
        let mut plays = plays;
        if let Some((high, known)) = &self.high {
            for (player, (own, play)) in worths.iter_mut().zip(&mut plays).enumerate() {
                if high[player] <= *own {
                    own.clone_from(&high[player]);
                    play.clone_from(&known[player]);
                }
            }
        }
        let asked = stage.asked(&worths);
        let holds = plays.iter().all(|play| play.keeps(stage, &asked));
        if holds {
            self.high = Some((worths, plays));
        }
        holds
    }
}

/// Raises that are smaller than this part of a step are left to finer graphs.
const SLOW: usize = 16;

/// The equilibria of the stage game, for ever.
fn stage_equilibria(stage: &Stage<'_>) -> Option<(Vec<Rational>, Vec<Play>)> {
    let all: Vec<usize> =
        (0..stage.profiles()).filter(|&profile| stage.game.is_settled(profile)).collect();
    let worst = |player: usize| {
        let payoffs = stage.game.payoffs(player);
        let profile = all.iter().min_by_key(|&&profile| &payoffs[profile])?;
        Some((payoffs[*profile].clone(), Play { lead: Vec::new(), cycle: vec![*profile] }))
    };
    (0..stage.players()).map(worst).collect::<Option<Vec<_>>>().map(|all| all.into_iter().unzip())
}
