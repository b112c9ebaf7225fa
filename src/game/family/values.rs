//! The values of a family's parameters, read and checked.

use super::{Family, MOST_PAYOFFS, Parameter, Range};
use crate::num::Rational;

/// Why there is no such game.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FamilyError {
    /// The family has no such parameter.
    #[error("the family `{family}` has no parameter `{name}`")]
    Unknown {
        /// The family.
        family: &'static str,
        /// What was given.
        name: String,
        /// Its parameters.
        known: Vec<&'static str>,
    },
    /// A parameter stands twice.
    #[error("`{0}` is given twice")]
    Twice(&'static str),
    /// A value is not of the right kind.
    #[error("`{name}` cannot be `{text}`")]
    Malformed {
        /// The parameter.
        name: &'static str,
        /// What was given.
        text: String,
        /// What is wanted.
        expected: String,
    },
    /// A value is not in its range.
    #[error("`{name}` is {value}, but must lie between {least} and {most}")]
    OutOfRange {
        /// The parameter.
        name: &'static str,
        /// What was given.
        value: String,
        /// The least that it may be.
        least: i64,
        /// The most that it may be.
        most: i64,
    },
    /// Parameters do not go together.
    #[error("{message}")]
    Misfit {
        /// Which, and why.
        message: String,
        /// What to do.
        help: String,
    },
    /// The game would be too large.
    #[error("this game has more than {MOST_PAYOFFS} payoffs")]
    TooLarge,
}

impl FamilyError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Unknown { known, .. } => format!("it has: {}", known.join(", ")),
            Self::Twice(_) => "leave one of them out".to_owned(),
            Self::Malformed { expected, .. } => format!("write {expected}"),
            Self::OutOfRange { least, most, .. } => {
                format!("write a number from {least} to {most}")
            }
            Self::Misfit { help, .. } => help.clone(),
            Self::TooLarge => "ask for a smaller game".to_owned(),
        }
    }

    pub(super) fn misfit(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Misfit { message: message.into(), help: help.into() }
    }
}

/// Values of all parameters of a family.
pub(super) struct Values<'a> {
    family: &'a Family,
    /// In the order of the family's parameters.
    given: Vec<Option<Value>>,
    /// As they are written.
    texts: Vec<String>,
}

enum Value {
    Integer(i64),
    Number(Rational),
    Shape(Vec<usize>),
    Word(&'static str),
}

impl<'a> Values<'a> {
    /// Reads what is given; the rest is as the family says.
    pub(super) fn new(family: &'a Family, given: &[(&str, &str)]) -> Result<Self, FamilyError> {
        let parameters = family.parameters;
        let mut texts: Vec<Option<&str>> = vec![None; parameters.len()];
        for (name, text) in given {
            let place = parameters.iter().position(|parameter| parameter.name == *name);
            let Some(place) = place else {
                let known = parameters.iter().map(|parameter| parameter.name).collect();
                let name = (*name).to_owned();
                return Err(FamilyError::Unknown { family: family.name, name, known });
            };
            if texts[place].replace(text).is_some() {
                return Err(FamilyError::Twice(parameters[place].name));
            }
        }
        let is_given =
            |name| parameters.iter().zip(&texts).any(|(p, t)| p.name == name && t.is_some());
        if is_given("size") && is_given("shape") {
            let message = "`size` and `shape` are given";
            return Err(FamilyError::misfit(message, "leave one of them out"));
        }
        let value = |(parameter, text): (&Parameter, Option<&str>)| {
            let text = text.unwrap_or(parameter.default);
            (!text.is_empty()).then(|| read(parameter, text)).transpose()
        };
        let given =
            parameters.iter().zip(texts.iter().copied()).map(value).collect::<Result<_, _>>()?;
        let text = |(parameter, text): (&Parameter, Option<&str>)| {
            text.unwrap_or(parameter.default).to_owned()
        };
        let texts = parameters.iter().zip(texts).map(text).collect();
        Ok(Self { family, given, texts })
    }

    /// The family and its parameters, without those that have no value.
    pub(super) fn title(&self) -> String {
        let mut title = self.family.name.to_owned();
        let has_shape = self.get("shape").is_some();
        for (parameter, text) in self.family.parameters.iter().zip(&self.texts) {
            let replaced = has_shape && parameter.name == "size";
            if !text.is_empty() && !replaced {
                title.push_str(&format!(", {} {text}", parameter.name));
            }
        }
        title
    }

