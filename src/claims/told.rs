//! Tested claims, told: one line each, and what they come to.

use serde_json::{Value, json};

use super::asked::expected;
use super::{Found, SEED, Share, Tested, Verdict};
use crate::answer::{Answer, Open};
use crate::model::{Expectation, Model};
use crate::num::{Rational, decimal, decimal_down, decimal_up, shortest};
use crate::report::{Document, Point, game_json, number_json};
use crate::table::{Cell, Content, Style, Table, in_full, shown};

/// The tested claims of one file, ready to be told.
#[derive(Clone, Debug)]
pub struct Claims<'a> {
    /// What the file says.
    pub model: &'a Model,
    /// Where the claims were tested, before their own scenarios and changes.
    pub point: Point,
    /// The claims, in the order of the file.
    pub tested: Vec<Tested<'a>>,
}

/// What claims come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many hold.
    pub hold: usize,
    /// How many do not.
    pub fail: usize,
    /// How many were not decided.
    pub open: usize,
}

impl Tally {
    /// Adds another tally.
    pub fn add(&mut self, other: &Self) {
        self.hold += other.hold;
        self.fail += other.fail;
        self.open += other.open;
    }

    /// `112 hold, 0 fail, 11 open`.
    pub fn in_words(&self) -> String {
        let mut said = format!("{} hold, {} fail", self.hold, self.fail);
        if self.open > 0 {
            said.push_str(&format!(", {} open", self.open));
        }
        said
    }
}

impl Claims<'_> {
    /// What the claims come to.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for tested in &self.tested {
            match &tested.verdict {
                Verdict::Holds => tally.hold += 1,
                Verdict::Fails => tally.fail += 1,
                Verdict::Open(_) | Verdict::NoGame(_) => tally.open += 1,
            }
        }
        tally
    }

    /// A line for each claim, or only for those that do not hold, then what they come to.
    pub fn document(&self, digits: usize, all: bool) -> Document {
        let mut document = Document::new();
        if self.tested.is_empty() {
            document.line("The file has no claims.");
            return document;
        }
        let mut table = self.table(digits);
        if !all {
            let mut verdicts = self.tested.iter().map(|tested| &tested.verdict);
            table.rows.retain(|_| verdicts.next() != Some(&Verdict::Holds));
        }
        let listed = !table.rows.is_empty();
        if listed {
            document.table(table);
        }
        let opens: Vec<(&str, String)> = self
            .tested
            .iter()
            .filter_map(|tested| Some((tested.claim.name.as_str(), reason(&tested.verdict)?)))
            .collect();
        if !opens.is_empty() {
            document.gap();
            for (name, why) in opens {
                document.line(format!("{name}: {why}"));
            }
        }
        if listed {
            document.gap();
        }
        let tally = self.tally();
        let style = match (tally.fail, tally.open) {
            (0, 0) => Style::Good,
            (0, _) => Style::Strong,
            _ => Style::Bad,
        };
        document.styled(style, tally.in_words());
        let shares = self.tested.iter().filter_map(|tested| match &tested.found {
            Some(Found::Share(share)) => Some(share),
            _ => None,
        });
        let shares: Vec<&Share> = shares.collect();
        let errors = shares.iter().map(|share| share.errors()).fold(0.0, f64::max);
        if let Some(points) = shares.iter().map(|share| share.points).max() {
            document.remark(format!(
                "Shares are estimates ± their standard errors, from up to {points} points: what holds \
                 within {errors:.1} of these is said to hold, wrongly in no more than 0.27% of all claims."
            ));
        }
        document
    }

    /// A row for each claim.
    pub fn table(&self, digits: usize) -> Table {
        let mut table = Table::new(&["claim", "verdict", "expected", "found", "text"]);
        for tested in &self.tested {
            let (verdict, style) = said(&tested.verdict);
            let told = |digits: usize| {
                let short = |x: &Rational| shortest(x).unwrap_or_else(|| shown(x, x, digits));
                let expected = Cell::rounded(
                    expected(&tested.claim.expectation, &short),
                    expected(&tested.claim.expectation, &in_full),
                );
                (expected, told_found(tested, digits))
            };
            // What is not as expected looks different, too
            let is_right = tested.verdict != Verdict::Fails;
            let differ = |(expected, found): &(Cell, Cell)| {
                is_right || expected.shown(digits) != found.shown(digits)
            };
            let told_apart = (digits..=DIGITS).map(told).find(differ);
            let (expected, found) = told_apart.unwrap_or_else(|| told(digits));
            table.row(vec![
                Cell::text(tested.claim.name.as_str()),
                Cell::text(verdict).styled(style),
                expected,
                found,
                Cell::text(tested.claim.text.as_deref().unwrap_or(&tested.claim.written.text)),
            ]);
        }
        table
    }

    /// Everything, for other programs: an entry of `files` in `equil.claims/1`.
    pub fn json(&self) -> Value {
        let claims: Vec<Value> =
            self.tested.iter().map(|tested| claim_json(self.model, tested)).collect();
        let tally = self.tally();
        json!({
            "game": game_json(self.model),
            "point": self.point.json(),
            "claims": claims,
            "hold": tally.hold,
            "fail": tally.fail,
            "open": tally.open,
        })
    }
}

