//! A site in a folder.

use super::files::{in_new_folder, link, remove, same_content, same_length, swap};
use super::list::{self, MARK};
use super::staging::{BESIDE, remove_leftovers};
use super::{Output, Summary, Taken, lock};
use crate::input::path_below;
use crate::page::SERVER_FILES;
use crate::storage::{Lock, Patience};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use walkdir::WalkDir;

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
        let before = list::read(&folder)?;
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
        list::write(&self.staging, files.clone())?;
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
