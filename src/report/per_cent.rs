//! Shares in per cent.

use crate::num::{Rational, decimal, significant};

/// A share with its sign in per cent, to three digits, whether they are all there is or not.
pub(super) fn per_cent(share: &Rational) -> String {
    let mut hundred = share.clone();
    hundred *= &Rational::integer(100);
    let sign = if hundred > Rational::integer(0) { "+" } else { "" };
    let size = hundred.abs();
    let below = |bound| size < Rational::integer(bound);
    let written = match () {
        () if below(1) => significant(&hundred, 3),
        () if below(10) => decimal(&hundred, 2),
        () if below(100) => decimal(&hundred, 1),
        () => decimal(&hundred, 0),
    };
    format!("{sign}{written}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_share_looks_the_same_wherever_it_comes_from() {
        let said = |text: &str| per_cent(&text.parse().unwrap());
        assert_eq!(said("1/2"), "+50.0");
        assert_eq!(said("0.50000001"), "+50.0");
        assert_eq!(said("-0.0757"), "-7.57");
        assert_eq!(said("1.5573"), "+156");
        assert_eq!((said("0.00012345").as_str(), said("0").as_str()), ("+0.0123", "0"));
    }
}
