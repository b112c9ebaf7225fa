//! Where a motion ends: how much it still moves, and which equilibrium is near.

use super::{Average, Field, Mover, Rule, Track};
use crate::certify::{Certificate, certify};
use crate::game::{Profile, Support};
use crate::linalg::{Matrix, solve};
use crate::num::{Rational, Ring, Sign};

/// Where a motion ends.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// The last state, rounded to exact probabilities.
    pub profile: Profile<Rational>,
    /// Its regret, exactly.
    pub certificate: Option<Certificate>,
    /// How fast it still moves, in probability for each unit of time or step; of rules for which this
    /// says something.
    pub speed: Option<f64>,
    /// The most that a probability varies over the last half of the motion, and over the quarter
    /// before that.
    pub swings: [f64; 2],
    /// What these say.
    pub verdict: Verdict,
    /// An equilibrium near the last state, else near what was played on average.
    pub near: Option<Near>,
}

/// Whether a motion has come to rest, as far as its points tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Nothing has moved by more than a millionth over its last half; or it is at an equilibrium, and
    /// does not move.
    AtRest,
    /// It moves less and less: over its last half by at most three quarters of what it did before.
    Settling,
    /// It still moves as it did before: it goes round, or needs longer.
    Moving,
}

impl Verdict {
    /// For other programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::AtRest => "at-rest",
            Self::Settling => "settling",
            Self::Moving => "moving",
        }
    }
}

/// An equilibrium that is near.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// Exact probabilities.
    pub profile: Profile<Rational>,
    /// From the payoffs alone.
    pub certificate: Certificate,
    /// The greatest difference of a probability.
    pub distance: f64,
    /// Whether it is near what was played on average, and not near the last state.
    pub on_average: bool,
}

/// What has moved less is at rest: a judgement by numbers, which are told beside it.
const STILL: f64 = 1e-6;

/// Settling is a swing that shrinks by this factor from a quarter of the way to the next half.
const SHRINKING: f64 = 0.75;

/// An equilibrium is near if no probability differs by more.
const NEAR: f64 = 0.05;

/// Strategies with less probability are left out of supports that are tried, one cut after the other.
/// What is found is certified.
const CUTS: [f64; 5] = [1e-8, 1e-5, 1e-3, 0.01, 0.03];

/// Supports of more strategies are not solved.
const MOST: usize = 200;

impl End {
    pub(super) fn new(
        field: &Field,
        track: &Track,
        speed: Option<f64>,
        average: Option<&Average>,
    ) -> Self {
        let last = &track[track.len() - 1].1;
        let profile = field.profile(last);
        let certificate = certify(field.payoffs(), &profile);
        let swings = swings(track);
        let mut verdict = verdict(swings);
        let near = near(field, last).or_else(|| {
            // One mix for each population
            let marginals = &average?.marginals;
            let mixes = marginals.iter().take(field.counts().len());
            let state: Vec<f64> = mixes.flatten().map(Rational::nearest_f64).collect();
            near(field, &state).map(|near| Near { on_average: true, ..near })
        });
        // At an equilibrium itself, and without any speed, it stays however late it came
        let there = near.as_ref().is_some_and(|near| !near.on_average && near.distance <= 0.0);
        if there && speed.is_some_and(|speed| speed <= 0.0) {
            verdict = Verdict::AtRest;
        }
        Self { profile, certificate, speed, swings, verdict, near }
    }

    /// What a track says, and the rounds after it.
    pub(super) fn moving(track: &Track, mover: &mut dyn Mover, rule: &Rule) -> Verdict {
        let swings = swings(track);
        let width = track[0].1.len();
        closely((verdict(swings), swings[0]), width, mover, rule).0
    }

    /// Looks at each of the rounds after the end: a track that skips rounds may miss what goes round in
    /// few.
    pub(super) fn look_closely(&mut self, width: usize, mover: &mut dyn Mover, rule: &Rule) {
        let (verdict, swing) = closely((self.verdict, self.swings[0]), width, mover, rule);
        self.verdict = verdict;
        self.swings[0] = swing;
    }
}

/// Rounds that are looked at one by one.
const CLOSE: usize = 64;

/// The verdict after a close look, and the swing of the last half with that of the rounds looked at.
fn closely(
    (verdict, swing): (Verdict, f64),
    width: usize,
    mover: &mut dyn Mover,
    rule: &Rule,
) -> (Verdict, f64) {
    let fast = mover.speed().is_some_and(|speed| speed > STILL);
    if rule.is_continuous() {
        // Time has no rounds, but a speed
        let moves = verdict == Verdict::AtRest && fast;
        return (if moves { Verdict::Moving } else { verdict }, swing);
    }
    let mut track = Track::new();
    let mut state = vec![0.0; width];
    for round in 0..CLOSE {
        // What cannot be looked at says nothing
        if mover.advance(1.0).is_err() {
            break;
        }
        mover.state(&mut state);
        track.push((f64::from(u32::try_from(round).unwrap_or(0)), state.clone()));
    }
    let close = self::swing(track.iter().map(|(_, state)| state));
    let missed = close > swing.max(STILL) * MISSED;
    (if missed { Verdict::Moving } else { verdict }, swing.max(close))
}

/// A few rounds that vary more than half of the whole by this factor were missed by it.
const MISSED: f64 = 1.5;

/// Over the last half, and over the quarter before it.
fn swings(track: &Track) -> [f64; 2] {
    let end = track[track.len() - 1].0;
    let part = |from: f64, to: f64| {
        let within = track.iter().filter(|(time, _)| *time >= from * end && *time <= to * end);
        swing(within.map(|(_, state)| state))
    };
    [part(0.5, 1.0), part(0.25, 0.5)]
}

