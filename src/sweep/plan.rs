//! What a sweep does, checked.

use super::axis::Axis;
use super::kernel::{Effort, Kernel};
use super::{Cell, SweepError};
use crate::model::{Assignment, Model, QueryKind, Sweep, Vary, Watched};
use crate::num::Rational;
use crate::sampling::{Asked, Copula, Design, Points, grid_rows};

/// What is asked for, before it is checked.
#[derive(Clone, Debug)]
pub struct Asking {
    /// How points are chosen.
    pub design: &'static Design,
    /// How many; on a grid, values of parameters that do not say.
    pub n: Option<u64>,
    /// What lots depend on.
    pub seed: u64,
    /// Whether Sobol' points are scrambled.
    pub scrambled: bool,
    /// Whether Saltelli's layout has the rows for second-order indices.
    pub second_order: bool,
    /// Levels of Morris' lattice.
    pub levels: u32,
    /// Whether points are drawn evenly from ranges, whatever the priors.
    pub uniform: bool,
    /// What varies.
    pub vary: Vec<Vary>,
    /// What is looked at.
    pub watch: Vec<Watched>,
    /// Rank correlations of two parameters each, by their numbers in the model.
    pub correlate: Vec<(usize, usize, Rational)>,
    /// Bits to which payoffs that are not rational are narrowed.
    pub max_bits: u32,
    /// Whether numbers are written in full, where they are rational.
    pub exact: bool,
    /// Whether rows leave out the parameters: a point is known by its number.
    pub bare: bool,
}

impl Asking {
    /// What a file asks for.
    pub fn of(sweep: &Sweep) -> Self {
        Self {
            design: sweep.method,
            n: sweep.n,
            seed: sweep.seed,
            scrambled: true,
            second_order: false,
            levels: 4,
            uniform: false,
            vary: sweep.vary.clone(),
            watch: sweep.watch.clone(),
            correlate: sweep.correlate.clone(),
            max_bits: crate::game::MAX_BITS,
            exact: false,
            bare: false,
        }
    }
}

/// A sweep that can be run.
#[derive(Debug)]
pub struct Plan<'m> {
    /// The game.
    pub model: &'m Model,
    /// The values of what does not vary.
    pub base: Assignment,
    /// How points are chosen.
    pub design: &'static Design,
    /// The numbers of that.
    pub asked: Asked,
    /// What varies, in the order of coordinates.
    pub axes: Vec<Axis>,
    /// What is looked at.
    pub watches: Vec<Watched>,
    /// Bits to which payoffs that are not rational are narrowed.
    pub max_bits: u32,
    /// Whether numbers are written in full, where they are rational.
    pub exact: bool,
    /// Whether rows leave out the parameters.
    pub bare: bool,
    /// Rank correlations of two parameters each.
    pub correlate: Vec<(usize, usize, Rational)>,
    pub(super) points: Box<dyn Points>,
    copula: Copula,
    pub(super) kernel: Kernel,
}

