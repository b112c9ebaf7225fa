//! Theses: an argument about games, judged by what it predicts of them.

use rayon::prelude::*;
use serde_json::{Value, json};

use super::described::{Said, another, said, same_number};
use super::standing::{Standing, within};
use super::told::{claim_json, reason};
use super::{Tested, Verdict, test};
use crate::model::{Assignment, Model, Thesis};
use crate::nash::Settings;
use crate::table::{Cell, Style, Table};
use crate::text::Diagnostic;

/// What a thesis predicts of one game, tested.
#[derive(Clone, Debug)]
pub struct Predicted<'a> {
    /// Of which game.
    pub model: &'a Model,
    /// The prediction, and what was found.
    pub tested: Tested<'a>,
}

/// A thesis, judged by all files that have it.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    /// As in the files.
    pub name: &'a str,
    /// Its place in the argument.
    pub number: Option<u64>,
    /// In words.
    pub text: Option<&'a str>,
    /// How it would come about.
    pub mechanism: Option<&'a str>,
    /// Names of the parameters that matter to it, of all files.
    pub parameters: Vec<&'a str>,
    /// What it predicts, file by file.
    pub predictions: Vec<Predicted<'a>>,
}

impl Judged<'_> {
    /// How many predictions hold, fail, and are open.
    pub fn counts(&self) -> [usize; 3] {
        let count = |is: fn(&Verdict) -> bool| {
            self.predictions.iter().filter(|one| is(&one.tested.verdict)).count()
        };
        let hold = count(|verdict| *verdict == Verdict::Holds);
        let fail = count(|verdict| *verdict == Verdict::Fails);
        [hold, fail, self.predictions.len() - hold - fail]
    }

    /// Where it stands: what the games say together. Where they do not say the same it is true in part.
    pub fn standing(&self) -> Standing {
        let mut games: Vec<(&Model, Vec<&Tested<'_>>)> = Vec::new();
        for Predicted { model, tested } in &self.predictions {
            match games.iter_mut().find(|(known, _)| std::ptr::eq(*known, *model)) {
                Some((_, predictions)) => predictions.push(tested),
                None => games.push((model, vec![tested])),
            }
        }
        let said: Vec<Standing> =
            games.iter().map(|(_, predictions)| within(predictions)).collect();
        let settled = || said.iter().filter(|&&standing| standing != Standing::Open);
        match settled().next() {
            Some(&first) if settled().any(|&standing| standing != first) => Standing::Partly,
            Some(Standing::Partly) => Standing::Partly,
            Some(&first) if settled().count() == said.len() => first,
            _ => Standing::Open,
        }
    }

    /// What refutes it where it fails: each once, in words if the file says it in words.
    pub fn decisive(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for claim in self.predictions.iter().map(|one| one.tested.claim) {
            let said = claim.text.as_deref().unwrap_or(&claim.written.text);
            if claim.is_decisive && !all.contains(&said) {
                all.push(said);
            }
        }
        all
    }
}

/// All theses of some files, by number, then in the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Theses<'a> {
    /// Each name once.
    pub judged: Vec<Judged<'a>>,
}

