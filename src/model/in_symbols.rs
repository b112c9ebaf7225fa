//! Payoffs written out in the parameters, as they are around a point.

use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Assignment, Compared, Model, Parametric, Ratio};
use crate::formula::{BinaryOp, Graph, Id, Op, UnaryOp};
use crate::game::Support;
use crate::num::{Bits, Certain, Interval, Rational, Ring, Sign, Wide};

/// Bits at which comparisons inside formulas are settled.
const BITS: u32 = 256;

/// Payoffs of one player as quotients of polynomials in all parameters. Where formulas choose or compare, they are as at one point:
/// [`conditions`](Self::conditions) says where else they are.
#[derive(Debug)]
pub struct InSymbols<'a> {
    model: &'a Model,
    point: &'a Assignment,
    player: usize,
    parametric: Parametric,
    known: FxHashMap<Id, Option<Ratio>>,
    /// The payoffs asked for.
    asked: Vec<Id>,
}

impl Model {
    /// The payoffs of a player in profiles of the strategies `kept`, as functions of all parameters that have a value at `point`;
    /// nothing where a payoff has no value there.
    ///
    /// # Complexity
    /// As [`Model::parametric`].
    ///
    /// # Examples
    /// ```
    /// use equil::format::{Limits, read};
    /// use equil::model::Assignment;
    /// use equil::text::Source;
    ///
    /// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
    ///             [params]\nk = 3\n[payoff]\na = \"max(0, (k^2 - 4) / (2 * k + 4)) * a.y\"\n";
    /// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
    /// let point = Assignment::of(&model);
    /// let mut symbols = model.in_symbols(&point, 0, &[vec![1]]).unwrap();
    /// let payoff = symbols.payoff(1).unwrap();
    /// assert_eq!(symbols.text(&payoff), "(k - 2) / 2");
    /// assert_eq!(symbols.conditions().unwrap(), ["k - 2 > 0"]);
    /// ```
    pub fn in_symbols<'a>(
        &'a self,
        point: &'a Assignment,
        player: usize,
        kept: &[Support],
    ) -> Option<InSymbols<'a>> {
        let axes: Vec<usize> =
            (0..self.parameters.len()).filter(|&one| point.get(one).is_some()).collect();
        let mut players = vec![false; self.players.len()];
        players[player] = true;
        let parametric = self.parametric(point, &axes, &players, kept).ok()?;
        let (known, asked) = (FxHashMap::default(), Vec::new());
        Some(InSymbols { model: self, point, player, parametric, known, asked })
    }
}

