//! Quotients of polynomials as formulas of a file.

use std::cmp::Ordering;

use super::{Ratio, Symbol};
use crate::formula::UnaryOp;
use crate::num::{Rational, Ring, Sign};
use crate::roots::{Effort, Multivariate};

/// What parameters are called, and what they are at a point.
struct Names<'a> {
    name: &'a dyn Fn(usize) -> String,
    value: &'a dyn Fn(usize) -> Option<Rational>,
}

/// A text, by what holds it together.
enum Text {
    /// A name, a number, a power.
    Atom(String),
    /// Factors.
    Product(String),
    /// Summands.
    Sum(String),
}

impl Ratio {
    /// As a formula of a file reads it, with factors apart: `(q - 2 * p)^2 / (q * y)`. Sums in it are written such that they are
    /// positive where parameters have the values that `value` says.
    ///
    /// # Complexity
    /// That of taking factors apart, which is given up where it takes long.
    pub fn written(
        &self,
        name: &dyn Fn(usize) -> String,
        value: &dyn Fn(usize) -> Option<Rational>,
    ) -> String {
        Names { name, value }.ratio(self).inner()
    }

    /// Comparisons of its factors with 0 that hold at a point, where all of which do it has the sign that it has there. Nothing where
    /// a factor's value there is not known to be rational, or is 0.
    ///
    /// # Complexity
    /// As [`written`](Self::written).
    pub fn signs(
        &self,
        name: &dyn Fn(usize) -> String,
        value: &dyn Fn(usize) -> Option<Rational>,
    ) -> Option<Vec<String>> {
        let names = Names { name, value };
        let mut found = Vec::new();
        for part in [&self.over, &self.under] {
            for (factor, _) in names.apart(part).1 {
                let sign = match factor.at(&|symbol| symbol.value(value))?.signum() {
                    Sign::Positive => ">",
                    Sign::Negative => "<",
                    Sign::Zero => return None,
                };
                found.push(format!("{} {sign} 0", names.sum(&factor).inner()));
            }
        }
        Some(found)
    }
}

