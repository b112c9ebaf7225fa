//! Queries about many points: a threshold, a share.

use super::{Found, Verdict, judge};
use crate::answer::{Answer, Condition, Open};
use crate::model::{
    Assignment, Claim, Correlation, Expectation, Model, ModelError, Query, Vary, Watched,
};
use crate::nash::Settings;
use crate::num::{Rational, Ring, normal_distribution, normal_quantile};
use crate::sampling::named;
use crate::sweep::{Asking, Effort, Plan, Tally, survey};
use crate::threshold::{Asked, BUDGET, Change, Nearest, ThresholdError, Way, switching};

/// Points of a share to begin with.
pub const FEWEST: u64 = 1 << 12;

/// The most points of a share, where floats settle queries and profiles are few.
pub const MOST: u64 = 1 << 20;

/// The most payoffs of each player that are looked at where floats settle queries.
const MOST_PAYOFFS: u64 = 1 << 24;

/// The most points where iterated elimination is asked for, too.
const MOST_MIXED: u64 = 1 << 14;

/// What the scrambling of a share's points depends on.
pub const SEED: u64 = 0;

/// Standard errors within which a share is taken to be, where it is looked at once.
pub const ERRORS: f64 = 3.0;

/// How often a query holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The answers at the points that were looked at.
    pub tally: Tally,
    /// How many there are.
    pub points: u64,
    /// How often it may be looked at before the verdict stays open.
    pub looks: u32,
}

impl Share {
    /// How many standard errors a verdict keeps from: so many that all looks together are no more often wrong than a
    /// single one at [`ERRORS`] standard errors. The chance that any of them is wrong is no more than the sum of
    /// their chances (Bonferroni's inequality).
    ///
    /// Source: O. J. Dunn, *Multiple comparisons among means*, Journal of the American Statistical Association 56,
    /// 1961 (`dunn1961`).
    ///
    /// # Examples
    /// ```
    /// use equil::claims::Share;
    /// use equil::sweep::Tally;
    ///
    /// let errors = |looks| Share { tally: Tally::default(), points: 4096, looks }.errors();
    /// assert!((errors(1) - 3.0).abs() < 1e-9 && (errors(9) - 3.615).abs() < 1e-3);
    /// ```
    pub fn errors(&self) -> f64 {
        -normal_quantile(normal_distribution(-ERRORS) / f64::from(self.looks.max(1)))
    }

    /// The share as a number: what is within [`Share::errors`] standard errors of it.
    pub fn answer(&self) -> Answer {
        let bounds = self.tally.bounds(self.errors());
        let exact = bounds.and_then(|(a, b)| Rational::from_f64(a).zip(Rational::from_f64(b)));
        exact.map_or(Answer::Open(Open::Stopped), |(low, high)| Answer::Number { low, high })
    }
}

/// The value of a parameter, nearest to its own, at which the answer to a query changes.
pub(super) fn threshold(
    model: &Model,
    point: &Assignment,
    parameter: usize,
    query: &Query,
    max_bits: u32,
    settings: &Settings<'_>,
) -> Result<Found, ModelError> {
    let open = |why: String| Ok(Found::Answer(Answer::Open(Open::Points(why))));
    let name = &model.parameters[parameter].name;
    let Some(base) = point.get(parameter) else { return open(format!("`{name}` has no value")) };
    let Some((low, high)) = &model.parameters[parameter].range else {
        return open(format!("`{name}` has no range"));
    };
    let condition = Condition::of(query.clone());
    let asked = Asked {
        model,
        point,
        parameter,
        // Where it was set to something beyond the range, all values from there on are looked at
        low: low.min(base),
        high: high.max(base),
        condition: &condition,
        budget: BUDGET,
        max_bits,
        settings,
    };
    let found = match switching(&asked, base) {
        Ok(found) => found,
        Err(ThresholdError::Model(error)) => return Err(error),
    };
    if let (Way::Change(down), Way::Change(up)) = (&found.down, &found.up)
        && let [Some(below), Some(above)] = [exactly(down), exactly(up)]
        && below < above
        && base.minus(below) == above.minus(base)
    {
        return Ok(Found::Both(below.clone(), above.clone()));
    }
    Ok(match found.nearest() {
        Nearest::Never => Found::Never,
        Nearest::At(low, high) => Found::Answer(Answer::Number { low, high }),
        Nearest::Open if found.line.stopped => Found::Answer(Answer::Open(Open::Stopped)),
        Nearest::Open => Found::Answer(Answer::Open(Open::Unsettled)),
    })
}

