//! What stands before the payoffs: `NFG 1 R`, the title, the players, their strategies, the comment.

use super::labels::{counted, labels};
use super::quote::shortened;
use super::reader::{Reader, Stop, Token};
use super::strategies::{Strategies, profiles, strategies};
use crate::text::Code;

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
