//! Levels that no equilibrium payoff exceeds, in floats, with rounding outward.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::simplex::{Ended, Rows, Search, error, safe_bound};
use super::stage::Stage;

/// Directions that one thread looks at together, where there are few profiles.
const TOGETHER: usize = 8;

/// A set that contains all equilibrium payoffs: normal · payoffs ≤ level, for each direction.
pub(super) struct Outer<'a> {
    stage: &'a Stage<'a>,
    /// Normals and levels, then a row for each player that says what the future must hold at least.
    rows: Rows,
    pub lines: Vec<Line>,
    /// No equilibrium gives a player less.
    pub threats: Vec<f64>,
    /// Whether some continuation may sustain a profile.
    pub active: Vec<bool>,
    slack: f64,
    /// For each player the places of both directions of their axis: less, and more.
    axes: Vec<[usize; 2]>,
}

/// One direction.
pub(super) struct Line {
    pub normal: Vec<f64>,
    /// In which direction the future counts.
    pub turned: Vec<f64>,
    pub length: f64,
    pub level: f64,
    /// For each profile what payoffs that start with it have at most: they only fall.
    pub ceilings: Vec<f64>,
    /// For each profile the basis at which its last search ended.
    bases: FxHashMap<usize, Vec<usize>>,
}

impl Line {
    /// How far the level is from the farthest of points, whose coordinates are rounded to the nearest; rounded up.
    pub(super) fn above(&self, points: &[Vec<f64>]) -> f64 {
        let turned: Vec<f64> = self.normal.iter().map(|x| -x).collect();
        let least =
            points.iter().map(|point| dot_above(&turned, point)).fold(f64::INFINITY, f64::min);
        let way = (self.level + least) + error(1) * (self.level.abs() + least.abs());
        way.max(0.0) / self.length * (1.0 + error(self.normal.len()))
    }
}

/// What can follow a profile.
enum Future {
    /// Nothing that keeps players from deviating.
    None,
    /// Payoffs with at most so much in a direction.
    AtMost(f64),
}

impl<'a> Outer<'a> {
    /// All payoffs that can be reached at all.
    pub(super) fn new(stage: &'a Stage<'a>, normals: &[Vec<f64>]) -> Self {
        let players = stage.players();
        let count = stage.now.len();
        let payoffs: Vec<Vec<f64>> = (0..count).map(|profile| stage.payoffs(profile)).collect();
        // Who is more patient may have what comes later, and the others what comes first: averages of each player's own, which need not be averages
        // of the same rounds
        let apart = |normal: &Vec<f64>| {
            let best = normal.iter().enumerate().map(|(axis, x)| {
                let all = payoffs.iter().map(|point| point[axis]);
                if *x < 0.0 {
                    all.fold(f64::INFINITY, f64::min)
                } else {
                    all.fold(f64::NEG_INFINITY, f64::max)
                }
            });
            dot_above(normal, &best.collect::<Vec<f64>>())
        };
        let level = |normal: &Vec<f64>| {
            if !stage.common {
                return apart(normal);
            }
            let value = |point: &Vec<f64>| dot_above(normal, point);
            payoffs.iter().map(value).fold(f64::NEG_INFINITY, f64::max)
        };
        let levels: Vec<f64> = normals.par_iter().map(level).collect();
        let place = |axis: usize, sign: f64| {
            let turned =
                |normal: &Vec<f64>| normal.iter().map(|x| x * sign + 0.0).collect::<Vec<_>>();
            normals.iter().position(|normal| is_below_axis(&turned(normal), axis)).unwrap_or(0)
        };
        let axes = (0..players).map(|axis| [place(axis, 1.0), place(axis, -1.0)]).collect();
        let mut columns: Vec<Vec<f64>> =
            (0..players).map(|axis| normals.iter().map(|normal| normal[axis]).collect()).collect();
        for (axis, column) in columns.iter_mut().enumerate() {
            column.extend((0..players).map(|player| if player == axis { -1.0 } else { 0.0 }));
        }
        let mut bounds = levels.clone();
        bounds.extend(vec![0.0; players]);
        let slack = stage.range * error(0);
        let threats = stage.minmax.clone();
        let mut outer = Self {
            stage,
            rows: Rows { columns, bounds },
            lines: Vec::new(),
            threats,
            active: vec![true; count],
            slack,
            axes,
        };
        let line = |(normal, &level): (&Vec<f64>, &f64)| {
            let turned = stage.turned(normal);
            let future = if stage.common { level } else { apart(&turned) };
            Line {
                length: normal.iter().map(|x| x * x).sum::<f64>().sqrt(),
                ceilings: (0..count).map(|profile| outer.value(profile, normal, future)).collect(),
                normal: normal.clone(),
                turned,
                level,
                bases: FxHashMap::default(),
            }
        };
        outer.lines = normals.par_iter().zip(&levels).map(line).collect();
        outer.drop_impossible();
        outer
    }

