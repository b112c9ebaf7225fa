//! Keys and years of what a paper cites.

use std::collections::BTreeSet;

/// Keys of the entries of a BibTeX file.
pub(super) fn keys(text: &str) -> Vec<&str> {
    let entries = text.match_indices('@').filter_map(|(at, _)| {
        let (kind, rest) = text[at + 1..].split_once('{')?;
        let is_kind = !kind.is_empty() && kind.bytes().all(|letter| letter.is_ascii_alphabetic());
        let (key, _) = rest.split_once(',')?;
        let key = key.trim();
        let is_key = !key.is_empty() && !key.contains(char::is_whitespace);
        (is_kind && is_key).then_some(key)
    });
    entries.collect()
}

/// Years that the entries of a BibTeX file give.
pub(super) fn years_of_entries(text: &str) -> BTreeSet<u32> {
    let fields = text.lines().filter_map(|line| {
        let (name, value) = line.split_once('=')?;
        let name = name.trim().to_lowercase();
        let is_year = name == "year" || name == "date" || name.ends_with(" year");
        is_year.then_some(value)
    });
    fields.flat_map(years).collect()
}

/// Digits of a year.
const DIGITS: usize = 4;

/// Years: numbers of four digits.
pub(super) fn years(text: &str) -> Vec<u32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|digits| digits.len() == DIGITS).filter_map(|year| year.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_keys_and_years() {
        let text = "% a@b.c\n@article{nash1951,\n  year  = {1951},\n  pages = {1057--1071},\n  note = {mail a@b.c},\n}\n@misc{ b , date = {2024-07-23}}";
        assert_eq!(keys(text), ["nash1951", "b"]);
        assert_eq!(years_of_entries(text), BTreeSet::from([1951]));
        assert_eq!(years("July 2024 to 2026, 12345"), [2024, 2026]);
    }
}
