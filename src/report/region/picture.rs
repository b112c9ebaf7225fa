//! A region of two parameters as a map.

use super::super::decision::{said, tints};
use super::Located;
use crate::model::Model;
use crate::num::Rational;
use crate::plot::{Layer, Map, Words};

/// Descriptions longer than this are not written along an axis.
const SHORT: usize = 44;

/// What is measured along an axis: the parameter, what it is about, and its unit.
pub(in super::super) fn axis_label(model: &Model, parameter: usize) -> Words {
    let parameter = &model.parameters[parameter];
    let unit = parameter.unit.as_ref().map(ToString::to_string).filter(|unit| unit != "1");
    let unit = unit.map_or_else(String::new, |unit| format!(" ({unit})"));
    let about = parameter.about.as_ref().filter(|about| about.len() <= SHORT);
    let about = about.map_or_else(String::new, |about| format!(": {about}"));
    format!("{}{about}{unit}", parameter.name).into()
}

/// The map of a region of two parameters; `None` if there are not two. `base` is where they are at the point.
pub fn region_picture(located: &Located<'_>, base: Option<[&Rational; 2]>) -> Option<Map> {
    let [first, second] = &located.region.axes[..] else { return None };
    let near = |point: &[Rational]| [0, 1].map(|axis| point[axis].nearest_f64());
    let answers = located.region.shares.iter().map(|(decision, _)| decision);
    let tints = tints(located.model, answers.clone());
    let layers = answers.zip(tints).map(|(decision, tint)| {
        let cells = located.region.cells.iter().filter(|cell| cell.decision == *decision);
        let patches = cells.map(|cell| cell.corners().iter().map(|corner| near(corner)).collect());
        Layer { label: said(located.model, decision), patches: patches.collect(), tint }
    });
    let axes = [first, second].map(|axis| axis_label(located.model, axis.parameter));
    let title = located.model.info.title.as_ref().unwrap_or(&located.model.info.name);
    Some(Map {
        title: format!("{title}: {}", located.asked),
        axes,
        ranges: [first, second].map(|axis| [axis.low.nearest_f64(), axis.high.nearest_f64()]),
        layers: layers.collect(),
        traces: Vec::new(),
        open: located.region.open.iter().map(|open| [near(&open.low), near(&open.high)]).collect(),
        base: base.map(|base| base.map(Rational::nearest_f64)),
    })
}