    /// Whether no profile can be sustained, so that there is no equilibrium.
    pub(super) fn is_empty(&self) -> bool {
        !self.active.contains(&true)
    }

    /// Lowers each level to the most that a profile and a continuation in the set give. The farthest that one has moved.
    pub(super) fn advance(&mut self) -> f64 {
        for (axis, threat) in self.threats.iter_mut().enumerate() {
            for line in &self.lines {
                if is_below_axis(&line.normal, axis) {
                    *threat = threat.max(-line.level);
                }
            }
        }
        let mut lines = std::mem::take(&mut self.lines);
        let found: Vec<(f64, Vec<usize>)> = lines
            .par_iter_mut()
            .enumerate()
            .with_min_len(TOGETHER)
            .map(|(place, line)| self.lower(place, line))
            .collect();
        self.lines = lines;
        let mut moved = 0.0f64;
        for (place, (level, gone)) in found.into_iter().enumerate() {
            for profile in gone {
                self.drop_profile(profile);
            }
            let line = &mut self.lines[place];
            if level < line.level && level.is_finite() {
                moved = moved.max((line.level - level) / line.length);
                line.level = level;
                self.rows.bounds[place] = level;
            }
        }
        moved
    }

    /// The next level of a direction, and profiles that were seen to be impossible.
    fn lower(&self, place: usize, line: &mut Line) -> (f64, Vec<usize>) {
        let mut rows = self.rows.clone();
        let mut search = Search::default();
        let mut gone = Vec::new();
        let Line { normal, turned, ceilings, bases, .. } = line;
        let best = highest(ceilings, 0.0, |profile, ceiling| {
            let basis = bases.entry(profile).or_insert_with(|| self.start(place, normal));
            *ceiling = match self.future(&mut rows, profile, turned, basis, &mut search) {
                Future::None => {
                    gone.push(profile);
                    f64::NEG_INFINITY
                }
                Future::AtMost(bound) => self.value(profile, normal, bound).min(*ceiling),
            };
            *ceiling
        });
        (best, gone)
    }

    /// A basis with which a search in a direction may begin.
    fn start(&self, place: usize, normal: &[f64]) -> Vec<usize> {
        if self.stage.common {
            return start(place, normal, self.rows.bounds.len() - normal.len());
        }
        // Any direction is a sum of those along the axes
        self.axes
            .iter()
            .zip(normal)
            .map(|([less, more], x)| if *x < 0.0 { *less } else { *more })
            .collect()
    }

    /// What can follow a profile, in a direction.
    fn future(
        &self,
        rows: &mut Rows,
        profile: usize,
        normal: &[f64],
        basis: &mut [usize],
        search: &mut Search,
    ) -> Future {
        let floors = rows.bounds.len() - normal.len();
        let least = &self.stage.least[profile];
        for (player, (threat, least)) in self.threats.iter().zip(least).enumerate() {
            rows.bounds[floors + player] = -(threat + least).next_down();
        }
        let ended = search.run(rows, normal, basis, self.slack);
        if let Ended::Nothing(row) = ended {
            let others = basis.iter().copied().zip(search.parts.iter().map(|part| -part));
            let weighted = others.chain([(row, 1.0)]);
            let nothing = vec![0.0; normal.len()];
            if safe_bound(rows, weighted, &nothing, &self.stage.sizes) < 0.0 {
                return Future::None;
            }
        }
        let weighted = basis.iter().copied().zip(search.weights.iter().copied());
        if search.weights.len() == basis.len() {
            return Future::AtMost(safe_bound(rows, weighted, normal, &self.stage.sizes));
        }
        Future::AtMost(f64::INFINITY)
    }

    /// (1 − δ) · payoffs + δ · the future, in a direction, rounded up. Where discount factors differ the future is looked at in another
    /// direction, in which they are, to the nearest.
    fn value(&self, profile: usize, normal: &[f64], future: f64) -> f64 {
        let stage = self.stage;
        let now = normal.iter().zip(&stage.now[profile]).map(|(n, x)| n * x);
        let (scale, turned) = if stage.common {
            (stage.later.first().copied().unwrap_or(1.0), 0.0)
        } else {
            let each = normal.iter().zip(&stage.later).zip(&stage.sizes);
            (1.0, error(2) * each.map(|((n, later), size)| n.abs() * later * size).sum::<f64>())
        };
        let terms = now.chain([scale * future, turned]);
        let (sum, whole) = terms.fold((0.0, 0.0), |(sum, whole), x| (sum + x, whole + x.abs()));
        let value: f64 = sum
            + error(normal.len() + if stage.common { 2 } else { 3 }) * whole
            + f64::MIN_POSITIVE;
        if value.is_nan() { f64::INFINITY } else { value }
    }

