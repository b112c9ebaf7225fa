//! Where in a box of parameters does an answer hold?
//!
//! The box is taken apart into cells, each with one answer that is proved for all its points, and a rest in which
//! nothing is proved. What is proved over a box is proved by the same code as at a point, from payoffs of which
//! only ranges are known ([`Over`](crate::model::Over)). Where the answer hangs on a combination of payoffs, the box
//! is cut along it: along the combination itself where it is affine in the parameters, so that cells are bounded
//! exactly; else along two parallel planes between which it is 0, which are the closer the smaller the box.

mod cells;
mod facet;
mod halving;
mod measure;
mod polytope;
mod radius;
mod sampled;
mod search;
mod simplices;
mod strip;
mod within;

#[cfg(test)]
mod tests;

pub use facet::{Border, Bound, Facet, facets};
pub use measure::Measure;
pub use polytope::{Plane, Polytope};
pub use radius::{Radius, Witness, radius};
pub use sampled::{Sampled, sampled};

use std::sync::Arc;

use crate::answer::{Condition, Decision, Open};
use crate::model::{Assignment, Axis, Model, ModelError, Parametric};
use crate::nash::Settings;
use crate::num::{Interval, Rational, Ring};

/// What is asked: where in a box of parameters which answer holds.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The game.
    pub model: &'a Model,
    /// The values of all other parameters.
    pub point: &'a Assignment,
    /// The box; each axis has a width.
    pub axes: &'a [Axis],
    /// What is asked at each point.
    pub condition: &'a Condition,
    /// The search ends when the rest in which nothing is proved is no larger than this part of the box.
    pub rest: &'a Rational,
    /// How many boxes are looked at before it ends anyway.
    pub budget: u64,
    /// Whether parts of the box count by the parameters' priors, rather than by their volume.
    pub by_priors: bool,
    /// How payoffs that are not rational are narrowed at single points.
    pub max_bits: u32,
    /// How equilibria are searched for; the watch ends the search.
    pub settings: &'a Settings<'a>,
}

impl Asked<'_> {
    /// What combinations of payoffs are compared with.
    fn level(&self) -> Rational {
        match self.condition {
            Condition::Above(_, bound) => bound.clone(),
            _ => Rational::zero(),
        }
    }

    /// The answer at a point of the box.
    fn at(&self, of: &Parametric, point: &[Rational]) -> Result<Decision, Open> {
        match of.at(self.model, point, self.max_bits) {
            Ok(payoffs) => self.condition.decide(&payoffs, self.settings),
            Err(ModelError::Undefined { .. }) => Ok(Decision::Undefined),
            Err(_) => Err(Open::Undefined),
        }
    }

    /// The payoffs that matter, as functions of the axes.
    fn payoffs(&self) -> Result<Parametric, RegionError> {
        let shape = self.model.shape();
        let (players, kept) = (self.condition.players(&shape), self.condition.kept(&shape));
        let axes: Vec<usize> = self.axes.iter().map(|axis| axis.parameter).collect();
        let spanned = |axis: &Axis| Interval::spanning(&axis.low, &axis.high);
        let ranges: Vec<Interval> = self.axes.iter().map(spanned).collect();
        Ok(self.model.parametric(self.point, &axes, &players, &kept)?.within(&ranges))
    }
}

/// A side of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// More than it.
    Above,
    /// Less than it.
    Below,
}

impl Side {
    fn opposite(self) -> Self {
        match self {
            Self::Above => Self::Below,
            Self::Below => Self::Above,
        }
    }
}

/// A box taken apart by the answer.
#[derive(Clone, Debug)]
pub struct Region {
    /// The box.
    pub axes: Vec<Axis>,
    /// For each axis whether any payoff that matters depends on it at all.
    pub enters: Vec<bool>,
    /// The cells.
    pub cells: Vec<Cell>,
    /// Boxes in which something is open: cells leave a part of them.
    pub open: Vec<OpenBox>,
    /// Each answer with its share of the box, the greatest first.
    pub shares: Vec<(Decision, Measure)>,
    /// At most this share is open.
    pub rest: Rational,
    /// How many boxes were looked at.
    pub boxes: u64,
    /// Whether the search ended before the rest was small enough.
    pub stopped: bool,
}

