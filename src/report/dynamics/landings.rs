//! Where play ends by chance: rules that draw lots, and starts that are drawn.

use serde_json::{Value, json};

use super::super::Document;
use super::super::json::{certificate_json, number_json};
use super::pure::{LISTED, Play, certificate, left};
use crate::dynamics::pure::{Landing, Landings, Share, Steps};
use crate::table::{Cell, Style, Table};

/// Where runs start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// At a pure profile drawn from all with equal chances.
    AnyPure,
    /// At the one that was asked for.
    Given,
    /// At mixed profiles, drawn uniformly.
    Mixed,
}

/// Where play ends with which chance, and one run.
#[derive(Clone, Debug)]
pub struct Chances {
    /// Where it ends.
    pub landings: Landings,
    /// Where it starts.
    pub from: Drawn,
    /// Of one run from the given start: the profiles, and whether it has come to its end.
    pub path: Option<(Vec<usize>, bool)>,
    /// Of the lots, where any were drawn.
    pub seed: u64,
}

/// Digits of chances that were estimated.
const DIGITS: usize = 4;

impl Chances {
    /// Runs, if chances were estimated.
    fn runs(&self) -> Option<u64> {
        self.landings.landings.iter().find_map(|landing| match landing.share {
            Share::Sampled { of, .. } => Some(of),
            Share::Exact(_) => None,
        })
    }
}