/// A tested claim, or prediction, for other programs.
pub(super) fn claim_json(model: &Model, tested: &Tested<'_>) -> Value {
    let claim = tested.claim;
    let exact = |value: &Rational| number_json(&(value.clone(), value.clone()));
    let expectation = match &claim.expectation {
        Expectation::Holds => json!(true),
        Expectation::Fails => json!(false),
        Expectation::Value { least, most } => {
            json!({ "least": least.as_ref().map(exact), "most": most.as_ref().map(exact) })
        }
        Expectation::Versus(versus) => {
            let side = if versus.more { "more_than" } else { "less_than" };
            let changes = versus.changes.iter().map(|(parameter, value)| {
                (model.parameters[*parameter].name.clone(), exact(value))
            });
            json!({ side: {
                    "query": versus.written.text,
                    "scenario": versus.scenario.map(|scenario| &model.scenarios[scenario].name),
                    "set": changes.collect::<serde_json::Map<String, Value>>(),
                    "found": found_json(tested.other.as_ref()),
                } })
        }
    };
    let verdict = match &tested.verdict {
        Verdict::Holds => "holds",
        Verdict::Fails => "fails",
        Verdict::Open(_) | Verdict::NoGame(_) => "open",
    };
    json!({
        "name": claim.name,
        "text": claim.text,
        "query": claim.written.text,
        "scenario": claim.scenario.map(|scenario| &model.scenarios[scenario].name),
        "source": claim.citation,
        "expected": expectation,
        "found": found_json(tested.found.as_ref()),
        "verdict": verdict,
        "why": reason(&tested.verdict),
    })
}

/// What a query gave.
fn found_json(found: Option<&Found>) -> Value {
    let exact = |value: &Rational| number_json(&(value.clone(), value.clone()));
    match found {
        Some(Found::Answer(Answer::Yes)) => json!(true),
        Some(Found::Answer(Answer::No)) => json!(false),
        Some(Found::Answer(Answer::Number { low, high })) => {
            number_json(&(low.clone(), high.clone()))
        }
        Some(Found::Never) => json!("never"),
        Some(Found::Both(below, above)) => json!([exact(below), exact(above)]),
        Some(Found::Share(share)) => json!({
            "share": share.tally.share(),
            "standard_error": share.tally.standard_error(),
            "between": share.tally.bounds(share.errors()).map(|(low, high)| [low, high]),
            "points": share.points,
            "seed": SEED,
            "yes": share.tally.yes,
            "no": share.tally.no,
            "open": share.tally.open,
            "undefined": share.tally.undefined,
        }),
        Some(Found::Answer(Answer::Open(Open::Infinite))) => json!("infinite"),
        Some(Found::Answer(Answer::Open(_))) | None => Value::Null,
    }
}

pub(super) fn said(verdict: &Verdict) -> (&'static str, Style) {
    match verdict {
        Verdict::Holds => ("holds", Style::Good),
        Verdict::Fails => ("FAILS", Style::Bad),
        Verdict::Open(_) | Verdict::NoGame(_) => ("open", Style::Strong),
    }
}

/// Why a claim is open.
pub(super) fn reason(verdict: &Verdict) -> Option<String> {
    match verdict {
        Verdict::Holds | Verdict::Fails => None,
        Verdict::Open(open) => Some(open.to_string()),
        Verdict::NoGame(error) => Some(error.to_string()),
    }
}

/// Characters of a bound that is written in full; longer ones are enclosures, or say no more.
const LONGEST: usize = 40;

/// Digits after the point of a bound that is not written in full.
const DIGITS: usize = 24;

/// An estimate with its standard error, rounded and in full.
fn estimate(share: &Share, digits: usize) -> Cell {
    let float = |x: Option<f64>| x.and_then(Rational::from_f64);
    let shown =
        |x: Option<f64>| float(x).map_or_else(|| "–".to_owned(), |exact| decimal(&exact, digits));
    let (share, error) = (share.tally.share(), share.tally.standard_error());
    let full = |x: f64| format!("{x:?}");
    let exact = match (share, error) {
        (Some(share), Some(error)) => format!("{} ± {}", full(share), full(error)),
        (share, _) => share.map_or_else(String::new, full),
    };
    Cell::rounded(format!("{} ± {}", shown(share), shown(error)), exact)
}

