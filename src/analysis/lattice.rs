//! How many levels the lattice of Morris' design has, as values show it.

use super::Sample;

/// Most levels that are looked for.
const MOST: u32 = 128;

/// Parts of a move within which values are the same.
const NEAR: f64 = 1e-6;

/// With so many bits of chance a lattice is told: one with twice the levels looks like it no more often than once in 2⁷.
const ENOUGH: usize = 7;

/// With so many bits, even against what was said.
const CERTAIN: usize = 20;

impl Sample {
    /// The levels of the lattice: as said, where the values do not contradict, else as values show them.
    ///
    /// A parameter moves by half the lattice, which is a number of steps, and its values are a number of steps apart: the fewest
    /// steps in a move that fit all parameters. A lattice with twice the levels, or more, looks the same only if all
    /// trajectories but the first happen to start an even number of steps from it in each parameter. Parameters whose moves have
    /// several lengths, since they are not spread evenly, say nothing.
    ///
    /// # Errors
    /// Why it is not known.
    pub(super) fn lattice(&self) -> Result<u32, String> {
        let said = self.layout.levels;
        if let Some(levels) = said.filter(|levels| levels % 2 == 1 || *levels < 2) {
            return Err(format!("a lattice has an even number of levels, and not {levels}"));
        }
        // A manifest knows; priors may have moves of one length, and values that are not evenly spread
        if let Some(levels) = said.filter(|_| self.parameters.iter().any(|p| p.drawn.is_some())) {
            return Ok(levels);
        }
        let columns = (0..self.parameters.len()).filter_map(|place| self.places(place));
        let columns: Vec<Vec<f64>> = columns.collect();
        let fits = |half: u32| {
            let near = |place: &f64| {
                let steps = place * f64::from(half);
                (steps - steps.round()).abs() <= NEAR * f64::from(half)
            };
            columns.iter().flatten().all(near)
        };
        let shown = (1..=MOST / 2).find(|&half| fits(half)).filter(|_| !columns.is_empty());
        let bits = columns.len() * (self.rows / self.block()).saturating_sub(1);
        match (said, shown.map(|half| 2 * half)) {
            (Some(levels), Some(shown))
                if levels % shown != 0 || (levels != shown && bits >= CERTAIN) =>
            {
                Err(format!("their values are on a lattice of {shown} levels, and not of {levels}"))
            }
            (Some(levels), _) => Ok(levels),
            (None, Some(shown)) if bits >= ENOUGH => Ok(shown),
            (None, Some(_)) => {
                Err("so few rows do not show how many levels the lattice has".to_owned())
            }
            (None, None) => {
                Err("their values fit no even number of levels that are evenly spread".to_owned())
            }
        }
    }

    /// How far the values of a parameter are from the least one, in moves; none where moves have several lengths.
    fn places(&self, parameter: usize) -> Option<Vec<f64>> {
        let (values, block) = (&self.parameters[parameter].values, self.block());
        let moves: Vec<f64> = (1..self.rows)
            .filter(|row| row % block != 0)
            .map(|row| (values[row] - values[row - 1]).abs())
            .filter(|far| *far > 0.0)
            .collect();
        let far = moves.iter().copied().fold(0.0, f64::max);
        if far <= 0.0 || moves.iter().any(|own| far - own > NEAR * far) {
            return None;
        }
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        Some(values.iter().map(|x| (x - least) / far).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AnalysisError, Asked, Finding, Layout, Sample};
    use crate::sweep::Form;

    /// Trajectories of two parameters, one from [0, 1] and one from [-3, 3], as other programs write them.
    fn rows(levels: u32, starts: &[(u32, u32)]) -> String {
        let mut text = "a,b,y\n".to_owned();
        let last = f64::from(levels - 1);
        for &(a, b) in starts {
            for (a, b) in [(a, b), (a + levels / 2, b), (a + levels / 2, b + levels / 2)] {
                let (a, b) = (f64::from(a) / last, 6.0 * f64::from(b) / last - 3.0);
                text.push_str(&format!("{a},{b},{}\n", 2.0 * a + b));
            }
        }
        text
    }

    fn read(text: &str, levels: Option<u32>) -> Result<Sample, AnalysisError> {
        let design = crate::sampling::named("morris").unwrap();
        let layout = Layout { design, second_order: false, levels };
        Sample::read(text.as_bytes(), Form::Csv, layout, None, &[])
    }

    /// The effect of `a` is 2 whatever the lattice.
    #[test]
    fn levels_are_read_from_the_values() {
        let starts = [(0, 1), (1, 0), (0, 0), (1, 1), (0, 1)];
        for (levels, more) in [(2, &[(0, 0); 5][..]), (4, &starts), (6, &starts), (10, &starts)] {
            let sample = read(&rows(levels, more), None).unwrap();
            assert_eq!(sample.layout.levels, Some(levels));
            let morris = super::super::named("morris").unwrap();
            let found = morris.of(&sample, &Asked::default(), &|_, _| true).unwrap();
            let Finding::Morris(effects) = &found[0].finding else { panic!("{found:?}") };
            assert!((effects.effects[0].mean - 2.0).abs() < 1e-9, "{levels}: {effects:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let said = |text: &str, levels| {
            let error = read(text, levels).unwrap_err();
            assert!(error.help().contains("--levels"), "{}", error.help());
            error.to_string()
        };
        let many = [(0, 1), (1, 0), (0, 0), (1, 1), (0, 1), (0, 0)].repeat(2);
        let six = rows(6, &many);
        assert!(said(&six, Some(4)).ends_with("on a lattice of 6 levels, and not of 4"));
        assert!(said(&six, Some(12)).ends_with("on a lattice of 6 levels, and not of 12"));
        assert!(said(&six, Some(5)).contains("an even number of levels"));
        assert!(read(&six, Some(6)).is_ok());
        let drawn = ["a", "b"].map(|name| (name.to_owned(), "triangular(0, 1, 2)".to_owned()));
        let layout = read(&six, Some(6)).unwrap().layout;
        let layout = Layout { levels: Some(4), ..layout };
        assert!(Sample::read(six.as_bytes(), Form::Csv, layout, Some(&drawn), &[]).is_ok());
        // A single trajectory shows nothing, and says nothing against anything
        let one = rows(4, &[(0, 1)]);
        assert!(said(&one, None).contains("so few rows"));
        assert!(read(&one, Some(4)).is_ok() && read(&one, Some(8)).is_ok());
        // Logarithms move by several lengths
        let uneven = "a,b,y\n1,1,0\n10,1,0\n10,10,0\n5,7,0\n50,7,0\n50,70,0\n";
        assert!(said(uneven, None).contains("no even number of levels"));
        assert!(read(uneven, Some(4)).is_ok());
    }
}
