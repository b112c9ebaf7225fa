//! Morris' elementary effects: how much an answer moves when one parameter does.

use super::{Analysis, Answers, Asked, Estimate, Finding, Sample, Watch, bootstrap};

pub(super) const ANALYSIS: Analysis = Analysis {
    name: "morris",
    about: "elementary effects: mean, mean size and spread of what one move changes",
    source: "morris1991",
    takes: &["morris"],
    adds: true,
    run,
};

/// Levels where a sample does not say them.
const LEVELS: u32 = 4;

/// Elementary effects of all parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// Trajectories that were used.
    pub trajectories: usize,
    /// Trajectories left out, because some row of theirs has no answer.
    pub left_out: usize,
    /// For each parameter.
    pub effects: Vec<Effect>,
}

/// What the moves of one parameter change, over how far it moves as a part of its distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The mean, with its sign (μ).
    pub mean: f64,
    /// The mean size (μ*).
    pub size: Estimate,
    /// The standard deviation (σ); none of a single trajectory.
    pub deviation: Option<f64>,
}

/// The mean of effects and their deviation after `morris1991`, their mean size after `campolongo2007`;
/// intervals of the last are quantiles of resampled trajectories.
#[allow(clippy::cast_precision_loss)] // trajectories are fewer than 2⁵³
fn run(sample: &Sample, answers: &Answers, asked: &Asked<'_>, watch: Watch<'_>) -> Finding {
    let (block, count) = (sample.block(), sample.parameters.len());
    if let Some(value) = answers.constant() {
        return Finding::Constant(value);
    }
    let levels = f64::from(sample.layout.levels.unwrap_or(LEVELS));
    let step = levels / (2.0 * (levels - 1.0));
    let mut effects = vec![Vec::new(); count];
    for (start, rows) in (0..).step_by(block).zip(answers.values.chunks_exact(block)) {
        let Some(known) = rows.iter().copied().collect::<Option<Vec<f64>>>() else { continue };
        for (place, pair) in known.windows(2).enumerate() {
            let row = start + place + 1;
            let Some(moved) = sample.changed(row).next() else { continue };
            let values = &sample.parameters[moved].values;
            let far = if values[row] > values[row - 1] { step } else { -step };
            effects[moved].push(pair[1] / far - pair[0] / far);
        }
    }
    let trajectories = effects[0].len();
    if trajectories == 0 {
        return Finding::Nothing;
    }
    let many = trajectories as f64;
    let sizes = |weights: &[f64]| {
        let mean = |own: &Vec<f64>| {
            own.iter().zip(weights).map(|(x, weight)| x.abs() / many * weight).sum()
        };
        Some(effects.iter().map(mean).collect())
    };
    let intervals = bootstrap::intervals(trajectories, asked, watch, &sizes);
    let effect = |(place, own): (usize, &Vec<f64>)| {
        let mean = own.iter().map(|x| x / many).sum::<f64>();
        let spread = || {
            let scale = own.iter().fold(0.0, |scale: f64, x| scale.max((x - mean).abs()));
            let square = |x: &f64| ((x - mean) / scale).powi(2);
            let squares: f64 = if scale > 0.0 { own.iter().map(square).sum() } else { 0.0 };
            (squares / (many - 1.0)).sqrt() * scale
        };
        Effect {
            mean,
            size: Estimate {
                value: own.iter().map(|x| x.abs() / many).sum(),
                interval: intervals.as_ref().map(|intervals| intervals[place]),
            },
            deviation: (trajectories > 1).then(spread),
        }
    };
    Finding::Morris(Effects {
        trajectories,
        left_out: answers.values.len() / block - trajectories,
        effects: effects.iter().enumerate().map(effect).collect(),
    })
}
