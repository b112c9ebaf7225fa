//! How play went.

use super::{Expected, Population, cell};
use crate::num::Rational;
use crate::population::{Law, Played, Simulation};
use crate::table::{Cell, Style, Table};

impl Population<'_> {
    #[allow(clippy::cast_precision_loss)] // shown with few digits
    pub(super) fn played_summary(
        &self,
        law: &Law,
        simulation: &Simulation,
        played: &Played,
    ) -> String {
        let (one, many) = law.process.step;
        let steps = format!("{} {}", played.steps, if played.steps == 1 { one } else { many });
        let runs = if simulation.runs == 1 {
            "one run".to_owned()
        } else {
            format!("{} runs", simulation.runs)
        };
        if !law.mutation.is_zero() {
            let best = most(&played.played.iter().map(|[mean, _]| *mean).collect::<Vec<_>>());
            return format!(
                "{runs}, {steps}: on average {:.1} % play {}",
                100.0 * played.played[best][0],
                self.names()[best]
            );
        }
        let best = most(&played.fixed.iter().map(|&n| n as f64).collect::<Vec<_>>());
        let going = match played.going {
            0 => String::new(),
            going => format!("; {going} were not over"),
        };
        format!(
            "{runs}, {steps}: in {} of them everyone plays {} in the end{going}",
            played.fixed[best],
            self.names()[best]
        )
    }

    /// A row for each strategy: how often it was played, or all that was left, beside what is proved.
    #[allow(clippy::cast_precision_loss)] // estimates
    pub(super) fn results(
        &self,
        law: &Law,
        simulation: &Simulation,
        played: &Played,
        expected: &Expected,
        digits: usize,
    ) -> Table {
        let near = |value: f64| {
            let exact = Rational::from_f64(value).unwrap_or_else(|| Rational::integer(0));
            cell(&(exact.clone(), exact), digits)
        };
        let proved = |bounds: Option<&Vec<crate::population::Bounds>>, strategy: usize| {
            bounds.map_or_else(Cell::empty, |bounds| cell(&bounds[strategy], digits))
        };
        if law.mutation.is_zero() {
            let heads = ["strategy", ">in the end", ">share", ">standard error", ">proved"];
            let mut table = Table::new(&heads);
            let runs = simulation.runs.max(1) as f64;
            for (strategy, name) in self.names().iter().enumerate() {
                let share = played.fixed[strategy] as f64 / runs;
                table.row(vec![
                    Cell::text(name.as_str()),
                    Cell::text(played.fixed[strategy].to_string()),
                    near(share).styled(Style::Strong),
                    near((share * (1.0 - share) / runs).sqrt()),
                    proved(expected.fixed.as_ref(), strategy),
                ]);
            }
            return table;
        }
        let mut table =
            Table::new(&["strategy", ">played by", ">standard error", ">proved", ">everyone"]);
        for (strategy, name) in self.names().iter().enumerate() {
            let [mean, error] = played.played[strategy];
            table.row(vec![
                Cell::text(name.as_str()),
                near(mean).styled(Style::Strong),
                near(error),
                proved(expected.played.as_ref(), strategy),
                near(played.alone[strategy]),
            ]);
        }
        table
    }

    /// The first run, at regular intervals.
    pub(super) fn course(&self, law: &Law, played: &Played) -> Table {
        let step = format!(">{}", law.process.step.0);
        let heads: Vec<String> = self.names().iter().map(|name| format!(">{name}")).collect();
        let mut all = vec![step.as_str()];
        all.extend(heads.iter().map(String::as_str));
        let mut table = Table::new(&all);
        for sample in &played.samples {
            let counts = sample.composition.iter().map(|count| Cell::text(count.to_string()));
            let row = std::iter::once(Cell::text(sample.step.to_string())).chain(counts);
            table.row(row.collect());
        }
        table
    }
}

/// The place of the greatest; of the first, if there are several.
fn most(numbers: &[f64]) -> usize {
    let best = numbers.iter().enumerate().max_by(|(i, a), (j, b)| a.total_cmp(b).then(j.cmp(i)));
    best.map_or(0, |(place, _)| place)
}
