//! JSON of answers.

use anyhow::{Result, bail};
use serde::Deserialize;

/// Checks that a text is JSON. Numbers that JSON does not have, such as `NaN`, become `null`.
///
/// # Errors
/// When it is not JSON otherwise either.
pub fn well_formed(text: String) -> serde_json::Result<String> {
    let check = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).map(drop);
    let Err(error) = check(&text) else { return Ok(text) };
    let mended = without_nan(&text);
    if mended.len() == text.len() || check(&mended).is_err() { Err(error) } else { Ok(mended) }
}

/// Replaces `NaN` and `Infinity`, which Python writes and JSON does not have, by `null`.
fn without_nan(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    // Every second piece between unescaped quotes is a string, which stays as it is.
    let mut in_string = false;
    let mut escaped = false;
    let mut start = 0;
    let mend = |piece: &str| {
        piece.replace("-Infinity", "null").replace("Infinity", "null").replace("NaN", "null")
    };
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'"' && !escaped {
            let piece = &text[start..at];
            out.push_str(&if in_string { piece.to_owned() } else { mend(piece) });
            out.push('"');
            start = at + 1;
            in_string = !in_string;
        }
        escaped = byte == b'\\' && !escaped;
    }
    out.push_str(&mend(&text[start..]));
    out
}

/// Parses an answer. `what` names it in the message.
///
/// # Errors
/// When it has another shape than expected.
pub fn shape<'t, T: Deserialize<'t>>(text: &'t str, what: &str) -> Result<T> {
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        Err(error) => bail!("the answer of {what} has another shape than expected: {error}"),
    }
}
