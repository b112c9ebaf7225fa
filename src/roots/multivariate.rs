//! Polynomials of any number of variables with rational coefficients.

use std::collections::{BTreeMap, BTreeSet};

use crate::num::{Rational, Ring};

/// A product of variables, each with a positive power, by increasing variable.
type Monomial<V> = Vec<(V, u32)>;

/// A polynomial of any number of variables: its terms, none of which has the coefficient 0.
///
/// Variables are whatever can be put in an order.
///
/// # Examples
/// ```
/// use equil::num::Rational;
/// use equil::roots::{Effort, Multivariate};
///
/// // x² − y² and x² − x y have x − y in common
/// let [x, y] = ['x', 'y'].map(Multivariate::variable);
/// let minus = Rational::integer(-1);
/// let square = x.times(&x).plus_scaled(&minus, &y.times(&y));
/// let product = x.times(&x.plus_scaled(&minus, &y));
/// let common = square.common(&product, &mut Effort::default()).unwrap();
/// assert_eq!(common, x.plus_scaled(&minus, &y));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Multivariate<V>(BTreeMap<Monomial<V>, Rational>);

/// Products of two terms that may still be computed; what would take more is given up.
#[derive(Clone, Debug)]
pub struct Effort(usize);

impl Default for Effort {
    /// Some milliseconds.
    fn default() -> Self {
        Self(20_000)
    }
}

impl Effort {
    fn spend(&mut self, products: usize) -> Option<()> {
        self.0 = self.0.checked_sub(products)?;
        Some(())
    }
}

impl<V: Ord + Clone> Multivariate<V> {
    /// A constant.
    pub fn constant(value: Rational) -> Self {
        let mut terms = BTreeMap::new();
        if !value.is_zero() {
            terms.insert(Vec::new(), value);
        }
        Self(terms)
    }

    /// A variable itself.
    pub fn variable(variable: V) -> Self {
        Self(BTreeMap::from([(vec![(variable, 1)], Rational::one())]))
    }

    /// Whether it is 0 everywhere.
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// Its value, if it is the same everywhere.
    pub fn as_constant(&self) -> Option<Rational> {
        let mut terms = self.0.iter();
        match (terms.next(), terms.next()) {
            (None, _) => Some(Rational::zero()),
            (Some((monomial, value)), None) if monomial.is_empty() => Some(value.clone()),
            _ => None,
        }
    }