fn verdict(swings: [f64; 2]) -> Verdict {
    match swings {
        [late, _] if late <= STILL => Verdict::AtRest,
        [late, early] if late <= SHRINKING * early => Verdict::Settling,
        _ => Verdict::Moving,
    }
}

/// The most that a probability varies among states.
fn swing<'a>(states: impl Iterator<Item = &'a Vec<f64>>) -> f64 {
    let mut bounds: Vec<(f64, f64)> = Vec::new();
    for state in states {
        bounds.resize(state.len(), (f64::INFINITY, f64::NEG_INFINITY));
        for ((low, high), p) in bounds.iter_mut().zip(state) {
            (*low, *high) = (low.min(*p), high.max(*p));
        }
    }
    bounds.iter().map(|(low, high)| high - low).fold(0.0, f64::max)
}

/// A certified equilibrium near a state.
pub(super) fn near(field: &Field, state: &[f64]) -> Option<Near> {
    let mut tried: Vec<Vec<Support>> = Vec::new();
    for cut in CUTS {
        let supports: Vec<Support> = (0..field.counts().len())
            .map(|population| {
                let mix = &state[field.place(population)];
                (0..mix.len()).filter(|&i| mix[i] > cut).collect()
            })
            .collect();
        if tried.contains(&supports) || supports.iter().any(Vec::is_empty) {
            continue;
        }
        // The supports may leave some freedom: then the state itself, without what is hardly played
        let rest = without(field, state, &supports);
        for profile in solved(field, &supports).into_iter().chain([rest]) {
            let exact = field.state(&profile)?;
            let far = exact.iter().zip(state).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            if far <= NEAR && certify(field.payoffs(), &profile) == Some(Certificate::Exact) {
                let certificate = Certificate::Exact;
                return Some(Near { profile, certificate, distance: far, on_average: false });
            }
        }
        tried.push(supports);
    }
    None
}

/// The state with nothing outside the supports.
fn without(field: &Field, state: &[f64], supports: &[Support]) -> Profile<Rational> {
    let mut kept = vec![0.0; state.len()];
    for (population, support) in supports.iter().enumerate() {
        let start = field.place(population).start;
        for &i in support {
            kept[start + i] = state[start + i];
        }
    }
    field.profile(&kept)
}

/// The mixes with these supports in which strategies that are played earn the same, if there is one
/// such profile: of two players, and pure ones of any number.
fn solved(field: &Field, supports: &[Support]) -> Option<Profile<Rational>> {
    let shape = field.payoffs().shape();
    if supports.iter().all(|support| support.len() == 1) {
        let mixes = supports.iter().zip(field.counts()).map(|(support, &count)| {
            (0..count).map(|i| Rational::integer(i64::from(i == support[0]))).collect()
        });
        return Some(field.repeated(&mixes.collect::<Vec<_>>()));
    }
    if shape.players() != 2 || supports.iter().any(|support| support.len() > MOST) {
        return None;
    }
    let populations = supports.len();
    // What makes one player's strategies equal is the mix of the other
    let mix = |population: usize| {
        let player = populations - 1 - population;
        let (own, rival) = (&supports[player], &supports[population]);
        let index = |i: usize, j: usize| match player {
            0 => shape.index(&[i, j]),
            _ => shape.index(&[j, i]),
        };
        let mut rows = Vec::with_capacity(own.len() + 1);
        for &i in own {
            let row = rival.iter().map(|&j| field.payoffs().exact(player, index(i, j)));
            let mut row = row.collect::<Option<Vec<_>>>()?;
            row.push(Rational::minus_one());
            rows.push(row);
        }
        let mut sum = vec![Rational::one(); rival.len()];
        sum.push(Rational::zero());
        rows.push(sum);
        let mut right = vec![Rational::zero(); own.len()];
        right.push(Rational::one());
        let mut weights = solve(&Matrix::from_rows(rows)?, &right).unique()?;
        weights.pop();
        if weights.iter().any(|w| w.signum() == Sign::Negative) {
            return None;
        }
        let mut mix = vec![Rational::zero(); field.counts()[population]];
        rival.iter().zip(weights).for_each(|(&j, weight)| mix[j] = weight);
        Some(mix)
    };
    let mixes = (0..populations).map(mix).collect::<Option<Vec<_>>>()?;
    Some(field.repeated(&mixes))
}

/// The equilibria of a small field, one for each choice of supports that has exactly one: certified,
/// by size of support. None of fields with more than six strategies.
///
/// # Complexity
/// A linear system for each choice of supports.
pub fn equilibria(field: &Field) -> Vec<Profile<Rational>> {
    if field.len() > 6 {
        return Vec::new();
    }
    let mut choices: Vec<Vec<Support>> = vec![Vec::new()];
    for &count in field.counts() {
        let supports = (1..1_usize << count)
            .map(|set| (0..count).filter(|i| set >> i & 1 == 1).collect::<Support>());
        let supports: Vec<Support> = supports.collect();
        choices = choices
            .iter()
            .flat_map(|chosen| {
                supports
                    .iter()
                    .map(move |support| [&chosen[..], std::slice::from_ref(support)].concat())
            })
            .collect();
    }
    let mut found: Vec<Profile<Rational>> = Vec::new();
    for supports in &choices {
        if let Some(profile) = solved(field, supports)
            && !found.contains(&profile)
            && certify(field.payoffs(), &profile) == Some(Certificate::Exact)
        {
            found.push(profile);
        }
    }
    found
}
