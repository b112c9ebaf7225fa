//! Pictures of `equil repeated`: who is tempted, by how much, and which discount factors keep them on the path.

use super::Repetitions;
use super::repeated::{end_in_words, said_alone};
use crate::answer::Repetition;
use crate::model::Punishment;
use crate::num::{significant_down, significant_up};
use crate::plot::{Curves, Held, Ranges};
use crate::repeated::{After, Deviation, Piece, Sustained};
use crate::roots::RealRoot;
use crate::table::middle;

/// Places at which curves are computed.
const PLACES: u32 = 400;

/// Of players with more deviations only the most tempting one is drawn.
const DRAWN: usize = 12;

/// So many profiles have a bar.
const BARS: usize = 60;

impl Repetitions<'_> {
    /// The answer as a picture. Of one path: for each player what the most tempting deviation gains by discount factor, the
    /// critical ones, and bars of those that keep the player, and everybody, on the path. Of all profiles: bars of those that
    /// sustain each.
    pub fn picture(&self) -> Ranges {
        let (title, panels, rows) = match &self.found[..] {
            [one] if !self.listed => self.tempted(one),
            _ => self.sustained_profiles(),
        };
        let name = self.model.info.title.as_ref().unwrap_or(&self.model.info.name);
        let unit = self.model.info.currency.as_deref().unwrap_or("payoff");
        let counted = match self.after_all() {
            After::Rounds(_) => "all rounds together",
            After::Forever => "average of all rounds",
        };
        let is_known = self.found.iter().all(|one| one.complete);
        let others =
            if is_known { "other deviations" } else { "other deviations, and the least gain" };
        Ranges {
            title: format!("{name}: {title}"),
            axes: [
                "discount factor δ".to_owned(),
                format!("gain from deviating ({unit}, {counted})"),
            ],
            range: [0.0, 1.0],
            panels,
            rows,
            legend: [
                "the most tempting deviation, less what the punishment costs".to_owned(),
                others.to_owned(),
                "where no deviation pays".to_owned(),
                "the discount factor in question".to_owned(),
            ],
        }
    }

    fn tempted(&self, one: &Repetition) -> (String, Vec<Curves>, Vec<Held>) {
        let players = self.model.players.iter().enumerate();
        // One without another strategy has a bar only; and optimal punishments change along the axis
        let constant = self.punishment != Punishment::Optimal;
        let tempted = players.clone().filter(|(player, _)| {
            constant && one.deviations.iter().any(|deviation| deviation.player == *player)
        });
        let panels = tempted.map(|(player, _)| self.panel(one, player));
        let mut rows: Vec<Held> = players
            .map(|(player, said)| {
                held(format!("{} keeps to it", said.name), &one.each[player], false)
            })
            .collect();
        rows.push(held("everybody, same δ".to_owned(), &one.sustained, true));
        let mut title = format!("{}. After a deviation: {}", self.played(one), self.after());
        if self.punishment == Punishment::Optimal {
            title.push_str(" (curves: as at the least δ that sustains the path)");
        }
        (title, panels.collect(), rows)
    }

    fn sustained_profiles(&self) -> (String, Vec<Curves>, Vec<Held>) {
        let kept = self.kept();
        let mut title = format!(
            "profiles that some discount factor sustains for ever, {} of {}. After a deviation: {}",
            kept.len(),
            self.found.len(),
            self.after()
        );
        if kept.len() > BARS {
            title.push_str(&format!(". The {BARS} that need least patience are shown"));
        }
        let rows = kept
            .iter()
            .take(BARS)
            .map(|found| held(self.profile(found.path.profiles()[0]), &found.sustained, false));
        (title, Vec::new(), rows.collect())
    }

    /// How long what follows a deviation lasts.
    fn after_all(&self) -> After {
        match self.punishment {
            Punishment::Rounds(rounds) => After::Rounds(rounds),
            _ => After::Forever,
        }
    }

    fn panel(&self, found: &Repetition, player: usize) -> Curves {
        let own: Vec<&Deviation> =
            found.deviations.iter().filter(|one| one.player == player).collect();
        let length = found.path.profiles().len();
        let curves: Vec<Gains> =
            own.iter().map(|one| Gains::new(one, self.after_all(), length)).collect();
        let places = (0..=PLACES).map(|k| f64::from(k) / f64::from(PLACES));
        let (mut strong, mut least, mut tempting) = (Vec::new(), Vec::new(), Vec::<usize>::new());
        for delta in places.clone() {
            let highs = curves.iter().map(|gains| gains.at(delta, 0)).enumerate();
            let best =
                highs.filter(|(_, gain)| gain.is_finite()).max_by(|a, b| a.1.total_cmp(&b.1));
            let Some((mut which, high)) = best else { continue };
            // A tie is no change
            if let Some(&last) = tempting.last()
                && curves[last].at(delta, 0) >= high - high.abs() * TIE
            {
                which = last;
            }
            strong.push([delta, high]);
            let lows = curves.iter().map(|gains| gains.at(delta, 1));
            least.push([delta, lows.filter(|gain| gain.is_finite()).fold(f64::MIN, f64::max)]);
            if tempting.last() != Some(&which) && delta < 1.0 {
                tempting.push(which);
            }
        }
        let mut faint: Vec<Vec<[f64; 2]>> = Vec::new();
        if curves.len() > 1 && curves.len() <= DRAWN {
            let all = curves.iter();
            faint.extend(all.map(|gains| places.clone().map(|d| [d, gains.at(d, 0)]).collect()));
        }
        if is_apart(&strong, &least) {
            faint.push(least);
        }
        let discount = self.discounts.as_ref().map(|all| &all[player]);
        Curves {
            label: self.temptation(player, &own, &tempting, length),
            strong,
            faint,
            holds: stretches(&found.each[player].surely),
            marks: marks(&found.each[player]),
            base: discount.map(|(low, high)| middle(low, high).nearest_f64()),
        }
    }

    /// Who is tempted by what, from the least patience on.
    fn temptation(
        &self,
        player: usize,
        own: &[&Deviation],
        tempting: &[usize],
        length: usize,
    ) -> String {
        let said = &self.model.players[player];
        let each = tempting.iter().map(|&which| {
            let strategy = &said.strategies[own[which].strategy];
            if length == 1 {
                return strategy.clone();
            }
            format!("{strategy} in round {}", own[which].phase + 1)
        });
        let each: Vec<String> = each.collect();
        format!("{}, tempted most by {}", said.name, each.join(", then "))
    }
}

