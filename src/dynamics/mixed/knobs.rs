//! What tells motions of one rule apart.

use super::{Field, MixedError, Rule};
use crate::num::Rational;

/// A parameter of a rule.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name, as `--name` takes it.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: &'static str,
    /// The value that it has if none is given; in words where it hangs on other things.
    pub default: &'static str,
    /// What it may be.
    pub range: Range,
}

/// What the value of a parameter may be.
#[derive(Clone, Copy, Debug)]
pub enum Range {
    /// A number greater than the first and at most the second.
    Above(f64, f64),
    /// A number from the first to the second.
    From(f64, f64),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A number from 0 to 1, or a matrix with rows that sum to 1: `9/10 1/10; 7/10 3/10`.
    Mutation,
}

pub(super) const GAIN: Parameter = Parameter {
    name: "gain",
    about: "weight of what is new in beliefs",
    default: "1/t in round t",
    range: Range::Above(0.0, 1.0),
};

pub(super) const DAMPING: Parameter = Parameter {
    name: "gain",
    about: "share of the way to the logit response",
    default: "1/2",
    range: Range::Above(0.0, 1.0),
};

pub(super) const NOISE: Parameter = Parameter {
    name: "noise",
    about: "of logit choices, in payoff units",
    default: "1/10 of the range of payoffs",
    range: Range::Above(0.0, f64::INFINITY),
};

pub(super) const LOTS: Parameter = Parameter {
    name: "noise",
    about: "draw logit choices with this noise (stochastic fictitious play), in payoff units",
    default: "none: best responses",
    range: Range::Above(0.0, f64::INFINITY),
};

pub(super) const RATE: Parameter = Parameter {
    name: "rate",
    about: "of learning, for each unit of payoff",
    default: "what bounds regret best over the steps asked for",
    range: Range::Above(0.0, f64::INFINITY),
};

pub(super) const MUTATION: Parameter = Parameter {
    name: "mutation",
    about: "how often a child plays another strategy, or a matrix: \"9/10 1/10; 7/10 3/10\"",
    default: "1/100",
    range: Range::Mutation,
};

pub(super) const BACKGROUND: Parameter = Parameter {
    name: "background",
    about: "added to every payoff",
    default: "0",
    range: Range::From(-f64::MAX, f64::MAX),
};

pub(super) const FORM: Parameter = Parameter {
    name: "form",
    about: "shares are multiplied by payoff / mean, or grow by payoff - mean",
    default: "ratio",
    range: Range::Word(&["ratio", "difference"]),
};

/// The parameters of all rules with the values they have in one motion.
#[derive(Clone, Debug)]
pub(super) struct Knobs {
    pub(super) gain: Option<f64>,
    pub(super) noise: Option<f64>,
    pub(super) rate: f64,
    /// For each population: `mutation[j * n + i]` is how often a child of j plays i.
    pub(super) mutation: Vec<Vec<f64>>,
    pub(super) background: f64,
    pub(super) is_ratio: bool,
}

impl Knobs {
    /// What is given, checked, and defaults for the rest. `steps` are the steps asked for.
    pub(super) fn new(
        rule: &Rule,
        field: &Field,
        given: &[(&str, &str)],
        steps: u64,
    ) -> Result<Self, MixedError> {
        let known = |name: &str| rule.parameters.iter().any(|parameter| parameter.name == name);
        if let Some((name, _)) = given.iter().find(|(name, _)| !known(name)) {
            return Err(MixedError::NoParameter { name: (*name).to_owned() });
        }
        let text = |name: &str| given.iter().find(|(other, _)| *other == name).map(|(_, t)| *t);
        let number = |name: &str| -> Result<Option<f64>, MixedError> {
            let Some(parameter) = rule.parameters.iter().find(|p| p.name == name) else {
                return Ok(None);
            };
            text(name).map(|text| parameter.number(text)).transpose()
        };
        let form = match (rule.parameters.iter().find(|p| p.name == "form"), text("form")) {
            (Some(parameter), Some(text)) => parameter.word(text)?,
            _ => "ratio",
        };
        let largest = field.counts().iter().copied().max().unwrap_or(1).max(2);
        let unit = if field.range() > 0.0 { field.range() } else { 1.0 };
        #[allow(clippy::cast_precision_loss)] // counts
        let best = (8.0 * core_math::log(largest as f64) / steps.max(1) as f64).sqrt() / unit;
        let uses =
            |parameter: &Parameter| rule.parameters.iter().any(|p| p.about == parameter.about);
        let default = |parameter: &Parameter, value: f64| uses(parameter).then_some(value);
        Ok(Self {
            gain: number("gain")?.or(default(&DAMPING, 0.5)),
            noise: number("noise")?.or(default(&NOISE, unit / 10.0)),
            rate: number("rate")?.unwrap_or(best),
            mutation: mutation(field, text("mutation").unwrap_or(MUTATION.default))?,
            background: number("background")?.unwrap_or(0.0),
            is_ratio: form == "ratio",
        })
    }
}