impl<'m> Plan<'m> {
    /// The sweep that is asked for, around `base`.
    ///
    /// # Errors
    /// [`SweepError`] where it cannot be run.
    ///
    /// # Complexity
    /// As [`Model::symbolic`].
    pub fn new(model: &'m Model, base: Assignment, asking: Asking) -> Result<Self, SweepError> {
        if asking.vary.is_empty() {
            return Err(SweepError::NothingVaries);
        }
        if asking.watch.is_empty() {
            return Err(SweepError::NothingWatched);
        }
        for (i, vary) in asking.vary.iter().enumerate() {
            if asking.vary[..i].iter().any(|other| other.parameter == vary.parameter) {
                return Err(SweepError::Twice(model.parameters[vary.parameter].name.clone()));
            }
        }
        for watched in &asking.watch {
            match &watched.query.kind {
                QueryKind::Threshold { .. } => return Err(SweepError::ManyPoints("threshold")),
                QueryKind::CriticalDiscount { .. } if model.repeated.is_none() => {
                    return Err(SweepError::NotRepeated);
                }
                QueryKind::CriticalDiscount { .. } if !watched.query.given.is_empty() => {
                    return Err(SweepError::Held);
                }
                QueryKind::Markov { every: true, .. } => {
                    return Err(SweepError::NotYet("every_markov"));
                }
                QueryKind::Markov { every: false, .. } => {
                    return Err(SweepError::NotYet("some_markov"));
                }
                QueryKind::Helper(_) => return Err(SweepError::Helper),
                QueryKind::Share(_) => return Err(SweepError::ManyPoints("share")),
                _ => {}
            }
        }
        // Before their values are listed
        if asking.design.on_axes {
            let counts = asking
                .vary
                .iter()
                .map(|vary| Axis::count(vary, &model.parameters[vary.parameter], asking.n));
            grid_rows(counts.collect::<Result<Vec<u64>, _>>()?)?;
        }
        let axis = |vary: &Vary| {
            let parameter = &model.parameters[vary.parameter];
            if asking.design.on_axes {
                return Axis::values(vary, parameter, asking.n);
            }
            if vary.points.is_some() {
                return Err(SweepError::NoGrid(parameter.name.clone()));
            }
            let axis = Axis::quantiles(vary, parameter, asking.uniform)?;
            let super::Spread::Quantiles(prior) = &axis.spread else { return Ok(axis) };
            if asking.design.name == "morris" && !prior.is_bounded() {
                return Err(SweepError::Unbounded(parameter.name.clone()));
            }
            Ok(axis)
        };
        let axes: Vec<Axis> = asking.vary.iter().map(axis).collect::<Result<_, _>>()?;
        let n = match asking.n {
            Some(n) => n,
            None if asking.design.on_axes => 0,
            None => return Err(SweepError::NoPoints),
        };
        let asked = Asked {
            dimensions: axes.len(),
            n,
            seed: asking.seed,
            scrambled: asking.scrambled,
            second_order: asking.second_order,
            levels: asking.levels,
            axes: axes.iter().map(Axis::places).collect(),
        };
        let points = asking.design.points(&asked)?;
        let copula = copula(model, &asking, &axes)?;
        let kernel = Kernel::new(model, &base, &axes, &asking.watch, asking.exact)?;
        Ok(Self {
            model,
            base,
            design: asking.design,
            asked,
            axes,
            watches: asking.watch,
            max_bits: asking.max_bits,
            exact: asking.exact,
            bare: asking.bare,
            points,
            correlate: asking.correlate,
            copula,
            kernel,
        })
    }

    /// How many points there are.
    pub fn rows(&self) -> u64 {
        self.points.rows()
    }

    /// How much work a row is.
    pub fn effort(&self) -> Effort {
        self.kernel.effort()
    }

    /// Rows of one part: what a file grows by, and what is lost when a sweep is killed.
    pub(super) fn part(&self) -> u64 {
        match self.kernel.effort() {
            Effort::Floats => 16_384,
            Effort::Signs | Effort::Mixed => 2048,
            Effort::Exact => 128,
        }
    }

    /// Rows of one block: what a thread takes.
    pub(super) fn block(&self) -> u64 {
        match self.kernel.effort() {
            Effort::Floats => 1024,
            Effort::Signs => 512,
            Effort::Mixed => 32,
            Effort::Exact => 4,
        }
    }

    /// The coordinates of the points from `first` on, axis by axis, as many as the columns have places.
    pub(super) fn draw(&self, first: u64, columns: &mut [Vec<f64>]) {
        self.points.fill(first, columns);
        if self.copula.is_empty() {
            return;
        }
        let mut point = vec![0.0; columns.len()];
        for place in 0..columns.first().map_or(0, Vec::len) {
            point.iter_mut().zip(&*columns).for_each(|(x, column)| *x = column[place]);
            self.copula.correlate(&mut point);
            columns.iter_mut().zip(&point).for_each(|(column, &x)| column[place] = x);
        }
    }

