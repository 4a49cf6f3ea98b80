//! ZIP archives of others, opened without trusting what they say of themselves.

use anyhow::{Context, Result, ensure};
use std::io::{Read, Seek};
use zip::ZipArchive;

/// What ends an archive, and what stands before that in one of the 64-bit kind (APPNOTE.TXT 4.3.15
/// and 4.3.16).
const END: [u8; 4] = *b"PK\x05\x06";
const LOCATOR: [u8; 4] = *b"PK\x06\x07";
const LOCATOR_LENGTH: usize = 20;

/// Opens an archive.
///
/// # Errors
/// When it is none, or of the kind for more than 65,535 files: such an archive may claim any
/// number of them, and memory is set aside for as many before the first is looked at.
pub fn open<R: Read + Seek>(mut reader: R) -> Result<ZipArchive<R>> {
    ensure!(!is_zip64(&mut reader)?, "it is a ZIP64 archive: save it as a plain one");
    reader.rewind()?;
    ZipArchive::new(reader).ok().context("it is no ZIP archive")
}

/// True when the end of a 64-bit archive is anywhere in it: any end may be taken for the last.
fn is_zip64(reader: &mut impl Read) -> Result<bool> {
    const LENGTH: usize = LOCATOR_LENGTH + END.len();
    let mut buffer = vec![0; 64 * 1024];
    // What was read last may be the beginning.
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

    /// The end of an archive that claims so many files, in a file as large as it takes to be
    /// believed.
    fn claiming(files: u64) -> Vec<u8> {
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
    fn an_archive_that_may_claim_any_number_of_files_is_refused() {
        let problem = open(Cursor::new(claiming(900_000))).unwrap_err();
        assert!(problem.to_string().contains("ZIP64"), "{problem}");
        assert!(open(Cursor::new(b"hello")).unwrap_err().to_string().contains("no ZIP"));
    }
}
