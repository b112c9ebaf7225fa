//! What stored runs say: which parameters an answer depends on, where it holds, and how often.
//!
//! A [`Sample`] is the rows of a run of [`crate::sweep`], or of another program. Each of [`ANALYSES`] takes
//! rows of some designs and finds something about one column of answers. Yes is 1 and no is 0; rows without
//! an answer are counted and left out, by whole blocks where a design has blocks. Estimates are floats, with
//! intervals that say how far they may be off; lots depend on a seed alone, threads change nothing.
//!
//! [`one_at_a_time`] needs no run: it asks for exact answers at the ends of ranges.
//!
//! # Examples
//! Sobol' indices of y = x₁ + 2 x₂, from the corners of a square:
//! ```
//! use equil::analysis::{Asked, Finding, Layout, Sample, named};
//! use equil::sweep::Form;
//!
//! let design = equil::sampling::named("saltelli").unwrap();
//! let layout = Layout { design, second_order: false, levels: None };
//! let mut rows = "x1,x2,y\n".to_owned();
//! for (a1, a2, b1, b2) in [(0, 0, 1, 1), (0, 1, 1, 0), (1, 0, 0, 1), (1, 1, 0, 0)] {
//!     for (x1, x2) in [(a1, a2), (b1, a2), (a1, b2), (b1, b2)] {
//!         rows.push_str(&format!("{x1},{x2},{}\n", x1 + 2 * x2));
//!     }
//! }
//! let sample = Sample::read(rows.as_bytes(), Form::Csv, layout, None, &[])?;
//! let sobol = named("sobol").unwrap();
//! let found = sobol.of(&sample, &Asked::default(), &|_, _| true)?;
//! let Finding::Sobol(indices) = &found[0].finding else { panic!() };
//! let total: Vec<f64> = indices.total.iter().map(|index| index.value).collect();
//! assert!((total[0] - 0.4).abs() < 1e-12 && (total[1] - 1.6).abs() < 1e-12);
//! # Ok::<(), equil::analysis::AnalysisError>(())
//! ```

mod bootstrap;
mod chance;
mod error;
mod lattice;
mod morris;
mod one_at_a_time;
mod prim;
mod read;
mod regional;
mod sample;
mod share;
mod sobol;
mod tornado;
mod unanswered;

pub use chance::{at_least, clopper_pearson, kolmogorov, student};
pub use error::{AnalysisError, Fault};
pub use morris::{Effect, Effects};
pub use one_at_a_time::{Ends, There, one_at_a_time, there};
pub use prim::{Peeled, Prim, Restriction, Step};
pub use regional::{Distance, Regional};
pub use sample::{Answers, Layout, Sample, Varied};
pub use share::{Replicates, Share};
pub use sobol::Indices;
pub use tornado::{Swing, Tenth, Tornado};
pub use unanswered::Unanswered;

use sample::{constant, same};

/// A way to look at rows.
#[derive(Clone, Copy, Debug)]
pub struct Analysis {
    /// The name on the command line.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: &'static str,
    /// Key of the source in `paper/refs.bib`.
    pub source: &'static str,
    /// Designs whose rows it takes.
    pub takes: &'static [&'static str],
    /// Whether it adds answers up, so that infinite counts are none; else they are above every number.
    adds: bool,
    run: fn(&Sample, &Answers, &Asked<'_>, Watch<'_>) -> Finding,
}

/// Every analysis, in the order `--help` lists them.
pub const ANALYSES: &[Analysis] = &[
    tornado::ANALYSIS,
    sobol::ANALYSIS,
    morris::ANALYSIS,
    prim::ANALYSIS,
    regional::ANALYSIS,
    share::ANALYSIS,
];

/// The analysis of that name.
pub fn named(name: &str) -> Option<&'static Analysis> {
    ANALYSES.iter().find(|analysis| analysis.name == name)
}

/// Those that take rows of a design.
pub fn taking(design: &str) -> Vec<&'static Analysis> {
    ANALYSES.iter().filter(|analysis| analysis.takes.contains(&design)).collect()
}

impl PartialEq for Analysis {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Analysis {}

/// Called between steps with how many are done, and of how many; `false` ends the analysis.
pub type Watch<'a> = &'a (dyn Fn(u64, u64) -> bool + Sync);

/// What is asked of an analysis.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked<'a> {
    /// Of numbers, those above this are of interest.
    pub above: f64,
    /// Whether rows are of interest in which the answer is yes (or a number above), rather than no.
    pub holds: bool,
    /// The probability with which intervals contain what they are about.
    pub level: f64,
    /// How often rows are drawn again.
    pub resamples: u32,
    /// What lots depend on.
    pub seed: u64,
    /// The part of a box that is peeled at once.
    pub peel: f64,
    /// The least part of all rows that a box has.
    pub support: f64,
    /// How dense rows of interest are to be in a box.
    pub density: Option<f64>,
    /// How many boxes are looked for.
    pub boxes: u64,
    /// Other runs of the same sweep, with other seeds.
    pub replicates: &'a [Sample],
}

