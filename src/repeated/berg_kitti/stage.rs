//! What a stage game asks of what follows each profile.

use super::super::abreu_sannikov::{Settings, abreu_sannikov};
use super::super::minmax::pure_minmax;
use crate::game::Game;
use crate::num::{Rational, Ring};

/// A stage game with everything that does not change with the threats.
pub(super) struct Stage<'a> {
    pub(super) game: &'a Game<Rational>,
    pub(super) discounts: &'a [Rational],
    /// What is left of 1 for the present, of each player.
    pub(super) rest: Vec<Rational>,
    inverse: Vec<Rational>,
    /// How much more than the threat must follow each profile, of each player.
    margins: Vec<Vec<Rational>>,
    /// The least and the greatest payoff of each player.
    pub(super) least: Vec<Rational>,
    pub(super) most: Vec<Rational>,
    /// What no equilibrium gives more of: weights that are not negative, and the most of their sum.
    planes: Vec<(Vec<Rational>, Rational)>,
    /// What each player gets at least in every equilibrium.
    pub(super) floor: Vec<Rational>,
    /// Whether there is surely no equilibrium.
    pub(super) empty: bool,
}

/// Normals of planes are as near as numbers up to this one come.
const NORMAL: f64 = 1000.0;
/// Sets with lots are bounds to begin with, no nearer than this part of the range of payoffs,
const NEAR: f64 = 1e-4;
/// after so many steps.
const STEPS: usize = 500;
/// Numbers in bounds are rounded to fractions of the range of payoffs with so many bits.
pub(super) const BITS: i64 = 40;

impl<'a> Stage<'a> {
    /// Nothing where a discount factor is not between 0 and 1, or there is not one for each player.
    pub(super) fn new(game: &'a Game<Rational>, discounts: &'a [Rational]) -> Option<Self> {
        let (zero, one) = (Rational::zero(), Rational::one());
        let inside = |discount: &Rational| *discount > zero && *discount < one;
        if discounts.len() != game.players() || !discounts.iter().all(inside) {
            return None;
        }
        let rest: Vec<Rational> = discounts.iter().map(|discount| one.minus(discount)).collect();
        let inverse = discounts.iter().map(Rational::recip).collect::<Option<Vec<_>>>()?;
        let margins = (0..game.players()).map(|player| {
            let mut scale = rest[player].clone();
            scale *= &inverse[player];
            let margin = |profile: usize| {
                let own = &game.payoffs(player)[profile];
                let mut margin = game.best_payoff(player, profile).minus(own);
                margin *= &scale;
                margin
            };
            (0..game.shape().profiles()).map(margin).collect()
        });
        let margins = margins.collect();
        let ends = |greatest: bool| {
            let end = |player: usize| {
                let all = game.payoffs(player).iter();
                if greatest { all.max().cloned() } else { all.min().cloned() }
            };
            (0..game.players()).map(end).collect::<Option<Vec<Rational>>>()
        };
        let (least, most) = (ends(false)?, ends(true)?);
        let floor = (0..game.players()).map(|player| pure_minmax(game, player)).collect();
        let mut stage = Self {
            game,
            discounts,
            rest,
            inverse,
            margins,
            least,
            most,
            planes: Vec::new(),
            floor,
            empty: false,
        };
        for player in 0..game.players() {
            let mut normal = vec![zero.clone(); game.players()];
            normal[player] = one.clone();
            stage.planes.push((normal, stage.most[player].clone()));
        }
        stage.bounded_with_lots();
        Some(stage)
    }

