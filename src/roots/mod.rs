//! Where is a polynomial zero? Exactly: zeros of one variable; of two, what keeps both at 0; of more, what they have in common.

mod bivariate;
mod multivariate;
mod real;
mod univariate;

#[cfg(test)]
mod tests;

pub use bivariate::Bivariate;
pub(crate) use bivariate::divisor;
pub use multivariate::{Effort, Multivariate};
pub use real::RealRoot;
pub use univariate::Univariate;