    /// About where the set is reached in each direction.
    pub(super) fn farthest(&self) -> Vec<Vec<f64>> {
        let point = |(place, line): (usize, &Line)| {
            let possible = (0..self.active.len()).filter(|&profile| self.active[profile]);
            let profile =
                possible.max_by(|&a, &b| line.ceilings[a].total_cmp(&line.ceilings[b]))?;
            let mut basis = self.start(place, &line.normal);
            let (mut rows, mut search) = (self.rows.clone(), Search::default());
            self.future(&mut rows, profile, &line.turned, &mut basis, &mut search);
            Some(self.stage.both(profile, &search.point))
        };
        self.lines.par_iter().enumerate().with_min_len(TOGETHER).filter_map(point).collect()
    }

    /// Takes out profiles after which no continuation in the set keeps players from deviating.
    pub(super) fn drop_impossible(&mut self) {
        let Some(line) = self.lines.first() else { return };
        let possible = |profile: usize| {
            let mut basis = self.start(0, &line.normal);
            let (mut rows, mut search) = (self.rows.clone(), Search::default());
            let future = self.future(&mut rows, profile, &line.turned, &mut basis, &mut search);
            !matches!(future, Future::None)
        };
        let gone: Vec<usize> = (0..self.active.len())
            .into_par_iter()
            .with_min_len(TOGETHER)
            .filter(|&profile| self.active[profile] && !possible(profile))
            .collect();
        for profile in gone {
            self.drop_profile(profile);
        }
    }

    fn drop_profile(&mut self, profile: usize) {
        self.active[profile] = false;
        for line in &mut self.lines {
            line.ceilings[profile] = f64::NEG_INFINITY;
        }
    }
}

/// The greatest of what `look` says of profiles. Their ceilings are no less: the highest is looked at first, then, from the top, all
/// that exceed what was found by more than a margin.
pub(super) fn highest(
    ceilings: &mut [f64],
    margin: f64,
    mut look: impl FnMut(usize, &mut f64) -> f64,
) -> f64 {
    let highest_first =
        |a: &(f64, usize), b: &(f64, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    let all = ceilings.iter().copied().zip(0..);
    let Some((_, first)) = all.min_by(highest_first) else { return f64::NEG_INFINITY };
    if ceilings[first] <= f64::NEG_INFINITY {
        return f64::NEG_INFINITY;
    }
    let mut best = look(first, &mut ceilings[first]);
    let rest = ceilings.iter().copied().zip(0..).filter(|(_, profile)| *profile != first);
    let mut rest: Vec<(f64, usize)> =
        rest.filter(|(ceiling, _)| *ceiling > best + margin).collect();
    rest.sort_by(highest_first);
    for (ceiling, profile) in rest {
        if ceiling <= best + margin {
            break;
        }
        best = best.max(look(profile, &mut ceilings[profile]));
    }
    best
}

/// A basis whose only weight is that of the direction itself: its row, and those of all players but the one it is about most.
fn start(place: usize, normal: &[f64], floors: usize) -> Vec<usize> {
    let mut most = 0;
    for (axis, x) in normal.iter().enumerate() {
        if x.abs() > normal[most].abs() {
            most = axis;
        }
    }
    let others = (0..normal.len()).filter(|&axis| axis != most).map(|axis| floors + axis);
    [place].into_iter().chain(others).collect()
}

/// Whether a direction is that of less for one player.
pub(super) fn is_below_axis(normal: &[f64], axis: usize) -> bool {
    normal.iter().enumerate().all(|(i, x)| x.total_cmp(&if i == axis { -1.0 } else { 0.0 }).is_eq())
}

/// normal · point, where each coordinate is the nearest float to what it is, rounded up.
fn dot_above(normal: &[f64], point: &[f64]) -> f64 {
    let terms = normal.iter().zip(point).map(|(n, x)| n * x);
    let (sum, whole) = terms.fold((0.0, 0.0), |(sum, whole), x| (sum + x, whole + x.abs()));
    sum + error(normal.len()) * whole + f64::MIN_POSITIVE
}
