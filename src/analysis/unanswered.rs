//! Where rows have no answer.

use super::sample::same;
use super::{Answers, Sample};

/// An end of what a parameter was drawn from, at which no row has an answer, though others have.
#[derive(Clone, Debug, PartialEq)]
pub struct Unanswered {
    /// The parameter, by its place in the sample.
    pub parameter: usize,
    /// Its value there.
    pub value: f64,
}

impl Sample {
    /// The least and greatest values of parameters at which no row has an answer of these (finite ones), while some other row has one.
    ///
    /// Lattices have rows at the ends of ranges, where payoffs may tie, or have no value.
    ///
    /// # Complexity
    /// A pass over the rows for each parameter.
    pub fn unanswered(&self, answers: &Answers) -> Vec<Unanswered> {
        let answers = answers.finite();
        if answers.values.iter().all(Option::is_none) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (parameter, varied) in self.parameters.iter().enumerate() {
            let least = varied.values.iter().copied().fold(f64::INFINITY, f64::min);
            let most = varied.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            for end in [least, most] {
                let pairs = varied.values.iter().zip(&answers.values);
                if pairs.filter(|(x, _)| same(**x, end)).all(|(_, answer)| answer.is_none()) {
                    found.push(Unanswered { parameter, value: end });
                }
            }
        }
        found
    }
}
