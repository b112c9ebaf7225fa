//! Where is a polynomial zero? Exactly: zeros of one variable; of two, what keeps both at 0.

mod bivariate;
mod real;
mod univariate;

#[cfg(test)]
mod tests;

pub use bivariate::Bivariate;
pub(crate) use bivariate::divisor;
pub use real::RealRoot;
pub use univariate::Univariate;
