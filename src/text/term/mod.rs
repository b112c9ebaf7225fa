//! The words of the program, as data: `equil explain WORD` prints them.
//!
//! Sources of those about games that go on: `herings2004` (homotopy), `benoit1985` (horizon), `shapley1953` (iteration), `abreu1990`
//! (lots), `abreu1988` (penal code), `judd2003` (planes), `iskhakov2016` (recursion).

/// Declares terms: name, other words [in brackets], one line, a paragraph, an example.
macro_rules! terms {
    ($($name:literal [$($also:literal),*] $short:literal $text:literal $example:literal;)*) => {
        /// These terms, in the order of the alphabet.
        pub(super) const WORDS: &[super::Term] = &[
            $(super::Term {
                name: $name,
                also: &[$($also),*],
                short: $short,
                text: $text,
                example: $example,
            }),*
        ];
    };
}
use terms;

mod a_to_m;
mod n_to_z;

/// Every term, in the order of the alphabet.
pub const TERMS: &[Term] = &joined::<{ a_to_m::WORDS.len() + n_to_z::WORDS.len() }>();

const fn joined<const ALL: usize>() -> [Term; ALL] {
    let mut all = [a_to_m::WORDS[0]; ALL];
    let (first, second) = (a_to_m::WORDS, n_to_z::WORDS);
    let mut place = 0;
    while place < ALL {
        all[place] = if place < first.len() { first[place] } else { second[place - first.len()] };
        place += 1;
    }
    all
}

/// A word that equil uses in one meaning everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word.
    pub name: &'static str,
    /// Other words that lead here.
    pub also: &'static [&'static str],
    /// One line.
    pub short: &'static str,
    /// A paragraph.
    pub text: &'static str,
    /// One line.
    pub example: &'static str,
}

impl Term {
    /// Whether the term goes by this name; upper case, `-` and `_` do not matter.
    pub fn is_called(&self, name: &str) -> bool {
        let plain = |word: &str| {
            word.split([' ', '-', '_'])
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase()
        };
        self.also.iter().chain([&self.name]).any(|word| plain(word) == plain(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_distinct_and_explained() {
        for (i, term) in TERMS.iter().enumerate() {
            for word in term.also.iter().chain([&term.name]) {
                let found: Vec<_> = TERMS.iter().filter(|t| t.is_called(word)).collect();
                assert_eq!(found.len(), 1, "{word}");
            }
            assert!(
                i == 0 || TERMS[i - 1].name.to_lowercase() < term.name.to_lowercase(),
                "{}",
                term.name
            );
            assert!(!term.short.ends_with('.') && term.short.len() <= 72, "{}", term.name);
            assert!(term.text.len() > 80 && term.text.lines().all(|l| l.chars().count() <= 92));
            assert!(!term.example.is_empty());
        }
    }

    #[test]
    fn spelling_is_forgiving() {
        let term = TERMS.iter().find(|t| t.is_called("Strictly-Dominated")).unwrap();
        assert_eq!(term.name, "strictly dominated");
        assert!(term.is_called(" strictly_dominated "));
        assert!(!term.is_called("dominant"));
    }
}
