//! Numbers in words.

/// Words for 0 to 10, which are prose by themselves.
const SMALL: &[&str] =
    &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Words for numbers above 10.
const LARGE: &[&str] = &[
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
];

/// Words that multiply the number before them.
const SCALES: &[&str] = &["dozen", "hundred", "thousand", "million", "billion", "trillion"];

/// Parts of one, each with an `s` for several.
const PARTS: &[&str] = &[
    "third",
    "quarter",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "twentieth",
    "hundredth",
    "thousandth",
    "millionth",
];

/// What a word has to do with numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numeral {
    /// `zero` to `ten`.
    Small,
    /// `eleven` to `ninety`.
    Large,
    /// `hundred`, `million`.
    Scale,
    /// `third`, `tenth`.
    Part,
    /// `thirds`, `tenths`.
    Parts,
    /// `threefold`, `tenfold`.
    Fold,
}

/// What a word has to do with numbers, if anything.
pub(super) fn numeral(word: &str) -> Option<Numeral> {
    let word = word.to_lowercase();
    let is_in = |words: &[&str], word: &str| words.contains(&word);
    let several = word.strip_suffix('s').unwrap_or("");
    if is_in(SMALL, &word) {
        Some(Numeral::Small)
    } else if is_in(LARGE, &word) {
        Some(Numeral::Large)
    } else if is_in(SCALES, &word) {
        Some(Numeral::Scale)
    } else if is_in(PARTS, &word) {
        Some(Numeral::Part)
    } else if is_in(PARTS, several) {
        Some(Numeral::Parts)
    } else {
        let times = word.strip_suffix("fold").filter(|_| word != "twofold")?;
        [SMALL, LARGE, SCALES].concat().contains(&times).then_some(Numeral::Fold)
    }
}

/// Words after which a number is a quantity and no year, and which make no name specific.
const QUANTITIES: &[&str] = &[
    "per",
    "cent",
    "percent",
    "percentage",
    "dollars",
    "dollar",
    "tokens",
    "users",
    "hours",
    "models",
    "profiles",
    "cases",
    "draws",
    "points",
    "claims",
    "games",
    "variants",
    "firms",
    "developers",
    "people",
    "researchers",
    "days",
    "weeks",
    "months",
    "years",
    "year",
    "times",
    "downloads",
    "parameters",
    "bn",
    "mn",
    "usd",
    "eur",
    "flop",
];

/// Whether a word says of what there is a number.
pub(super) fn is_quantity(word: &str) -> bool {
    let word = word.to_lowercase();
    QUANTITIES.contains(&word.as_str()) || SCALES.contains(&word.trim_end_matches('s'))
}

/// Words that may stand before a year.
const BEFORE_YEARS: &[&str] = &[
    "in",
    "of",
    "since",
    "until",
    "till",
    "from",
    "to",
    "and",
    "or",
    "by",
    "before",
    "after",
    "late",
    "early",
    "mid",
    "end",
    "between",
    "during",
    "for",
    "the",
    "both",
    "through",
    "than",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "spring",
    "summer",
    "autumn",
    "winter",
];

/// Whether a year may stand after this word.
pub(super) fn leads_to_a_year(word: &str) -> bool {
    BEFORE_YEARS.contains(&word.to_lowercase().as_str())
}

/// Words that say nothing by themselves.
const EMPTY: &[&str] =
    &["a", "an", "the", "of", "in", "at", "by", "to", "and", "or", "about", "some"];

/// Whether a listed name says what has that number, rather than only how much: `intervals of 95 per cent`, not `95 per cent`.
pub(in crate::reproduce) fn is_specific(name: &str) -> bool {
    let words = name.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let mut telling = words
        .filter(|word| !is_quantity(word) && !EMPTY.contains(&word.to_lowercase().as_str()))
        .filter(|word| numeral(word).is_none());
    telling.any(|word| word.chars().count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_numbers_are_known() {
        assert_eq!(numeral("Twenty"), Some(Numeral::Large));
        assert_eq!(numeral("million"), Some(Numeral::Scale));
        assert_eq!(numeral("tenths"), Some(Numeral::Parts));
        assert_eq!(numeral("fourfold"), Some(Numeral::Fold));
        for prose in ["half", "twice", "first", "manifold", "twofold", "millions", "attend"] {
            assert_eq!(numeral(prose), None, "{prose}");
        }
    }

    #[test]
    fn a_name_names_something() {
        for name in ["Llama 3.1", "intervals of 95 per cent", "2×2 game", "three tenths rather"] {
            assert!(is_specific(name), "{name}");
        }
        for amount in
            ["95 per cent", "45", "48 profiles", "three quarters", "a third", "4 bn", "x 4"]
        {
            assert!(!is_specific(amount), "{amount}");
        }
    }
}
