//! Bytes of a text file → text, with its encoding detected.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Decodes a text file. The encoding is the first that applies: UTF-8 or UTF-16 with a byte order
/// mark, UTF-16 of an XML file, valid UTF-8, the encoding of an XML declaration, Windows-1252 (which
/// includes Latin-1, and cannot fail).
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match bytes {
        [0, b'<', ..] => return UTF_16BE.decode_without_bom_handling(bytes).0,
        [b'<', 0, ..] => return UTF_16LE.decode_without_bom_handling(bytes).0,
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let encoding = declared(bytes).filter(|encoding| *encoding != UTF_8).unwrap_or(WINDOWS_1252);
    encoding.decode_without_bom_handling(bytes).0
}

/// Encoding named by an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let after = head.strip_prefix("<?xml")?.split_once("encoding")?.1;
    let quoted = after.trim_start().strip_prefix('=')?.trim_start();
    let label = quoted.get(1..)?.split(['"', '\'']).next()?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_in_every_encoding() {
        let text = "<?xml version=\"1.0\"?><name>Écrins</name>";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut with_mark = vec![0xff, 0xfe];
        with_mark.extend(&utf16);
        let latin1 = text.replace("1.0\"", "1.0\" encoding=\"ISO-8859-1\"");
        let latin1_bytes: Vec<u8> = latin1.chars().map(|c| c as u8).collect();
        assert_eq!(decode(text.as_bytes()), text);
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes()), text);
        assert_eq!(decode(&utf16), text);
        assert_eq!(decode(&with_mark), text);
        assert_eq!(decode(&latin1_bytes), latin1);
    }
}