impl Play<'_> {
    /// The answer in words and tables.
    pub(super) fn tell_chances(&self, chances: &Chances, verbose: bool, document: &mut Document) {
        let most = if verbose { usize::MAX } else { LISTED };
        document.table(self.landings(chances, most));
        left(chances.landings.landings.len().saturating_sub(most), document);
        if let Some((path, ended)) = &chances.path {
            document.gap();
            document.table(self.path(path, *ended, most));
            left(path.len().saturating_sub(most), document);
        }
        let how = match chances.runs() {
            None => "Chances are exact".to_owned(),
            Some(runs) => {
                let all = if chances.landings.all { "" } else { "; there may be ends never met" };
                format!("Chances are shares of {runs} runs (seed {}){all}", chances.seed)
            }
        };
        document.remark(format!("{how}."));
    }

    /// Where play ends, in a sentence.
    pub(super) fn summary_of_chances(&self, chances: &Chances) -> String {
        let Landings { landings, steps, .. } = &chances.landings;
        let from = match chances.from {
            Drawn::AnyPure => {
                format!("from a start drawn from all {}", self.payoffs.shape().profiles())
            }
            Drawn::Given => "from the given start".to_owned(),
            Drawn::Mixed => "from mixed starts".to_owned(),
        };
        let rest: f64 = landings
            .iter()
            .filter(|landing| landing.profiles.len() == 1)
            .map(|landing| landing.share.value())
            .sum();
        let points = landings.iter().filter(|landing| landing.profiles.len() == 1).count();
        let others = landings.len() - points;
        let place = match points {
            1 => "one equilibrium".to_owned(),
            _ => format!("one of {points} equilibria"),
        };
        let class = match others {
            1 => "a class of profiles that it never leaves".to_owned(),
            _ => format!("one of {others} classes of profiles that it never leaves"),
        };
        let mean = match steps {
            Steps::Exact(mean) => mean.nearest_f64(),
            Steps::Sampled { mean, .. } => *mean,
        };
        let [one, many] = [self.rule.step.0, self.rule.step.1];
        let after = match format!("{mean:.2}").as_str() {
            "1.00" => format!("after 1 {one} on average"),
            mean => format!("after {mean} {many} on average"),
        };
        match (points, others) {
            (_, 0) => format!("{from} play comes to rest at {place}, {after}"),
            (0, _) => format!("{from} play ends in {class}, {after}"),
            _ => format!(
                "{from} play comes to rest at {place} with chance {rest:.DIGITS$}, and else ends in {class}, \
                 {after}"
            ),
        }
    }

    /// A row for each end, and for each profile in it.
    pub(super) fn landings(&self, chances: &Chances, most: usize) -> Table {
        let sampled = chances.runs().is_some();
        let after: &[&str] =
            if sampled { &[">chance", ">±", "certificate"] } else { &[">chance", "certificate"] };
        let mut table = Table::new(&self.heads(&[">", "ends"], after));
        for (number, landing) in chances.landings.landings.iter().take(most).enumerate() {
            let length = landing.profiles.len();
            for (place, &profile) in landing.profiles.iter().take(most).enumerate() {
                let first = place == 0;
                let kind = match length {
                    1 => "at rest".to_owned(),
                    _ if first && self.rule.is_random() => format!("in a class of {length}"),
                    _ if first => format!("in a cycle of {length}"),
                    _ if self.rule.is_random() => "or".to_owned(),
                    _ => "then".to_owned(),
                };
                let number =
                    if first { Cell::text((number + 1).to_string()) } else { Cell::empty() };
                let mut row = vec![number, Cell::text(kind)];
                row.extend(self.played(profile).map(Cell::text));
                row.extend(chance(&landing.share, first));
                row.push(Cell::text(certificate(landing.certificate.as_ref())));
                table.row(row);
            }
        }
        table
    }

    fn path(&self, path: &[usize], ended: bool, most: usize) -> Table {
        let step = format!(">{}", self.rule.step.0);
        let mut table = Table::new(&self.heads(&[&step], &["ends"]));
        for (place, &profile) in path.iter().take(most).enumerate() {
            let mut row = vec![Cell::text(place.to_string()).styled(Style::Faint)];
            row.extend(self.played(profile).map(Cell::text));
            let last = place + 1 == path.len();
            row.push(if last && ended { Cell::text("here") } else { Cell::empty() });
            table.row(row);
        }
        table.caption("One run".to_owned())
    }

    pub(super) fn chances_json(&self, chances: &Chances, told: &mut Value) {
        told["from"] = json!(match chances.from {
            Drawn::AnyPure => "any-pure",
            Drawn::Given => "given",
            Drawn::Mixed => "mixed",
        });
        told["ends"] = chances.landings.landings.iter().map(|end| self.landing(end)).collect();
        told["all_ends"] = json!(chances.landings.all);
        told["mean_steps"] = match &chances.landings.steps {
            Steps::Exact(mean) => number_json(&(mean.clone(), mean.clone())),
            Steps::Sampled { mean, .. } => json!({ "value": mean }),
        };
        if let Steps::Sampled { most, .. } = chances.landings.steps {
            told["most_steps"] = json!(most);
        }
        told["runs"] = json!(chances.runs());
        told["seed"] = json!(chances.runs().map(|_| chances.seed));
        if let Some((path, ended)) = &chances.path {
            told["run"] = path.iter().map(|&profile| self.profile(profile)).collect();
            told["run_ended"] = json!(ended);
        }
    }

    fn landing(&self, landing: &Landing) -> Value {
        let share = match &landing.share {
            Share::Exact(share) => number_json(&(share.clone(), share.clone())),
            Share::Sampled { hits, .. } => json!({
                "value": landing.share.value(),
                "standard_error": landing.share.error(),
                "runs": hits,
            }),
        };
        json!({
            "kind": match landing.profiles.len() {
                1 => "rest-point",
                _ if self.rule.is_random() => "class",
                _ => "cycle",
            },
            "profiles": landing.profiles.iter().map(|&p| self.profile(p)).collect::<Vec<_>>(),
            "chance": share,
            "certificate": landing.certificate.as_ref().map(certificate_json),
        })
    }
}

/// The cells of a chance: with its standard error, where it was estimated.
fn chance(share: &Share, said: bool) -> Vec<Cell> {
    let float = |x: f64| Cell::rounded(format!("{x:.DIGITS$}"), x.to_string());
    match share {
        Share::Exact(share) if said => vec![Cell::probability(share)],
        Share::Exact(_) => vec![Cell::empty()],
        Share::Sampled { .. } if said => vec![float(share.value()), float(share.error())],
        Share::Sampled { .. } => vec![Cell::empty(), Cell::empty()],
    }
}