/// What was found, and what it was compared with.
pub(super) fn told_found(tested: &Tested<'_>, digits: usize) -> Cell {
    let one = found(tested.found.as_ref(), digits);
    if tested.other.is_none() {
        return one;
    }
    let words = |cell: Cell| match cell.content {
        Content::Rounded { shown, exact } => (shown, exact),
        Content::Text(text) => (text.clone(), text),
        _ => (String::new(), String::new()),
    };
    let (one, other) = (words(one), words(found(tested.other.as_ref(), digits)));
    let both = |a: &str, b: &str| format!("{a} against {b}");
    Cell::rounded(both(&one.0, &other.0), both(&one.1, &other.1))
}

fn found(found: Option<&Found>, digits: usize) -> Cell {
    let answer = match found {
        Some(Found::Answer(answer)) => Some(answer),
        Some(Found::Never) => return Cell::text("never"),
        Some(Found::Both(below, above)) => {
            let short = |x: &Rational| shortest(x).unwrap_or_else(|| shown(x, x, digits));
            let told = |one: String, other: String| format!("{one}, also at {other}");
            return Cell::rounded(
                told(short(below), short(above)),
                told(in_full(below), in_full(above)),
            );
        }
        Some(Found::Share(share)) => return estimate(share, digits),
        None => None,
    };
    match answer {
        Some(Answer::Yes) => Cell::text("yes"),
        Some(Answer::No) => Cell::text("no"),
        Some(Answer::Number { low, high }) if low == high => {
            let rounded = shown(low, high, digits);
            let exact = in_full(low);
            // 3 rather than 3.0000, where nothing was rounded
            let short = shortest(low).is_some_and(|exact| exact.len() <= rounded.len());
            Cell::rounded(if short { exact.clone() } else { rounded }, exact)
        }
        Some(Answer::Number { low, high }) => {
            let text = [low, high].map(|x| shown(x, x, digits));
            // Bounds that differ in what is shown are a range, such as the probabilities over all
            // equilibria
            let rounded =
                if text[0] == text[1] { shown(low, high, digits) } else { text.join(" to ") };
            let ends = [in_full(low), in_full(high)];
            let long = ends.iter().any(|end| end.len() > LONGEST);
            let ends =
                if long { [decimal_down(low, DIGITS), decimal_up(high, DIGITS)] } else { ends };
            Cell::rounded(rounded, ends.join(" to "))
        }
        Some(Answer::Open(Open::Infinite)) => Cell::text("infinite"),
        Some(Answer::Open(_)) | None => Cell::text("–"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test;
    use super::*;
    use crate::format::{Limits, read};
    use crate::model::Assignment;
    use crate::nash::Settings;
    use crate::text::Source;

    #[test]
    fn verdicts_are_counted() {
        let file = r#"
format = 1
[game]
name = "bos"
[players]
a = ["x", "y"]
b = ["x", "y"]
[params]
k = 1
[payoff]
a = "2 * k * a.x * b.x + a.y * b.y"
b = "a.x * b.x + 2 * a.y * b.y"
[claim.right]
value = "count_nash()"
expect = 3
[claim.wrong]
holds = "dominant(a, x)"
[claim.several]
value = "payoff(a)"
least = 0
[claim.later]
value = "payoff(b)"
most = 2
[claim.rounded]
value = "payoff(a) given a = x, b = x"
expect = "0.6667"
set = { k = "1/3" }
"#;
        let source = Source::new("g.game.toml", file);
        let model = read(&source, &Limits::default()).unwrap().model;
        let point = Assignment::of(&model);
        let settings = Settings::default();
        let tested =
            model.claims.iter().map(|c| test(&model, c, &point, 1024, &settings)).collect();
        let claims = Claims { model: &model, point: Point::default(), tested };
        let said = claims.tally().in_words();
        assert_eq!(said, "1 hold, 2 fail, 2 open");
        let csv = claims.table(4).to_csv(None);
        assert!(csv.contains("right,holds,3,3,count_nash()"), "{csv}");
        assert!(csv.contains("wrong,FAILS,yes,no,"), "{csv}");
        assert_eq!(claims.json()["claims"][2]["verdict"], "open");
        // What is not as expected looks different, too
        let row = &claims.table(4).rows[4];
        assert_eq!((row[2].shown(4).as_str(), row[3].shown(4).as_str()), ("0.6667", "0.66667"));
    }
}
