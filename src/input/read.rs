//! Files read whole, up to a size that no honest one has.

use std::fmt;
use std::fs::File;
use std::io::{Error, ErrorKind, Read};
use std::path::Path;

/// The size up to which a kind of file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub bytes: u64,
    /// What to do with a larger one.
    pub remedy: &'static str,
}

const KILOBYTE: u64 = 1_000;
const MEGABYTE: u64 = 1_000_000;

/// `site.toml`, `brand.toml`, `theme.toml`, front matter, `_headers`: a hundred times what anybody
/// writes by hand.
pub const SETTINGS: Limit =
    Limit { bytes: MEGABYTE, remedy: "see whether it is the file that belongs there" };
/// Texts, `terms.toml`, templates, messages: a novel has one megabyte.
pub const TEXT: Limit = Limit {
    bytes: 4 * MEGABYTE,
    remedy: "divide it, and put pictures that are inside of it beside it as files",
};
/// Tracks and catalogues: a point per second of a whole week of walking, with all that a watch
/// adds to each.
pub const TRACK: Limit = Limit {
    bytes: 64 * MEGABYTE,
    remedy: "export it with fewer points, or divide it into several files",
};
/// Photographs: more than one of the most pixels that are decoded.
pub const PHOTOGRAPH: Limit = Limit { bytes: 200 * MEGABYTE, remedy: "export it smaller, as JPEG" };
/// Drawings.
pub const DRAWING: Limit =
    Limit { bytes: 512 * KILOBYTE, remedy: "simplify it, or save it as PNG" };
/// Stylesheets, scripts, fonts and pictures of a theme: the fonts with all Chinese characters have
/// twenty megabytes.
pub const ASSET: Limit =
    Limit { bytes: 32 * MEGABYTE, remedy: "put it into static/, from where it is copied" };

/// Why a file is not read. As a text, what one says of it: "is larger than 4 MB: …".
#[derive(Debug)]
pub enum Unreadable {
    System(Error),
    NoFile,
    TooLarge(Limit),
}

/// Reads a file.
///
/// # Errors
/// When it is larger than the limit, of which no more is read to know, or cannot be read.
pub fn read(file: &Path, limit: Limit) -> Result<Vec<u8>, Unreadable> {
    let about = std::fs::metadata(file).map_err(Unreadable::System)?;
    // A pipe would be waited for.
    if !about.is_file() {
        return Err(Unreadable::NoFile);
    }
    if about.len() > limit.bytes {
        return Err(Unreadable::TooLarge(limit));
    }
    let opened = File::open(file).map_err(Unreadable::System)?;
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default());
    // Some file systems do not tell the length, and files grow.
    opened.take(limit.bytes + 1).read_to_end(&mut bytes).map_err(Unreadable::System)?;
    match bytes.len() as u64 > limit.bytes {
        true => Err(Unreadable::TooLarge(limit)),
        false => Ok(bytes),
    }
}

/// The first 64 kB of a file, which tell what it is; nothing when it cannot be read.
pub fn beginning(file: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(opened) = File::open(file) {
        let _ = opened.take(64 * KILOBYTE).read_to_end(&mut bytes);
    }
    bytes
}

/// Looks whether a file can be read, whatever its size.
///
/// # Errors
/// When it cannot.
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

    /// True when there is no such file.
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
            Unreadable::NoFile => write!(f, "is no file"),
            Unreadable::System(error) => match error.kind() {
                ErrorKind::PermissionDenied => write!(
                    f,
                    "cannot be read: the account that builds the site may not; let everyone read it, in its properties or with `chmod a+rX`"
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
        assert!(read(folder.path(), SMALL).unwrap_err().to_string().contains("no file"));
        assert!(read(&folder.path().join("nowhere"), SMALL).unwrap_err().is_missing());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_does_not_tell_its_length_is_read_to_the_limit() {
        let path = Path::new("/proc/self/maps");
        assert_eq!(path.metadata().unwrap().len(), 0);
        let tiny = Limit { bytes: 10, ..SMALL };
        assert!(matches!(read(path, tiny), Err(Unreadable::TooLarge(_))));
    }
}
