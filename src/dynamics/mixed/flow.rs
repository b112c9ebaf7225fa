//! Differential equations, solved with error control.
//!
//! Source: J. R. Dormand, P. J. Prince, "A family of embedded Runge–Kutta formulae", *Journal of
//! Computational and Applied Mathematics* 6 (1980), 19–26 (`dormand-prince1980`).

use std::cell::RefCell;

use ode_solvers::dop_shared::OutputType;
use ode_solvers::{DVector, Dopri5, System};

use super::field::normalise;
use super::projection;
use super::{Act, Chart, Field, Knobs, MixedError, Mover, Scratch, ask_each};

/// A motion in continuous time.
pub(super) struct Flow<'a> {
    laws: Laws<'a>,
    tolerance: f64,
    time: f64,
    state: Vec<f64>,
    /// Of [`Chart::Logarithms`].
    logarithms: Vec<f64>,
}

/// The equation.
struct Laws<'a> {
    field: &'a Field,
    knobs: Knobs,
    chart: Chart,
    velocity: Act,
    /// Strategies that are free to move.
    free: Vec<bool>,
    work: RefCell<Work>,
}

#[derive(Default)]
struct Work {
    mix: Vec<f64>,
    earned: Vec<f64>,
    scratch: Scratch,
}

/// Steps between two points at most.
const MOST_STEPS: u32 = 1_000_000;

/// Changes between faces between two points at most.
const MOST_TURNS: usize = 10_000;

/// Halvings until it is known when play meets a face.
const HALVINGS: usize = 60;

impl<'a> Flow<'a> {
    pub(super) fn new(
        field: &'a Field,
        knobs: Knobs,
        (chart, velocity): (Chart, Act),
        tolerance: f64,
        start: &[f64],
    ) -> Self {
        let free = vec![true; start.len()];
        let work = RefCell::new(Work::new(start.len()));
        let laws = Laws { field, knobs, chart, velocity, free, work };
        let logarithms = match chart {
            Chart::Logarithms => start.iter().map(|p| core_math::log(*p)).collect(),
            _ => Vec::new(),
        };
        Self { laws, tolerance, time: 0.0, state: start.to_vec(), logarithms }
    }

    /// Solves on for `by`; with `watching` until play meets a face or leaves one. The last two times
    /// and values.
    fn solved(
        &self,
        from: &[f64],
        by: f64,
        watching: bool,
    ) -> Result<[(f64, Vec<f64>); 2], MixedError> {
        let system = Equation { laws: &self.laws, base: &self.logarithms, watching };
        let y = DVector::from_column_slice(from);
        let error = self.tolerance;
        let mut solver = Dopri5::from_param(
            system,
            0.0,
            by,
            by,
            y,
            error,
            error,
            0.9,
            0.04,
            0.2,
            10.0,
            by,
            0.0,
            MOST_STEPS,
            u32::MAX,
            OutputType::Sparse,
        );
        solver.integrate().map_err(|_| MixedError::Stiff { time: self.time })?;
        let (times, values) = solver.results().get();
        let last = times.len() - 1;
        let at = |k: usize| (times[k], values[k].as_slice().to_vec());
        if !values[last].iter().all(|x| x.is_finite()) {
            return Err(MixedError::Stiff { time: self.time });
        }
        Ok([at(last.saturating_sub(1)), at(last)])
    }

    /// From face to face.
    fn along_faces(&mut self, by: f64) -> Result<(), MixedError> {
        let mut left = by;
        for _ in 0..MOST_TURNS {
            self.laws.set_free(&self.state);
            let [(before, from), (time, to)] = self.solved(&self.state, left, true)?;
            if !self.laws.is_turning(&to) {
                self.state = cleaned(self.laws.field, to);
                return Ok(());
            }
            let (mut low, mut high, mut turned) = (0.0, time - before, to);
            for _ in 0..HALVINGS {
                let middle = f64::midpoint(low, high);
                if middle <= low || middle >= high {
                    break;
                }
                let [_, (_, at)] = self.solved(&from, middle, false)?;
                if self.laws.is_turning(&at) {
                    (high, turned) = (middle, at);
                } else {
                    low = middle;
                }
            }
            self.state = cleaned(self.laws.field, turned);
            left -= before + high;
            if left <= 0.0 {
                return Ok(());
            }
        }
        Err(MixedError::Stiff { time: self.time })
    }
}

