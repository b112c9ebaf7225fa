//! Where a rule leads from everywhere, as a picture.

use super::mixed::{Course, Motion};
use crate::dynamics::mixed::{Field, MixedError, Settings, equilibria, follow};
use crate::plot::{Curve, Frame, Portrait, Spot};
use crate::report::shown_profile;

/// What of a motion can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// One population with three strategies: all mixes.
    Triangle,
    /// Two players with two strategies each: the unit square.
    Square,
    /// One population with two strategies, and a rule without a memory: which way, and how fast.
    Line,
}

impl Sight {
    /// What can be seen of motions in this field by this rule.
    pub fn of(field: &Field, rule: &crate::dynamics::mixed::Rule) -> Option<Self> {
        match field.counts() {
            [3] => Some(Self::Triangle),
            [2, 2] => Some(Self::Square),
            [2] if !rule.remembers() => Some(Self::Line),
            _ => None,
        }
    }
}

/// Points of a way that are computed.
const POINTS: f64 = 2_000.0;

/// Ways end at an equilibrium if they come so near. Only the look of a spot hangs on it.
const NEAR: f64 = 0.02;

/// The picture of a motion and of those from elsewhere.
///
/// # Errors
/// [`MixedError`], as [`follow`].
pub fn portrait(motion: &Motion<'_>, sight: Sight) -> Result<String, MixedError> {
    let picture = match sight {
        Sight::Line => line(motion)?,
        _ => ways(motion, sight)?,
    };
    Ok(picture.to_svg())
}

/// How a state is drawn.
fn drawn(sight: Sight, state: &[f64]) -> [f64; 2] {
    match sight {
        Sight::Triangle => [state[0], state[1]],
        _ => [state[0], state[2]],
    }
}

/// Starts all over.
fn grid(sight: Sight) -> Vec<Vec<f64>> {
    let mut starts = Vec::new();
    match sight {
        Sight::Triangle => {
            let count = 9_u32;
            for i in 0..count {
                for j in 0..count - i - 1 {
                    // Off the lines of symmetry, where ways may end that others do not
                    let x = (f64::from(i) + 0.42) / f64::from(count);
                    let y = (f64::from(j) + 0.35) / f64::from(count);
                    starts.push(vec![x, y, 1.0 - x - y]);
                }
            }
        }
        _ => {
            for i in 0..7 {
                for j in 0..7 {
                    let (x, y) = ((f64::from(i) + 0.55) / 7.0, (f64::from(j) + 0.4) / 7.0);
                    starts.push(vec![x, 1.0 - x, y, 1.0 - y]);
                }
            }
        }
    }
    starts
}

fn ways(motion: &Motion<'_>, sight: Sight) -> Result<Portrait, MixedError> {
    let fine = |every: f64| if motion.rule.is_continuous() { every } else { every.ceil().max(1.0) };
    let settings = Settings { every: fine(motion.settings.span / POINTS), ..*motion.settings };
    let followed = |start: &[f64]| -> Result<Vec<[f64; 2]>, MixedError> {
        let way = follow(motion.field, motion.rule, start, &settings)?;
        Ok(way.points.iter().map(|point| drawn(sight, &point.state)).collect())
    };
    let mut ways = Vec::new();
    for start in grid(sight) {
        ways.push(Curve { points: followed(&start)?, strong: false, arrow: true });
    }
    let ends: Vec<[f64; 2]> = ways.iter().filter_map(|way| way.points.last().copied()).collect();
    if let Course::One(way) = motion.course {
        let points = followed(&way.points[0].state)?;
        ways.push(Curve { points, strong: true, arrow: true });
    }
    let reached = |at: [f64; 2]| {
        ends.iter().any(|end| (end[0] - at[0]).abs().max((end[1] - at[1]).abs()) <= NEAR)
    };
    let names = motion.names();
    let frame = match sight {
        Sight::Triangle => Frame::Triangle([0, 1, 2].map(|k| names[k].clone())),
        _ => Frame::Square([0, 2].map(|k| format!("probability of {}", names[k]))),
    };
    Ok(Portrait { spots: spots(motion, sight, &reached), ..whole(motion, frame, ways) })
}

/// A portrait without spots.
fn whole(motion: &Motion<'_>, frame: Frame, ways: Vec<Curve>) -> Portrait {
    let strong = ways.iter().any(|way| way.strong);
    let what = if motion.rule.moves_beliefs() { "beliefs" } else { "play" };
    Portrait {
        title: format!("{}: {}", motion.title(), motion.dynamic.name),
        frame,
        ways,
        spots: Vec::new(),
        legend: [
            strong.then(|| format!("{what} from the start")),
            Some(format!("{what} from elsewhere")),
        ],
    }
}

/// Equilibria, told apart by whether ways end there.
fn spots(motion: &Motion<'_>, sight: Sight, reached: &dyn Fn([f64; 2]) -> bool) -> Vec<Spot> {
    let (mut ends, mut others) = (Vec::new(), Vec::new());
    for profile in equilibria(motion.field) {
        let Some(state) = motion.field.state(&profile) else { continue };
        let at = match sight {
            Sight::Line => [state[0], 0.0],
            _ => drawn(sight, &state),
        };
        let text = shown_profile(motion.model, &profile, motion.digits);
        if reached(at) { ends.push((at, text)) } else { others.push((at, text)) }
    }
    vec![
        Spot {
            label: "equilibrium that ways from around lead to".to_owned(),
            points: ends,
            filled: true,
        },
        Spot { label: "another equilibrium".to_owned(), points: others, filled: false },
    ]
}

/// Time over which speed is measured; the picture would look the same for any that is short.
const MOMENT: f64 = 1e-4;

/// Speed against share.
fn line(motion: &Motion<'_>) -> Result<Portrait, MixedError> {
    let span = if motion.rule.is_continuous() { MOMENT } else { 1.0 };
    let settings = Settings { span, every: span, ..*motion.settings };
    let speed = |x: f64| -> Result<f64, MixedError> {
        let way = follow(motion.field, motion.rule, &[x, 1.0 - x], &settings)?;
        Ok((way.points[way.points.len() - 1].state[0] - x) / span)
    };
    let mut curve = Vec::new();
    let mut ways = Vec::new();
    for k in 0..=200 {
        let x = f64::from(k) / 200.0;
        curve.push([x, speed(x)?]);
    }
    for k in 0..12 {
        let x = (f64::from(k) + 0.5) / 12.0;
        let step = 0.03_f64.copysign(speed(x)?);
        if speed(x)?.abs() > 0.0 {
            ways.push(Curve {
                points: vec![[x - step, 0.0], [x + step, 0.0]],
                strong: false,
                arrow: true,
            });
        }
    }
    let reached = |at: [f64; 2]| {
        let towards =
            |x: f64, sign: f64| !(0.0..=1.0).contains(&x) || speed(x).is_ok_and(|v| v * sign > 0.0);
        towards(at[0] - NEAR, 1.0) && towards(at[0] + NEAR, -1.0)
    };
    ways.push(Curve { points: curve, strong: true, arrow: false });
    let name = &motion.names()[0];
    let unit = if motion.rule.is_continuous() { "for each unit of time" } else { "in a round" };
    let frame = Frame::Plane([format!("share of {name}"), format!("its change {unit}")]);
    let spots = spots(motion, Sight::Line, &reached);
    let legend = [Some("change of the share".to_owned()), Some("which way it goes".to_owned())];
    Ok(Portrait { spots, legend, ..whole(motion, frame, ways) })
}
