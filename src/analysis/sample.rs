//! Points and the answers there, column by column.

use super::AnalysisError;
use crate::sampling::Design;

/// How points were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The design.
    pub design: &'static Design,
    /// Whether Saltelli's layout has the rows for second-order indices.
    pub second_order: bool,
    /// Levels of Morris' lattice; where nobody says how many, values show them.
    pub levels: Option<u32>,
}

/// A parameter that varies.
#[derive(Clone, Debug, PartialEq)]
pub struct Varied {
    /// Its name.
    pub name: String,
    /// What it was drawn from, where that is known.
    pub drawn: Option<String>,
    /// Its value in each row.
    pub values: Vec<f64>,
}

/// Answers to one query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The query, or the name of the column.
    pub query: String,
    /// Whether they are yes or no, which are 1 and 0 here, rather than numbers.
    pub is_yes_or_no: bool,
    /// Row by row; none where there is no answer, and infinity where a count is infinite.
    pub values: Vec<Option<f64>>,
    /// Rows in which a count is infinite: above every number, and in no mean.
    pub infinite: u64,
    /// Rows in which the answer is open.
    pub open: u64,
    /// Rows in which payoffs have no value.
    pub undefined: u64,
}

/// Rows of a run.
///
/// # Examples
/// ```
/// use equil::analysis::{Layout, Sample};
/// use equil::sampling::named;
/// use equil::sweep::Form;
///
/// let design = named("random").unwrap();
/// let layout = Layout { design, second_order: false, levels: None };
/// let text = "row,k,dominant\n0,0.5,yes\n1,0.25,open\n";
/// let sample = Sample::read(text.as_bytes(), Form::Csv, layout, None, &[])?;
/// assert_eq!(sample.parameters[0].values, [0.5, 0.25]);
/// assert_eq!((sample.answers[0].values[0], sample.answers[0].open), (Some(1.0), 1));
/// # Ok::<(), equil::analysis::AnalysisError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// How the points were chosen.
    pub layout: Layout,
    /// What varies.
    pub parameters: Vec<Varied>,
    /// What was watched.
    pub answers: Vec<Answers>,
    /// How many rows there are.
    pub rows: usize,
    /// Rows at the end that are no whole block of the design, and so left out.
    pub left_over: usize,
}

/// Whether two floats are the same.
pub(super) fn same(x: f64, y: f64) -> bool {
    x.total_cmp(&y).is_eq()
}

impl Answers {
    /// How many rows have an answer.
    pub fn settled(&self) -> usize {
        self.values.iter().flatten().count()
    }

    /// The same with answers that can be added up: an infinite count is none.
    pub(super) fn finite(&self) -> Self {
        let finite = |value: &Option<f64>| value.filter(|x| x.is_finite());
        Self { values: self.values.iter().map(finite).collect(), ..self.clone() }
    }

    /// The only value there is, if all answers are the same; none where there is no answer at all.
    pub fn constant(&self) -> Option<f64> {
        constant(self.values.iter().flatten().copied())
    }
}

/// The value that all numbers have, if they are the same.
pub(super) fn constant(mut numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let first = numbers.next()?;
    numbers.all(|x| same(x, first)).then_some(first)
}

impl Sample {
    /// Keeps the answers with these names, in this order; all, where none is named.
    ///
    /// # Errors
    /// [`AnalysisError::NoColumn`].
    pub fn keep(&mut self, names: &[String]) -> Result<(), AnalysisError> {
        if names.is_empty() {
            return Ok(());
        }
        let mut kept = Vec::with_capacity(names.len());
        for name in names {
            let found = self.answers.iter().find(|answers| answers.query == name.trim());
            let found = found.ok_or_else(|| AnalysisError::NoColumn {
                name: name.clone(),
                known: self.answers.iter().map(|answers| answers.query.clone()).collect(),
            })?;
            kept.push(found.clone());
        }
        self.answers = kept;
        Ok(())
    }

    /// Rows of one block of the design: what indices are estimated from.
    pub fn block(&self) -> usize {
        let count = self.parameters.len();
        match self.layout.design.name {
            "saltelli" if self.layout.second_order => 2 * count + 2,
            "saltelli" => count + 2,
            "morris" => count + 1,
            _ => 1,
        }
    }

    /// Leaves out rows at the end that are no whole block, and checks that the others are in the order of
    /// their design.
    pub(super) fn order(mut self) -> Result<Self, AnalysisError> {
        let block = self.block();
        let whole = self.rows / block * block;
        self.left_over = self.rows - whole;
        self.rows = whole;
        for parameter in &mut self.parameters {
            parameter.values.truncate(whole);
        }
        for answers in &mut self.answers {
            answers.values.truncate(whole);
        }
        if whole == 0 {
            return Err(AnalysisError::NoRows);
        }
        let wrong = match self.layout.design.name {
            "saltelli" => self.swapped_wrongly(),
            "morris" => self.moved_wrongly(),
            _ => None,
        };
        match wrong {
            Some(problem) => Err(AnalysisError::Order { design: self.layout.design.name, problem }),
            None => {
                if self.layout.design.name == "morris" {
                    self.layout.levels = Some(self.lattice().map_err(AnalysisError::Lattice)?);
                }
                Ok(self)
            }
        }
    }

    /// Rows after A take one coordinate from B, then those of B one from A.
    fn swapped_wrongly(&self) -> Option<String> {
        let (block, count) = (self.block(), self.parameters.len());
        for start in (0..self.rows).step_by(block) {
            let last = start + block - 1;
            for place in 1..block - 1 {
                let (row, own) = (start + place, (place - 1) % count);
                let (from, to) = if place <= count { (start, last) } else { (last, start) };
                for (coordinate, parameter) in self.parameters.iter().enumerate() {
                    let source = if coordinate == own { to } else { from };
                    if !same(parameter.values[row], parameter.values[source]) {
                        let name = &parameter.name;
                        return Some(format!(
                            "row {row} should have the value of `{name}` of row {source}"
                        ));
                    }
                }
            }
        }
        None
    }

    /// Along a trajectory each parameter moves once, alone.
    fn moved_wrongly(&self) -> Option<String> {
        let (block, count) = (self.block(), self.parameters.len());
        for start in (0..self.rows).step_by(block) {
            let mut moved = vec![false; count];
            for row in start + 1..start + block {
                let mut changed = self.changed(row);
                let (first, second) = (changed.next(), changed.next());
                match (first, second) {
                    (Some(only), None) if !moved[only] => moved[only] = true,
                    (Some(only), None) => {
                        let name = &self.parameters[only].name;
                        return Some(format!("`{name}` moves twice up to row {row}"));
                    }
                    (None, _) => return Some(format!("nothing moves in row {row}")),
                    _ => return Some(format!("more than one parameter moves in row {row}")),
                }
            }
        }
        None
    }

    /// Parameters whose values differ from those in the row before.
    pub(super) fn changed(&self, row: usize) -> impl Iterator<Item = usize> {
        let differs = move |&place: &usize| {
            let values = &self.parameters[place].values;
            !same(values[row], values[row - 1])
        };
        (0..self.parameters.len()).filter(differs)
    }
}
