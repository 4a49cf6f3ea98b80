//! Where a site is written: a folder, which changes as a whole or not at all, or memory.

use crate::input::path_below;
pub use crate::page::OWN_LIST as MARK;
use crate::page::SERVER_FILES;
use crate::storage::{Lock, Patience};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use walkdir::WalkDir;

/// Middle of the names of what is beside an output folder while it is written:
/// `.public.sentier-lock`.
const BESIDE: &str = ".sentier-";

/// True for the name of a lock or of a staging folder beside an output folder.
pub fn is_beside_output(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') && name.contains(BESIDE)
}

/// Receives a site file by file, from several threads.
pub trait Output: Sync {
    /// Takes the content of `path`.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<()>;

    /// Takes a copy of `file` as `path`.
    ///
    /// # Errors
    /// When it cannot be written.
    fn copy(&self, path: &str, file: &Path) -> Result<Taken>;

    /// True when `path`, whose content never changes, was written by an earlier build and still
    /// has the given length in bytes (`None`: any). It then stays in the site.
    fn keep(&self, path: &str, length: Option<u64>) -> bool;

    /// Makes the site what was put, and nothing else.
    fn finish(&self) -> Result<Summary>;
}

/// What became of a file that is to be copied.
#[derive(Debug)]
pub enum Taken {
    Whole,
    /// There is nothing at its path.
    Unreadable(io::Error),
}

/// What became of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// A site in memory.
#[derive(Default)]
pub struct Memory {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Memory {
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Output for Memory {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<()> {
        lock(&self.files).insert(path.to_owned(), bytes.to_owned());
        Ok(())
    }

    fn copy(&self, path: &str, file: &Path) -> Result<Taken> {
        match fs::read(file) {
            Ok(bytes) => self.put(path, &bytes).map(|()| Taken::Whole),
            Err(error) => Ok(Taken::Unreadable(error)),
        }
    }

    fn keep(&self, _path: &str, _length: Option<u64>) -> bool {
        false
    }

    fn finish(&self) -> Result<Summary> {
        Ok(Summary { written: lock(&self.files).len(), ..Summary::default() })
    }
}

/// A site in a folder.
///
/// New and changed files are written to a staging folder beside it. When all are there, what did
/// not change is linked in, and the two folders are exchanged in one step of the file system:
/// whoever looks sees the old site or the new one, and a build that is killed leaves the old one.
/// A lock file beside the folder keeps other builds away until this value is dropped.
pub struct Disk {
    folder: PathBuf,
    /// Named after the process, so that two builds never share it.
    staging: PathBuf,
    /// What an earlier build wrote here.
    before: BTreeSet<String>,
    put: Mutex<Put>,
    /// Last, so that it is released after the staging folder is gone.
    _lock: Lock,
}

#[derive(Default)]
struct Put {
    written: BTreeSet<String>,
    unchanged: BTreeSet<String>,
}

/// The list of files in an output folder.
#[derive(Serialize, Deserialize)]
struct Mark {
    generator: String,
    files: BTreeSet<String>,
}

impl Disk {
    /// Opens the folder for one build: waits until no other build writes to it, and removes what a
    /// killed build left beside it.
    ///
    /// # Errors
    /// When the folder holds files that sentier did not write, or [`Busy`](crate::storage::Busy)
    /// when another build does not end in time.
    pub fn open(folder: &Path, patience: Patience) -> Result<Disk> {
        // A link to the folder is followed, so that the folder is exchanged and not the link. A
        // folder that does not exist is made when there is a site to put there.
        let folder = match folder.canonicalize() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => std::path::absolute(folder),
            found => found,
        };
        let folder = folder.context("failed to open the output folder")?;
        let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
            bail!("{} cannot be an output folder", folder.display());
        };
        let beside = format!(".{}{BESIDE}", name.to_string_lossy());
        let lock = Lock::exclusive(&parent.join(format!("{beside}lock")), &folder, patience)?;
        if lock.is_held() {
            remove_leftovers(parent, &beside)?;
        }
        let staging = parent.join(format!("{beside}new-{}", std::process::id()));
        let before = written_before(&folder)?;
        Ok(Disk { folder, staging, before, put: Mutex::default(), _lock: lock })
    }

