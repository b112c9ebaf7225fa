//! Equations of curves, in the language of formulas.

use crate::model::Fraction;
use crate::num::{Rational, Ring, Sign};
use crate::roots::{Bivariate, Univariate};
use crate::threshold::Formula;

/// What is 0 on the curve, as an equation in the names of both parameters.
pub(in crate::report) fn implicit(zero: &Bivariate, [x, y]: [&str; 2]) -> String {
    let mut terms = Vec::new();
    for (i, row) in zero.rows().iter().enumerate().rev() {
        for (j, coefficient) in row.coefficients().iter().enumerate().rev() {
            terms.push((coefficient.clone(), vec![(x, i), (y, j)]));
        }
    }
    format!("{} = 0", sum(terms))
}

/// The parameter as a function of the other one, where the equation is linear in it.
pub(super) fn solved(formula: &Formula, [x, y]: [&str; 2]) -> Option<String> {
    let mut fraction = formula.solved()?;
    // Above 0 below the line, at the beginning of the curve
    if fraction.under.sign_at(&formula.from) == Sign::Negative {
        let turned =
            |of: &Univariate| Univariate::new(Vec::new()).plus_scaled(&Rational::minus_one(), of);
        fraction = Fraction { over: turned(&fraction.over), under: turned(&fraction.under) };
    }
    if let [constant] = fraction.under.coefficients() {
        let over = Univariate::new(Vec::new()).plus_scaled(&constant.recip()?, &fraction.over);
        return Some(format!("{x} = {}", polynomial(&over, y)));
    }
    let part = |of: &Univariate| {
        let text = polynomial(of, y);
        if text.contains(' ') { format!("({text})") } else { text }
    };
    let under = polynomial(&fraction.under, y);
    // A product under the line, too
    let single = under.chars().all(|c| c.is_alphanumeric() || c == '_');
    let under = if single { under } else { format!("({under})") };
    Some(format!("{x} = {} / {under}", part(&fraction.over)))
}

/// A polynomial in words.
pub(in crate::report) fn polynomial(of: &Univariate, name: &str) -> String {
    let mut terms: Vec<_> = of
        .coefficients()
        .iter()
        .enumerate()
        .map(|(power, coefficient)| (coefficient.clone(), vec![(name, power)]))
        .collect();
    // Begin with something positive, if there is such a thing
    let negative = terms.last().is_some_and(|(last, _)| last.signum() == Sign::Negative);
    if !negative {
        terms.reverse();
    }
    sum(terms)
}

/// Terms with coefficients other than 0, each a product of powers.
fn sum(terms: Vec<(Rational, Vec<(&str, usize)>)>) -> String {
    let mut text = String::new();
    for (coefficient, powers) in terms {
        if coefficient.is_zero() {
            continue;
        }
        let negative = coefficient.signum() == Sign::Negative;
        text.push_str(match (text.is_empty(), negative) {
            (true, false) => "",
            (true, true) => "-",
            (false, false) => " + ",
            (false, true) => " - ",
        });
        let size = coefficient.abs();
        let factors = powers.into_iter().filter(|(_, power)| *power > 0).map(|(name, power)| {
            if power == 1 { name.to_owned() } else { format!("{name}^{power}") }
        });
        let mut factors: Vec<String> = factors.collect();
        if factors.is_empty() || size != Rational::one() {
            factors.insert(0, size.to_string());
        }
        text.push_str(&factors.join("*"));
    }
    if text.is_empty() { "0".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula(rows: &[&[i64]]) -> Formula {
        let row =
            |row: &&[i64]| Univariate::new(row.iter().map(|&c| Rational::integer(c)).collect());
        let zero = Bivariate::new(rows.iter().map(row).collect());
        Formula { from: Rational::zero(), to: Rational::one(), zero }
    }

    #[test]
    fn equations_are_written_as_formulas() {
        let names = ["V", "y"];
        let line = formula(&[&[-61, 50], &[50]]);
        assert_eq!(implicit(&line.zero, names), "50*V + 50*y - 61 = 0");
        assert_eq!(solved(&line, names).as_deref(), Some("V = 61/50 - y"));
        let quotient = formula(&[&[-1, 0, 1], &[0, 2]]);
        assert_eq!(solved(&quotient, names).as_deref(), Some("V = (1 - y^2) / (2*y)"));
        let product = formula(&[&[-1], &[0, 1]]);
        assert_eq!(solved(&product, names).as_deref(), Some("V = 1 / y"));
        let circle = formula(&[&[-25, 0, 1], &[], &[1]]);
        assert_eq!(implicit(&circle.zero, names), "V^2 + y^2 - 25 = 0");
        assert_eq!(solved(&circle, names), None);
        let nothing = formula(&[&[], &[1]]);
        assert_eq!(solved(&nothing, names).as_deref(), Some("V = 0"));
    }
}