/// Where a change is, if that is known exactly.
fn exactly(change: &Change) -> Option<&Rational> {
    (change.is_certain() && change.low == change.high).then_some(&change.low)
}

/// Which parameters are set, by the claim, its scenario or the caller: they do not vary.
pub(super) fn set(model: &Model, claim: &Claim, point: &Assignment) -> Vec<bool> {
    let file = Assignment::of(model);
    let elsewhere = |parameter: usize| point.get(parameter) != file.get(parameter);
    let mut set: Vec<bool> = (0..model.parameters.len()).map(elsewhere).collect();
    let scenario = claim.scenario.map(|scenario| &model.scenarios[scenario].changes);
    for (parameter, _) in scenario.into_iter().flatten().chain(&claim.changes) {
        set[*parameter] = true;
    }
    set
}

/// How many points are looked at before a verdict stays open: a matter of seconds, as a rule.
fn most(plan: &Plan<'_>) -> u64 {
    match plan.effort() {
        Effort::Floats => {
            let profiles = plan.model.shape().profiles() as u64;
            let points = MOST_PAYOFFS / profiles.max(1);
            (1 << points.max(1).ilog2()).clamp(FEWEST, MOST)
        }
        Effort::Signs | Effort::Mixed => MOST_MIXED,
        Effort::Exact => FEWEST,
    }
}

