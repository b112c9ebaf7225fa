//! Commitment (Stackelberg): one player, the leader, moves first and cannot go back; the others see
//! what the leader committed to, and reply.
//!
//! Replies between which the followers are indifferent are chosen in the leader's favour (strong
//! Stackelberg equilibrium): of those the leader could often have the best for an arbitrarily small
//! sacrifice. What else the followers might have done is reported.

mod mixed;
mod pure;

pub use mixed::{Mixed, mixed};
pub use pure::{Pure, pure};

/// Why a commitment could not be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CommitmentError {
    /// Mixed commitment is solved for one follower.
    #[error("mixed commitment takes games of two players")]
    Players,
    /// Mixed commitment is solved for rational payoffs.
    #[error("mixed commitment takes rational payoffs")]
    Irrational,
    /// After no strategy of the leader have the others a pure equilibrium.
    #[error("after no strategy of the leader have the others a pure equilibrium")]
    NoReply,
    /// The search was stopped.
    #[error("the search was stopped")]
    Stopped,
}

/// Asked between steps; `false` ends the search.
pub type Patience<'a> = &'a (dyn Fn() -> bool + Sync);