impl Default for Asked<'_> {
    fn default() -> Self {
        Self {
            above: 0.0,
            holds: true,
            level: 0.95,
            resamples: 1000,
            seed: 0,
            peel: 0.05,
            support: 0.05,
            density: None,
            boxes: 1,
            replicates: &[],
        }
    }
}

impl Asked<'_> {
    /// Whether a row with this answer is of interest.
    fn is_of_interest(&self, answers: &Answers, value: f64) -> bool {
        let bound = if answers.is_yes_or_no { 0.5 } else { self.above };
        (value > bound) == self.holds
    }

    /// The rows that have an answer, and whether they are of interest.
    fn interest(&self, answers: &Answers) -> Vec<(usize, bool)> {
        let settled = answers.values.iter().enumerate();
        let settled = settled.filter_map(|(row, value)| Some((row, (*value)?)));
        settled.map(|(row, value)| (row, self.is_of_interest(answers, value))).collect()
    }
}

/// A number that is estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Between which it is, at the level asked for; none where that is not known.
    pub interval: Option<[f64; 2]>,
}

/// What an analysis finds about one column of answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// All answers are this one: nothing depends on anything here.
    Constant(f64),
    /// All rows are of interest, or none is.
    Alike(bool),
    /// The answer is the same at both points of all pairs, though not in the rows between: indices are not
    /// defined.
    Unvaried,
    /// No row, or no block of rows, has all its answers.
    Nothing,
    /// Of `tornado`.
    Tornado(Tornado),
    /// Of `sobol`.
    Sobol(Indices),
    /// Of `morris`.
    Morris(Effects),
    /// Of `prim`.
    Prim(Prim),
    /// Of `regional`.
    Regional(Regional),
    /// Of `share`.
    Share(Share),
}

/// A finding, and how much of the rows it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The column of answers, by number.
    pub answers: usize,
    /// What was found.
    pub finding: Finding,
    /// Whether all rows have an answer, and the caller waited for the end.
    pub is_complete: bool,
}

impl Analysis {
    /// Looks at each column of answers.
    ///
    /// # Errors
    /// [`AnalysisError::Unfit`] where it does not take rows of that design.
    ///
    /// # Complexity
    /// `sobol` and `morris`: a pass over the rows for each resample; of second order, one for each two
    /// parameters. `prim`: some passes over the rows for each parameter, divided by the part that is peeled.
    /// `tornado` and `regional`: rows are sorted for each parameter. `share`: one pass.
    pub fn of(
        &'static self,
        sample: &Sample,
        asked: &Asked<'_>,
        watch: Watch<'_>,
    ) -> Result<Vec<Found>, AnalysisError> {
        let design = sample.layout.design.name;
        if !self.takes.contains(&design) {
            return Err(AnalysisError::Unfit {
                method: self.name,
                design,
                takes: self.takes,
                others: taking(design).iter().map(|analysis| analysis.name).collect(),
            });
        }
        let found = |(place, answers): (usize, &Answers)| {
            let finite = (self.adds && answers.infinite > 0).then(|| answers.finite());
            let answers = finite.as_ref().unwrap_or(answers);
            let finding = (self.run)(sample, answers, asked, watch);
            let settled = answers.settled() == answers.values.len();
            let is_complete = settled && finding.is_whole(sample);
            Found { answers: place, finding, is_complete }
        };
        Ok(sample.answers.iter().enumerate().map(found).collect())
    }
}

impl Finding {
    /// Whether nothing was left out for want of time.
    fn is_whole(&self, sample: &Sample) -> bool {
        let every = sample.parameters.len();
        let known = |estimates: &[Estimate]| estimates.iter().all(|e| e.interval.is_some());
        match self {
            Self::Tornado(tornado) => tornado.swings.len() == every,
            Self::Sobol(indices) => known(&indices.first),
            Self::Morris(effects) => effects.effects.iter().all(|e| e.size.interval.is_some()),
            Self::Prim(prim) => !prim.stopped,
            Self::Regional(regional) => regional.distances.len() == every,
            Self::Constant(_)
            | Self::Alike(_)
            | Self::Unvaried
            | Self::Nothing
            | Self::Share(_) => true,
        }
    }
}

#[cfg(test)]
mod tests;
