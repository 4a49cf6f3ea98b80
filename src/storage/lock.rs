//! Locks on shared folders. The operating system holds them, and releases them when a process is
//! killed.

use anyhow::{Context, Result};
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Time between two attempts to take a lock that another process holds.
const PAUSE: Duration = Duration::from_millis(50);
/// Maximum number of bytes read from a lock file: the name of its holder.
const LONGEST_HOLDER: u64 = 1_000;

/// Options for taking locks: name of this process, time limit, and callback for waits.
#[derive(Clone, Copy)]
pub struct Patience<'a> {
    /// Name of this process for others that wait for it: `sentier build portal (process 4711)`.
    pub holder: &'a str,
    /// Maximum time to wait for one lock.
    pub limit: Duration,
    /// Called when a wait begins, with a sentence that names the other process and the time limit.
    pub notice: &'a (dyn Fn(&str) + Sync),
}

impl Patience<'_> {
    /// Does not wait, and prints nothing.
    pub const NONE: Patience<'static> =
        Patience { holder: "sentier", limit: Duration::ZERO, notice: &|_| {} };
}

/// Lock on a shared folder, held until this value is dropped or the process ends.
#[derive(Debug)]
pub struct Lock {
    /// Locked file; `None` on a file system without locks.
    file: Option<File>,
    /// Lock file to remove when this value is dropped; `None` when the file stays.
    path: Option<PathBuf>,
}

/// Error about a lock that another process did not release in time.
#[derive(Debug)]
pub struct Busy {
    folder: PathBuf,
    holder: String,
    waited: Duration,
}

impl fmt::Display for Busy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Busy { folder, holder, waited } = self;
        write!(f, "{holder} is using {}", folder.display())?;
        if !waited.is_zero() {
            write!(f, ", still after {} seconds", waited.as_secs())?;
        }
        write!(f, ": try again when it has finished, or wait longer with `--wait SECONDS`")
    }
}

impl std::error::Error for Busy {}

impl Lock {
    /// Takes the exclusive lock `path` on `folder`: only one process holds it at a time.
    ///
    /// # Errors
    /// [`Busy`] when another process holds the lock for longer than the limit; another error when
    /// the lock file cannot be created.
    pub fn exclusive(path: &Path, folder: &Path, patience: Patience) -> Result<Lock> {
        let mut waited = Duration::ZERO;
        loop {
            let mut file = open(path)
                .with_context(|| format!("failed to write the lock file {}", path.display()))?;
            match file.try_lock() {
                Ok(()) if is_at(&file, path) => {
                    write_holder(&mut file, patience.holder);
                    // Outside of Unix a file that is being removed cannot be opened: it stays.
                    let path = cfg!(unix).then(|| path.to_owned());
                    return Ok(Lock { file: Some(file), path });
                }
                // The previous holder has removed this file: try again with a new one.
                Ok(()) => continue,
                Err(TryLockError::Error(_)) => return Ok(Lock { file: None, path: None }),
                Err(TryLockError::WouldBlock) => {}
            }
            if waited >= patience.limit {
                let (folder, holder) = (folder.to_owned(), holder(&mut file));
                return Err(Busy { folder, holder, waited }.into());
            }
            if waited.is_zero() {
                let (limit, holder) = (patience.limit.as_secs(), holder(&mut file));
                (patience.notice)(&format!(
                    "{holder} is using {}: waiting up to {limit} seconds for it to finish",
                    folder.display()
                ));
            }
            thread::sleep(PAUSE);
            waited += PAUSE;
        }
    }

    /// Takes the shared lock `path`, for reading its folder. Any number of processes may hold it at
    /// once. Where the lock file cannot be opened or locked, returns without a lock.
    pub fn shared(path: &Path) -> Lock {
        let file = open(path).or_else(|_| File::open(path)).ok();
        Lock { file: file.filter(|file| file.lock_shared().is_ok()), path: None }
    }

    /// Takes the lock `path` if no process holds it, as a reader of its folder; `None` otherwise.
    pub fn unless_read(path: &Path) -> Option<Lock> {
        let file = open(path).ok()?;
        match file.try_lock() {
            Ok(()) => Some(Lock { file: Some(file), path: None }),
            Err(TryLockError::Error(_)) => Some(Lock { file: None, path: None }),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// False on a file system without locks, where other processes cannot be detected.
    pub fn is_held(&self) -> bool {
        self.file.is_some()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The lock is still held here: the next process sees that its file is gone.
        if let Some(path) = &self.path {
            let _ = fs::remove_file(path);
        }
    }
}

/// Opens a lock file, and creates it with its folder when it does not exist.
fn open(path: &Path) -> io::Result<File> {
    let open = || File::options().create(true).truncate(false).read(true).write(true).open(path);
    open().or_else(|error| match (error.kind(), path.parent()) {
        (io::ErrorKind::NotFound, Some(parent)) => fs::create_dir_all(parent).and_then(|()| open()),
        _ => Err(error),
    })
}

/// Writes the name of the holder into the lock file. It is only used in messages.
fn write_holder(file: &mut File, holder: &str) {
    let _ = file.set_len(0).and_then(|()| file.write_all(holder.as_bytes()));
}

/// Name of the process that holds a lock, from the lock file.
fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.take(LONGEST_HOLDER).read_to_string(&mut text));
    match read {
        Ok(1..) => text.replace(char::is_control, " "),
        _ => "another sentier process".to_owned(),
    }
}

/// True when `path` still leads to the opened file.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    file.metadata()
        .is_ok_and(|own| fs::metadata(path).is_ok_and(|at| identity(own) == identity(at)))
}

/// Always true: this system does not remove open files.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn an_exclusive_lock_has_one_holder_and_its_file_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("portals/.public.sentier-lock");
        let (inside, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let patience = Patience { limit: Duration::from_secs(600), ..Patience::NONE };
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..10 {
                        let lock = Lock::exclusive(&path, folder.path(), patience).unwrap();
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(lock);
                        done.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(done.into_inner(), 80);
        assert!(!path.exists());
    }

    #[test]
    fn a_process_that_waits_names_the_holder_and_gives_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let first = Patience { holder: "sentier build portal (process 7)", ..Patience::NONE };
        let _lock = Lock::exclusive(&path, Path::new("/site"), first).unwrap();
        let notices = Mutex::new(Vec::new());
        let second = Patience {
            limit: Duration::from_millis(120),
            notice: &|sentence| notices.lock().unwrap().push(sentence.to_owned()),
            ..Patience::NONE
        };
        let error = Lock::exclusive(&path, Path::new("/site"), second).unwrap_err();
        assert!(error.downcast_ref::<Busy>().is_some());
        let error = error.to_string();
        assert!(error.starts_with("sentier build portal (process 7) is using /site"), "{error}");
        let notices = notices.into_inner().unwrap();
        assert_eq!(notices.len(), 1);
        assert!(notices[0].starts_with("sentier build portal (process 7) is using /site"));
    }

    #[test]
    fn a_folder_that_is_read_cannot_be_locked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("use.lock");
        let readers = [Lock::shared(&path), Lock::shared(&path)];
        assert!(readers.iter().all(Lock::is_held));
        assert!(Lock::unless_read(&path).is_none());
        drop(readers);
        assert!(Lock::unless_read(&path).is_some());
    }
}