/// Tests everything that the theses of `games` predict, each at its point and to its precision in bits, and judges them. The
/// same name in several games is one thesis.
///
/// # Errors
/// As [`Theses::of`].
///
/// # Examples
/// ```
/// use equil::claims::{Standing, judge_theses};
/// use equil::format::{Limits, read};
/// use equil::model::Assignment;
/// use equil::nash::Settings;
/// use equil::text::Source;
///
/// let file = r#"
/// format = 1
/// [game]
/// name = "dilemma"
/// [players]
/// ann = ["cooperate", "defect"]
/// bob = ["cooperate", "defect"]
/// [table.matrix]
/// ann = [[2, 0], [3, 1]]
/// bob = [[2, 3], [0, 1]]
/// [thesis.hand]
/// text = "Self-interest leads to what is best for all."
/// [[thesis.hand.prediction]]
/// holds = "unique_nash()"
/// [[thesis.hand.prediction]]
/// value = "welfare()"
/// least = 4
/// "#;
/// let model = read(&Source::new("pd.game.toml", file), &Limits::default()).unwrap().model;
/// let games = [(&model, Assignment::of(&model), 1024)];
/// let theses = judge_theses(&games, &Settings::default()).unwrap();
/// assert_eq!(theses.judged[0].standing(), Standing::Partly);
/// ```
pub fn judge_theses<'a>(
    games: &[(&'a Model, Assignment, u32)],
    settings: &Settings<'_>,
) -> Result<Theses<'a>, Vec<Diagnostic>> {
    let tested = |(model, point, max_bits): &(&'a Model, Assignment, u32)| {
        let model: &'a Model = model;
        let predictions = model.theses.par_iter().map(|thesis| {
            let one = |claim| test(model, claim, point, *max_bits, settings);
            (model, thesis, thesis.predictions.par_iter().map(one).collect())
        });
        predictions.collect::<Vec<(&'a Model, &'a Thesis, Vec<Tested<'a>>)>>()
    };
    Theses::of(games.iter().flat_map(tested).collect())
}

impl<'a> Theses<'a> {
    /// Gathers what was tested, thesis by thesis.
    ///
    /// # Errors
    /// Where two files say different things of the number, text or mechanism of the same thesis, and where two
    /// theses have the same number, at the later one, all of them.
    pub fn of(
        tested: Vec<(&'a Model, &'a Thesis, Vec<Tested<'a>>)>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut judged: Vec<Judged<'a>> = Vec::new();
        let mut problems = Vec::new();
        let mut numbered: Vec<(u64, &Model, &Thesis)> = Vec::new();
        let mut first: Vec<Said<'a>> = Vec::new();
        for (model, thesis, predictions) in tested {
            if let Some(number) = thesis.number {
                let same = |(own, _, _): &&(u64, &Model, &Thesis)| *own == number;
                match numbered.iter().find(same) {
                    Some((_, _, other)) if other.name == thesis.name => {}
                    Some((_, there, other)) => {
                        problems.push(same_number(model, thesis, there, other));
                    }
                    None => numbered.push((number, model, thesis)),
                }
            }
            let place = judged.iter().position(|one| one.name == thesis.name);
            let place = place.unwrap_or_else(|| {
                judged.push(Judged {
                    name: &thesis.name,
                    number: None,
                    text: None,
                    mechanism: None,
                    parameters: Vec::new(),
                    predictions: Vec::new(),
                });
                judged.len() - 1
            });
            let one = &mut judged[place];
            agreed(&mut one.number, thesis.number);
            agreed(&mut one.text, thesis.text.as_deref());
            agreed(&mut one.mechanism, thesis.mechanism.as_deref());
            for (key, own) in said(thesis) {
                let same =
                    |(_, other, known, _): &&Said<'a>| *known == key && other.name == thesis.name;
                match first.iter().find(same) {
                    None => first.push((model, thesis, key, own)),
                    Some((_, _, _, other)) if *other == own => {}
                    Some(other) => problems.push(another((model, thesis, key, own), other)),
                }
            }
            for &parameter in &thesis.parameters {
                let name = model.parameters[parameter].name.as_str();
                if !one.parameters.contains(&name) {
                    one.parameters.push(name);
                }
            }
            let predictions = predictions.into_iter().map(|tested| Predicted { model, tested });
            one.predictions.extend(predictions);
        }
        // Those without a number come last
        judged.sort_by_key(|one| one.number.unwrap_or(u64::MAX));
        if problems.is_empty() { Ok(Self { judged }) } else { Err(problems) }
    }

    /// `20 supported, 8 partly, 8 refuted`.
    pub fn in_words(&self) -> String {
        let all = [Standing::Supported, Standing::Partly, Standing::Refuted, Standing::Open];
        let said = all.iter().filter_map(|standing| {
            let count = self.judged.iter().filter(|one| one.standing() == *standing).count();
            (count > 0 || *standing != Standing::Open)
                .then(|| format!("{count} {}", standing.name()))
        });
        said.collect::<Vec<_>>().join(", ")
    }

    /// A row for each thesis.
    pub fn table(&self) -> Table {
        let mut table =
            Table::new(&[">#", "thesis", "verdict", "predictions", "mechanism", "text"]);
        for one in &self.judged {
            let standing = one.standing();
            let style = match standing {
                Standing::Supported => Style::Good,
                Standing::Refuted => Style::Bad,
                Standing::Partly | Standing::Open => Style::Strong,
            };
            table.row(vec![
                Cell::text(one.number.map_or_else(String::new, |number| number.to_string())),
                Cell::text(one.name),
                Cell::text(standing.name()).styled(style),
                Cell::text(format!("{} of {}", one.counts()[0], one.predictions.len())),
                Cell::text(one.mechanism.unwrap_or("")),
                Cell::text(one.text.unwrap_or("")),
            ]);
        }
        table
    }

    /// Why predictions are open, by name.
    pub fn reasons(&self) -> Vec<String> {
        let all = self.judged.iter().flat_map(|one| &one.predictions);
        let why = all.filter_map(|Predicted { tested, .. }| {
            Some(format!("{}: {}", tested.claim.name, reason(&tested.verdict)?))
        });
        why.collect()
    }

    /// Everything, for other programs: `theses` in `equil.claims/1`.
    pub fn json(&self) -> Value {
        let prediction = |Predicted { model, tested }: &Predicted<'_>| {
            json!({
                "game": model.info.name,
                "decisive": tested.claim.is_decisive,
                "claim": claim_json(model, tested),
            })
        };
        let thesis = |one: &Judged<'_>| {
            let [hold, fail, open] = one.counts();
            json!({
                "name": one.name,
                "number": one.number,
                "text": one.text,
                "mechanism": one.mechanism,
                "parameters": one.parameters,
                "verdict": one.standing().name(),
                "hold": hold,
                "fail": fail,
                "open": open,
                "predictions": one.predictions.iter().map(prediction).collect::<Vec<_>>(),
            })
        };
        self.judged.iter().map(thesis).collect()
    }
}

