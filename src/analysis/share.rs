//! Shares of rows in which an answer is as asked.

use super::chance::{clopper_pearson, student};
use super::{Analysis, Answers, Asked, Finding, Sample, Watch};

pub(super) const ANALYSIS: Analysis = Analysis {
    name: "share",
    about: "the share of rows in which a query holds, with its error under the prior",
    source: "clopper1934",
    takes: &["random", "latin-hypercube", "sobol"],
    adds: false,
    run,
};

/// In how many rows an answer is of interest.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Rows in which it is,
    pub yes: u64,
    /// and in which it is not,
    pub no: u64,
    /// and in which there is no answer.
    pub unsettled: u64,
    /// The share of yes among rows with an answer.
    pub share: f64,
    /// Its standard error, as if rows were independent: √(p (1 − p) / n).
    pub error: f64,
    /// Between which the share lies, with that probability at least, if rows are independent, and whatever
    /// the answers are that are not there.
    pub interval: [f64; 2],
    /// Of finite numbers their mean and standard deviation (none of a single one).
    pub numbers: Option<(f64, Option<f64>)>,
    /// From several runs that differ in their seeds only.
    pub replicates: Option<Replicates>,
}

/// Shares of several runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Replicates {
    /// Of each run, the first one first.
    pub shares: Vec<f64>,
    /// Their mean.
    pub mean: f64,
    /// Its standard error, from how much they differ.
    pub error: f64,
    /// The mean, and Student's t times the standard error on both sides; none where all are the same, which
    /// does not say how far they may be off.
    pub interval: Option<[f64; 2]>,
}

/// Counts; intervals are those of `clopper1934`, from lower limits with unsettled rows as no to upper limits
/// with them as yes. Runs that are scrambled with different seeds estimate the error without the assumption
/// that rows are independent (`owen1995`).
#[allow(clippy::cast_precision_loss)] // rows are fewer than 2⁵³
fn run(_: &Sample, answers: &Answers, asked: &Asked<'_>, _: Watch<'_>) -> Finding {
    let Some((yes, no)) = counted(answers, asked) else { return Finding::Nothing };
    let rows = answers.values.len() as u64;
    let unsettled = rows - yes - no;
    let share = part(yes, no);
    let [low, _] = clopper_pearson(yes, rows, asked.level);
    let [_, high] = clopper_pearson(yes + unsettled, rows, asked.level);
    Finding::Share(Share {
        yes,
        no,
        unsettled,
        share,
        error: (share * (1.0 - share) / (yes + no) as f64).sqrt(),
        interval: [low, high],
        numbers: (!answers.is_yes_or_no).then(|| moments(answers)).flatten(),
        replicates: replicates(share, answers, asked),
    })
}

fn counted(answers: &Answers, asked: &Asked<'_>) -> Option<(u64, u64)> {
    let (mut yes, mut no) = (0, 0);
    for &value in answers.values.iter().flatten() {
        if asked.is_of_interest(answers, value) {
            yes += 1;
        } else {
            no += 1;
        }
    }
    (yes + no > 0).then_some((yes, no))
}

#[allow(clippy::cast_precision_loss)]
fn part(yes: u64, no: u64) -> f64 {
    yes as f64 / (yes + no) as f64
}

/// Mean and deviation of finite numbers, if there are any, each number as a part of the greatest first, so that nothing overflows.
#[allow(clippy::cast_precision_loss)]
fn moments(answers: &Answers) -> Option<(f64, Option<f64>)> {
    let known = || answers.values.iter().flatten().filter(|x| x.is_finite());
    let count = known().count() as f64;
    let scale = known().fold(0.0, |scale: f64, x| scale.max(x.abs()));
    if scale <= 0.0 {
        return (count > 0.0).then_some((0.0, (count > 1.0).then_some(0.0)));
    }
    let mean = known().map(|x| x / scale).sum::<f64>() / count;
    let squares: f64 = known().map(|x| (x / scale - mean).powi(2)).sum();
    Some((mean * scale, (count > 1.0).then(|| (squares / (count - 1.0)).sqrt() * scale)))
}

#[allow(clippy::cast_precision_loss)]
fn replicates(share: f64, answers: &Answers, asked: &Asked<'_>) -> Option<Replicates> {
    let own = |sample: &Sample| {
        let same = sample.answers.iter().find(|other| other.query == answers.query)?;
        counted(same, asked).map(|(yes, no)| part(yes, no))
    };
    let mut shares = vec![share];
    for sample in asked.replicates {
        shares.push(own(sample)?);
    }
    let degrees = u32::try_from(shares.len() - 1).ok().filter(|&degrees| degrees > 0)?;
    let count = shares.len() as f64;
    let mean = shares.iter().sum::<f64>() / count;
    let squares: f64 = shares.iter().map(|share| (share - mean).powi(2)).sum();
    let error = (squares / f64::from(degrees) / count).sqrt();
    let far = student(asked.level, degrees) * error;
    let interval = (error > 0.0).then(|| [(mean - far).max(0.0), (mean + far).min(1.0)]);
    Some(Replicates { shares, mean, error, interval })
}
