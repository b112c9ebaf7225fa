//! The least and the greatest value of a combination of payoffs over a box of many parameters.

use super::Over;
use super::over::{centred, mean_value};
use super::parametric::combined;
use crate::num::{AffineForm, Certain, Interval, Rational, Sign};

impl Over {
    /// The range of a combination by its ends: along axes in which it rises or falls everywhere, only the end counts at
    /// which it is least, or greatest; on the face that is left derivatives vary less, so that more axes follow.
    ///
    /// Derivatives are affine forms of the axes, which bound them to the second order in the box's widths: at the least
    /// value a derivative that could have either sign is small.
    ///
    /// # Complexity
    /// For each time that axes fall away, one evaluation of the derivatives along the others, in affine forms of these.
    pub(super) fn by_ends(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
    ) -> Option<Interval> {
        let low = self.end(player, combination, Sign::Negative)?;
        // One end is enough where it decides
        if low.certain_sign() == Some(Sign::Positive) {
            return Interval::new(low.lo(), f64::INFINITY);
        }
        let high = self.end(player, combination, Sign::Positive)?;
        Interval::new(low.lo(), high.hi())
    }

    /// The range on the face on which the combination is least (`Negative`), or greatest.
    fn end(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
        towards: Sign,
    ) -> Option<Interval> {
        let of = &self.of;
        let mut face = self.ranges.clone();
        loop {
            let wide = |axis: &usize| !face[*axis].is_point();
            let axes: Vec<usize> = (0..face.len()).filter(wide).collect();
            let walk = of.walk(player, combination, &axes);
            let values = of.walked_forms(&walk, &face, &axes);
            let slope = |axis: &usize| combined(&of.slopes[*axis][player], &values, combination);
            let slopes: Option<Vec<AffineForm>> = axes.iter().map(slope).collect();
            let slopes = slopes?;
            let mut moved = false;
            for (&axis, slope) in axes.iter().zip(&slopes) {
                let end = match slope.range().certain_sign() {
                    Some(Sign::Zero) | None => None,
                    Some(sign) if sign == towards => Interval::point(face[axis].hi()),
                    Some(_) => Interval::point(face[axis].lo()),
                };
                if let Some(end) = end {
                    face[axis] = end;
                    moved = true;
                }
            }
            if moved {
                continue;
            }
            let (middles, reach) = centred(&face);
            let outputs = &of.outputs[player];
            let value = of.walked(&of.walk(player, combination, &[]), &middles);
            let value = combined(outputs, &value, combination)?;
            let means: Vec<Interval> = slopes.iter().map(AffineForm::mean).collect();
            let mean = mean_value(value, means.iter().zip(axes.iter().map(|&axis| &reach[axis])));
            let form = combined(outputs, &values, combination)?;
            let both = (mean.lo().max(form.range().lo()), mean.hi().min(form.range().hi()));
            return Interval::new(both.0, both.1);
        }
    }
}
