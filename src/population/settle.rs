//! What is left of play as mistakes vanish: stochastically stable states.

use super::contest::Order;
use super::limit::{Limit, Perturbed, Transition};
use super::number::whole;
use super::revision::Mistakes;
use super::{Compositions, PopulationError, Revision, Symmetry, Watch, symmetry};
use crate::game::{Combination, Payoffs};
use crate::num::{Rational, Ring, Sign};

/// Who meets whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Society {
    /// One population, in which everyone meets everyone else in a symmetric game.
    One,
    /// A population for each player, who meet those of the others.
    Each,
}

/// What is left as mistakes vanish.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The compositions of each population.
    pub populations: Vec<Compositions>,
    /// Recurrent classes and shares. States are numbered with the first population varying fastest.
    pub limit: Limit,
    /// Whether one population's game is proved to be symmetric.
    pub symmetry: Option<Symmetry>,
}

impl Settled {
    /// The compositions of the populations in a state.
    pub fn state(&self, mut number: usize) -> Vec<Vec<usize>> {
        let each = self.populations.iter().map(|compositions| {
            let composition = compositions.at(number % compositions.count());
            number /= compositions.count();
            composition
        });
        each.collect()
    }
}

/// The most states that are followed.
const MOST: usize = 200_000;

/// The states that keep a share of the time as mistakes vanish. Of one population or of one for each
/// player, with `size` individuals each, one individual at a time, all as probably, chooses anew: a best
/// response to what the others play (each of several as probably), or by mistake something else.
///
/// Sources: M. Kandori, G. J. Mailath and R. Rob, "Learning, mutation, and long run equilibria in games",
/// *Econometrica* 61 (1993), 29–56 (`kandori1993`); H. P. Young, "The evolution of conventions",
/// *Econometrica* 61 (1993), 57–84 (`young1993`); C. Alós-Ferrer and N. Netzer, "The logit-response
/// dynamics", *Games and Economic Behavior* 68 (2010), 413–427 (`alosferrer2010`).
///
/// # Errors
/// [`PopulationError`] when the game is not one for it, there are too many states, payoffs settle nothing,
/// or `watch` ends it.
///
/// # Complexity
/// For each state as many comparisons as somebody has strategies, then [`Perturbed::limit`].
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::population::{Society, revision_named, stable};
///
/// // Stag hunt: hares are safer, and everyone hunts them in the end
/// let payoffs = [[3, 2, 0, 2], [3, 0, 2, 2]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let rule = revision_named("best-response").unwrap();
/// let settled = stable(&game, rule, Society::One, 10, &|_, _| true)?;
/// let left = settled.limit.kept.iter().position(|kept| *kept == Some(true)).unwrap();
/// assert_eq!(settled.state(settled.limit.classes[left][0]), [[0, 10]]);
/// # Ok::<(), equil::population::PopulationError>(())
/// ```
pub fn stable(
    payoffs: &Payoffs,
    rule: &Revision,
    society: Society,
    size: usize,
    watch: Watch<'_>,
) -> Result<Settled, PopulationError> {
    let (least, symmetry) = match society {
        Society::One => (2, Some(symmetry(payoffs)?)),
        Society::Each => (1, None),
    };
    if size < least {
        return Err(PopulationError::TooFew { least });
    }
    let too_large = |states| PopulationError::TooLarge { states };
    let strategies = payoffs.shape().strategies();
    let played = match society {
        Society::One => &strategies[..1],
        Society::Each => strategies,
    };
    let populations: Vec<Compositions> = played
        .iter()
        .map(|&strategies| Compositions::new(size, strategies))
        .collect::<Option<_>>()
        .ok_or_else(|| too_large(usize::MAX))?;
    let states = populations.iter().try_fold(1_usize, |all, c| all.checked_mul(c.count()));
    let states = states.ok_or_else(|| too_large(usize::MAX))?;
    if states > MOST {
        return Err(too_large(states));
    }
    let mut settled = Settled { populations, limit: EMPTY, symmetry };
    let mut chain = Perturbed { moves: Vec::with_capacity(states) };
    for state in 0..states {
        if !watch(state as u64, states as u64) {
            return Err(PopulationError::Stopped);
        }
        chain.moves.push(moves(payoffs, rule, society, &settled, state)?);
    }
    settled.limit = chain.limit(watch)?;
    Ok(settled)
}

/// Before anything is known.
const EMPTY: Limit = Limit {
    classes: Vec::new(),
    potentials: Vec::new(),
    kept: Vec::new(),
    shares: None,
    found: super::Found::Open,
};

