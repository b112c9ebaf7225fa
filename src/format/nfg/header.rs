//! What stands before the payoffs: `NFG 1 R`, the title, the players, their strategies, the comment.

use super::quote::shortened;
use super::reader::{Reader, Stop, Token};
use super::strategies::{Strategies, profiles, strategies};
use crate::text::{Code, Span};

/// Everything before the body.
pub(super) struct Header {
    pub(super) title: String,
    pub(super) comment: Option<String>,
    pub(super) players: Vec<String>,
    pub(super) strategies: Strategies,
    /// Number of pure profiles.
    pub(super) profiles: usize,
}

pub(super) fn header(reader: &mut Reader) -> Result<Header, Stop> {
    if reader.text.len() > reader.limits.max_bytes {
        let message = format!(
            "the file has {} bytes, but at most {} are read",
            reader.text.len(),
            reader.limits.max_bytes
        );
        return Err(reader.problem(Code::LIMIT, reader.at..reader.at, message, |it| it));
    }
    signature(reader)?;
    let title = reader.string("the title of the game in quotes")?;
    if reader.peek() == Token::Word {
        let help = "a quote within the title is written `\\\"`";
        return Err(reader.expected("`{` and the names of the players", Some(help)));
    }
    let (players, players_at) = labels(reader, "a player", "the names of the players")?;
    let (strategies, strategies_at) = strategies(reader)?;
    let counts = strategies.counts();
    if counts.len() != players.len() {
        let message = format!(
            "expected the strategies of {}, found those of {}",
            counted(players.len(), "player"),
            counts.len()
        );
        return Err(reader.problem(Code::NFG, strategies_at, message, |it| {
            it.label(format!("strategies of {}", counted(counts.len(), "player")))
                .also(players_at, counted(players.len(), "player"))
                .help("give one number or one list of strategies for each player")
        }));
    }
    let profiles = profiles(reader, &counts, strategies_at)?;
    let comment = match reader.peek() {
        Token::Text => Some(reader.string("the comment in quotes")?),
        _ => None,
    };
    Ok(Header { title, comment, players, strategies, profiles })
}

/// `NFG 1 R`.
fn signature(reader: &mut Reader) -> Result<(), Stop> {
    reader.peek();
    let start = reader.at;
    let (word, span) = reader.word();
    if word != "NFG" {
        reader.at = start;
        let help = match word {
            "EFG" => "this is a game in extensive form; Gambit can turn it into strategic form",
            _ => "a Gambit file of a strategic game starts with `NFG 1 R \"title\"`",
        };
        return Err(reader.expected("`NFG`", Some(help)));
    }
    let (version, version_at) = reader.word();
    if version != "1" {
        reader.at = version_at.start;
        let expected = "version `1` of the format";
        return Err(reader.expected(expected, Some("`NFG 1 R` is the only version there is")));
    }
    let (kind, kind_at) = reader.word();
    if !matches!(kind, "R" | "D") {
        // What follows can be read all the same
        let found = if kind.is_empty() { "none" } else { &format!("`{}`", shortened(kind)) };
        let message = format!("expected the type of numbers, `R` or `D`, found {found}");
        reader.problem(Code::NFG, span.to(kind_at), message, |it| {
            it.label("this should be `NFG 1 R`").help("both types are read exactly; write `R`")
        });
    }
    Ok(())
}

/// `{ "a" "b" }`, each the name of `what`.
pub(super) fn labels(
    reader: &mut Reader,
    what: &str,
    all: &str,
) -> Result<(Vec<String>, Span), Stop> {
    let open = reader.expect(Token::Open, &format!("`{{` and {all}"))?;
    let mut labels = Vec::new();
    loop {
        match reader.peek() {
            Token::Close => break,
            Token::Text => {
                labels.push(reader.string(what)?);
                few(reader, labels.len(), reader.limits.max_strategies, "names", open)?;
            }
            _ => {
                let help = "names stand in quotes, without commas, as in `{ \"a\" \"b\" }`";
                let expected = format!("the name of {what} in quotes, or `}}`");
                return Err(reader.expected(&expected, Some(help)));
            }
        }
    }
    let span = open.to(reader.expect(Token::Close, "`}`")?);
    if labels.is_empty() {
        return Err(nothing(reader, span, &format!("{all} are missing")));
    }
    Ok((labels, span))
}

/// Notes that something is empty which must not be.
pub(super) fn nothing(reader: &mut Reader, span: Span, message: &str) -> Stop {
    reader.problem(Code::EMPTY, span, message, |it| it.label("nothing is listed"))
}

/// What the user can allow more of.
pub(super) const PROFILES: &str = "pure profiles";

/// Notes that there are more than `most` of something, from `span` on.
pub(super) fn few(
    reader: &mut Reader,
    number: usize,
    most: usize,
    what: &str,
    span: Span,
) -> Result<(), Stop> {
    if number <= most {
        return Ok(());
    }
    // Sums and products stop there
    let number = if number == usize::MAX { "too many".to_owned() } else { number.to_string() };
    let message = format!("the game has {number} {what}: at most {most} are read");
    let help = (what == PROFILES).then(|| "`--max-profiles` raises the limit".to_owned());
    Err(reader.problem(Code::LIMIT, span, message, |it| {
        it.label(format!("{number} {what}")).maybe_help(help)
    }))
}

/// `1 player`, `2 players`.
pub(super) fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
