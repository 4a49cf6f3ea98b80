//! Output to a folder, which is replaced as a whole.

use super::files::{in_new_folder, link, remove, same_content, same_length, swap};
use super::in_place;
use super::list::{self, FILE_LIST};
use super::staging::{BESIDE, remove_leftovers};
use super::{Output, Stamp, Summary, Taken, lock};
use crate::input::path_below;
use crate::page::SERVER_FILES;
use crate::storage::{Lock, Patience};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::UNIX_EPOCH;
use walkdir::WalkDir;

/// Name in the staging folder of a link to a file of the output folder, which is made to see whether
/// both are on one file system.
const PROBE: &str = ".sentier-probe";

/// Output to a folder.
///
/// New and changed files are written to a staging folder beside the output folder. At the end,
/// unchanged files are hard-linked into the staging folder, and the two folders are exchanged in
/// one step: readers see the whole old site or the whole new one, also when the build is killed. A
/// lock file beside the folder keeps other builds away until this value is dropped.
pub struct Disk {
    folder: PathBuf,
    /// Staging folder. Its name has the number of the process, so that two builds never share it.
    staging: PathBuf,
    /// Paths that an earlier build wrote to the folder.
    before: BTreeSet<String>,
    put: Mutex<Put>,
    /// Last field, so that the lock is released after the staging folder is removed.
    _lock: Lock,
}

/// Paths that this build has put into the site.
#[derive(Default)]
struct Put {
    written: BTreeSet<String>,
    unchanged: BTreeSet<String>,
}

impl Disk {
    /// Opens the folder for one build: waits until no other build writes to it, and removes the
    /// staging folders of killed builds.
    ///
    /// # Errors
    /// When the folder holds files but no list of files that sentier wrote; [`Busy`] when another
    /// build does not finish in time.
    ///
    /// [`Busy`]: crate::storage::Busy
    pub fn open(folder: &Path, patience: Patience) -> Result<Disk> {
        // A symbolic link is resolved, so that the folder is exchanged and not the link. A folder
        // that does not exist is created later, when the site is complete.
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
            remove_leftovers(parent, &beside, &folder)?;
        }
        let staging = parent.join(format!("{beside}new-{}", std::process::id()));
        let before = list::read(&folder)?;
        Ok(Disk { folder, staging, before, put: Mutex::default(), _lock: lock })
    }

    /// Files for the web server that somebody else put into the folder. They may protect the site,
    /// for example with a password, so they are never replaced.
    pub fn foreign_server_files(&self) -> impl Iterator<Item = &'static str> {
        let foreign = |path: &&str| !self.is_known(path) && self.folder.join(path).exists();
        SERVER_FILES.into_iter().filter(foreign)
    }

    /// True for a path that an earlier build wrote.
    fn is_known(&self, path: &str) -> bool {
        self.before.contains(path)
    }

    fn written(&self, path: &str) {
        lock(&self.put).written.insert(path.to_owned());
    }

    fn unchanged(&self, path: &str) {
        lock(&self.put).unchanged.insert(path.to_owned());
    }

    /// Files and symbolic links in the folder that no build of sentier wrote.
    fn foreign(&self) -> Result<Vec<PathBuf>> {
        let mut foreign = Vec::new();
        if !self.folder.exists() {
            return Ok(foreign);
        }
        for entry in WalkDir::new(&self.folder).min_depth(1) {
            let entry = entry.context("failed to list the output folder")?;
            let name = path_below(entry.path(), &self.folder).unwrap_or_default();
            if !entry.file_type().is_dir() && name != FILE_LIST && !self.is_known(&name) {
                foreign.push(entry.path().strip_prefix(&self.folder)?.to_owned());
            }
        }
        Ok(foreign)
    }

    /// Puts the staging folder in the place of the output folder.
    fn exchange(&self, removed: &[&String]) -> Result<()> {
        // A new folder appears complete, never empty.
        if !self.folder.exists() && fs::rename(&self.staging, &self.folder).is_ok() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)
            .with_context(|| format!("failed to create {}", self.folder.display()))?;
        if swap(&self.staging, &self.folder).is_ok() {
            // The new site is in place. If the old one cannot be removed, the next build does it.
            let _ = remove(&self.staging);
            return Ok(());
        }
        // The folders cannot be exchanged: on another file system, or at a mount point.
        if !in_place::replace(&self.staging, &self.folder, removed)? {
            bail!(
                "failed to write {}: a file is where a folder of the site belongs, or a folder where a file belongs",
                self.folder.display()
            );
        }
        Ok(())
    }

    /// True when the output folder is on another file system than the staging folder, as a volume of
    /// a container is.
    fn is_mounted(&self) -> bool {
        let probe = self.staging.join(PROBE);
        let linked = fs::hard_link(self.folder.join(FILE_LIST), &probe);
        let _ = fs::remove_file(probe);
        linked.is_err_and(|error| error.kind() == io::ErrorKind::CrossesDevices)
    }
}

impl Output for Disk {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<()> {
        if self.foreign_server_files().any(|file| file == path) {
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
            // If the source can be read to its end, writing has failed.
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

    fn keep_unchanged(&self, path: &str, stamp: Stamp) -> bool {
        let kept = self.is_known(path) && self.stamp(path) == Some(stamp);
        if kept {
            self.unchanged(path);
        }
        kept
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        let metadata = fs::symlink_metadata(self.folder.join(path)).ok()?;
        let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        metadata.is_file().then_some(Stamp { length: metadata.len(), modified })
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
        let few = in_place::pays(summary.unchanged, summary.written + summary.removed);
        list::write(&self.staging, files.clone())?;
        if (few || self.is_mounted()) && in_place::replace(&self.staging, &self.folder, &removed)? {
            return Ok(summary);
        }
        for path in &put.unchanged {
            link(&self.folder.join(path), &self.staging.join(path))?;
        }
        for path in self.foreign()? {
            let to = self.staging.join(&path);
            // A file of the site replaces a foreign file of the same path.
            if fs::symlink_metadata(&to).is_err() {
                link(&self.folder.join(&path), &to)?;
            }
        }
        self.exchange(&removed)?;
        Ok(summary)
    }
}

impl Drop for Disk {
    /// Removes the staging folder of a build that failed, unless the next build completes it.
    fn drop(&mut self) {
        if !in_place::is_begun(&self.staging) {
            let _ = remove(&self.staging);
        }
    }
}
