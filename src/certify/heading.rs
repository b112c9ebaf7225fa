//! What a proof is about, as text: the game, and perhaps an optimum.

use super::Claim;
use crate::game::{Linear, Mixed, Objective, Sense};
use crate::num::Rational;
use crate::text::Span;

/// What a proof is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// The [`fingerprint`](super::fingerprint()) of the game.
    pub game: String,
    /// The optimum that is proved; `None` where it is that all equilibria are listed.
    pub claim: Option<Claim>,
}

/// Lines of a heading as they come.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) game: Option<(String, Span)>,
    objective: Option<(Sense, Objective, Span)>,
    value: Option<Rational>,
    profile: Option<[Mixed<Rational>; 2]>,
}

/// What a heading lacks, and where it is missed, if that is known.
pub(super) type Missing = (&'static str, Option<Span>);

/// What became of a line.
pub(super) enum Line {
    Taken,
    /// It says again what was said before, or it says it wrongly.
    Wrong,
    /// It is none of a heading.
    Other,
}

impl Lines {
    pub(super) fn take(&mut self, text: &str, span: Span) -> Line {
        let mut words = text.split_ascii_whitespace();
        let name = words.next().unwrap_or_default();
        let rest: Vec<&str> = words.collect();
        let taken = match name {
            "game" => match rest[..] {
                [game] => once(&mut self.game, Some((game.to_owned(), span))),
                _ => false,
            },
            "maximise" | "minimise" => {
                let sense = if name == "maximise" { Sense::Maximise } else { Sense::Minimise };
                once(&mut self.objective, objective(&rest).map(|found| (sense, found, span)))
            }
            "value" => match rest[..] {
                [value] => once(&mut self.value, value.parse().ok()),
                _ => false,
            },
            "profile" => once(&mut self.profile, profile(&rest)),
            _ => return Line::Other,
        };
        if taken { Line::Taken } else { Line::Wrong }
    }

    /// The whole heading, and where the game and the objective stand; else what is missing.
    pub(super) fn finish(self) -> Result<(Heading, [Span; 2]), Missing> {
        let (game, place) =
            self.game.ok_or(("the proof does not say about which game it is", None))?;
        let (claim, other) = match (self.objective, self.value, self.profile) {
            (None, None, None) => (None, place),
            (Some((sense, objective, span)), Some(value), Some(profile)) => {
                (Some(Claim { objective, sense, value, profile }), span)
            }
            (objective, ..) => {
                let span = objective.map(|(.., span)| span);
                return Err(("an optimum needs an objective, a value and a profile", span));
            }
        };
        Ok((Heading { game, claim }, [place, other]))
    }
}

/// Sets what was not set before.
fn once<T>(place: &mut Option<T>, found: Option<T>) -> bool {
    let fits = place.is_none() && found.is_some();
    if fits {
        *place = found;
    }
    fits
}

/// `welfare`, `payoff 1`, `probability 2 1 3`, `weighted 1 -1/2`. Players and strategies count from 1.
fn objective(words: &[&str]) -> Option<Objective> {
    let number = |word: &&str| word.parse::<usize>().ok()?.checked_sub(1);
    Some(match words {
        ["welfare"] => Objective::Welfare,
        ["payoff", player] => Objective::Payoff(number(player)?),
        ["probability", player, strategies @ ..] => Objective::Probability {
            player: number(player)?,
            strategies: strategies.iter().map(number).collect::<Option<_>>()?,
        },
        ["weighted", weights @ ..] => Objective::Linear(Linear::payoffs(
            weights.iter().map(|word| word.parse().ok()).collect::<Option<_>>()?,
        )),
        _ => return None,
    })
}

/// Probabilities of the first player's strategies, a bar, those of the second's.
fn profile(words: &[&str]) -> Option<[Mixed<Rational>; 2]> {
    let bar = words.iter().position(|word| *word == "|")?;
    let mixed = |words: &[&str]| -> Option<Mixed<Rational>> {
        words.iter().map(|word| word.parse().ok()).collect()
    };
    Some([mixed(&words[..bar])?, mixed(&words[bar + 1..])?])
}

impl Heading {
    /// As [`read_proof`](super::read_proof) reads it. Egalitarian objectives, and numbers for profiles,
    /// have no proofs and are written as nothing.
    pub(super) fn text(&self) -> String {
        let mut text = format!("game {}\n", self.game);
        let Some(claim) = &self.claim else { return text };
        let numbers = |numbers: &mut dyn Iterator<Item = String>| -> String {
            numbers.fold(String::new(), |text, number| text + " " + &number)
        };
        let objective = match &claim.objective {
            Objective::Welfare => "welfare".to_owned(),
            Objective::Payoff(player) => format!("payoff {}", player + 1),
            Objective::Probability { player, strategies } => {
                let strategies = numbers(&mut strategies.iter().map(|s| (s + 1).to_string()));
                format!("probability {}{strategies}", player + 1)
            }
            Objective::Linear(linear) => {
                format!("weighted{}", numbers(&mut linear.payoffs.iter().map(ToString::to_string)))
            }
            Objective::Egalitarian => return text,
        };
        let sense = match claim.sense {
            Sense::Maximise => "maximise",
            Sense::Minimise => "minimise",
        };
        let [first, second] = [0, 1].map(|player: usize| {
            numbers(&mut claim.profile[player].iter().map(ToString::to_string))
        });
        text.push_str(&format!("{sense} {objective}\nvalue {}\n", claim.value));
        text.push_str(&format!("profile{first} |{second}\n"));
        text
    }
}
