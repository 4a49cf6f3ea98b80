//! Atomic writes: a reader sees the old file or the new one, never a part of it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

static WRITTEN: AtomicUsize = AtomicUsize::new(0);

/// Replaces the file at `path` in one step with what `content` writes. A reader sees the whole old
/// file or the whole new one, also when several processes write it at once.
///
/// # Errors
/// When `content` fails or the file cannot be written. The old file is then unchanged.
pub fn atomic_write(
    path: &Path,
    content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    // The name of the temporary file is unique among the threads of all processes.
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let beside = path.with_extension(format!("{}-{number}.part", std::process::id()));
    let write = || {
        let mut out = BufWriter::new(File::create(&beside)?);
        content(&mut out)?;
        out.flush()?;
        fs::rename(&beside, path)
    };
    write().inspect_err(|_| drop(fs::remove_file(&beside)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_threads_may_write_a_file_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("seen.json");
        std::thread::scope(|scope| {
            for writer in 0..8_u8 {
                let path = &path;
                scope.spawn(move || {
                    for _ in 0..50 {
                        atomic_write(path, |out| out.write_all(&[writer; 5000])).unwrap();
                        let read = fs::read(path).unwrap();
                        assert_eq!(read.len(), 5000);
                        assert!(read.iter().all(|byte| *byte == read[0]));
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_failed_write_leaves_the_file_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("snapshot");
        atomic_write(&path, |out| out.write_all(b"before")).unwrap();
        let broken = atomic_write(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("the connection was lost"))
        });
        assert!(broken.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"before");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