    /// Products of variables with their coefficients.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = (&[(V, u32)], &Rational)> {
        self.0.iter().map(|(monomial, coefficient)| (monomial.as_slice(), coefficient))
    }

    /// The variables that occur.
    pub fn variables(&self) -> BTreeSet<&V> {
        self.0.keys().flatten().map(|(variable, _)| variable).collect()
    }

    /// The highest power of a variable.
    pub fn degree(&self, variable: &V) -> usize {
        self.0.keys().map(|monomial| power(monomial, variable)).max().unwrap_or(0) as usize
    }

    /// The longest coefficient, in bits.
    pub fn bits(&self) -> usize {
        self.0.values().map(Rational::bits).max().unwrap_or(0)
    }

    /// `self + factor · other`.
    #[must_use]
    pub fn plus_scaled(&self, factor: &Rational, other: &Self) -> Self {
        let mut sum = self.0.clone();
        for (monomial, coefficient) in &other.0 {
            let entry = sum.entry(monomial.clone()).or_insert_with(Rational::zero);
            entry.add_product(factor, coefficient);
        }
        sum.retain(|_, coefficient| !coefficient.is_zero());
        Self(sum)
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        let mut product: BTreeMap<Monomial<V>, Rational> = BTreeMap::new();
        for (left, a) in &self.0 {
            for (right, b) in &other.0 {
                let entry = product.entry(multiplied(left, right)).or_insert_with(Rational::zero);
                entry.add_product(a, b);
            }
        }
        product.retain(|_, coefficient| !coefficient.is_zero());
        Self(product)
    }

    /// The product, while the effort lasts.
    fn product(&self, other: &Self, effort: &mut Effort) -> Option<Self> {
        effort.spend(self.0.len().saturating_mul(other.0.len()))?;
        Some(self.times(other))
    }

    /// The coefficients of the powers of a variable, themselves polynomials, from the constant one on.
    fn powers(&self, variable: &V) -> Vec<Self> {
        let mut found = vec![Self(BTreeMap::new()); self.degree(variable) + 1];
        for (monomial, coefficient) in &self.0 {
            let place = power(monomial, variable) as usize;
            let rest = monomial.iter().filter(|(other, _)| other != variable).cloned().collect();
            found[place].0.insert(rest, coefficient.clone());
        }
        found
    }

    /// Times a power of a variable that does not occur.
    fn raised(&self, variable: &V, power: usize) -> Self {
        let Some(power) = u32::try_from(power).ok().filter(|power| *power > 0) else {
            return self.clone();
        };
        let factor = vec![(variable.clone(), power)];
        let terms = self
            .0
            .iter()
            .map(|(monomial, coefficient)| (multiplied(monomial, &factor), coefficient.clone()));
        Self(terms.collect())
    }

    /// The derivative by a variable.
    #[must_use]
    pub fn derivative(&self, variable: &V) -> Self {
        let mut sum = Self(BTreeMap::new());
        for (place, coefficient) in self.powers(variable).iter().enumerate().skip(1) {
            let factor = i64::try_from(place).map_or_else(|_| Rational::zero(), Rational::integer);
            sum = sum.plus_scaled(&factor, &coefficient.raised(variable, place - 1));
        }
        sum
    }

    /// Its value where `value` says what variables are; nothing where it does not know one that occurs.
    pub fn at(&self, value: &dyn Fn(&V) -> Option<Rational>) -> Option<Rational> {
        let mut sum = Rational::zero();
        for (monomial, coefficient) in &self.0 {
            let mut product = coefficient.clone();
            for (variable, power) in monomial {
                product *= &value(variable)?.powi(i64::from(*power))?;
            }
            sum += &product;
        }
        Some(sum)
    }

    /// The positive number that leaves coprime integers as coefficients when all are divided by it; 0 of the polynomial 0.
    pub fn scale(&self) -> Rational {
        // Euclid's algorithm, on fractions
        self.0.values().fold(Rational::zero(), |common, coefficient| {
            let (mut a, mut b) = (common, coefficient.abs());
            while let Some(inverse) = b.recip() {
                let mut times = a.clone();
                times *= &inverse;
                let mut rest = a;
                rest.sub_product(&times.floor(), &b);
                (a, b) = (b, rest);
            }
            a
        })
    }

    /// Over its [`scale`](Self::scale), with a first coefficient that is positive.
    #[must_use]
    pub fn scaled(&self) -> Self {
        let Some(mut factor) = self.scale().recip() else { return self.clone() };
        if self.0.values().next().is_some_and(|first| *first < Rational::zero()) {
            factor = factor.negated();
        }
        Self(BTreeMap::new()).plus_scaled(&factor, self)
    }

    /// What is left when the divisor is taken out. Nothing where it is no factor, or the effort is spent.
    pub fn divided(&self, divisor: &Self, effort: &mut Effort) -> Option<Self> {
        if let Some(value) = divisor.as_constant() {
            return Some(Self(BTreeMap::new()).plus_scaled(&value.recip()?, self));
        }
        let variable = (*divisor.variables().first()?).clone();
        let (mut rest, powers) = (self.powers(&variable), divisor.powers(&variable));
        let last = powers.last()?;
        let mut quotient = Self(BTreeMap::new());
        for place in (0..(rest.len() + 1).saturating_sub(powers.len())).rev() {
            let factor = rest[place + powers.len() - 1].divided(last, effort)?;
            if factor.is_zero() {
                continue;
            }
            for (offset, coefficient) in powers.iter().enumerate() {
                let product = factor.product(coefficient, effort)?;
                rest[place + offset] =
                    rest[place + offset].plus_scaled(&Rational::minus_one(), &product);
            }
            quotient = quotient.plus_scaled(&Rational::one(), &factor.raised(&variable, place));
        }
        rest.iter().all(Self::is_zero).then_some(quotient)
    }

    /// The greatest common divisor, scaled; nothing where the effort is spent.
    ///
    /// Source: D. E. Knuth, *The Art of Computer Programming*, volume 2, Addison-Wesley, third edition 1997, section 4.6.1
    /// (`knuth1997`): remainders of which the content is taken out, in one variable after the other.
    ///
    /// # Complexity
    /// Up to the effort.
    pub fn common(&self, other: &Self, effort: &mut Effort) -> Option<Self> {
        if self.is_zero() || other.is_zero() {
            return Some(if self.is_zero() { other.scaled() } else { self.scaled() });
        }
        if self.as_constant().is_some() || other.as_constant().is_some() {
            return Some(Self::constant(Rational::one()));
        }
        let (own, others) = (self.variables(), other.variables());
        // What has a variable that the other one lacks has it in no common factor
        if let Some(&variable) = own.difference(&others).next() {
            return self.content(variable, effort)?.common(other, effort);
        }
        if let Some(&variable) = others.difference(&own).next() {
            return self.common(&other.content(variable, effort)?, effort);
        }
        let least = |variable: &&&V| self.degree(variable).max(other.degree(variable));
        let variable = (*own.iter().min_by_key(least)?).clone();
        let (content, mut a) = self.parted(&variable, effort)?;
        let (other_content, mut b) = other.parted(&variable, effort)?;
        let content = content.common(&other_content, effort)?;
        if a.degree(&variable) < b.degree(&variable) {
            (a, b) = (b, a);
        }
        loop {
            let rest = a.remainder(&b, &variable, effort)?;
            if rest.is_zero() {
                return Some(content.product(&b, effort)?.scaled());
            }
            if rest.degree(&variable) == 0 {
                return Some(content.scaled());
            }
            (a, b) = (b, rest.parted(&variable, effort)?.1);
        }
    }

    /// The greatest common divisor of the coefficients of a variable's powers.
    pub fn content(&self, variable: &V, effort: &mut Effort) -> Option<Self> {
        let mut common = Self(BTreeMap::new());
        for coefficient in self.powers(variable) {
            common = common.common(&coefficient, effort)?;
        }
        Some(common)
    }

    /// The content, and what is left without it.
    fn parted(&self, variable: &V, effort: &mut Effort) -> Option<(Self, Self)> {
        let content = self.content(variable, effort)?;
        let rest = self.divided(&content, effort)?.scaled();
        Some((content, rest))
    }

    /// The remainder of a division in one variable, of `self` times what keeps it a polynomial.
    fn remainder(&self, divisor: &Self, variable: &V, effort: &mut Effort) -> Option<Self> {
        let powers = divisor.powers(variable);
        let last = powers.last()?;
        let mut rest = self.clone();
        while !rest.is_zero() && rest.degree(variable) + 1 >= powers.len() {
            let place = rest.degree(variable) + 1 - powers.len();
            let lead = rest.powers(variable).pop()?.raised(variable, place);
            let product = lead.product(divisor, effort)?;
            rest = rest.product(last, effort)?.plus_scaled(&Rational::minus_one(), &product);
        }
        Some(rest)
    }

    /// Factors with their powers, whose product is `self` up to a number: equal factors are gathered, and what holds some of
    /// the variables only stands alone. A factor may have factors still. Nothing where the effort is spent.
    ///
    /// Source: D. Y. Y. Yun, "On square-free decomposition algorithms", *Proceedings of SYMSAC '76*, ACM, 1976, 26–35
    /// (`yun1976`).
    ///
    /// # Complexity
    /// Up to the effort.
    pub fn factors(&self, effort: &mut Effort) -> Option<Vec<(Self, u32)>> {
        let mut factors = Vec::new();
        self.collect_factors(1, &mut factors, effort)?;
        let mut gathered: Vec<(Self, u32)> = Vec::new();
        for (factor, power) in factors {
            match gathered.iter_mut().find(|(known, _)| *known == factor) {
                Some((_, sum)) => *sum += power,
                None => gathered.push((factor, power)),
            }
        }
        Some(gathered)
    }

    fn collect_factors(
        &self,
        times: u32,
        factors: &mut Vec<(Self, u32)>,
        effort: &mut Effort,
    ) -> Option<()> {
        let variables = self.variables();
        for &variable in &variables {
            let (content, rest) = self.parted(variable, effort)?;
            if content.as_constant().is_none() {
                content.collect_factors(times, factors, effort)?;
                return rest.collect_factors(times, factors, effort);
            }
        }
        let Some(variable) = variables.first() else { return Some(()) };
        let mut repeated = self.common(&self.derivative(variable), effort)?;
        let mut simple = self.divided(&repeated, effort)?;
        for power in 1.. {
            if simple.as_constant().is_some() {
                break;
            }
            let next = simple.common(&repeated, effort)?;
            let factor = simple.divided(&next, effort)?.scaled();
            if factor.as_constant().is_none() {
                factors.push((factor, times * power));
            }
            repeated = repeated.divided(&next, effort)?;
            simple = next;
        }
        Some(())
    }
}

fn power<V: Ord>(monomial: &[(V, u32)], variable: &V) -> u32 {
    monomial.iter().find(|(other, _)| other == variable).map_or(0, |(_, power)| *power)
}

fn multiplied<V: Ord + Clone>(left: &[(V, u32)], right: &[(V, u32)]) -> Monomial<V> {
    let mut powers: BTreeMap<V, u32> = left.iter().cloned().collect();
    for (variable, power) in right {
        *powers.entry(variable.clone()).or_insert(0) += power;
    }
    powers.into_iter().collect()
}
