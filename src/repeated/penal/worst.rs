//! What worst equilibria give at single discount factors.

use std::collections::BTreeMap;

use super::least::least;
use super::most::most;
use super::stage::Stage;
use crate::game::{Combination, Game, Payoffs};
use crate::num::{Rational, Ring, Sign};
use crate::repeated::abreu_sannikov::{Settings, abreu_sannikov};
use crate::repeated::judd_yeltekin_conklin::{ApproximationSettings, judd_yeltekin_conklin};
use crate::repeated::path::gathered;
use crate::repeated::{Bounds, Threat, nearly};

/// What the worst equilibrium for each player gives them at a discount factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worst {
    /// There is no equilibrium in pure strategies: proved.
    None,
    /// No equilibrium gives a player less than the first numbers; some give no more than the second, where any are known.
    Between(Vec<Rational>, Option<Vec<Rational>>),
}

/// Finds which discount factors sustain paths under optimal penal codes, with the payoff sets that it has looked at.
pub struct PenalCodes<'a> {
    stage: Stage<'a>,
    /// Payoffs that are rational, or rational ones close by, and how close.
    near: (Game<Rational>, Vec<Rational>),
    /// Nobody is ever held lower than this.
    floor: Vec<Rational>,
    /// What was looked at, 0 and 1 among it.
    seen: BTreeMap<Rational, Seen>,
    /// So many sets, or bounds, were made.
    pub(super) made: usize,
    /// Of each player combinations of payoffs, and whether the others cannot hold the player to less.
    compared: Vec<Vec<(Combination, bool)>>,
    watch: &'a (dyn Fn(u64, u64) -> bool + Sync),
}

/// What is known at a discount factor.
#[derive(Clone, Debug)]
struct Seen {
    worst: Worst,
    /// What the equilibria are worth that give no more than the bounds from above, as combinations of payoffs.
    shares: Option<Vec<Combination>>,
    /// Whether planes have told what they can.
    by_planes: bool,
}

/// Of games with more payoffs than this planes take too long.
const LARGE: usize = 500;

/// So often planes are lowered.
const LOWERED: usize = 400;

/// Sets at one discount factor are left as they are after so many steps.
const STEPS: usize = 3000;

impl<'a> PenalCodes<'a> {
    /// Of a game of two or more players; nothing where there are fewer, or payoffs cannot be bounded. `watch` is called with the number
    /// of sets made, and the same again since nobody knows how many there will be, and says whether to go on.
    pub fn new(payoffs: &'a Payoffs, watch: &'a (dyn Fn(u64, u64) -> bool + Sync)) -> Option<Self> {
        let players = payoffs.shape().players();
        if players < 2 {
            return None;
        }
        let stage = Stage::new(payoffs)?;
        let near = nearly(payoffs)?;
        // What the others' pure strategies can hold a player to
        let floor = stage.best.iter().map(|best| best.iter().map(|(low, _)| low).min().cloned());
        let floor: Vec<Rational> = floor.collect::<Option<_>>()?;
        let compared = vec![Vec::new(); players];
        let mut codes =
            Self { stage, near, floor, seen: BTreeMap::new(), made: 0, compared, watch };
        let impatient = codes.impatient();
        codes.seen.insert(Rational::zero(), impatient);
        let patient = Worst::Between(codes.floor.clone(), None);
        let patient = Seen { worst: patient, shares: None, by_planes: true };
        codes.seen.insert(Rational::one(), patient);
        Some(codes)
    }

    /// What the worst equilibria give at a discount factor, or 0, or 1 as a limit. Nothing when `watch` said to stop.
    pub fn worst(&mut self, discount: &Rational) -> Option<Worst> {
        self.look(discount)?;
        self.seen.get(discount).map(|seen| seen.worst.clone())
    }

    /// Whether a number between bounds is known as nearly as payoffs are.
    pub(super) fn is_narrow(&self, player: usize, bounds: &Bounds) -> bool {
        bounds.1.minus(&bounds.0) <= self.stage.slack[player]
    }