    /// Files for the server that somebody put into the folder, and that no build of ours wrote:
    /// they may lock the site, and stay.
    pub fn left_alone(&self) -> impl Iterator<Item = &'static str> {
        let foreign = |path: &&str| !self.is_known(path) && self.folder.join(path).exists();
        SERVER_FILES.into_iter().filter(foreign)
    }

    fn is_known(&self, path: &str) -> bool {
        self.before.contains(path)
    }

    fn written(&self, path: &str) {
        lock(&self.put).written.insert(path.to_owned());
    }

    fn unchanged(&self, path: &str) {
        lock(&self.put).unchanged.insert(path.to_owned());
    }

    /// Files and links in the folder that no build of ours wrote.
    fn foreign(&self) -> Result<Vec<PathBuf>> {
        let mut foreign = Vec::new();
        if !self.folder.exists() {
            return Ok(foreign);
        }
        for entry in WalkDir::new(&self.folder).min_depth(1) {
            let entry = entry.context("failed to look through the output folder")?;
            let name = path_below(entry.path(), &self.folder).unwrap_or_default();
            if !entry.file_type().is_dir() && name != MARK && !self.is_known(&name) {
                foreign.push(entry.path().strip_prefix(&self.folder)?.to_owned());
            }
        }
        Ok(foreign)
    }

    fn exchange(&self, removed: &[&String]) -> Result<()> {
        // Where there is no folder yet, nobody ever sees an empty one.
        if !self.folder.exists() && fs::rename(&self.staging, &self.folder).is_ok() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)
            .with_context(|| format!("failed to create {}", self.folder.display()))?;
        if swap(&self.staging, &self.folder).is_ok() {
            // The site is there. What is left of the old one is taken away now or by the next
            // build.
            let _ = remove(&self.staging);
            return Ok(());
        }
        // No exchange here (another file system, a mount point): file by file, in an order in
        // which every page finds what it refers to.
        let staged = WalkDir::new(&self.staging).min_depth(1).sort_by_file_name();
        for entry in staged {
            let entry = entry.context("failed to look through the new site")?;
            let to = self.folder.join(entry.path().strip_prefix(&self.staging)?);
            if entry.file_type().is_dir() {
                fs::create_dir_all(&to)?;
            } else {
                fs::rename(entry.path(), &to)
                    .with_context(|| format!("failed to write {}", to.display()))?;
            }
        }
        for path in removed {
            let _ = fs::remove_file(self.folder.join(path));
        }
        let _ = remove(&self.staging);
        Ok(())
    }
}

/// The paths that the last build wrote to a folder.
fn written_before(folder: &Path) -> Result<BTreeSet<String>> {
    match fs::read(folder.join(MARK)) {
        Ok(mark) => {
            let mark: Mark = serde_json::from_slice(&mark).with_context(|| {
                format!("{} is damaged: remove the folder {}", MARK, folder.display())
            })?;
            Ok(mark.files)
        }
        Err(_) if is_empty(folder)? => Ok(BTreeSet::new()),
        Err(_) => bail!(
            "the folder {} holds files that sentier did not write: choose another with `--out`, or empty it",
            folder.display()
        ),
    }
}

/// Removes the staging folders of builds that were killed.
fn remove_leftovers(parent: &Path, beside: &str) -> Result<()> {
    let staging = format!("{beside}new");
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&staging) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

impl Output for Disk {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<()> {
        if self.left_alone().any(|file| file == path) {
            return Ok(());
        }
        let existing = self.folder.join(path);
        if self.is_known(path) && same_length(&existing, bytes.len() as u64) {
            let before = fs::read(&existing).unwrap_or_default();
            if before == bytes {
                self.unchanged(path);
                return Ok(());
            }
        }
        in_new_folder(&self.staging.join(path), |file| fs::write(file, bytes))?;
        self.written(path);
        Ok(())
    }

