//! Locks on shared folders, held by the operating system: the lock of a process that is killed is
//! free at once.

use anyhow::{Context, Result};
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Time between two attempts to take a lock that another process holds.
const PAUSE: Duration = Duration::from_millis(50);
/// Bytes that are read of what a holder says of itself.
const LONGEST_HOLDER: u64 = 1_000;

/// How a process takes locks.
#[derive(Clone, Copy)]
pub struct Patience<'a> {
    /// What this process tells those who wait for it: `sentier build portal (process 4711)`.
    pub holder: &'a str,
    /// Longest wait for one lock.
    pub limit: Duration,
    /// Receives a sentence when a wait begins: whom it is for, and how long it may last.
    pub notice: &'a (dyn Fn(&str) + Sync),
}

impl Patience<'_> {
    /// Takes no notice of others and does not wait.
    pub const NONE: Patience<'static> =
        Patience { holder: "sentier", limit: Duration::ZERO, notice: &|_| {} };
}

/// A lock on a shared folder, until it is dropped or the process ends.
#[derive(Debug)]
pub struct Lock {
    /// `None` on a file system without locks.
    file: Option<File>,
    /// Lock file that is removed with the lock.
    path: Option<PathBuf>,
}

/// The error of a lock that another process did not release in time.
#[derive(Debug)]
pub struct Busy {
    folder: PathBuf,
    holder: String,
    waited: Duration,
}

impl fmt::Display for Busy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Busy { folder, holder, waited } = self;
        write!(f, "{holder} is at work on {}", folder.display())?;
        if !waited.is_zero() {
            write!(f, ", also after {} seconds", waited.as_secs())?;
        }
        write!(f, ": try again when it has ended, or wait longer with `--wait SECONDS`")
    }
}

impl std::error::Error for Busy {}

impl Lock {
    /// Takes the lock file `path`, which only one process has at a time, to work on `folder`.
    ///
    /// # Errors
    /// [`Busy`] when another process holds it for longer than the limit; another error when the
    /// lock file cannot be made.
    pub fn exclusive(path: &Path, folder: &Path, patience: Patience) -> Result<Lock> {
        let mut waited = Duration::ZERO;
        loop {
            let mut file = open(path)
                .with_context(|| format!("failed to write the lock file {}", path.display()))?;
            match file.try_lock() {
                Ok(()) if is_at(&file, path) => {
                    introduce(&mut file, patience.holder);
                    // Elsewhere than on Unix nobody can open a file that is being removed.
                    let path = cfg!(unix).then(|| path.to_owned());
                    return Ok(Lock { file: Some(file), path });
                }
                // Whoever held it has removed the file: the next one is another file.
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
                    "{holder} is at work on {}: waiting up to {limit} seconds for it to end",
                    folder.display()
                ));
            }
            thread::sleep(PAUSE);
            waited += PAUSE;
        }
    }

    /// Notes in the lock file `path` that its folder is being read. Any number of processes may do
    /// so at once. A folder that cannot be written, or a file system without locks, does without.
    pub fn shared(path: &Path) -> Lock {
        let file = open(path).or_else(|_| File::open(path)).ok();
        Lock { file: file.filter(|file| file.lock_shared().is_ok()), path: None }
    }

    /// The lock file `path` if no process reads its folder now; `None` otherwise.
    pub fn unless_read(path: &Path) -> Option<Lock> {
        let file = open(path).ok()?;
        match file.try_lock() {
            Ok(()) => Some(Lock { file: Some(file), path: None }),
            Err(TryLockError::Error(_)) => Some(Lock { file: None, path: None }),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// False on a file system without locks, where nothing is known of other processes.
    pub fn is_held(&self) -> bool {
        self.file.is_some()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While the lock is still held: whoever takes it next sees that the file is gone.
        if let Some(path) = &self.path {
            let _ = fs::remove_file(path);
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    let open = || File::options().create(true).truncate(false).read(true).write(true).open(path);
    open().or_else(|error| match (error.kind(), path.parent()) {
        (io::ErrorKind::NotFound, Some(parent)) => fs::create_dir_all(parent).and_then(|()| open()),
        _ => Err(error),
    })
}

/// Writes into the lock file who holds it. Nothing depends on it but the words of a message.
fn introduce(file: &mut File, holder: &str) {
    let _ = file.set_len(0).and_then(|()| file.write_all(holder.as_bytes()));
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.take(LONGEST_HOLDER).read_to_string(&mut text));
    match read {
        Ok(1..) => text.replace(char::is_control, " "),
        _ => "another sentier".to_owned(),
    }
}

/// True when `path` still names the opened file.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    file.metadata()
        .is_ok_and(|own| fs::metadata(path).is_ok_and(|at| identity(own) == identity(at)))
}

/// An open file cannot be removed here: the path is the file.
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
    fn only_one_holds_an_exclusive_lock_and_its_file_goes_with_it() {
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
    fn whoever_waits_is_told_for_whom_and_gives_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let first = Patience { holder: "sentier build portal (process 7)", ..Patience::NONE };
        let _lock = Lock::exclusive(&path, Path::new("/site"), first).unwrap();
        let told = Mutex::new(Vec::new());
        let second = Patience {
            limit: Duration::from_millis(120),
            notice: &|sentence| told.lock().unwrap().push(sentence.to_owned()),
            ..Patience::NONE
        };
        let error = Lock::exclusive(&path, Path::new("/site"), second).unwrap_err();
        assert!(error.downcast_ref::<Busy>().is_some());
        let error = error.to_string();
        assert!(
            error.starts_with("sentier build portal (process 7) is at work on /site"),
            "{error}"
        );
        let told = told.into_inner().unwrap();
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("sentier build portal (process 7) is at work on /site"));
    }

    #[test]
    fn a_folder_that_is_read_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("use.lock");
        let readers = [Lock::shared(&path), Lock::shared(&path)];
        assert!(readers.iter().all(Lock::is_held));
        assert!(Lock::unless_read(&path).is_none());
        drop(readers);
        assert!(Lock::unless_read(&path).is_some());
    }
}
