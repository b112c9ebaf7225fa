//! What a text is made of, whatever it is written in: words, numbers, and what stands between them.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it starts, in bytes.
    pub(super) at: usize,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a piece of a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word without digits.
    Word(String),
    /// A number in prose, or a word with digits in it.
    Number(String),
    /// A number in a formula or in code, where it may not stand.
    Bare(String),
    /// The key of a result, where it stands for a number.
    Key(String),
    /// The key of a result without quotes, where it stands for a number.
    Unquoted(String),
    /// The key of a result without its second quote.
    Unclosed(String),
    /// A file of the results that the text places.
    Placed(String),
    /// A `;` that the reader never sees, after what is shown before it.
    Swallowed(String),
    /// A letter that is neither; formulas, code and citations are one.
    Mark(char),
}

/// The piece of prose at a place and where it ends; nothing for a space or at the end.
pub(super) fn lex(text: &str, at: usize) -> Option<(Kind, usize)> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    if first.is_whitespace() {
        return None;
    }
    let run = |fits: &dyn Fn(char) -> bool| rest.find(|c: char| !fits(c)).unwrap_or(rest.len());
    if first.is_numeric() {
        let end = run(&|c| c.is_alphanumeric() || ".,%‰×/".contains(c));
        let number = rest[..end].trim_end_matches(['.', ',', '/']);
        return Some((Kind::Number(number.to_owned()), at + number.len()));
    }
    if first.is_alphabetic() {
        let end = run(&|c| c.is_alphanumeric() || c == '_');
        let word = rest[..end].to_owned();
        let has_digits = word.contains(char::is_numeric) && !is_label(&word);
        let kind = if has_digits { Kind::Number(word) } else { Kind::Word(word) };
        return Some((kind, at + end));
    }
    Some((Kind::Mark(first), at + first.len_utf8()))
}

/// Digits that the number of a figure, a table, a rung or a class has at most.
const LABEL: usize = 2;

/// Whether a word is a capital and one or two digits: `P1`, `D3`, `F10`.
pub(super) fn is_label(word: &str) -> bool {
    let mut letters = word.chars();
    let begins = letters.next().is_some_and(|first| first.is_ascii_uppercase());
    begins
        && word.len() > 1
        && word.len() <= 1 + LABEL
        && letters.all(|letter| letter.is_ascii_digit())
}

/// The pieces of a stretch of plain prose.
pub(super) fn prose(text: &str, from: usize, to: usize, found: &mut Vec<Token>) {
    let mut at = from;
    while at < to {
        match lex(&text[..to], at) {
            Some((kind, end)) => {
                found.push(Token { at, kind });
                at = end;
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
}
