//! Short integers, eight bytes at a time: what nearly all payoffs are.

/// Whether Gambit treats the byte as white space.
pub(in crate::format) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Whether a word ends before the byte. All such are ASCII, so what they delimit starts and ends on
/// characters.
pub(super) fn ends_word(byte: u8) -> bool {
    is_blank(byte) || matches!(byte, b',' | b'"' | b'{' | b'}')
}

/// The word at `at`, behind blanks, if it is an integer of at most seven digits, and where it ends.
/// `None` for anything else, in which case nothing is known.
#[inline]
pub(in crate::format) fn small_integer(bytes: &[u8], mut at: usize) -> Option<(i64, usize)> {
    let mut first = *bytes.get(at)?;
    while is_blank(first) {
        at += 1;
        first = *bytes.get(at)?;
    }
    let negative = first == b'-';
    at += usize::from(negative);
    let text = u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?);

    // Digits become 0..=9; adding 0x76 to anything greater sets the top bit of its byte. Carries
    // run towards later bytes, so the first one that is not a digit is found right.
    let values = text ^ 0x3030_3030_3030_3030;
    let others = (values.wrapping_add(0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080;
    let digits = others.trailing_zeros() as usize / 8;
    if !(1..=7).contains(&digits) || !ends_word(bytes[at + digits]) {
        return None;
    }
    // The digits move to the top, zeros stand before them; then pairs, fours and all are joined
    let padded = values << (64 - 8 * digits);
    let pairs = padded.wrapping_mul(10).wrapping_add(padded >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    let value = fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff;
    let value = i64::try_from(value).ok()?;
    Some((if negative { -value } else { value }, at + digits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_a_short_integer_is_left_to_others() {
        for text in ["", "1", "12345678 ........", "1.5 ........", "x ........", "- ........"] {
            assert_eq!(small_integer(text.as_bytes(), 0), None, "{text}");
        }
        for text in ["--1 ........", "+1 ........", "1/2 ........", "1. ........", "1é........"] {
            assert_eq!(small_integer(text.as_bytes(), 0), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn integers_are_read(n in -9_999_999..=9_999_999_i64, pad in "[ \t\r\n]{0,3}", zeros in 0..3_usize) {
            let sign = if n < 0 { "-" } else { "" };
            let number = format!("{}{}", "0".repeat(zeros), n.abs());
            let text = format!("{pad}{sign}{number} 1 2 3 4 5");
            let read = small_integer(text.as_bytes(), 0);
            if number.len() <= 7 {
                prop_assert_eq!(read, Some((n, text.find(" 1 2").unwrap())));
            } else {
                prop_assert_eq!(read, None);
            }
        }

        #[test]
        fn any_byte_ends_or_breaks_a_number(n in 0..=9_999_999_i64, byte in any::<u8>()) {
            let mut text = n.to_string().into_bytes();
            let length = text.len();
            text.push(byte);
            text.extend(b"        ");
            if !byte.is_ascii_digit() {
                let expected = ends_word(byte).then_some((n, length));
                prop_assert_eq!(small_integer(&text, 0), expected);
            }
        }
    }
}
