//! Paths under the worst punishments that are equilibria themselves.

use super::abreu_sannikov::{PayoffSet, Settings, abreu_sannikov};
use super::minmax::pure_minmax;
use crate::game::Game;
use crate::num::{Rational, Ring};
use crate::table::middle;

/// From which discount factor on some equilibrium plays a profile for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Patience {
    /// None: proved.
    Never,
    /// From one that lies between these, or is both, on.
    From(Rational, Rational),
    /// It was not found up to this one; at no discount factor less than what the minmax values would take.
    Beyond(Rational),
}

/// Whether a profile is sustained.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Yes,
    No,
    /// What was found of the set does not tell.
    Open,
}

/// Finds from which discount factor on profiles can be played for ever, with the payoff sets that it has looked at.
pub struct PenalCodes<'a> {
    game: &'a Game<Rational>,
    seen: Vec<PayoffSet>,
    watch: &'a (dyn Fn(usize) -> bool + Sync),
}

/// Halvings of an interval around a critical value.
const HALVINGS: usize = 40;

/// The last discount factor looked at is 1 − 2⁻ⁿ.
const NEAREST_TO_ONE: usize = 16;

/// Sets at one discount factor are left as they are after so many steps.
const STEPS: usize = 3000;

impl<'a> PenalCodes<'a> {
    /// Of a game of two players; nothing of others. `watch` is called with the number of sets made, and says whether to go on.
    pub fn new(
        game: &'a Game<Rational>,
        watch: &'a (dyn Fn(usize) -> bool + Sync),
    ) -> Option<Self> {
        (game.players() == 2).then_some(Self { game, seen: Vec::new(), watch })
    }

    /// From which discount factor on a profile is played for ever in an equilibrium in pure strategies: one who deviates gets the
    /// worst equilibrium for them, which need be no repetition of an equilibrium of the stage game. With lots that everybody sees
    /// threats grow worse with patience, so that a profile that is sustained remains so.
    ///
    /// No threat is worse than the minmax value, which bounds the critical value from below. A value `r` at which the threat
    /// is just enough is exact, since it was weaker below. Else it is enclosed by halving.
    ///
    /// Source: D. Abreu, "On the theory of infinitely repeated games with discounting", *Econometrica* 56 (1988), 383–396
    /// (`abreu1988`).
    ///
    /// # Complexity
    /// Some forty payoff sets.
    ///
    /// # Examples
    /// ```
    /// use equil::game::Game;
    /// use equil::num::Rational;
    /// use equil::repeated::{Patience, PenalCodes};
    ///
    /// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
    /// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
    /// let mut codes = PenalCodes::new(&game, &|_| true).unwrap();
    /// let seventh = Rational::new(1, 7).unwrap();
    /// assert_eq!(codes.patience(0), Some(Patience::From(seventh.clone(), seventh)));
    /// assert_eq!(codes.patience(1), Some(Patience::Never));
    /// ```
    pub fn patience(&mut self, profile: usize) -> Option<Patience> {
        let ways = [0, 1].map(|player| self.ways(profile, player));
        if ways.iter().all(|(own, best)| own == best) {
            return Some(Patience::From(Rational::zero(), Rational::zero()));
        }
        let floor = [0, 1].map(|player| pure_minmax(self.game, player));
        let Some(least) = critical(&ways, &floor) else { return Some(Patience::Never) };
        if self.is_sustained(profile, &least)? == Told::Yes {
            return Some(Patience::From(least.clone(), least));
        }
        let mut low = least;
        let mut high = None;
        for bits in (2..=NEAREST_TO_ONE).step_by(2) {
            let discount = Rational::one().minus(&Rational::share(1, 1 << bits));
            if discount <= low {
                continue;
            }
            match self.is_sustained(profile, &discount)? {
                Told::Yes => {
                    high = Some(discount);
                    break;
                }
                Told::No => low = discount,
                Told::Open => {}
            }
        }
        let Some(mut high) = high else { return Some(Patience::Beyond(low)) };
        for _ in 0..HALVINGS {
            let between = middle(&low, &high);
            match self.is_sustained(profile, &between)? {
                Told::Yes => high = between,
                Told::No => low = between,
                Told::Open => break,
            }
        }
        // The threat at the upper end, if it is known exactly, is just enough at one discount factor
        if let Some(threats) = self.exact_threats(&high)
            && let Some(exact) = critical(&ways, &threats)
            && exact > low
            && exact <= high
            && self.is_sustained(profile, &exact)? == Told::Yes
            && self.exact_threats(&exact) == Some(threats)
        {
            return Some(Patience::From(exact.clone(), exact));
        }
        Some(Patience::From(low, high))
    }

    /// What a player gets in a profile, and the most that a deviation gets.
    fn ways(&self, profile: usize, player: usize) -> (Rational, Rational) {
        let own = self.game.payoffs(player)[profile].clone();
        (own, self.game.best_payoff(player, profile).clone())
    }

    /// Whether nobody gains by deviating at a discount factor, if the sets that were found tell. Nothing when time is over.
    fn is_sustained(&mut self, profile: usize, discount: &Rational) -> Option<Told> {
        let ways = [0, 1].map(|player| self.ways(profile, player));
        let set = self.set(discount)?;
        if set.outer.vertices.is_empty() {
            return Some(Told::No);
        }
        let keeps = |player: usize, threat: &Rational| {
            let (own, best) = &ways[player];
            let mut margin = own.minus(threat);
            margin *= discount;
            margin.sub_product(&Rational::one().minus(discount), &best.minus(own));
            margin >= Rational::zero()
        };
        let inner = |player: usize| {
            set.vertices.get(set.threats[player]).map(|vertex| vertex.payoff[player].1.clone())
        };
        if (0..2).all(|player| inner(player).is_some_and(|threat| keeps(player, &threat))) {
            return Some(Told::Yes);
        }
        let outer = |player: usize| set.outer.least(player).cloned();
        let fails =
            (0..2).any(|player| outer(player).is_some_and(|threat| !keeps(player, &threat)));
        Some(if fails { Told::No } else { Told::Open })
    }

    fn exact_threats(&mut self, discount: &Rational) -> Option<[Rational; 2]> {
        let set = self.set(discount)?;
        let threat = |player: usize| {
            let (low, high) = &set.vertices.get(set.threats[player])?.payoff[player];
            // Nothing worse is possible
            let least = low == high && set.outer.least(player) == Some(low);
            least.then(|| low.clone())
        };
        Some([threat(0)?, threat(1)?])
    }

    fn set(&mut self, discount: &Rational) -> Option<&PayoffSet> {
        let place = match self.seen.iter().position(|set| set.discount == *discount) {
            Some(place) => place,
            None => {
                if !(self.watch)(self.seen.len()) {
                    return None;
                }
                let settings = Settings { steps: STEPS, ..Settings::default() };
                self.seen.push(abreu_sannikov(self.game, discount, &settings)?);
                self.seen.len() - 1
            }
        };
        self.seen.get(place)
    }
}

/// The least discount factor at which these threats keep players; nothing if none does.
fn critical(ways: &[(Rational, Rational); 2], threats: &[Rational; 2]) -> Option<Rational> {
    let mut least = Rational::zero();
    for ((own, best), threat) in ways.iter().zip(threats) {
        if own == best {
            continue;
        }
        if own <= threat {
            return None;
        }
        let mut needed = best.minus(own);
        needed *= &best.minus(threat).recip()?;
        least = least.max(needed);
    }
    Some(least)
}