/// How much of what the parameters may be answers yes.
pub(super) fn share(
    model: &Model,
    point: &Assignment,
    query: &Query,
    (set, correlate): (&[bool], &[Correlation]),
    expectation: &Expectation,
    max_bits: u32,
    settings: &Settings<'_>,
) -> Found {
    let open = |why: Open| Found::Answer(Answer::Open(why));
    let vary = |(parameter, _): (usize, _)| Vary { parameter, range: None, points: None };
    let varying = model.parameters.iter().enumerate();
    let varying = varying.filter(|(place, p)| p.range.is_some() && !set[*place]);
    let asking = Asking {
        design: named("sobol").expect("Sobol' points are a design"),
        n: Some(MOST), // the first of these points are the same whatever their number
        seed: SEED,
        scrambled: true,
        second_order: false,
        levels: 4,
        uniform: false,
        exact: false,
        bare: false,
        vary: varying.map(vary).collect(),
        watch: vec![Watched { query: query.clone(), written: String::new(), lists: false }],
        correlate: correlate.to_vec(),
        max_bits,
    };
    let plan = match Plan::new(model, point.clone(), asking) {
        Ok(plan) => plan,
        Err(error) => return open(Open::Points(error.to_string())),
    };
    let most = most(&plan);
    let looks = 1 + (most / FEWEST).max(1).ilog2();
    let mut share = Share { tally: Tally::default(), points: 0, looks };
    let mut next = FEWEST;
    loop {
        let findings = survey(&plan, share.points..next, settings.watch);
        if !findings.complete {
            return open(Open::Stopped);
        }
        share.tally.merge(&findings.watches[0]);
        share.points = next;
        let found = Found::Share(share.clone());
        if next >= most || !matches!(judge(expectation, &found), Verdict::Open(_)) {
            return found;
        }
        next *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Found, Verdict, test};
    use super::{FEWEST, MOST};
    use crate::answer::{Answer, Open};
    use crate::format::{Limits, read};
    use crate::model::{Assignment, Model};
    use crate::nash::Settings;
    use crate::num::Rational;
    use crate::text::Source;

    /// A game in which x is dominant above k = 1, and above the square root of 2 against r.
    fn model(claim: &str) -> Model {
        let file = format!(
            "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"l\", \"r\"]\n\
             [params]\nk = {{ value = 0, range = [-1, 3] }}\nm = {{ value = 1, range = [0, 2] }}\n\
             [payoff]\na = \"a.x * if(b.l, k - 1, k^2 - 2)\"\nb = \"b.l * (m + k - 1)\"\n\
             [scenario.high]\nset = {{ k = 9 }}\n[claim.c]\n{claim}\n"
        );
        read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model
    }

    fn tested(query: &str, more: &str) -> (Option<Found>, Verdict) {
        let model = model(&format!("value = \"{query}\"\n{more}"));
        let point = Assignment::of(&model);
        let tested = test(&model, &model.claims[0], &point, 1024, &Settings::default());
        (tested.found, tested.verdict)
    }

    #[test]
    fn thresholds_are_exact_or_enclosed() {
        let against_l = "threshold(k, dominant(a, x) given b = l)";
        let (found, verdict) = tested(against_l, "expect = 1");
        let one = Rational::integer(1);
        let exact = Answer::Number { low: one.clone(), high: one };
        assert_eq!((found, verdict), (Some(Found::Answer(exact)), Verdict::Holds));
        let root = |tol: &str| {
            let more = format!("expect = 1.41421356237309504880\ntol = {tol}");
            tested("threshold(k, dominant(a, x)) given b = r", &more).1
        };
        assert_eq!([root("1e-20"), root("0")], [Verdict::Holds, Verdict::Fails]);
        // From beyond the range the range goes on to there
        assert_eq!(tested(against_l, "expect = 1\nscenario = \"high\"").1, Verdict::Holds);
        let never = tested("threshold(m, dominant(a, x))", "least = 0");
        assert_eq!(never, (Some(Found::Never), Verdict::Fails));
    }

    /// x pays as much as y at 3 and at 5, and the parameter is in the middle.
    #[test]
    fn of_two_thresholds_that_are_equally_near_either_is_one() {
        let claim = |expect: &str| {
            let file = format!(
                "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n[params]\n\
                 c = {{ value = 4, range = [0, 9] }}\n[payoff]\na = \"a.x * (c - 3) * (c - 5)\"\n\
                 [claim.c]\nvalue = \"threshold(c, dominant(a, x))\"\nexpect = {expect}\n"
            );
            let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
            let point = Assignment::of(&model);
            let tested = test(&model, &model.claims[0], &point, 1024, &Settings::default());
            (tested.found, tested.verdict)
        };
        let both = Some(Found::Both(Rational::integer(3), Rational::integer(5)));
        assert_eq!(claim("3"), (both.clone(), Verdict::Holds));
        assert_eq!(claim("5"), (both.clone(), Verdict::Holds));
        assert_eq!(claim("4"), (both, Verdict::Fails));
    }

    #[test]
    fn shares_are_estimates_with_an_error() {
        let share = |query: &str, more: &str| {
            let (found, verdict) = tested(query, more);
            let Some(Found::Share(share)) = found else { panic!("{found:?}") };
            (share, verdict)
        };
        let half = "share(dominant(a, x)) given b = l";
        let (found, verdict) = share(half, "expect = 0.5\ntol = 0.03");
        assert_eq!((found.points, verdict), (FEWEST, Verdict::Holds));
        assert!((found.tally.share().unwrap() - 0.5).abs() < 0.01, "{found:?}");
        assert_eq!(share(half, "expect = 0.6\ntol = 0.05").1, Verdict::Fails);
        // What is exactly at a bound stays open, however many points there are
        let (found, verdict) = share(half, "least = 0.5");
        assert_eq!((found.points, verdict), (MOST, Verdict::Open(Open::Estimate)));
        // k is held where it is set; a share that is 0 is not proved to be
        let (found, verdict) = share("share(dominant(b, r))", "expect = 0\nset = { k = 1 }");
        assert_eq!((found.tally.yes, verdict), (0, Verdict::Open(Open::Estimate)));
        // k + m is spread wider where both move together: less often above 1, which is below their mean
        let sum = "share(dominant(b, l))";
        let (alone, _) = share(sum, "most = 1");
        assert!((alone.tally.share().unwrap() - 0.75).abs() < 0.01, "{alone:?}");
        let (found, _) = share(sum, "most = 1\ncorrelate = \"k, m = 0.9\"");
        assert!((found.tally.share().unwrap() - 0.68).abs() < 0.015, "{found:?}");
        let (found, _) = share("share(dominant(b, l))", "most = 1\nset = { k = 0 }");
        assert!((found.tally.share().unwrap() - 0.5).abs() < 0.01, "{found:?}");
    }
}
