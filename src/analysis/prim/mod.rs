//! Boxes in which rows of interest are dense: the patient rule induction method.

mod paste;
mod peel;

use super::chance::at_least;
use super::{Analysis, Answers, Asked, Finding, Sample, Watch};
use peel::Peeling;

pub(super) const ANALYSIS: Analysis = Analysis {
    name: "prim",
    about: "boxes of parameters in which rows of interest are dense",
    source: "friedman1999",
    takes: &["random", "latin-hypercube", "sobol", "grid"],
    adds: false,
    run,
};

/// Boxes, each found among the rows that those before leave.
#[derive(Clone, Debug, PartialEq)]
pub struct Prim {
    /// Rows of interest,
    pub inside: u64,
    /// and others that have an answer.
    pub outside: u64,
    /// The boxes, in the order in which they were found.
    pub boxes: Vec<Peeled>,
    /// Whether the caller did not wait for the end.
    pub stopped: bool,
}

/// A box, and how it was come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Peeled {
    /// From all rows, box by box; the last are larger again where something was pasted.
    pub trajectory: Vec<Step>,
    /// Which step of the trajectory was chosen before pasting.
    pub chosen: usize,
    /// How many of the last steps were pasted.
    pub pasted: usize,
    /// What restricts the box in the end; parameters that are not here do not.
    pub restrictions: Vec<Restriction>,
}

/// What is in a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Rows in it.
    pub rows: u64,
    /// Rows of interest in it.
    pub inside: u64,
}

impl Step {
    /// The share of its rows that are of interest.
    #[allow(clippy::cast_precision_loss)] // rows are fewer than 2⁵³
    pub fn density(self) -> f64 {
        self.inside as f64 / self.rows as f64
    }

    /// The share of all rows of interest that it has.
    #[allow(clippy::cast_precision_loss)]
    pub fn coverage(self, all: u64) -> f64 {
        self.inside as f64 / all as f64
    }

    /// Whether rows of interest are denser here, exactly.
    fn is_denser(self, other: Self) -> bool {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        product(self.inside, other.rows) > product(other.inside, self.rows)
    }

    /// Denser; of equals, the one with more rows.
    fn is_better(self, other: Self) -> bool {
        self.is_denser(other) || (!other.is_denser(self) && self.rows > other.rows)
    }
}

/// What a box says about one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Restriction {
    /// The parameter, by number.
    pub parameter: usize,
    /// At least this,
    pub low: Option<f64>,
    /// and at most this; both are values of rows in the box.
    pub high: Option<f64>,
    /// What would be in the box without it.
    pub without: Step,
    /// How probable so many rows of interest would be, if rows were draws from the box without it
    /// (`bryant2010`): a great chance says that it may be there by luck.
    pub chance: f64,
}

impl Peeled {
    /// What the box has in the end.
    pub fn end(&self) -> Step {
        let before = self.trajectory.len() - 1;
        self.trajectory[if self.pasted > 0 { before } else { self.chosen }]
    }
}

/// The sides of a box, for each parameter: at least, at most.
type Sides = Vec<[Option<f64>; 2]>;

/// Rows with an answer, and which of them are left.
struct Rows<'a> {
    /// For each parameter the values of all rows.
    values: Vec<&'a [f64]>,
    /// Numbers of rows that are left.
    left: Vec<u32>,
    /// For each row whether it is of interest.
    of_interest: Vec<bool>,
}

impl Rows<'_> {
    fn step(&self, rows: &[u32]) -> Step {
        let inside = rows.iter().filter(|&&row| self.of_interest[row as usize]).count();
        Step { rows: rows.len() as u64, inside: inside as u64 }
    }

    /// Whether a row is within all sides but those of the parameter `but`.
    fn is_within(&self, row: u32, sides: &Sides, but: Option<usize>) -> bool {
        sides.iter().enumerate().all(|(parameter, [low, high])| {
            let x = self.values[parameter][row as usize];
            let inside = low.is_none_or(|low| x >= low) && high.is_none_or(|high| x <= high);
            inside || but == Some(parameter)
        })
    }
}

