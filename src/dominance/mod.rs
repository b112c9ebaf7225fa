//! Dominance: which strategies a player need not consider, and which one settles the matter.
//!
//! | question | function |
//! |---|---|
//! | Is a strategy dominated, by a pure strategy or a mixture? | [`standing`], [`standings`] |
//! | Is a class of strategies better against everything? by how much? | [`cases`] |
//! | What is left after iterated elimination, and why? | [`eliminate`], [`eliminate_watched`] |
//! | Does the order of elimination matter? | [`orders`] |
//! | Which strategies are rationalizable? | [`rationalizable`] |
//! | How strong is the case for a class? | [`ladder`] |
//! | Where is a proof to be looked for, in floats? | [`propose`] |
//!
//! Every verdict is proved by [`certify`](crate::certify): a dominated strategy by the mixture that
//! dominates it, an undominated one by a belief against which it is a best response.

mod asked;
mod case;
mod clock;
mod elimination;
mod enclosed;
mod examine;
mod ladder;
mod order;
mod own;
mod proposal;
mod restricted;
mod rounds;
mod search;
mod standing;
mod tie;
mod weights;

pub use crate::certify::{Belief, Kind, Mixture};
pub use asked::Standing;
pub use case::{Case, Cases, cases, is_ahead};
pub use clock::Watch;
pub use elimination::{Elimination, Removal, eliminate, eliminate_watched, rationalizable};
pub use ladder::{Ladder, RUNGS, Rung, ladder};
pub use order::{Orders, orders, orders_watched};
pub use proposal::{Proposal, propose};
pub use standing::{Among, standing, standings};
