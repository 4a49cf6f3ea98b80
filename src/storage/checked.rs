//! Files with a digest of their content, so that damage is detected when they are read.

use super::atomic_write;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Number of hexadecimal digits of the digest at the start of a checked file.
const DIGITS: usize = 32;
/// Number of hexadecimal digits of the digest in the name of a file that is named after its
/// content.
const NAME_DIGITS: usize = 24;

/// Warning about a pulled file whose content no longer matches its name.
pub const DAMAGED: &str =
    "the copy in the cache was damaged, and is removed: the next pull fetches it again";

/// Writes a file that [`read_checked`] verifies: a line with the BLAKE3 digest, then `bytes`.
///
/// # Errors
/// When the file cannot be written. The old file is then unchanged.
pub fn write_checked(path: &Path, bytes: &[u8]) -> io::Result<()> {
    atomic_write(path, |out| {
        out.write_all(digest(bytes, DIGITS).as_bytes())?;
        out.write_all(b"\n")?;
        out.write_all(bytes)
    })
}

/// Reads a file that [`write_checked`] wrote. `None` when the file is missing or damaged: the
/// caller then computes its content again.
pub fn read_checked(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = fs::read(path).ok()?;
    let content = bytes.get(DIGITS + 1..)?;
    let expected = digest(content, DIGITS);
    let is_whole = bytes.starts_with(expected.as_bytes()) && bytes[DIGITS] == b'\n';
    is_whole.then(|| bytes.split_off(DIGITS + 1))
}

/// Name of a file that is named after its content: 24 hexadecimal digits of its BLAKE3 digest and
/// an extension.
pub fn content_name(bytes: &[u8], extension: &str) -> String {
    format!("{}.{extension}", digest(bytes, NAME_DIGITS))
}

/// True when `bytes` match the name that [`content_name`] gave the file.
pub fn has_content_name(path: &Path, bytes: &[u8]) -> bool {
    path.file_stem().is_some_and(|stem| stem == digest(bytes, NAME_DIGITS).as_str())
}

fn digest(bytes: &[u8], digits: usize) -> String {
    blake3::hash(bytes).to_hex()[..digits].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_flipped_bit_anywhere_is_detected() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("seen.json");
        write_checked(&path, b"{\"a\":1}").unwrap();
        assert_eq!(read_checked(&path).unwrap(), b"{\"a\":1}");
        let good = fs::read(&path).unwrap();
        for bit in 0..good.len() * 8 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            fs::write(&path, bad).unwrap();
            assert_eq!(read_checked(&path), None, "bit {bit}");
        }
        for length in 0..good.len() {
            fs::write(&path, &good[..length]).unwrap();
            assert_eq!(read_checked(&path), None, "cut to {length} bytes");
        }
    }

    #[test]
    fn a_name_shows_whether_the_content_is_the_same() {
        let name = content_name(b"photo", "jpg");
        assert!(has_content_name(Path::new(&name), b"photo"), "{name}");
        assert!(!has_content_name(Path::new(&name), b"phoso"));
    }
}
