//! What is known about automata that play a repeated game: what they earn, and whether anybody gains by doing something else.

use super::Open;
use crate::automaton::{
    BestResponse, Critical, Failure, Joint, MOST_TRANSITIONS, OneShot, Way, best_response,
    continuations, critical, nash_range, one_shot, play,
};
use crate::certify::{Continuations, perfect};
use crate::game::{Automaton, Combination, Payoffs};
use crate::num::{Rational, Ring, Sign};
use crate::repeated::{Bounds, Sustained};

/// Automata in a repeated game, one for each player.
#[derive(Clone, Debug)]
pub struct AutomataVerdict {
    /// They.
    pub automata: Vec<Automaton>,
    /// Joint states that some history leads to: for each player the number of a state. The first is where play starts.
    pub states: Vec<Vec<usize>>,
    /// What is played, where nobody draws lots.
    pub play: Option<Way>,
    /// For which discount factors nobody gains; where nobody draws lots, and there are not too many states.
    pub ranges: Option<Ranges>,
    /// What holds at given discount factors.
    pub at: Option<AtDiscounts>,
}

/// For which discount factors (the same for everybody) nobody gains by doing something else.
#[derive(Clone, Debug)]
pub struct Ranges {
    /// Every deviation in a single round, after every history.
    pub deviations: Vec<Critical>,
    /// Where none of them pays: the automata are a subgame-perfect equilibrium.
    pub perfect: Sustained,
    /// For each player, where nothing they may do pays from the start, and for all of them together: a Nash equilibrium. Only of
    /// rational payoffs.
    pub nash: Option<(Vec<Sustained>, Sustained)>,
}

/// What holds at given discount factors.
#[derive(Clone, Debug)]
pub struct AtDiscounts {
    /// One for each player.
    pub discounts: Vec<Rational>,
    /// What each earns on average: at least, and at most.
    pub payoffs: Vec<Bounds>,
    /// The best that each could do, from the start.
    pub best: Vec<Best>,
    /// Every deviation in a single round, after every history.
    pub deviations: Vec<OneShot>,
    /// Whether no such deviation pays; where it is said to be so, this was checked by [`perfect`].
    pub perfect: Option<bool>,
}

/// The best that a player could do.
#[derive(Clone, Debug)]
pub struct Best {
    /// How.
    pub response: BestResponse,
    /// What it earns.
    pub payoff: Bounds,
    /// How much more than their automaton.
    pub gain: Bounds,
    /// Whether that is more.
    pub sign: Sign,
}

/// Of more joint states than this, ranges of discount factors are not looked for: polynomials would be of such degrees.
const MOST_STATES: usize = 48;

impl AutomataVerdict {
    /// Everything about automata, one for each player; what depends on discount factors for the players' own, if they are given.
    ///
    /// # Errors
    /// [`Open::TooLarge`] when there are too many joint states, [`Open::Unsettled`] when payoffs cannot be compared.
    pub fn new(
        payoffs: &Payoffs,
        automata: Vec<Automaton>,
        discounts: Option<&[Rational]>,
    ) -> Result<Self, Open> {
        let shape = payoffs.shape();
        let joint = Joint::of(shape, &automata, MOST_TRANSITIONS).ok_or(Open::TooLarge)?;
        let at = match discounts {
            Some(discounts) => Some(AtDiscounts::new(payoffs, &automata, &joint, discounts)?),
            None => None,
        };
        let small = joint.states().len() <= MOST_STATES;
        let ranges = if small { Ranges::new(payoffs, &automata, &joint)? } else { None };
        let (states, play) = (joint.states().to_vec(), play(&joint, 0));
        Ok(Self { automata, states, play, ranges, at })
    }
}

/// Why there is no answer, in the words of answers.
fn open(failure: Failure) -> Open {
    match failure {
        Failure::TooLarge => Open::TooLarge,
        Failure::Stopped => Open::Stopped,
        Failure::Unsettled => Open::Unsettled,
    }
}

impl Ranges {
    fn new(
        payoffs: &Payoffs,
        automata: &[Automaton],
        joint: &Joint<'_>,
    ) -> Result<Option<Self>, Open> {
        let Some(deviations) = critical(payoffs, joint).map_err(open)? else { return Ok(None) };
        let perfect = Sustained::of(deviations.iter().map(|one| &one.bounds));
        let each = (0..automata.len())
            .map(|player| nash_range(payoffs, automata, player, MOST_TRANSITIONS))
            .collect::<Result<Option<Vec<_>>, _>>();
        let nash = each.ok().flatten().map(|each| {
            let all = each.iter().skip(1).fold(each[0].clone(), |all, own| all.both(own));
            (each, all)
        });
        Ok(Some(Self { deviations, perfect, nash }))
    }
}

impl AtDiscounts {
    fn new(
        payoffs: &Payoffs,
        automata: &[Automaton],
        joint: &Joint<'_>,
        discounts: &[Rational],
    ) -> Result<Self, Open> {
        let frequencies = continuations(joint, discounts);
        let worth = |player: usize, played: &Combination| {
            payoffs.bounds(player, played).ok_or(Open::Unsettled)
        };
        let (mut earned, mut best) = (Vec::new(), Vec::new());
        for (player, discount) in discounts.iter().enumerate() {
            let own = &frequencies[player][0];
            earned.push(worth(player, own)?);
            let response = best_response(payoffs, automata, player, discount, MOST_TRANSITIONS);
            let response = response.map_err(open)?;
            let gain = difference(&response.frequencies, own);
            best.push(Best {
                payoff: worth(player, &response.frequencies)?,
                gain: worth(player, &gain)?,
                sign: payoffs.sign(player, &gain).ok_or(Open::Unsettled)?,
                response,
            });
        }
        let deviations = one_shot(payoffs, joint, discounts, &frequencies);
        let perfect = if deviations.iter().any(|one| one.sign == Some(Sign::Positive)) {
            Some(false)
        } else {
            let proof = Continuations {
                automata,
                discounts,
                states: joint.states(),
                frequencies: &frequencies,
            };
            perfect(payoffs, &proof).is_ok().then_some(true)
        };
        let discounts = discounts.to_vec();
        Ok(Self { discounts, payoffs: earned, best, deviations, perfect })
    }

    /// Whether nobody gains from the start, whatever they do.
    pub fn is_nash(&self) -> bool {
        self.best.iter().all(|best| best.sign != Sign::Positive)
    }
}

/// What the first has more than the second.
fn difference(one: &Combination, other: &Combination) -> Combination {
    let mut found = one.clone();
    for (index, weight) in other {
        match found.iter_mut().find(|(own, _)| own == index) {
            Some((_, sum)) => *sum -= weight,
            None => found.push((*index, weight.negated())),
        }
    }
    found.retain(|(_, weight)| *weight != Rational::zero());
    found
}