    fn copy(&self, path: &str, file: &Path) -> Result<Taken> {
        let existing = self.folder.join(path);
        let opened = File::open(file).and_then(|opened| Ok((opened.metadata()?.len(), opened)));
        let (length, opened) = match opened {
            Ok(opened) => opened,
            Err(error) => return Ok(Taken::Unreadable(error)),
        };
        if self.is_known(path) && same_length(&existing, length) && same_content(opened, &existing)
        {
            self.unchanged(path);
            return Ok(Taken::Whole);
        }
        let to = self.staging.join(path);
        if let Err(error) = in_new_folder(&to, |to| fs::copy(file, to).map(drop)) {
            // Whose fault is it? A file that can be read to its end could not be written.
            let read = File::open(file).and_then(|mut file| io::copy(&mut file, &mut io::sink()));
            let Err(unreadable) = read else { return Err(error) };
            let _ = fs::remove_file(&to);
            return Ok(Taken::Unreadable(unreadable));
        }
        self.written(path);
        Ok(Taken::Whole)
    }

    fn keep(&self, path: &str, length: Option<u64>) -> bool {
        let existing = self.folder.join(path);
        let same =
            length.map_or_else(|| existing.is_file(), |length| same_length(&existing, length));
        let kept = self.is_known(path) && same;
        if kept {
            self.unchanged(path);
        }
        kept
    }

    fn finish(&self) -> Result<Summary> {
        let put = lock(&self.put);
        let files: BTreeSet<String> = put.written.union(&put.unchanged).cloned().collect();
        let removed: Vec<&String> = self.before.difference(&files).collect();
        let summary = Summary {
            written: put.written.len(),
            unchanged: put.unchanged.len(),
            removed: removed.len(),
        };
        if summary.written == 0 && summary.removed == 0 {
            remove(&self.staging)?;
            return Ok(summary);
        }
        fs::create_dir_all(&self.staging)
            .with_context(|| format!("failed to create {}", self.staging.display()))?;
        for path in &put.unchanged {
            link(&self.folder.join(path), &self.staging.join(path))?;
        }
        for path in self.foreign()? {
            let to = self.staging.join(&path);
            // What is planned wins over a file that lay in its way.
            if fs::symlink_metadata(&to).is_err() {
                link(&self.folder.join(&path), &to)?;
            }
        }
        let generator = format!("sentier {}", env!("CARGO_PKG_VERSION"));
        let mark = serde_json::to_vec_pretty(&Mark { generator, files: files.clone() })
            .context("failed to list the files")?;
        fs::write(self.staging.join(MARK), mark).context("failed to list the files")?;
        self.exchange(&removed)?;
        Ok(summary)
    }
}

impl Drop for Disk {
    /// A build that fails leaves nothing beside the site.
    fn drop(&mut self) {
        let _ = remove(&self.staging);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn is_empty(folder: &Path) -> Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            bail!("{} is a file, not a folder for the site", folder.display())
        }
        Err(error) => Err(error).with_context(|| format!("failed to open {}", folder.display())),
    }
}

fn same_length(file: &Path, length: u64) -> bool {
    fs::symlink_metadata(file).is_ok_and(|found| found.is_file() && found.len() == length)
}

/// True when both have the same bytes. They are read piece by piece: files may be larger than the
/// memory.
fn same_content(file: File, existing: &Path) -> bool {
    let Ok(existing) = File::open(existing) else { return false };
    let (mut one, mut other) = (BufReader::new(file), BufReader::new(existing));
    loop {
        let (Ok(a), Ok(b)) = (one.fill_buf(), other.fill_buf()) else { return false };
        let length = a.len().min(b.len());
        if length == 0 {
            return a.len() == b.len();
        }
        if a[..length] != b[..length] {
            return false;
        }
        one.consume(length);
        other.consume(length);
    }
}

/// Does it, and once more with the folders made when they were missing.
fn in_new_folder(to: &Path, write: impl Fn(&Path) -> io::Result<()>) -> Result<()> {
    let written = match write(to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| write(to))
        }
        other => other,
    };
    written.with_context(|| format!("failed to write {}", to.display()))
}

/// The same file under a second name; a copy where the file system has no links.
fn link(from: &Path, to: &Path) -> Result<()> {
    in_new_folder(to, |to| {
        fs::hard_link(from, to).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Err(error),
            _ => fs::copy(from, to).map(drop),
        })
    })
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("failed to remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn swap(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn swap(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
