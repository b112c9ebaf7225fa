//! The best mixed strategy to commit to against one follower.
//!
//! For each reply, a linear program finds the best mixture after which that reply is best for the
//! follower; the best of these is the answer.
//!
//! Source: V. Conitzer and T. Sandholm, "Computing the optimal strategy to commit to", ACM
//! Conference on Electronic Commerce 2006, 82–90 (`conitzer2006`).

use super::{CommitmentError, Patience};
use crate::game::{Game, Payoffs};
use crate::lp::{Limit, Program, Proved, Relation, solve};
use crate::num::{Rational, Ring};

/// An optimal mixed commitment, with its proof.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixed {
    /// Who commits.
    pub leader: usize,
    /// What to commit to: one probability for each strategy of the leader.
    pub strategy: Vec<Rational>,
    /// What the follower replies.
    pub reply: usize,
    /// What the leader gets.
    pub value: Rational,
    /// Other replies that are as good for the follower.
    pub ties: Vec<usize>,
    /// For each reply, what the leader gets at most if that is to be a best response (and the proof
    /// of it), or the proof that it never is.
    pub replies: Vec<Proved>,
}

impl Mixed {
    /// Whether this is proved to be an optimal commitment in `payoffs`, by multiplication alone.
    pub fn check(&self, payoffs: &Payoffs) -> bool {
        let Some(game) = payoffs.rational().filter(|game| game.players() == 2) else {
            return false;
        };
        let proved = self.replies.len() == game.strategies()[1 - self.leader]
            && self.replies.iter().enumerate().all(|(reply, proved)| {
                let value = proved.value();
                proved.check(&program(game, self.leader, reply))
                    && value.is_none_or(|value| *value <= self.value)
            });
        proved
            && matches!(&self.replies[self.reply], Proved::Optimal { value, primal, .. }
                if *value == self.value && *primal == self.strategy)
    }
}

/// The best mixed strategy for `leader` to commit to in a game of two players.
///
/// # Errors
/// [`CommitmentError::Players`] or [`CommitmentError::Irrational`] for other games;
/// [`CommitmentError::Stopped`] when `patience` or the work limit of a program ends.
///
/// # Complexity
/// One exact linear program for each reply, with a variable for each strategy of the leader and a
/// constraint for each other reply.
///
/// # Examples
/// Up is dominant, but committing to the even mixture moves the follower to the right:
/// ```
/// use equil::commitment::mixed;
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
///
/// let payoffs = [[2, 1, 4, 3], [1, 0, 0, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let commitment = mixed(&game, 0, &|| true)?;
/// assert_eq!(commitment.strategy[0].to_string(), "1/2");
/// assert_eq!((commitment.reply, commitment.value.to_string()), (1, "7/2".to_owned()));
/// assert!(commitment.check(&game));
/// # Ok::<(), equil::commitment::CommitmentError>(())
/// ```
pub fn mixed(
    payoffs: &Payoffs,
    leader: usize,
    patience: Patience<'_>,
) -> Result<Mixed, CommitmentError> {
    if payoffs.shape().players() != 2 || leader > 1 {
        return Err(CommitmentError::Players);
    }
    let game = payoffs.rational().ok_or(CommitmentError::Irrational)?;
    let mut replies = Vec::new();
    for reply in 0..game.strategies()[1 - leader] {
        if !patience() {
            return Err(CommitmentError::Stopped);
        }
        let answer = solve(&program(game, leader, reply), Limit::default());
        replies.push(answer.map_err(|_| CommitmentError::Stopped)?.proved);
    }
    // The first of the best
    let mut best: Option<(usize, &Rational, &Vec<Rational>)> = None;
    for (reply, proved) in replies.iter().enumerate() {
        if let Proved::Optimal { value, primal, .. } = proved
            && best.is_none_or(|(_, most, _)| value > most)
        {
            best = Some((reply, value, primal));
        }
    }
    let (reply, value, strategy) = best.ok_or(CommitmentError::NoReply)?;
    let (value, strategy) = (value.clone(), strategy.clone());
    let ties = ties(game, leader, reply, &strategy);
    Ok(Mixed { leader, strategy, reply, value, ties, replies })
}

/// What the leader gets at most by a mixture after which `reply` is best for the follower.
fn program(game: &Game<Rational>, leader: usize, reply: usize) -> Program {
    let own = 0..game.strategies()[leader];
    let mut program = Program::maximise(
        own.clone().map(|s| payoff(game, leader, leader, s, reply).clone()).collect(),
    );
    let follower = 1 - leader;
    for other in (0..game.strategies()[follower]).filter(|&other| other != reply) {
        let more = |s: usize| {
            payoff(game, follower, leader, s, reply).minus(payoff(game, follower, leader, s, other))
        };
        program.add_row(own.clone().map(more).collect(), Relation::AtLeast, Rational::zero());
    }
    program.add_row(vec![Rational::one(); own.len()], Relation::Equal, Rational::one());
    program
}

/// What `player` gets when the leader plays `strategy` and the follower `reply`.
fn payoff(
    game: &Game<Rational>,
    player: usize,
    leader: usize,
    strategy: usize,
    reply: usize,
) -> &Rational {
    let mut profile = [reply, reply];
    profile[leader] = strategy;
    game.payoff(player, &profile)
}

/// Other replies that are as good for the follower.
fn ties(game: &Game<Rational>, leader: usize, reply: usize, strategy: &[Rational]) -> Vec<usize> {
    let gets = |reply: usize| {
        let mut sum = Rational::zero();
        for (s, p) in strategy.iter().enumerate() {
            sum.add_product(p, payoff(game, 1 - leader, leader, s, reply));
        }
        sum
    };
    let most = gets(reply);
    let others = 0..game.strategies()[1 - leader];
    others.filter(|&other| other != reply && gets(other) == most).collect()
}