impl InSymbols<'_> {
    /// A payoff; nothing where it is no quotient of polynomials, or too long a one.
    ///
    /// # Complexity
    /// That of multiplying out, up to 60 terms.
    pub fn payoff(&mut self, index: usize) -> Option<Ratio> {
        let id = self.parametric.output(self.player, index)?;
        self.asked.push(id);
        let mut known = std::mem::take(&mut self.known);
        let order = |compared: Compared| self.order(compared);
        let found = self.parametric.written(id, &order, &mut known);
        self.known = known;
        found
    }

    /// How a comparison turns out at the point.
    fn order(&self, (x, y): Compared) -> Option<Ordering> {
        let mut graph = Graph::new();
        let roots: Vec<Id> = std::iter::once(x).chain(y).collect();
        let axes = self.parametric.axes();
        let found =
            self.parametric.graph().substitute(&roots, &mut graph, |input, graph| {
                match self.point.get(axes[input as usize]) {
                    Some(value) => graph.number(value.clone()),
                    None => graph.undefined(),
                }
            });
        let difference = match found[..] {
            [x, y] => graph.binary(BinaryOp::Subtract, x, y),
            _ => found[0],
        };
        let sign = match graph.as_number(difference) {
            Some(number) => number.signum(),
            None => {
                let order = graph.reachable(&[difference]);
                let values = graph.evaluate(&order, &[], Interval::from_rational);
                let coarse = values.get(difference).and_then(Certain::certain_sign);
                coarse.or_else(|| {
                    let bits = Bits::new(BITS as usize);
                    let wide = |number: &Rational| Wide::from_rational_bits(number, bits);
                    graph.evaluate(&order, &[], wide).get(difference)?.certain_sign()
                })?
            }
        };
        Some(match sign {
            Sign::Negative => Ordering::Less,
            Sign::Zero => Ordering::Equal,
            Sign::Positive => Ordering::Greater,
        })
    }

    /// Comparisons of formulas that hold at the point, where all of which do the payoffs asked for are as written; nothing where that
    /// cannot be told.
    pub fn conditions(&mut self) -> Option<Vec<String>> {
        let mut conditions: Vec<String> = Vec::new();
        for (x, y) in self.hung_on()? {
            let mut known = std::mem::take(&mut self.known);
            let order = |compared: Compared| self.order(compared);
            let x_form = self.parametric.written(x, &order, &mut known);
            let y_form = y.map(|y| self.parametric.written(y, &order, &mut known));
            self.known = known;
            let mut difference: Ratio = x_form?;
            if let Some(y) = y_form {
                difference = difference.minus(&y?)?;
            }
            if difference.as_constant().is_some() {
                continue;
            }
            let order = self.order((x, y))?;
            let axes = self.parametric.axes();
            let name = |input: usize| self.model.parameters[axes[input]].name.clone();
            let value = |input: usize| self.point.get(axes[input]).cloned();
            let found = match (order, difference.signs(&name, &value)) {
                (Ordering::Equal, _) => {
                    vec![format!("{} == 0", self.text(&difference.numerator()))]
                }
                (_, Some(signs)) => signs,
                (Ordering::Less, None) => vec![format!("{} < 0", self.text(&difference))],
                (Ordering::Greater, None) => vec![format!("{} > 0", self.text(&difference))],
            };
            for condition in found {
                if !conditions.contains(&condition) {
                    conditions.push(condition);
                }
            }
        }
        Some(conditions)
    }

    /// The comparisons that the payoffs asked for hang on at the point, inner ones first.
    fn hung_on(&self) -> Option<Vec<Compared>> {
        use BinaryOp::{Equal, Less, LessEqual, Max, Min};
        let graph = self.parametric.graph();
        let (mut found, mut seen) = (Vec::new(), FxHashSet::default());
        let mut ahead = self.asked.clone();
        while let Some(id) = ahead.pop() {
            if !seen.insert(id) {
                continue;
            }
            match graph.op(id) {
                Op::Number(_) | Op::Input(_) | Op::Undefined => {}
                Op::Unary(op, x) => {
                    if matches!(op, UnaryOp::Abs | UnaryOp::Not) {
                        found.push((id, (x, None)));
                    }
                    ahead.push(x);
                }
                Op::Binary(op, x, y) => {
                    if matches!(op, Min | Max | Less | LessEqual | Equal) {
                        found.push((id, (x, Some(y))));
                    }
                    ahead.extend([x, y]);
                }
                // The branch that is not taken does not matter
                Op::If(condition, then, otherwise) => {
                    let holds = self.order((condition, None))? != Ordering::Equal;
                    found.push((id, (condition, None)));
                    ahead.extend([condition, if holds { then } else { otherwise }]);
                }
            }
        }
        found.sort_by_key(|(id, _)| *id);
        Some(found.into_iter().map(|(_, compared)| compared).collect())
    }

    /// A quotient as a formula of the file.
    pub fn text(&self, ratio: &Ratio) -> String {
        let axes = self.parametric.axes();
        let name = |input: usize| self.model.parameters[axes[input]].name.clone();
        ratio.written(&name, &|input| self.point.get(axes[input]).cloned())
    }

    /// The value of a quotient at the point, where it is known to be rational.
    pub fn value(&self, ratio: &Ratio) -> Option<Rational> {
        let axes = self.parametric.axes();
        ratio.at(&|input| self.point.get(axes[input]).cloned())
    }
}
