//! Values for the parameters of a model.

use super::{Model, parameter_help};
use crate::num::{NumberError, Rational};

/// A value for each parameter of a model that has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment(Vec<Option<Rational>>);

/// Why parameters cannot be set like this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SettingError {
    /// No parameter has this name.
    #[error("unknown parameter `{name}`")]
    UnknownParameter {
        /// As written.
        name: String,
        /// What may be meant, in words.
        help: String,
    },
    /// No scenario has this name.
    #[error("unknown scenario `{name}`")]
    UnknownScenario {
        /// As written.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// The value is no number.
    #[error("`{text}` is {error}")]
    NotANumber {
        /// As written.
        text: String,
        /// What is wrong with it.
        error: NumberError,
    },
}

impl SettingError {
    /// What to type instead.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::UnknownParameter { help, .. } => Some(help.clone()),
            Self::UnknownScenario { known, .. } if known.is_empty() => {
                Some("the file has no scenarios".to_owned())
            }
            Self::UnknownScenario { known, .. } => Some(format!("known: {}", known.join(", "))),
            Self::NotANumber { .. } => Some("write 3, -1/2, 0.25 or 1e3".to_owned()),
        }
    }
}

impl Assignment {
    /// The values the file gives.
    pub fn of(model: &Model) -> Self {
        Self(model.parameters.iter().map(|parameter| parameter.value.clone()).collect())
    }

    /// The value of a parameter, by its number in the model.
    pub fn get(&self, parameter: usize) -> Option<&Rational> {
        self.0[parameter].as_ref()
    }

    /// How many parameters there are.
    #[allow(clippy::len_without_is_empty)] // whether there are none, nobody asks
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Gives a parameter a value, by its number in the model.
    pub fn set(&mut self, parameter: usize, value: Rational) {
        self.0[parameter] = Some(value);
    }

    /// Applies the changes of a scenario.
    ///
    /// # Errors
    /// [`SettingError::UnknownScenario`].
    pub fn apply_scenario(&mut self, model: &Model, name: &str) -> Result<(), SettingError> {
        let scenario = model.scenarios.iter().find(|scenario| scenario.name == name);
        let scenario = scenario.ok_or_else(|| SettingError::UnknownScenario {
            name: name.to_owned(),
            known: model.scenarios.iter().map(|scenario| scenario.name.clone()).collect(),
        })?;
        self.apply(&scenario.changes);
        Ok(())
    }

    /// Applies changes of parameters, by their numbers in the model.
    pub fn apply(&mut self, changes: &[(usize, Rational)]) {
        for (parameter, value) in changes {
            self.set(*parameter, value.clone());
        }
    }

    /// Gives the parameter called `name` the value written in `text`.
    ///
    /// # Errors
    /// When there is no such parameter, or the text is no number.
    pub fn set_named(&mut self, model: &Model, name: &str, text: &str) -> Result<(), SettingError> {
        let parameter = model.parameters.iter().position(|parameter| parameter.name == name);
        let parameter = parameter.ok_or_else(|| SettingError::UnknownParameter {
            name: name.to_owned(),
            help: parameter_help(name, model.parameters.iter().map(|p| p.name.as_str())),
        })?;
        let value = text
            .parse()
            .map_err(|error| SettingError::NotANumber { text: text.to_owned(), error })?;
        self.set(parameter, value);
        Ok(())
    }
}