    fn get(&self, name: &str) -> Option<&Value> {
        let place = self.family.parameters.iter().position(|p| p.name == name)?;
        self.given[place].as_ref()
    }

    /// The integer `name`; 0 if it has no value.
    pub(super) fn integer(&self, name: &str) -> i64 {
        match self.get(name) {
            Some(Value::Integer(value)) => *value,
            _ => 0,
        }
    }

    /// The integer `name`, which the range keeps from being negative.
    pub(super) fn count(&self, name: &str) -> usize {
        usize::try_from(self.integer(name)).unwrap_or(0)
    }

    /// The seed.
    pub(super) fn seed(&self) -> u64 {
        self.integer("seed").unsigned_abs()
    }

    /// The number `name`; 0 if it has no value.
    pub(super) fn number(&self, name: &str) -> Rational {
        match self.get(name) {
            Some(Value::Number(value)) => value.clone(),
            _ => Rational::integer(0),
        }
    }

    /// The word `name`.
    pub(super) fn word(&self, name: &str) -> &'static str {
        match self.get(name) {
            Some(Value::Word(word)) => word,
            _ => "",
        }
    }

    /// `shape`, or else `size` strategies for each of two players.
    pub(super) fn shape(&self) -> Result<Vec<usize>, FamilyError> {
        let shape = match self.get("shape") {
            Some(Value::Shape(shape)) => shape.clone(),
            _ => vec![self.count("size"); 2],
        };
        fits(&shape)?;
        Ok(shape)
    }

    /// `low` and `high`.
    pub(super) fn bounds(&self) -> Result<(i64, i64), FamilyError> {
        let (low, high) = (self.integer("low"), self.integer("high"));
        if low > high {
            return Err(FamilyError::misfit(
                format!("`low` is {low}, above `high`, which is {high}"),
                "give both, the lesser as `low`",
            ));
        }
        Ok((low, high))
    }
}

/// Whether a game of this shape is not too large.
pub(super) fn fits(shape: &[usize]) -> Result<(), FamilyError> {
    let product = shape.iter().try_fold(shape.len(), |product, &n| product.checked_mul(n));
    match product {
        Some(payoffs) if payoffs <= MOST_PAYOFFS => Ok(()),
        _ => Err(FamilyError::TooLarge),
    }
}

fn read(parameter: &Parameter, text: &str) -> Result<Value, FamilyError> {
    let name = parameter.name;
    let malformed = |expected: &str| FamilyError::Malformed {
        name,
        text: text.to_owned(),
        expected: expected.to_owned(),
    };
    let outside =
        |least, most| FamilyError::OutOfRange { name, value: text.to_owned(), least, most };
    match parameter.range {
        Range::Integer(least, most) => {
            let expected = "an integer, as 12";
            let number: Rational = text.parse().map_err(|_| malformed(expected))?;
            if !number.is_integer() {
                return Err(malformed(expected));
            }
            let value = number.to_i64().filter(|value| (least..=most).contains(value));
            value.map(Value::Integer).ok_or_else(|| outside(least, most))
        }
        Range::Number(least, most) => {
            let value: Rational =
                text.parse().map_err(|_| malformed("a number, as 0.9 or -9/10"))?;
            if value < Rational::integer(least) || value > Rational::integer(most) {
                return Err(outside(least, most));
            }
            Ok(Value::Number(value))
        }
        Range::Shape(least, most) => {
            let example = if most == 2 { "two numbers, as 2x3" } else { "numbers, as 2x3x2" };
            let counts: Option<Vec<usize>> = text
                .split('x')
                .map(|part| part.trim().parse().ok().filter(|&count| count > 0))
                .collect();
            match counts {
                Some(counts) if (least..=most).contains(&counts.len()) => Ok(Value::Shape(counts)),
                _ => Err(malformed(example)),
            }
        }
        Range::Word(words) => match words.iter().find(|word| **word == text) {
            Some(word) => Ok(Value::Word(word)),
            None => Err(malformed(&words.join(", or "))),
        },
    }
}