impl Parameter {
    fn number(&self, text: &str) -> Result<f64, MixedError> {
        let wrong = |expected: String| self.wrong(text, expected);
        let value: Rational =
            text.trim().parse().map_err(|_| wrong("a number such as 0.1 or 1/3".to_owned()))?;
        let value = value.nearest_f64();
        let fits = match self.range {
            Range::Above(low, high) => value > low && value <= high,
            Range::From(low, high) => value >= low && value <= high,
            _ => true,
        };
        let bound = |high: f64| {
            if high < f64::MAX { format!(" and at most {high}") } else { String::new() }
        };
        match self.range {
            _ if fits && value.is_finite() => Ok(value),
            Range::Above(low, high) => Err(wrong(format!("greater than {low}{}", bound(high)))),
            _ => Err(wrong("a number within the range of floats".to_owned())),
        }
    }

    fn word(&self, text: &str) -> Result<&'static str, MixedError> {
        let Range::Word(words) = self.range else { return Ok(self.default) };
        let found = words.iter().find(|word| **word == text.trim());
        found.copied().ok_or_else(|| self.wrong(text, words.join(" or ")))
    }

    fn wrong(&self, text: &str, expected: String) -> MixedError {
        MixedError::Parameter { name: self.name, text: text.to_owned(), expected }
    }
}

/// For each population how often a child of one strategy plays another.
fn mutation(field: &Field, text: &str) -> Result<Vec<Vec<f64>>, MixedError> {
    let wrong = |expected: &str| MUTATION.wrong(text, expected.to_owned());
    let numbers = |row: &str| -> Result<Vec<Rational>, MixedError> {
        let words = row.split_whitespace().map(str::parse::<Rational>);
        words.collect::<Result<_, _>>().map_err(|_| wrong("numbers such as 0.1 or 1/3"))
    };
    let rows = text.split(';').map(numbers).collect::<Result<Vec<_>, _>>()?;
    let unit = Rational::integer(0)..=Rational::integer(1);
    if !rows.iter().flatten().all(|q| unit.contains(q)) {
        return Err(wrong("numbers from 0 to 1"));
    }
    if let [row] = &rows[..]
        && let [rate] = &row[..]
    {
        return Ok(field
            .counts()
            .iter()
            .map(|&count| uniform(rate.nearest_f64(), count))
            .collect());
    }
    let adds_up = |row: &Vec<Rational>| {
        let mut sum = Rational::integer(0);
        for q in row {
            sum += q;
        }
        sum == Rational::integer(1)
    };
    if !rows.iter().all(|row| row.len() == rows.len() && adds_up(row)) {
        return Err(wrong("one number, or as many rows as columns, each of which sums to 1"));
    }
    if field.counts().iter().any(|&count| count != rows.len()) {
        return Err(wrong("a row and a column for each strategy, of every player"));
    }
    let matrix: Vec<f64> = rows.iter().flatten().map(Rational::nearest_f64).collect();
    Ok(vec![matrix; field.counts().len()])
}

/// All other strategies are equally likely for a mutant.
fn uniform(rate: f64, count: usize) -> Vec<f64> {
    #[allow(clippy::cast_precision_loss)] // a count
    let others = count.saturating_sub(1).max(1) as f64;
    let stays = if count > 1 { 1.0 - rate } else { 1.0 };
    let entry = |k: usize| if k / count == k % count { stays } else { rate / others };
    (0..count * count).map(entry).collect()
}
