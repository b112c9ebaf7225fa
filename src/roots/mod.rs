//! Where is a polynomial of one variable zero? Exactly.

mod real;
mod univariate;

#[cfg(test)]
mod tests;

pub use real::RealRoot;
pub use univariate::Univariate;
