//! The question of a page in words.

use super::subject::Subject;
use super::{Asked, Page};
use crate::answer::Condition;
use crate::model::{MixedChoice, QueryKind, Restriction};
use crate::report::html_text;

impl Page<'_> {
    /// The question as a sentence where there is one, and as it is written on the command line.
    pub(super) fn question_html(&self, asked: &Asked) -> String {
        let written = format!("<code>{}</code>", html_text(&asked.written));
        match self.in_words(asked) {
            Some(words) => format!("<strong>{}</strong> ({written})", html_text(&words)),
            None => written,
        }
    }

    fn in_words(&self, asked: &Asked) -> Option<String> {
        let query = match &asked.condition {
            Condition::Query(query) => query,
            Condition::PureEquilibria => {
                return Some("Which pure equilibria are there?".to_owned());
            }
            Condition::Survivors => {
                return Some("What does iterated elimination leave?".to_owned());
            }
            _ => return None,
        };
        let when = self.when(&query.given)?;
        let Subject { player, label, .. } = Subject::of(self.model, Some(asked))?;
        let who = &self.model.players[player].name;
        match query.kind {
            QueryKind::BestResponse { .. } => {
                Some(format!("Is {label} a best response of {who}{when}?"))
            }
            QueryKind::Dominant { .. } if self.model.players.len() == 1 => {
                Some(format!("Is {label} better for {who} than everything else{when}?"))
            }
            QueryKind::Dominant { .. } => Some(format!(
                "Is {label} better for {who} than everything else, whatever the others do{when}?"
            )),
            _ => None,
        }
    }

    /// How players are held: `when b plays u`; nothing where one is held to a mixture.
    fn when(&self, given: &[Restriction]) -> Option<String> {
        let held = given.iter().map(|one| {
            let of = &self.model.players[one.player];
            let MixedChoice::Among(among) = &one.choice else { return None };
            let names: Vec<&str> = among.iter().map(|&s| of.strategies[s].as_str()).collect();
            Some(format!("{} plays {}", of.name, names.join(" or ")))
        });
        let held: Vec<String> = held.collect::<Option<_>>()?;
        Some(match &held[..] {
            [] => String::new(),
            [only] => format!(" when {only}"),
            [first @ .., last] => format!(" when {} and {last}", first.join(", ")),
        })
    }
}