/// A part of the box in which the answer is the same everywhere, its border perhaps aside.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The least corner of the box that it is a part of,
    pub low: Vec<Rational>,
    /// and the greatest.
    pub high: Vec<Rational>,
    /// The part, in coordinates that run from −½ to ½ in each axis; the whole box if nothing.
    pub part: Option<Arc<Polytope>>,
    /// The cuts that make the part, in the order of its planes beyond the sides of the box.
    pub bounds: Vec<Bound>,
    /// The answer.
    pub decision: Decision,
    /// Whether the cuts are where payoffs are equal, rather than planes beside that.
    pub exact: bool,
    /// Its facets, with the answer on them, where cells are few and exact and the answer is not no, which is the
    /// rest; else nothing.
    pub borders: Vec<Border>,
}

impl Cell {
    /// Its corners, by axis; in order around it where there are two axes. Nothing where there are more than eight.
    ///
    /// # Complexity
    /// Of a whole box `2^axes` corners.
    pub fn corners(&self) -> Vec<Vec<Rational>> {
        if self.low.len() > cells::MOST_AXES {
            return Vec::new();
        }
        let frame = strip::Frame::new(&self.low, &self.high);
        let cube = Polytope::cube(self.low.len());
        let part = self.part.as_deref().unwrap_or(&cube);
        let points = if self.low.len() == 2 { part.polygon() } else { part.corners().collect() };
        points.into_iter().map(|point| frame.outer(point)).collect()
    }
}

/// A box with an open rest.
#[derive(Clone, Debug)]
pub struct OpenBox {
    /// Its least corner,
    pub low: Vec<Rational>,
    /// and its greatest.
    pub high: Vec<Rational>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegionError {
    /// The game has no payoffs.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// An axis has no width.
    #[error("the range of `{0}` has no width")]
    Flat(String),
    /// A parameter has no prior.
    #[error("`{0}` has no prior: its `dist` is not in the file")]
    NoPrior(String),
    /// There is no answer to hold.
    #[error("the answer at the base point is open: {0}")]
    Open(Open),
    /// The base point is not within a range, or a parameter has no value there.
    #[error("`{0}` has no value within its range")]
    Outside(String),
    /// A correlation is of something that does not move.
    #[error("`{0}` is correlated, and does not move")]
    NotVaried(String),
    /// Correlations do not go together.
    #[error("no parameters have all these rank correlations")]
    Correlation,
    /// A prior has nothing within the range.
    #[error("the prior of `{0}` has nothing within its range")]
    Nothing(String),
}

/// The box taken apart by the answer.
///
/// # Errors
/// [`RegionError`].
///
/// # Complexity
/// Where the answer hangs on payoffs that are affine in the parameters: one box, and a polytope for each cell. Else
/// boxes along the border between answers, the more the smaller the rest is to be: their number doubles with each
/// halving of their width, for each axis but one that enters other than linearly.
///
/// # Examples
/// ```
/// use equil::answer::{Condition, Decision};
/// use equil::format::{Limits, read};
/// use equil::model::{Assignment, Axis, Query, QueryKind};
/// use equil::nash::Settings;
/// use equil::num::Rational;
/// use equil::region::{Asked, region};
/// use equil::text::Source;
///
/// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
///             [params]\nk = 1\nl = 1\n[payoff.a]\nx = \"k + l\"\ny = \"3 * k\"\n";
/// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
/// let axis = |parameter| Axis { parameter, low: Rational::integer(0), high: Rational::integer(2) };
/// let kind = QueryKind::Dominant { player: 0, target: vec![0] };
/// let found = region(&Asked {
///     model: &model,
///     point: &Assignment::of(&model),
///     axes: &[axis(0), axis(1)],
///     condition: &Condition::of(Query { kind, given: vec![] }),
///     rest: &Rational::zero(),
///     budget: 1000,
///     by_priors: false,
///     max_bits: 1024,
///     settings: &Settings::default(),
/// })?;
/// // x is better where l > 2 k: in a quarter of the box
/// let (_, share) = found.shares.iter().find(|(decision, _)| *decision == Decision::Yes).unwrap();
/// assert_eq!(share.exact(), Rational::new(1, 4).as_ref());
/// # use equil::num::Ring;
/// # Ok::<(), equil::region::RegionError>(())
/// ```
pub fn region(asked: &Asked<'_>) -> Result<Region, RegionError> {
    Ok(search::Search::new(asked)?.region())
}