impl Mover for Flow<'_> {
    fn advance(&mut self, by: f64) -> Result<(), MixedError> {
        match self.laws.chart {
            Chart::Faces => self.along_faces(by)?,
            Chart::Plain { .. } => {
                let [_, (_, to)] = self.solved(&self.state, by, false)?;
                self.state = cleaned(self.laws.field, to);
            }
            Chart::Logarithms => {
                let still = vec![0.0; self.state.len()];
                let [_, (_, grown)] = self.solved(&still, by, false)?;
                for (logarithm, growth) in self.logarithms.iter_mut().zip(grown) {
                    *logarithm += growth;
                }
                for population in 0..self.laws.field.counts().len() {
                    let place = self.laws.field.place(population);
                    let most =
                        shares(&self.logarithms[place.clone()], &mut self.state[place.clone()]);
                    // Constants do not matter, and would grow
                    self.logarithms[place].iter_mut().for_each(|logarithm| *logarithm -= most);
                }
            }
        }
        self.time += by;
        Ok(())
    }

    fn state(&self, out: &mut [f64]) {
        out.copy_from_slice(&self.state);
    }

    fn speed(&self) -> Option<f64> {
        let mut rates = vec![0.0; self.state.len()];
        self.laws.rates(&self.state, &mut rates);
        if self.laws.chart == Chart::Logarithms {
            rates.iter_mut().zip(&self.state).for_each(|(rate, p)| *rate *= p);
        }
        Some(rates.into_iter().map(f64::abs).fold(0.0, f64::max))
    }
}

impl Laws<'_> {
    /// What the rule says at a state.
    fn rates(&self, state: &[f64], out: &mut [f64]) {
        let mut work = self.work.borrow_mut();
        let Work { earned, scratch, .. } = &mut *work;
        self.field.earned(state, earned, scratch);
        ask_each((self.field, &self.knobs, self.velocity), (state, earned), &self.free, out);
    }

    fn set_free(&mut self, state: &[f64]) {
        let mut work = self.work.borrow_mut();
        let Work { earned, scratch, .. } = &mut *work;
        self.field.earned(state, earned, scratch);
        for population in 0..self.field.counts().len() {
            let place = self.field.place(population);
            let (mix, earned) = (&state[place.clone()], &earned[place.clone()]);
            projection::set_free(mix, earned, &mut self.free[place]);
        }
    }

    /// Whether a strategy that is free has run out, or one that is not would gain.
    fn is_turning(&self, state: &[f64]) -> bool {
        let mut work = self.work.borrow_mut();
        let Work { earned, scratch, .. } = &mut *work;
        self.field.earned(state, earned, scratch);
        (0..self.field.counts().len()).any(|population| {
            let place = self.field.place(population);
            let (earned, free) = (&earned[place.clone()], &self.free[place.clone()]);
            let mean = projection::mean(earned, free);
            let turns = |((p, earned), free): ((&f64, &f64), &bool)| {
                if *free { *p < 0.0 } else { *earned > mean }
            };
            state[place].iter().zip(earned).zip(free).any(turns)
        })
    }
}

impl Work {
    fn new(count: usize) -> Self {
        Self { mix: vec![0.0; count], earned: vec![0.0; count], scratch: Scratch::default() }
    }
}

/// What the solver asks.
struct Equation<'a> {
    laws: &'a Laws<'a>,
    base: &'a [f64],
    watching: bool,
}

impl System<f64, DVector<f64>> for Equation<'_> {
    fn system(&self, _: f64, y: &DVector<f64>, dy: &mut DVector<f64>) {
        if self.laws.chart != Chart::Logarithms {
            self.laws.rates(y.as_slice(), dy.as_mut_slice());
            return;
        }
        let mut mix = std::mem::take(&mut self.laws.work.borrow_mut().mix);
        for population in 0..self.laws.field.counts().len() {
            let place = self.laws.field.place(population);
            let own = &mut mix[place.clone()];
            for ((p, base), growth) in
                own.iter_mut().zip(&self.base[place.clone()]).zip(&y.as_slice()[place])
            {
                *p = base + growth;
            }
            normalised(own);
        }
        self.laws.rates(&mix, dy.as_mut_slice());
        self.laws.work.borrow_mut().mix = mix;
    }

    fn solout(&mut self, _: f64, y: &DVector<f64>, _: &DVector<f64>) -> bool {
        self.watching && self.laws.is_turning(y.as_slice())
    }
}

/// Shares of which these are the logarithms, up to a constant, written to `out`; the greatest of them.
fn shares(logarithms: &[f64], out: &mut [f64]) -> f64 {
    out.copy_from_slice(logarithms);
    normalised(out)
}

/// As [`shares`], in place.
fn normalised(logarithms: &mut [f64]) -> f64 {
    let most = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for x in logarithms.iter_mut() {
        *x = core_math::exp(*x - most);
    }
    normalise(logarithms);
    most
}

/// Without what rounding took below 0, and with sums of 1.
fn cleaned(field: &Field, mut state: Vec<f64>) -> Vec<f64> {
    for population in 0..field.counts().len() {
        let own = &mut state[field.place(population)];
        for p in own.iter_mut() {
            *p = p.max(0.0);
        }
        normalise(own);
    }
    state
}