    pub(super) fn payoffs(&self) -> &'a Payoffs {
        self.stage.payoffs
    }

    pub(super) fn is_known(&self, discount: &Rational) -> bool {
        self.seen.contains_key(discount)
    }

    /// Whether the worst payoffs are known exactly at a discount factor.
    pub(super) fn is_exact(&self, discount: &Rational) -> bool {
        let worst = self.seen.get(discount).map(|seen| &seen.worst);
        matches!(worst, Some(Worst::Between(least, Some(most))) if least == most)
    }

    /// Whether exact sets tell the worst payoffs.
    pub(super) fn has_sets(&self) -> bool {
        self.stage.players() == 2 && self.payoffs().rational().is_some()
    }

    /// Whether planes may tell more in a bearable time.
    pub(super) fn takes_planes(&self) -> bool {
        !self.has_sets() && self.stage.count() * self.stage.players() <= LARGE
    }

    /// Whether planes may tell more at a discount factor that has been looked at.
    pub(super) fn has_planes(&self, discount: &Rational) -> bool {
        self.takes_planes()
            && !self.is_exact(discount)
            && self
                .seen
                .get(discount)
                .is_some_and(|seen| !seen.by_planes && matches!(seen.worst, Worst::Between(..)))
    }

    /// Looks at a discount factor, unless that has been done. Nothing when `watch` said to stop.
    pub(super) fn look(&mut self, discount: &Rational) -> Option<()> {
        if self.is_known(discount) {
            return Some(());
        }
        self.start()?;
        let seen = if self.has_sets() { self.exactly(discount) } else { self.quickly(discount) };
        let seen = self.among_others(discount, seen);
        self.seen.insert(discount.clone(), seen);
        Some(())
    }

    /// Looks more closely, by planes.
    pub(super) fn look_by_planes(&mut self, discount: &Rational) -> Option<()> {
        self.start()?;
        let found = self.roughly(discount);
        let found = match (self.seen.remove(discount), found) {
            (Some(before), Some(found)) => joined(before, found),
            (Some(mut before), None) => {
                before.by_planes = true;
                before
            }
            (None, found) => found?,
        };
        let found = self.among_others(discount, found);
        self.seen.insert(discount.clone(), found);
        Some(())
    }

    fn start(&mut self) -> Option<()> {
        let made = self.made as u64;
        self.made += 1;
        (self.watch)(made, made.max(1)).then_some(())
    }

    /// What the worst payoffs are between two discount factors, and whether there surely is an equilibrium; nothing where there
    /// surely is none.
    pub(super) fn threats(
        &mut self,
        low: &Rational,
        high: &Rational,
    ) -> Option<(Vec<Threat>, bool)> {
        let Worst::Between(least, _) = self.seen.get(high)?.worst.clone() else { return None };
        let (most, shares) = match self.seen.get(low) {
            Some(Seen { worst: Worst::Between(_, most), shares, .. }) => {
                (most.clone(), shares.clone())
            }
            _ => (None, None),
        };
        let Some(most) = most else {
            let of = |least: Rational| Threat::from(least);
            return Some((least.into_iter().map(of).collect(), false));
        };
        let one = |(player, (least, most)): (usize, (Rational, Rational))| {
            let share = shares.as_ref().map(|shares| shares[player].clone());
            let share = share.filter(|share| least != most && self.is_minmax(player, share));
            Threat { bounds: (least.clone(), most.max(least)), combination: share }
        };
        Some((least.into_iter().zip(most).enumerate().map(one).collect(), true))
    }

    /// Whether the others cannot hold a player to less than a combination of payoffs.
    fn is_minmax(&mut self, player: usize, share: &Combination) -> bool {
        if self.payoffs().rational().is_some() {
            return false;
        }
        let known = self.compared[player].iter().find(|(other, _)| other == share);
        if let Some((_, told)) = known {
            return *told;
        }
        let payoffs = self.payoffs();
        let shape = payoffs.shape();
        let bounds = payoffs.bounds(player, share);
        let told = shape.rival_profiles(player).all(|rivals| {
            if bounds.as_ref().is_some_and(|(_, high)| *high <= self.stage.best[player][rivals].0) {
                return true;
            }
            (0..shape.strategies()[player]).any(|own| {
                let mut all: Combination = share.iter().map(|(at, x)| (*at, x.negated())).collect();
                all.push((shape.with(rivals, player, own), Rational::one()));
                let sign = payoffs.sign(player, &gathered(all));
                matches!(sign, Some(Sign::Zero | Sign::Positive))
            })
        });
        self.compared[player].push((share.clone(), told));
        told
    }

    /// Where only the present counts, equilibria are those of the stage game.
    fn impatient(&self) -> Seen {
        let payoffs = self.payoffs();
        let own: Vec<Vec<usize>> =
            payoffs.shape().strategies().iter().map(|&count| (0..count).collect()).collect();
        let players = 0..self.stage.players();
        // Some may be equilibria, as far as is known, and some surely are
        let may_be = |profile: &usize| {
            players.clone().all(|player| self.stage.gain[player][*profile].0.is_zero())
        };
        let surely = |profile: &usize| {
            players.clone().all(|player| payoffs.is_best(player, *profile, &own[player]))
        };
        let perhaps: Vec<usize> = (0..self.stage.count()).filter(may_be).collect();
        let known: Vec<usize> = perhaps.iter().copied().filter(surely).collect();
        let least = |player: usize| {
            perhaps.iter().map(|&profile| self.stage.pays[player][profile].0.clone()).min()
        };
        let worst = |player: usize| {
            let pays = &self.stage.pays[player];
            known.iter().copied().min_by(|&a, &b| pays[a].1.cmp(&pays[b].1))
        };
        let Some(least) = players.clone().map(least).collect::<Option<Vec<_>>>() else {
            return Seen { worst: Worst::None, shares: None, by_planes: true };
        };
        let worst: Option<Vec<usize>> = players.clone().map(worst).collect();
        let most = worst.as_ref().map(|worst| {
            let both = worst.iter().enumerate();
            both.map(|(player, &profile)| self.stage.pays[player][profile].1.clone()).collect()
        });
        let shares = worst.map(|worst| {
            worst.into_iter().map(|profile| vec![(profile, Rational::one())]).collect()
        });
        Seen { worst: Worst::Between(least, most), shares, by_planes: true }
    }

    /// Of two players whose payoffs are rational.
    fn exactly(&self, discount: &Rational) -> Seen {
        let made = self.made as u64;
        let go_on = |_: usize| (self.watch)(made, made.max(1));
        let settings = Settings { steps: STEPS, watch: &go_on, ..Settings::default() };
        let seen = |worst| Seen { worst, shares: None, by_planes: true };
        let set =
            self.payoffs().rational().and_then(|game| abreu_sannikov(game, discount, &settings));
        let Some(set) = set else { return seen(Worst::Between(self.floor.clone(), None)) };
        let least = (0..2).map(|player| set.outer.least(player).cloned());
        let Some(least) = least.collect() else { return seen(Worst::None) };
        let most = (0..2)
            .map(|player| Some(set.vertices.get(set.threats[player])?.payoff[player].1.clone()));
        seen(Worst::Between(least, most.collect()))
    }

    /// Of others: by linear programs and penal codes.
    fn quickly(&self, discount: &Rational) -> Seen {
        let Some(least) = least(&self.stage, discount, &self.floor) else {
            return Seen { worst: Worst::None, shares: None, by_planes: true };
        };
        let code = most(&self.stage, discount, &least);
        let high =
            |code: &super::most::Code| code.most.iter().map(|(_, high)| high.clone()).collect();
        let most = code.as_ref().map(high);
        let shares = code.map(|code| code.shares);
        Seen { worst: Worst::Between(least, most), shares, by_planes: false }
    }

    /// Of others, by planes.
    fn roughly(&self, discount: &Rational) -> Option<Seen> {
        let made = self.made as u64;
        let go_on = |_: usize| (self.watch)(made, made.max(1));
        let (game, errors) = &self.near;
        let settings = ApproximationSettings {
            iterations: LOWERED,
            errors: Some(errors),
            watch: &go_on,
            ..Default::default()
        };
        let found =
            judd_yeltekin_conklin(game, &vec![discount.clone(); game.players()], &settings)?;
        let seen = |worst| Some(Seen { worst, shares: None, by_planes: true });
        let Some(ranges) = found.ranges else { return seen(Worst::None) };
        // What points give is known up to the error
        let most = |player: usize| {
            let mut least = found.inner.iter().map(|point| &point.payoffs[player]).min()?.clone();
            least += &errors[player];
            Some(least)
        };
        let most = (0..self.stage.players()).map(most).collect();
        seen(Worst::Between(ranges.into_iter().map(|(low, _)| low).collect(), most))
    }

    /// What is known at other discount factors holds here, too: worst payoffs only fall with patience. Bounds may also be rounded
    /// to below what nobody is ever held to.
    fn among_others(&self, discount: &Rational, mut seen: Seen) -> Seen {
        let Worst::Between(least, most) = &mut seen.worst else { return seen };
        let mut raise = |others: &[Rational]| {
            for (least, other) in least.iter_mut().zip(others) {
                *least = other.clone().max(least.clone());
            }
        };
        raise(&self.floor);
        if let Some((_, Seen { worst: Worst::Between(above, _), .. })) =
            self.seen.range(discount.clone()..).next()
        {
            raise(above);
        }
        let below = self.seen.range(..discount.clone()).next_back();
        if let Some((_, Seen { worst: Worst::Between(_, Some(below)), shares, .. })) = below {
            match most {
                None => {
                    *most = Some(below.clone());
                    seen.shares.clone_from(shares);
                }
                Some(most) => {
                    for (player, below) in below.iter().enumerate() {
                        if *below < most[player] {
                            most[player] = below.clone();
                            if let (Some(own), Some(shares)) = (&mut seen.shares, shares) {
                                own[player].clone_from(&shares[player]);
                            }
                        }
                    }
                }
            }
        }
        seen
    }
}

/// The better of what is known.
fn joined(one: Seen, two: Seen) -> Seen {
    let (Worst::Between(low, high), Worst::Between(other, upper)) = (&one.worst, &two.worst) else {
        let none = matches!(one.worst, Worst::None);
        return if none { one } else { two };
    };
    let least = low.iter().zip(other).map(|(a, b)| a.max(b).clone()).collect();
    let most = match (high, upper) {
        (Some(high), Some(upper)) => {
            Some(high.iter().zip(upper).map(|(a, b)| a.min(b).clone()).collect())
        }
        (high, upper) => high.clone().or_else(|| upper.clone()),
    };
    // A combination is only believed to be the worst where nothing can be worse
    Seen { worst: Worst::Between(least, most), shares: one.shares, by_planes: true }
}