    /// Where a row is.
    pub fn assignment(&self, row: u64) -> Assignment {
        let mut point = vec![vec![0.0]; self.axes.len()];
        self.draw(row, &mut point);
        let mut assignment = self.base.clone();
        for (axis, coordinate) in self.axes.iter().zip(&point) {
            assignment.set(axis.parameter, axis.exact(coordinate[0]));
        }
        assignment
    }

    /// The axes that have a column.
    pub(super) fn written(&self) -> &[Axis] {
        if self.bare { &[] } else { &self.axes }
    }

    /// Names of the columns of a row after its number: parameters, then watched queries.
    pub fn columns(&self) -> Vec<String> {
        let parameters =
            self.written().iter().map(|a| self.model.parameters[a.parameter].name.clone());
        let watches = self.watches.iter().flat_map(|watched| {
            let name = &watched.written;
            if watched.has_two_numbers() {
                vec![format!("least {name}"), format!("greatest {name}")]
            } else {
                vec![name.clone()]
            }
        });
        parameters.chain(watches).collect()
    }
}

impl Watched {
    /// Whether the answer has a least and a greatest value.
    pub fn has_two_numbers(&self) -> bool {
        matches!(self.query.kind, QueryKind::Probability { .. })
    }

    /// Whether the answer is a whole number.
    pub(super) fn counts(&self) -> bool {
        matches!(self.query.kind, QueryKind::CountNash)
    }

    /// Whether the answer is a number that need not be whole.
    pub(super) fn is_number(&self) -> bool {
        matches!(
            self.query.kind,
            QueryKind::Gain { .. }
                | QueryKind::Probability { .. }
                | QueryKind::Payoff { .. }
                | QueryKind::Welfare
                | QueryKind::CriticalDiscount { .. }
        )
    }

    /// Whether the answer is a discount factor, and there may be none.
    pub fn is_discount(&self) -> bool {
        matches!(self.query.kind, QueryKind::CriticalDiscount { .. })
    }

    /// The word for an answer at one row that is neither yes nor no nor a number.
    pub(super) fn word(&self, cell: Cell) -> Option<&'static str> {
        match cell {
            Cell::Infinite if self.is_discount() => Some(NEVER),
            cell => cell.word(),
        }
    }

    /// The cells of an answer that is no number, as many as it has columns.
    pub(super) fn columns_of(&self, cell: Cell) -> [Option<Cell>; 2] {
        match cell {
            Cell::Between(low, high) => [Some(Cell::Number(low)), Some(Cell::Number(high))],
            Cell::Text(place) if self.has_two_numbers() => {
                [Some(cell), Some(Cell::Text(place + 1))]
            }
            cell if self.has_two_numbers() => [Some(cell), Some(cell)],
            cell => [Some(cell), None],
        }
    }
}

/// What rows say where no discount factor sustains the path: infinity among numbers.
pub(crate) const NEVER: &str = "never";

/// How coordinates move together.
fn copula(model: &Model, asking: &Asking, axes: &[Axis]) -> Result<Copula, SweepError> {
    let design = asking.design.name;
    if !asking.correlate.is_empty() && !["random", "latin-hypercube", "sobol"].contains(&design) {
        return Err(SweepError::Independent(design));
    }
    let place = |parameter: usize| {
        let place = axes.iter().position(|axis| axis.parameter == parameter);
        place.ok_or_else(|| SweepError::NotVaried(model.parameters[parameter].name.clone()))
    };
    let pairs = asking
        .correlate
        .iter()
        .map(|(a, b, rank)| Ok((place(*a)?, place(*b)?, rank.nearest_f64())));
    let pairs: Vec<(usize, usize, f64)> = pairs.collect::<Result<_, SweepError>>()?;
    Ok(Copula::new(axes.len(), &pairs)?)
}