/// Every change of one individual in a state.
fn moves(
    payoffs: &Payoffs,
    rule: &Revision,
    society: Society,
    settled: &Settled,
    state: usize,
) -> Result<Vec<Transition>, PopulationError> {
    let compositions = settled.state(state);
    let mut moves = Vec::new();
    let mut stride = 1;
    for (player, composition) in compositions.iter().enumerate() {
        let numbers = &settled.populations[player];
        let own = numbers.rank(composition);
        let mut known: Option<Vec<Order>> = None;
        for from in (0..composition.len()).filter(|&from| composition[from] > 0) {
            // Somebody of one population does not meet themselves
            if society == Society::One {
                known = None;
            }
            let orders = match &known {
                Some(orders) => orders,
                None => {
                    let meets = Meets { payoffs, society, compositions: &compositions, from };
                    known.insert(meets.orders(player, rule.mistakes)?)
                }
            };
            let mut chance = Rational::share(composition[from], numbers.size());
            chance *= &Rational::share(1, compositions.len());
            for (to, order) in orders.iter().enumerate().filter(|(to, _)| *to != from) {
                let mut next = composition.clone();
                next[from] -= 1;
                next[to] += 1;
                let mut coefficient = order.coefficient.clone();
                coefficient *= &chance;
                moves.push(Transition {
                    to: state - own * stride + numbers.rank(&next) * stride,
                    order: Order { coefficient, exponent: order.exponent.clone() },
                });
            }
        }
        stride *= numbers.count();
    }
    Ok(moves)
}

/// Whom somebody meets: all others, or everyone in the other populations.
struct Meets<'a> {
    payoffs: &'a Payoffs,
    society: Society,
    compositions: &'a [Vec<usize>],
    /// What they have played so far.
    from: usize,
}

impl Meets<'_> {
    /// How often each way the others can play is met (by the number of the profile in which the player
    /// plays their first strategy), and the sum of that.
    fn others(&self, player: usize) -> (Vec<(usize, Rational)>, Rational) {
        let shape = self.payoffs.shape();
        if self.society == Society::One {
            let composition = &self.compositions[0];
            let met = |(other, &count): (usize, &usize)| {
                let count = count - usize::from(other == self.from);
                (count > 0).then(|| (other * shape.stride(1), whole(count)))
            };
            let all = composition.iter().sum::<usize>() - 1;
            return (composition.iter().enumerate().filter_map(met).collect(), whole(all));
        }
        let (mut ways, mut all) = (vec![(0, Rational::one())], Rational::one());
        for other in (0..shape.players()).filter(|&other| other != player) {
            let composition = &self.compositions[other];
            all *= &whole(composition.iter().sum());
            let played: Vec<_> = composition.iter().enumerate().filter(|(_, n)| **n > 0).collect();
            let further = |(profile, weight): &(usize, Rational)| {
                let (profile, weight) = (*profile, weight.clone());
                let each = played.iter().map(move |&(strategy, &count)| {
                    let mut weight = weight.clone();
                    weight *= &whole(count);
                    (profile + strategy * shape.stride(other), weight)
                });
                each.collect::<Vec<_>>()
            };
            ways = ways.iter().flat_map(further).collect();
        }
        (ways, all)
    }

    /// How probable each strategy is.
    fn orders(&self, player: usize, mistakes: Mistakes) -> Result<Vec<Order>, PopulationError> {
        let shape = self.payoffs.shape();
        let (count, stride) = (shape.strategies()[player], shape.stride(player));
        let (others, all) = self.others(player);
        let gain = |own: usize, than: usize| {
            let of = |strategy: usize, sign: Rational| {
                others.iter().map(move |(profile, weight)| {
                    let mut weight = weight.clone();
                    weight *= &sign;
                    (profile + strategy * stride, weight)
                })
            };
            let own = of(own, Rational::one());
            own.chain(of(than, Rational::minus_one())).collect::<Combination>()
        };
        let (mut best, mut ties) = (0, vec![0]);
        for own in 1..count {
            let sign = self.payoffs.sign(player, &gain(own, best));
            match sign.ok_or(PopulationError::Unsettled)? {
                Sign::Positive => (best, ties) = (own, vec![own]),
                Sign::Zero => ties.push(own),
                Sign::Negative => {}
            }
        }
        let order = |own: usize| {
            if ties.contains(&own) {
                return Order::constant(Rational::share(1, ties.len()));
            }
            let exponent = match mistakes {
                Mistakes::Uniform => Some(Rational::one()),
                Mistakes::Payoffs if self.payoffs.rational().is_some() => {
                    let lost = self.payoffs.bounds(player, &gain(best, own));
                    lost.map(|(mut lost, _)| {
                        lost /= &all;
                        lost
                    })
                }
                Mistakes::Payoffs => None,
            };
            let share = match mistakes {
                Mistakes::Uniform => Rational::share(1, count),
                Mistakes::Payoffs => Rational::share(1, ties.len()),
            };
            Order { coefficient: share, exponent }
        };
        Ok((0..count).map(order).collect())
    }
}
