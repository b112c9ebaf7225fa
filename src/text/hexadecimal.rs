//! Bytes as text.

/// Two digits for each byte.
///
/// # Examples
/// ```
/// assert_eq!(equil::text::hexadecimal(&[0, 171]), "00ab");
/// ```
pub fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
