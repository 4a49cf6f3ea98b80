//! Reading of whole files, up to a size limit for each kind of file.

use std::fmt;
use std::fs::File;
use std::io::{Error, ErrorKind, Read};
use std::path::Path;

/// Maximum size of a kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub bytes: u64,
    /// Advice about a larger file, shown in the warning.
    pub remedy: &'static str,
}

const KILOBYTE: u64 = 1_000;
const MEGABYTE: u64 = 1_000_000;

/// Limit of `site.toml`, `brand.toml`, `theme.toml`, front matter and `_headers`: about a hundred
/// times what people write by hand.
pub const SETTINGS: Limit = Limit { bytes: MEGABYTE, remedy: "check that it is the right file" };
/// Limit of texts, `terms.toml`, templates and messages. A novel has one megabyte.
pub const TEXT: Limit = Limit {
    bytes: 4 * MEGABYTE,
    remedy: "divide it, and save pictures that it contains as files of their own",
};
/// Limit of tracks and catalogues: a week of walking with one point per second and the sensor data
/// that a watch adds to each point.
pub const TRACK: Limit = Limit {
    bytes: 64 * MEGABYTE,
    remedy: "export it with fewer points, or divide it into several files",
};
/// Limit of photographs: more bytes than a photograph with the maximum number of pixels has.
pub const PHOTOGRAPH: Limit = Limit { bytes: 200 * MEGABYTE, remedy: "export it smaller, as JPEG" };
/// Limit of SVG drawings.
pub const DRAWING: Limit =
    Limit { bytes: 512 * KILOBYTE, remedy: "simplify it, or save it as PNG" };
/// Limit of stylesheets, scripts, fonts and pictures of a theme. A font with all Chinese characters
/// has twenty megabytes.
pub const ASSET: Limit =
    Limit { bytes: 32 * MEGABYTE, remedy: "put it into static/, which is copied as it is" };

/// Reason why a file is not read. Its text continues a sentence that starts with the file, for
/// example "is larger than 4 MB: …".
#[derive(Debug)]
pub enum Unreadable {
    System(Error),
    /// The path leads to a folder, a pipe or something else that is not a regular file.
    NoFile,
    TooLarge(Limit),
}

/// Reads a whole file.
///
/// # Errors
/// When the file is larger than the limit, is not a regular file or cannot be read. No more than
/// the limit and one byte is read.
pub fn read(file: &Path, limit: Limit) -> Result<Vec<u8>, Unreadable> {
    let about = std::fs::metadata(file).map_err(Unreadable::System)?;
    // Reading a pipe would wait for its writer.
    if !about.is_file() {
        return Err(Unreadable::NoFile);
    }
    if about.len() > limit.bytes {
        return Err(Unreadable::TooLarge(limit));
    }
    let opened = File::open(file).map_err(Unreadable::System)?;
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default());
    // The length may be wrong: some file systems report 0, and files grow.
    opened.take(limit.bytes + 1).read_to_end(&mut bytes).map_err(Unreadable::System)?;
    match bytes.len() as u64 > limit.bytes {
        true => Err(Unreadable::TooLarge(limit)),
        false => Ok(bytes),
    }
}

/// Reads the first 64 kB of a file, enough to recognise its format. Empty when it cannot be read.
pub fn beginning(file: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(opened) = File::open(file) {
        let _ = opened.take(64 * KILOBYTE).read_to_end(&mut bytes);
    }
    bytes
}

/// Checks that a file can be opened, whatever its size.
///
/// # Errors
/// When the file cannot be opened.
pub fn readable(file: &Path) -> Result<(), Unreadable> {
    match File::open(file) {
        Ok(_) => Ok(()),
        Err(error) => Err(Unreadable::System(error)),
    }
}

impl Unreadable {
    /// True when the next build may read the file although it has not changed, for example because
    /// a disk was not mounted.
    pub fn is_transient(&self) -> bool {
        matches!(self, Unreadable::System(error) if error.kind() != ErrorKind::PermissionDenied)
    }

    /// True when the file does not exist.
    pub fn is_missing(&self) -> bool {
        matches!(self, Unreadable::System(error) if error.kind() == ErrorKind::NotFound)
    }
}

impl From<Error> for Unreadable {
    fn from(error: Error) -> Unreadable {
        Unreadable::System(error)
    }
}

impl std::error::Error for Unreadable {}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::TooLarge(limit) => write!(f, "is larger than {limit}: {}", limit.remedy),
            Unreadable::NoFile => write!(f, "is not a file"),
            Unreadable::System(error) => match error.kind() {
                ErrorKind::PermissionDenied => write!(
                    f,
                    "cannot be read: the account that builds the site has no permission; let everyone read it, in its properties or with `chmod a+rX`"
                ),
                ErrorKind::NotFound => write!(f, "is not there"),
                _ => write!(f, "cannot be read: {error}"),
            },
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bytes % MEGABYTE {
            0 => write!(f, "{} MB", self.bytes / MEGABYTE),
            _ => write!(f, "{} kB", self.bytes / KILOBYTE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Limit = Limit { bytes: 2 * KILOBYTE, remedy: "cut it" };

    #[test]
    fn a_file_of_the_limit_is_read_and_one_of_a_byte_more_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("text.md");
        for (length, good) in [(0, true), (1_999, true), (2_000, true), (2_001, false)] {
            std::fs::write(&path, vec![b'x'; length]).unwrap();
            assert_eq!(read(&path, SMALL).is_ok(), good, "{length}");
        }
        let problem = read(&path, SMALL).unwrap_err().to_string();
        assert_eq!(problem, "is larger than 2 kB: cut it");
        assert!(read(folder.path(), SMALL).unwrap_err().to_string().contains("not a file"));
        assert!(read(&folder.path().join("nowhere"), SMALL).unwrap_err().is_missing());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_without_a_known_length_is_read_to_the_limit() {
        let path = Path::new("/proc/self/maps");
        assert_eq!(path.metadata().unwrap().len(), 0);
        let tiny = Limit { bytes: 10, ..SMALL };
        assert!(matches!(read(path, tiny), Err(Unreadable::TooLarge(_))));
    }
}