/// What a deviation gains by discount factor, as polynomials in floats.
struct Gains {
    /// What keeping to the path gains over it: at least, and at most.
    kept: [Vec<f64>; 2],
    /// Rounds of the cycle, if their sum is to be divided by.
    cycle: Option<usize>,
    /// Whether rounds are averaged.
    averaged: bool,
}

impl Gains {
    fn new(one: &Deviation, after: After, length: usize) -> Self {
        let kept = [0, 1].map(|side| {
            let all = one.bounds[side].coefficients().iter();
            all.map(crate::num::Rational::nearest_f64).collect()
        });
        Self { kept, cycle: (length > 1).then_some(length), averaged: after == After::Forever }
    }

    /// The greatest gain at a discount factor (side 0), or the least.
    fn at(&self, delta: f64, side: usize) -> f64 {
        let sum = self.kept[side].iter().rev().fold(0.0, |sum: f64, c| sum * delta + c);
        // The polynomials hold the gains of a cycle times 1 − δ^T; an average is so much times 1 − δ
        let Some(length) = self.cycle else { return -sum };
        let rounds = (0..length).fold(0.0, |sum: f64, _| sum * delta + 1.0);
        if self.averaged { -sum / rounds } else { -sum / ((1.0 - delta) * rounds) }
    }
}

/// Gains that differ by a smaller part of themselves are as good as the same.
const TIE: f64 = 1e-9;

/// Curves differ by more than this part of their range where that can be seen.
const SEEN: f64 = 0.005;

fn is_apart(one: &[[f64; 2]], other: &[[f64; 2]]) -> bool {
    let heights = || one.iter().chain(other).map(|point| point[1]).chain([0.0]);
    let range = heights().fold(f64::MIN, f64::max) - heights().fold(f64::MAX, f64::min);
    one.iter().zip(other).any(|(a, b)| (a[1] - b[1]).abs() > range * SEEN)
}

pub(super) fn held(label: String, sustained: &Sustained, strong: bool) -> Held {
    Held {
        label,
        surely: stretches(&sustained.surely),
        possibly: stretches(&sustained.possibly),
        words: said_alone(sustained),
        strong,
    }
}

fn stretches(pieces: &[Piece]) -> Vec<[f64; 2]> {
    let place = |root: &crate::roots::RealRoot| {
        let (low, high) = root.within(BITS);
        middle(&low, &high).nearest_f64()
    };
    pieces.iter().map(|piece| [place(&piece.low), place(&piece.high)]).collect()
}

/// Where keeping to the path begins or ends to pay.
fn marks(sustained: &Sustained) -> Vec<(f64, String)> {
    let pieces = sustained.surely.iter().chain(&sustained.possibly);
    let mut roots: Vec<_> = pieces.flat_map(|piece| [&piece.low, &piece.high]).collect();
    roots.sort_by(|a, b| a.order(b));
    roots.dedup_by(|a, b| a.is_same(b));
    let ends = [0, 1].map(crate::num::Rational::integer);
    roots.retain(|root| root.exact().is_none_or(|exact| !ends.contains(exact)));
    let mark = |root: &crate::roots::RealRoot| {
        let (low, high) = root.within(BITS);
        (middle(&low, &high).nearest_f64(), end_in_words(root))
    };
    let mut marks: Vec<(f64, String)> = roots.into_iter().map(mark).collect();
    marks.dedup_by(|a, b| a.1 == b.1);
    marks
}

/// Bits of ends that are not rational.
const BITS: u32 = 60;

/// Before a critical discount factor that is known only between bounds which differ in the digits shown: the lower one.
pub(super) fn at_least(most: &RealRoot, all: &Sustained) -> String {
    let same = all.surely.len() == all.possibly.len();
    let mut both = all.surely.iter().zip(&all.possibly).filter(|_| same);
    let Some((_, least)) = both.find(|(surely, _)| surely.low.is_same(most)) else {
        return String::new();
    };
    let least = &least.low;
    if least.is_same(most) {
        return String::new();
    }
    let (low, high) = (least.within(BITS).0, most.within(BITS).1);
    if significant_up(&low, DIGITS) == significant_up(&high, DIGITS) {
        return String::new();
    }
    format!("{}–", significant_down(&low, DIGITS))
}

/// Digits of discount factors.
const DIGITS: usize = 5;
