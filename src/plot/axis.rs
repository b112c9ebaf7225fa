//! Axes: which part of a line to show, and where to put numbers.

/// A part of the real line, drawn between two places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    /// Where the ends are drawn.
    from: f64,
    to: f64,
}

/// Room left beyond the outermost value, as a part of the whole.
const ROOM: f64 = 0.07;

impl Axis {
    /// An axis on which all `values` can be seen.
    pub(super) fn new(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.filter(|value| value.is_finite()) {
            (low, high) = (low.min(value), high.max(value));
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        let room = if high > low { (high - low) * ROOM } else { low.abs().max(1.0) * ROOM };
        Self { low: low - room, high: high + room, from, to }
    }

    /// An axis from the least of `values` to the greatest.
    pub(super) fn tight(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let loose = Self::new(values, from, to);
        // Without the room on either side, which is so large a part of the whole
        let room = (loose.high - loose.low) * ROOM / (1.0 + 2.0 * ROOM);
        Self { low: loose.low + room, high: loose.high - room, ..loose }
    }

    /// The least value and the greatest.
    pub(super) fn ends(&self) -> [f64; 2] {
        [self.low, self.high]
    }

    /// Where `value` is drawn.
    pub(super) fn place(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// Round numbers within the axis, about `count` of them, each with its text.
    pub(super) fn ticks(&self, count: f64) -> Vec<(f64, String)> {
        let raw = (self.high - self.low) / count;
        let power = raw.log10().floor();
        let unit = 10_f64.powf(power);
        let steps = [1.0, 2.0, 5.0, 10.0];
        let step = unit * steps.into_iter().find(|s| s * unit >= raw).unwrap_or(10.0);
        let digits = (-step.log10().floor()).clamp(0.0, 300.0);
        let mut ticks = Vec::new();
        let mut k = (self.low / step).ceil();
        while k * step <= self.high && ticks.len() < 50 {
            ticks.push((k * step, labelled(k * step, digits)));
            k += 1.0;
        }
        ticks
    }
}

/// Lines at about `count` round numbers of both axes, with these numbers, between `left` and `right`, `top`
/// and `bottom`.
pub(super) fn grid(
    [x, y]: [&Axis; 2],
    count: f64,
    [left, right]: [f64; 2],
    [top, bottom]: [f64; 2],
) -> String {
    let mut svg = String::new();
    for (value, text) in x.ticks(count) {
        let at = x.place(value);
        svg.push_str(&format!(
            "<line x1=\"{at:.2}\" y1=\"{top}\" x2=\"{at:.2}\" y2=\"{bottom}\" stroke=\"#eeeeee\"/>\n\
             <text x=\"{at:.2}\" y=\"{:.2}\" text-anchor=\"middle\">{text}</text>\n",
            bottom + 20.0
        ));
    }
    for (value, text) in y.ticks(count) {
        let at = y.place(value);
        svg.push_str(&format!(
            "<line x1=\"{left}\" y1=\"{at:.2}\" x2=\"{right:.2}\" y2=\"{at:.2}\" stroke=\"#eeeeee\"/>\n\
             <text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"end\">{text}</text>\n",
            left - 8.0,
            at + 5.0
        ));
    }
    svg
}

/// Numbers from here on, and those with more digits after the point, have an exponent.
const LARGE: f64 = 1e9;
const MOST: f64 = 7.0;

/// A number with so many digits after the point.
pub(super) fn labelled(value: f64, digits: f64) -> String {
    let value = if value.abs() > 0.0 { value } else { 0.0 };
    if value.abs() >= LARGE || digits > MOST {
        let text = format!("{value:.2e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
        let zero = mantissa == "0";
        return if zero {
            "0".to_owned()
        } else {
            format!("{mantissa}e{exponent}").replace('-', "−")
        };
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 300
    let text = format!("{value:.*}", digits as usize);
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        let texts = |low: f64, high: f64| {
            let axis = Axis::new([low, high].into_iter(), 0.0, 100.0);
            axis.ticks(6.0).into_iter().map(|(_, text)| text).collect::<Vec<_>>()
        };
        assert_eq!(texts(0.0, 7.0), ["0", "2", "4", "6"]);
        assert_eq!(texts(-0.3, 0.1), ["−0.3", "−0.2", "−0.1", "0.0", "0.1"]);
        assert!(!texts(5.0, 5.0).is_empty());
        assert_eq!(texts(-1e160, 2e160), ["−1e160", "0", "1e160", "2e160"]);
        assert_eq!(texts(0.0, 2.1e-12)[..2], ["0", "5e−13"]);
    }
}
