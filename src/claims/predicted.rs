//! What theses predict, as tables.

use super::asked::{asked, expected};
use super::theses::{Predicted, Theses};
use super::told::{said, told_found};
use crate::model::{Claim, Expectation, Model};
use crate::num::{Rational, shortest};
use crate::table::{Cell, Table, in_full, shown};

/// What is asked; of two queries that begin alike the second as far as it differs.
fn brief(model: &Model, claim: &Claim) -> String {
    let asked = asked(model, claim);
    let Expectation::Versus(versus) = &claim.expectation else { return asked };
    let (one, other) = (claim.written.text.as_str(), versus.written.text.as_str());
    let alike = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    match one.get(..alike).and_then(|same| same.rfind(", ")) {
        Some(cut) if one != other => asked.replace(other, &format!("…{}", &other[cut + 1..])),
        _ => asked,
    }
}

impl Theses<'_> {
    /// A row for each prediction.
    pub fn predictions(&self, digits: usize) -> Table {
        let mut table = Table::new(&[
            "prediction",
            "decisive",
            "verdict",
            "expected",
            "found",
            "game",
            "query",
            "text",
        ]);
        let short = |x: &Rational| shortest(x).unwrap_or_else(|| shown(x, x, digits));
        for Predicted { model, tested } in self.judged.iter().flat_map(|one| &one.predictions) {
            let claim = tested.claim;
            let (verdict, style) = said(&tested.verdict);
            table.row(vec![
                Cell::text(claim.name.as_str()),
                Cell::text(if claim.is_decisive { "yes" } else { "" }),
                Cell::text(verdict).styled(style),
                Cell::rounded(
                    expected(&claim.expectation, &short),
                    expected(&claim.expectation, &in_full),
                ),
                told_found(tested, digits),
                Cell::text(model.info.name.as_str()),
                Cell::text(asked(model, claim)),
                Cell::text(claim.text.as_deref().unwrap_or("")),
            ]);
        }
        table
    }

    /// The same for print: `3.1` is the first prediction of the third thesis, with a star if it is decisive; `known` says what
    /// stands for parts of queries that come again and again.
    pub fn printed(&self, digits: usize, known: &[(&str, &str)]) -> Table {
        let mut table =
            Table::new(&["", "prediction", "query", "expected", "found", "verdict", "game"]);
        let short = |x: &Rational| shortest(x).unwrap_or_else(|| shown(x, x, digits));
        for one in &self.judged {
            let whose = one.number.map_or_else(|| one.name.to_owned(), |number| number.to_string());
            for (place, Predicted { model, tested }) in one.predictions.iter().enumerate() {
                let claim = tested.claim;
                let (verdict, style) = said(&tested.verdict);
                let star = if claim.is_decisive { "*" } else { "" };
                let query = known
                    .iter()
                    .fold(brief(model, claim), |query, (long, name)| query.replace(long, name));
                table.row(vec![
                    Cell::text(format!("{whose}.{}{star}", place + 1)),
                    Cell::text(claim.text.as_deref().unwrap_or("")),
                    Cell::text(query),
                    Cell::text(expected(&claim.expectation, &short)),
                    told_found(tested, digits),
                    Cell::text(verdict).styled(style),
                    Cell::text(model.info.name.as_str()),
                ]);
            }
        }
        table
    }
}