/// Peeling and pasting after `friedman1999`. Each time the slice goes that leaves rows of interest densest;
/// the box that is chosen is the largest as dense as asked for, or that with the greatest harmonic mean of
/// coverage and density; then slices are pasted as long as the density grows.
fn run(sample: &Sample, answers: &Answers, asked: &Asked<'_>, watch: Watch<'_>) -> Finding {
    let found = asked.interest(answers);
    let inside = found.iter().filter(|(_, of_interest)| *of_interest).count() as u64;
    match (found.len() as u64, inside) {
        (0, _) => return Finding::Nothing,
        (_, 0) => return Finding::Alike(false),
        (all, inside) if all == inside => return Finding::Alike(true),
        _ => {}
    }
    let mut of_interest = vec![false; sample.rows];
    for &(row, is) in &found {
        of_interest[row] = is;
    }
    let number = |&(row, _): &(usize, bool)| u32::try_from(row).unwrap_or(u32::MAX);
    let mut rows = Rows {
        values: sample.parameters.iter().map(|p| p.values.as_slice()).collect(),
        left: found.iter().map(number).collect(),
        of_interest,
    };
    let mut prim =
        Prim { inside, outside: found.len() as u64 - inside, boxes: Vec::new(), stopped: false };
    while (prim.boxes.len() as u64) < asked.boxes {
        let step = rows.step(&rows.left);
        if step.inside == 0 || step.inside == step.rows {
            break;
        }
        let Some((peeled, sides)) = one_box(&rows, inside, asked, watch) else {
            prim.stopped = true;
            break;
        };
        let outside: Vec<u32> =
            rows.left.iter().copied().filter(|&row| !rows.is_within(row, &sides, None)).collect();
        let done = outside.len() == rows.left.len() || outside.is_empty();
        rows.left = outside;
        prim.boxes.push(peeled);
        if done {
            break;
        }
    }
    Finding::Prim(prim)
}

fn one_box(
    rows: &Rows<'_>,
    all: u64,
    asked: &Asked<'_>,
    watch: Watch<'_>,
) -> Option<(Peeled, Sides)> {
    let peeling = Peeling::run(rows, asked, watch)?;
    let (mut trajectory, mut every) = (peeling.trajectory, peeling.sides);
    let chosen = chosen(&trajectory, all, asked.density);
    let mut sides = every.swap_remove(chosen);
    let mut step = trajectory[chosen];
    let mut pasted = 0;
    while let Some((next, larger)) = paste::pasted(rows, &sides, step, asked.peel) {
        if !watch(trajectory.len() as u64, trajectory.len() as u64 + 1) {
            return None;
        }
        (sides, step) = (larger, next);
        trajectory.push(next);
        pasted += 1;
    }
    let restrictions = (0..sides.len()).filter_map(|own| restriction(rows, &sides, own, step));
    let restrictions = restrictions.collect();
    Some((Peeled { trajectory, chosen, pasted, restrictions }, sides))
}

/// The step that is taken of a trajectory.
fn chosen(trajectory: &[Step], all: u64, density: Option<f64>) -> usize {
    if let Some(wanted) = density
        && let Some(first) = trajectory.iter().position(|step| step.density() >= wanted)
    {
        return first;
    }
    let worth = |step: &Step| match density {
        Some(_) => step.density(),
        None => {
            let (coverage, density) = (step.coverage(all), step.density());
            if coverage + density > 0.0 {
                2.0 * coverage * density / (coverage + density)
            } else {
                0.0
            }
        }
    };
    let mut best = 0;
    for (place, step) in trajectory.iter().enumerate() {
        if worth(step) > worth(&trajectory[best]) {
            best = place;
        }
    }
    best
}

fn restriction(rows: &Rows<'_>, sides: &Sides, own: usize, step: Step) -> Option<Restriction> {
    let [low, high] = sides[own];
    if low.is_none() && high.is_none() {
        return None;
    }
    let within = rows.left.iter().copied().filter(|&row| rows.is_within(row, sides, Some(own)));
    let without = rows.step(&within.collect::<Vec<u32>>());
    let chance = at_least(step.inside, step.rows, without.density());
    Some(Restriction { parameter: own, low, high, without, chance })
}
