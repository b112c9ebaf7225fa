//! Which parameters matter at all.

use super::{Assignment, Model, ModelError, Parametric};
use crate::formula::{Graph, Id, Op};
use crate::game::Support;

impl Model {
    /// For each of the parameters `axes` whether any payoff of `players` (one flag each) in profiles of the strategies
    /// `kept` depends on it, whatever the others among them are; the rest have their values at `point`.
    ///
    /// # Errors
    /// As [`Model::parametric`].
    ///
    /// # Complexity
    /// As [`Model::at`].
    ///
    /// # Examples
    /// ```
    /// use equil::format::{Limits, read};
    /// use equil::model::Assignment;
    /// use equil::text::Source;
    ///
    /// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
    ///     [params]\nk = 1\nl = 2\n[payoff]\na = \"a.x * k + 0 * l\"\n";
    /// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
    /// let point = Assignment::of(&model);
    /// assert_eq!(model.depends(&point, &[0, 1], &[true], &[vec![0, 1]])?, [true, false]);
    /// # Ok::<(), equil::model::ModelError>(())
    /// ```
    pub fn depends(
        &self,
        point: &Assignment,
        axes: &[usize],
        players: &[bool],
        kept: &[Support],
    ) -> Result<Vec<bool>, ModelError> {
        let (mut graph, nodes) = self.with_inputs(point, axes);
        let (outputs, _) = self.written(point, (&mut graph, nodes), players, kept)?;
        Ok((0..axes.len()).map(|axis| has_input(&graph, &outputs, axis)).collect())
    }
}

impl Parametric {
    /// Whether any payoff asked for depends on an axis, or whether others have a value.
    pub fn enters(&self, axis: usize) -> bool {
        has_input(&self.graph, &self.outputs, axis)
            || self.axes_of(&self.others.iter().map(|(.., id)| *id).collect::<Vec<_>>())[axis]
    }
}

/// Whether any of these payoffs depends on an input.
fn has_input(graph: &Graph, outputs: &[Vec<Option<Id>>], input: usize) -> bool {
    let asked: Vec<Id> = outputs.iter().flatten().flatten().copied().collect();
    let is_it = |op: Op| matches!(op, Op::Input(k) if u32::try_from(input) == Ok(k));
    graph.reachable(&asked).iter().any(|&id| is_it(graph.op(id)))
}
