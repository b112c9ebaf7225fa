//! Advice for what people write who know other languages.

use crate::formula::lexer::TokenKind;

/// What to type where `found` stands, if that is a known mistake.
pub(super) fn advice(found: &TokenKind) -> Option<String> {
    Some(match found {
        TokenKind::Symbol("=") => "comparison is written `a == b`".to_owned(),
        TokenKind::Symbol("**") => "powers are written `a ^ b`".to_owned(),
        TokenKind::Symbol("&&") => "write `a and b`".to_owned(),
        TokenKind::Symbol("||" | "|") => "write `a or b`".to_owned(),
        TokenKind::Symbol("!") => "write `not a`".to_owned(),
        TokenKind::Number(_) | TokenKind::Name(_) => {
            "products need their sign: write `a * b`".to_owned()
        }
        TokenKind::Symbol("(") => "products need their sign: write `a * (b)`".to_owned(),
        _ => return None,
    })
}
