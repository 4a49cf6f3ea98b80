//! ZIP archives from unknown sources, opened with little memory whatever they declare.

use anyhow::{Context, Result, ensure};
use std::io::{Read, Seek};
use zip::ZipArchive;

/// Signature of the end of central directory record (APPNOTE.TXT 4.3.16).
const END: [u8; 4] = *b"PK\x05\x06";
/// Signature of the ZIP64 locator, which stands right before that record (APPNOTE.TXT 4.3.15).
const LOCATOR: [u8; 4] = *b"PK\x06\x07";
/// Length of the ZIP64 locator in bytes.
const LOCATOR_LENGTH: usize = 20;

/// Opens a ZIP archive.
///
/// # Errors
/// When it is not a ZIP archive, or is ZIP64, the variant for more than 65,535 files. The reader
/// allocates memory for as many files as an archive declares, and ZIP64 can declare any number.
pub fn open<R: Read + Seek>(mut reader: R) -> Result<ZipArchive<R>> {
    ensure!(!is_zip64(&mut reader)?, "it is a ZIP64 archive: save it as a plain one");
    reader.rewind()?;
    ZipArchive::new(reader).ok().context("it is not a ZIP archive")
}

/// True when a ZIP64 locator is anywhere in the archive. The reader may use any of them.
fn is_zip64(reader: &mut impl Read) -> Result<bool> {
    const LENGTH: usize = LOCATOR_LENGTH + END.len();
    let mut buffer = vec![0; 64 * 1024];
    // Bytes of the last block, where the locator may start.
    let mut kept = 0;
    loop {
        let read = reader.read(&mut buffer[kept..]).context("it cannot be read")?;
        if read == 0 {
            return Ok(false);
        }
        let filled = kept + read;
        let mut windows = buffer[..filled].windows(LENGTH);
        if windows.any(|window| window.starts_with(&LOCATOR) && window.ends_with(&END)) {
            return Ok(true);
        }
        kept = filled.min(LENGTH - 1);
        buffer.copy_within(filled - kept..filled, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    /// End of an archive that declares this number of files, in a file that is large enough for the
    /// reader to accept it.
    fn declaring(files: u64) -> Vec<u8> {
        let mut bytes = vec![0; 1_000_000];
        let start = bytes.len() as u64;
        bytes.extend(b"PK\x06\x06");
        bytes.extend(44_u64.to_le_bytes());
        bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for number in [files, files, 0, start] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(LOCATOR);
        bytes.extend(0_u32.to_le_bytes());
        bytes.extend(start.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(END);
        bytes.extend([0; 4]);
        bytes.extend([0xff; 12]);
        bytes.extend([0; 2]);
        bytes
    }

    #[test]
    fn an_archive_that_may_declare_any_number_of_files_is_refused() {
        let problem = open(Cursor::new(declaring(900_000))).unwrap_err();
        assert!(problem.to_string().contains("ZIP64"), "{problem}");
        assert!(open(Cursor::new(b"hello")).unwrap_err().to_string().contains("not a ZIP"));
    }
}