/// Keeps what is said first.
fn agreed<T>(kept: &mut Option<T>, said: Option<T>) {
    if kept.is_none() {
        *kept = said;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Limits, read};
    use crate::text::Source;

    fn model(more: &str) -> Model {
        let file = format!(
            "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n[params]\nk = 1\n\
             [define]\nhalf = \"k / 2\"\n[payoff]\na = \"k * a.x\"\n{more}"
        );
        read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model
    }

    fn judged(models: &[Model]) -> Result<Vec<(u64, Standing, usize)>, usize> {
        let games: Vec<(&Model, Assignment, u32)> =
            models.iter().map(|model| (model, Assignment::of(model), 1024)).collect();
        let theses = judge_theses(&games, &Settings::default()).map_err(|found| found.len())?;
        let told =
            |one: &Judged<'_>| (one.number.unwrap_or(0), one.standing(), one.predictions.len());
        Ok(theses.judged.iter().map(told).collect())
    }

    #[test]
    fn a_name_in_several_files_is_one_thesis() {
        let yes = "[[thesis.t.prediction]]\nholds = \"dominant(a, x)\"\n";
        let no = "[[thesis.t.prediction]]\nvalue = \"helper(half) given a = y\"\nleast = 1\n";
        let first = format!("[thesis.t]\nnumber = 3\ntext = \"x pays\"\n{yes}");
        let again = format!("[thesis.t]\nnumber = 3\ntext = \"x pays\"\n{no}");
        let other = again.replace("number = 3", "number = 4");
        let found = |one: &str, two: &str| judged(&[model(one), model(two)]);
        assert_eq!(found(&first, &again), Ok(vec![(3, Standing::Partly, 2)]));
        assert_eq!(found(&first, yes), Ok(vec![(3, Standing::Supported, 2)]));
        assert_eq!(found(no, &again), Ok(vec![(3, Standing::Refuted, 2)]));
        assert_eq!(found(&first, &other), Err(1));
        let models = [model(&first), model(&other)];
        let games: Vec<(&Model, Assignment, u32)> =
            models.iter().map(|model| (model, Assignment::of(model), 1024)).collect();
        let told = judge_theses(&games, &Settings::default()).unwrap_err()[0].message.clone();
        let both = "has the `number` 4 here, and 3 in another file (g.game.toml:12:9)";
        assert!(told.contains(both), "{told}");
        let renamed = again.replace("thesis.t", "thesis.u");
        assert_eq!(found(&first, &renamed), Err(1));
        assert_eq!(
            found(&first, &renamed.replace("number = 3", "number = 4")).map(|all| all.len()),
            Ok(2)
        );
    }

    #[test]
    fn a_decisive_prediction_that_fails_refutes() {
        let one = |query: &str, rest: &str| {
            format!("[[thesis.t.prediction]]\n{query} = \"dominant(a, x)\"\n{rest}\n")
        };
        let told = |parts: &[String]| judged(&[model(&parts.concat())]).unwrap()[0].1;
        let decisive = "decisive = true";
        assert_eq!(told(&[one("holds", ""), one("fails", "")]), Standing::Partly);
        assert_eq!(told(&[one("holds", decisive), one("fails", "")]), Standing::Partly);
        assert_eq!(told(&[one("holds", ""), one("fails", decisive)]), Standing::Refuted);
        assert_eq!(
            told(&[one("holds", decisive), one("fails", "decisive = false")]),
            Standing::Partly
        );
        assert_eq!(told(&[one("holds", decisive)]), Standing::Supported);
        // In another game it does not hold
        let games = [model(&one("holds", decisive)), model(&one("fails", decisive))];
        assert_eq!(judged(&games).unwrap()[0].1, Standing::Partly);
    }

    #[test]
    fn values_are_compared_strictly() {
        let than = |what: &str| {
            let thesis =
                format!("[[thesis.t.prediction]]\nvalue = \"helper(half) given a = x\"\n{what}\n");
            judged(&[model(&thesis)]).unwrap()[0].1
        };
        assert_eq!(than("less_than = \"payoff(a) given a = x\""), Standing::Supported);
        assert_eq!(than("more_than = \"payoff(a) given a = x\""), Standing::Refuted);
        assert_eq!(than("less_than = { set = { k = 1 } }"), Standing::Refuted);
        assert_eq!(than("more_than = { set = { k = 0.5 } }"), Standing::Supported);
    }
}
