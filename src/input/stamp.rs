//! Stamps of files: they show whether a file has changed since it was read.

use std::fs::Metadata;
use std::time::SystemTime;

/// Size and dates of a file. The stamp differs when the content or the permissions have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
    /// Seconds and nanoseconds of the last change of the content or the permissions; 0 where the
    /// system does not store it.
    changed: (i64, i64),
}

impl Stamp {
    pub fn of(metadata: &Metadata) -> Stamp {
        Stamp {
            len: metadata.len(),
            modified: metadata.modified().ok(),
            changed: changed(metadata),
        }
    }

    /// Size of the file in bytes.
    pub fn bytes(&self) -> u64 {
        self.len
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> (i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> (i64, i64) {
    (0, 0)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn other_permissions_give_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("track.gpx");
        fs::write(&path, "x").unwrap();
        let stamp = || Stamp::of(&path.metadata().unwrap());
        let before = stamp();
        assert_eq!(stamp(), before);
        // The clock of a file system is coarse: repeat until it has advanced.
        while stamp() == before {
            fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        }
    }
}