impl Names<'_> {
    fn ratio(&self, ratio: &Ratio) -> Text {
        let (mut number, above) = self.apart(&ratio.over);
        let (under, below) = self.apart(&ratio.under);
        if let Some(inverse) = under.recip() {
            number *= &inverse;
        }
        let negative = number < Rational::zero();
        let below_number = number.denominator();
        let mut above_number = number.abs();
        above_number *= &below_number;
        let above = self.product(&above_number, &above);
        let above = above.unwrap_or_else(|| Text::Atom(above_number.to_string()));
        let text = match self.product(&below_number, &below) {
            None => above,
            Some(below) => Text::Product(format!("{} / {}", above.factor(), below.atom())),
        };
        if negative { Text::Product(format!("-{}", text.factor())) } else { text }
    }

    /// Factors, sums among them positive at the point, and the number that they are multiplied by.
    fn apart(&self, whole: &Multivariate<Symbol>) -> (Rational, Vec<(Multivariate<Symbol>, u32)>) {
        let found = whole.factors(&mut Effort::default());
        let mut factors = found.unwrap_or_else(|| vec![(whole.scaled(), 1)]);
        let one = Multivariate::constant(Rational::one());
        let mut product = one.clone();
        for (factor, power) in &mut factors {
            if factor.terms().len() > 1 && self.is_negative(factor) {
                *factor = factor.times(&Multivariate::constant(Rational::minus_one()));
            }
            product = (0..*power).fold(product, |product, _| product.times(factor));
        }
        let number = whole.divided(&product, &mut Effort::default());
        match number.and_then(|number| number.as_constant()) {
            Some(number) => (number, factors),
            // What takes too long stays as it is
            None if self.is_negative(whole) => {
                let minus = Rational::minus_one();
                let turned = whole.times(&Multivariate::constant(minus.clone()));
                (minus, vec![(turned, 1)])
            }
            None => (Rational::one(), vec![(whole.clone(), 1)]),
        }
    }

    /// Whether a factor is negative at the point; where that is not known, whether its first term is.
    fn is_negative(&self, factor: &Multivariate<Symbol>) -> bool {
        let value = factor.at(&|symbol| symbol.value(self.value)).filter(|value| !value.is_zero());
        let first = || sorted(factor).first().map(|(_, coefficient)| (*coefficient).clone());
        value.or_else(first).is_some_and(|value| value < Rational::zero())
    }

    /// A number times factors; nothing where that is 1.
    fn product(&self, number: &Rational, factors: &[(Multivariate<Symbol>, u32)]) -> Option<Text> {
        let mut parts = Vec::new();
        if *number != Rational::one() {
            parts.push(Text::Atom(number.to_string()));
        }
        // Single symbols come first
        let mut factors: Vec<_> = factors.iter().collect();
        factors.sort_by_key(|(factor, _)| factor.terms().len());
        parts.extend(factors.into_iter().map(|(factor, power)| match power {
            1 => self.sum(factor),
            power => Text::Atom(format!("{}^{power}", self.sum(factor).atom())),
        }));
        if parts.len() > 1 {
            let parts: Vec<String> = parts.into_iter().map(Text::factor).collect();
            return Some(Text::Product(parts.join(" * ")));
        }
        parts.pop()
    }

    fn sum(&self, sum: &Multivariate<Symbol>) -> Text {
        let mut terms = sorted(sum);
        // A sum does not start with a minus if it need not
        if let Some(place) = terms.iter().position(|(_, number)| **number > Rational::zero()) {
            terms[..=place].rotate_right(1);
        }
        let several = terms.len() > 1;
        let mut text = String::new();
        let mut only = None;
        for (place, (monomial, number)) in terms.into_iter().enumerate() {
            let negative = *number < Rational::zero();
            text.push_str(match (place, negative) {
                (0, false) => "",
                (0, true) => "-",
                (_, false) => " + ",
                (_, true) => " - ",
            });
            let term = self.term(&number.abs(), monomial);
            if !several && !negative {
                only = Some(term);
                continue;
            }
            text.push_str(&term.inner());
        }
        only.unwrap_or(Text::Sum(text))
    }

    fn term(&self, number: &Rational, monomial: &[(Symbol, u32)]) -> Text {
        let mut parts = Vec::new();
        if *number != Rational::one() || monomial.is_empty() {
            parts.push(number.to_string());
        }
        parts.extend(monomial.iter().map(|(symbol, power)| match power {
            1 => self.symbol(symbol),
            power => format!("{}^{power}", self.symbol(symbol)),
        }));
        match &parts[..] {
            [one] => Text::Atom(one.clone()),
            _ => Text::Product(parts.join(" * ")),
        }
    }

    fn symbol(&self, symbol: &Symbol) -> String {
        match symbol {
            Symbol::Parameter(parameter) => (self.name)(*parameter),
            Symbol::Function(op, of) => {
                let name = match op {
                    UnaryOp::Log => "log",
                    UnaryOp::Sqrt => "sqrt",
                    _ => "exp",
                };
                format!("{name}({})", self.ratio(of).inner())
            }
        }
    }
}

impl Text {
    fn inner(self) -> String {
        match self {
            Self::Atom(text) | Self::Product(text) | Self::Sum(text) => text,
        }
    }

    /// To be multiplied.
    fn factor(self) -> String {
        match self {
            Self::Sum(text) => format!("({text})"),
            other => other.inner(),
        }
    }

    /// To be raised to a power, or to divide by.
    fn atom(self) -> String {
        match self {
            Self::Atom(text) => text,
            other => format!("({})", other.inner()),
        }
    }
}

/// Terms as they are read: the highest powers first, and those of the first symbols.
fn sorted(sum: &Multivariate<Symbol>) -> Vec<(&[(Symbol, u32)], &Rational)> {
    let degree = |monomial: &[(Symbol, u32)]| monomial.iter().map(|(_, power)| power).sum::<u32>();
    let mut terms: Vec<_> = sum.terms().collect();
    terms.sort_by(|(a, _), (b, _)| {
        let mut each = a.iter().zip(b.iter());
        let differ = each.find_map(|((x, m), (y, n))| {
            Some(x.cmp(y).then(n.cmp(m))).filter(|order| *order != Ordering::Equal)
        });
        degree(b).cmp(&degree(a)).then(differ.unwrap_or(Ordering::Equal))
    });
    terms
}