    /// With lots there are more equilibria: what bounds these bounds those without.
    fn bounded_with_lots(&mut self) {
        let [first, second] = self.discounts else { return };
        if first != second {
            return;
        }
        let settings = Settings { width: NEAR, steps: STEPS, ..Settings::default() };
        let Some(set) = abreu_sannikov(self.game, first, &settings) else { return };
        let corners = &set.outer.vertices;
        self.empty = corners.is_empty();
        for player in 0..2 {
            if let Some(most) = corners.iter().map(|corner| &corner[player]).max() {
                let most = self.rounded(player, most, true);
                if let Some((_, level)) = self.planes.get_mut(player)
                    && most < *level
                {
                    *level = most;
                }
            }
            if let Some(least) = set.outer.least(player) {
                let least = self.rounded(player, least, false);
                if least > self.floor[player] {
                    self.floor[player] = least;
                }
            }
        }
        let scale = |player: usize| {
            let range = self.most[player].minus(&self.least[player]).nearest_f64();
            if range > 0.0 { range } else { 1.0 }
        };
        let scales = [scale(0), scale(1)];
        for (place, corner) in corners.iter().enumerate() {
            let next = &corners[(place + 1) % corners.len()];
            let along = [0, 1].map(|axis| next[axis].minus(&corner[axis]).nearest_f64());
            let normal = [along[1] / scales[1], -along[0] / scales[0]];
            let length = normal[0].abs().max(normal[1].abs());
            if !(normal[0] > 0.0 && normal[1] > 0.0 && length.is_finite()) {
                continue;
            }
            // Weights that are nearly as they should be, and a level that holds for these weights
            let weight = |axis: usize| {
                let whole = (normal[axis] / length * NORMAL).round().max(1.0);
                Rational::from_f64(whole / scales[axis])
                    .map(|w| Rational::simplest_between(&shifted(&w, -1), &shifted(&w, 1)))
            };
            let (Some(a), Some(b)) = (weight(0), weight(1)) else { continue };
            let normal = vec![a, b];
            let levels = corners.iter().map(|corner| product(&normal, corner));
            if let Some(level) = levels.max() {
                self.planes.push((normal, level));
            }
        }
    }

    pub(super) fn profiles(&self) -> usize {
        self.game.shape().profiles()
    }

    pub(super) fn players(&self) -> usize {
        self.game.players()
    }

    /// What must follow each profile at least.
    pub(super) fn asked(&self, threats: &[Rational]) -> Vec<Vec<Rational>> {
        let one = |profile: usize| {
            let asked = self.margins.iter().zip(threats).map(|(margins, threat)| {
                let mut asked = threat.clone();
                asked += &margins[profile];
                asked
            });
            asked.collect()
        };
        (0..self.profiles()).map(one).collect()
    }

    /// What must follow a profile if what begins with it is to give so much: if nothing else is asked.
    pub(super) fn left(&self, player: usize, profile: usize, need: &Rational) -> Rational {
        let mut left = need.clone();
        left.sub_product(&self.rest[player], &self.game.payoffs(player)[profile]);
        left *= &self.inverse[player];
        left
    }

    /// Whether it is not ruled out that an equilibrium gives everybody so much.
    pub(super) fn may_give(&self, need: &[Rational]) -> bool {
        self.planes.iter().all(|(normal, level)| product(normal, need) <= *level)
    }

    /// Such a part of the range of payoffs, of each player.
    pub(super) fn parts(&self, part: &Rational) -> Vec<Rational> {
        let one = |(most, least): (&Rational, &Rational)| {
            let mut range = most.minus(least);
            range *= part;
            range
        };
        self.most.iter().zip(&self.least).map(one).collect()
    }

    /// Payoffs of a round, times what the present counts.
    pub(super) fn now(&self, player: usize, profile: usize) -> Rational {
        let mut now = self.rest[player].clone();
        now *= &self.game.payoffs(player)[profile];
        now
    }

    /// A number with few digits near another one, unless that has few already: not less (`up`), or not more.
    pub(super) fn rounded(&self, player: usize, number: &Rational, up: bool) -> Rational {
        if number.as_small().is_some() {
            return number.clone();
        }
        let mut step = self.most[player].minus(&self.least[player]);
        step *= &Rational::integer(2).powi(-BITS).unwrap_or_else(Rational::one);
        on_grid(number, &step, &self.least[player], up)
    }
}

/// The next multiple of a step from a place on.
pub(super) fn on_grid(number: &Rational, step: &Rational, from: &Rational, up: bool) -> Rational {
    let Some(inverse) = step.recip() else { return number.clone() };
    let mut steps = number.minus(from);
    steps *= &inverse;
    let mut whole = if up { steps.negated().floor().negated() } else { steps.floor() };
    whole *= step;
    whole += from;
    whole
}

fn product(normal: &[Rational], point: &[Rational]) -> Rational {
    let mut sum = Rational::zero();
    for (a, b) in normal.iter().zip(point) {
        sum.add_product(a, b);
    }
    sum
}

/// A hundredth more or less.
fn shifted(weight: &Rational, hundredths: i64) -> Rational {
    let mut shifted = weight.clone();
    let part = Rational::new(100 + hundredths, 100).unwrap_or_else(Rational::one);
    shifted *= &part;
    shifted
}
