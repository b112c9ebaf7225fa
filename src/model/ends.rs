//! The least or the greatest value of a combination of payoffs over a box of many parameters.

use super::Over;
use super::over::{centred, mean_value};
use super::parametric::combined;
use crate::num::{AffineForm, Certain, Interval, Rational, Ring, Sign};

impl Over {
    /// The range of a combination, as narrow as it takes to tell on which side of a level it is, if that can be told.
    ///
    /// With several axes that is done by its ends: along axes in which it rises or falls everywhere, only the end counts at
    /// which it is least, or greatest; on the face that is left derivatives vary less, so that more axes follow.
    ///
    /// Derivatives are affine forms of the axes, which bound them to the second order in the box's widths: where the
    /// combination is least, a derivative that could have either sign is small.
    ///
    /// # Complexity
    /// For each time that axes fall away, one evaluation of the derivatives along the others, in affine forms of these.
    pub fn beside(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
        level: &Interval,
    ) -> Option<Interval> {
        let mean = self.mean(player, combination)?;
        let side = |range: &Interval| range.minus(level).certain_sign();
        if side(&mean).is_some() || self.ranges().len() < 2 {
            return Some(mean);
        }
        let Some(away) = side(&self.at_middle(player, combination)?) else { return Some(mean) };
        // On the level itself in the middle: perhaps everywhere
        let below = (away != Sign::Positive).then(|| self.end(player, combination, Sign::Negative));
        let above = (away != Sign::Negative).then(|| self.end(player, combination, Sign::Positive));
        let high = below.flatten().map_or(mean.hi(), |high| high.min(mean.hi()));
        let low = above.flatten().map_or(mean.lo(), |low| low.max(mean.lo()));
        let narrow = Interval::new(low, high);
        Some(narrow.unwrap_or(mean))
    }

    /// A bound on a combination: from below, if it lies above in the middle (`Positive`), else from above.
    fn end(&self, player: usize, combination: &[(usize, Rational)], away: Sign) -> Option<f64> {
        let of = self.of();
        let mut face = self.ranges().to_vec();
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
                let Some(sign) = slope.range().certain_sign() else { continue };
                let (low, high) = (face[axis].lo(), face[axis].hi());
                face[axis] = Interval::point(if sign == away { low } else { high })?;
                moved = true;
            }
            if moved {
                continue;
            }
            let (middles, reach) = centred(&face);
            let value = of.walked(&of.walk(player, combination, &[]), &middles);
            let value = combined(&of.outputs[player], &value, combination)?;
            let means: Vec<Interval> = slopes.iter().map(AffineForm::mean).collect();
            let mean = mean_value(value, means.iter().zip(axes.iter().map(|&axis| &reach[axis])));
            let form = combined(&of.outputs[player], &values, combination)?;
            return Some(match away {
                Sign::Negative => mean.hi().min(form.range().hi()),
                _ => mean.lo().max(form.range().lo()),
            });
        }
    }
}
