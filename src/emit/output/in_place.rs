//! Replaces a few files of a large site where they are. To exchange whole folders would cost more than
//! everything else in a build: each file and folder of the site has to be linked, and removed again.
//!
//! The new files are complete in a staging folder, with a journal of the files to remove, before the
//! first of them is moved. What a killed build did not move, the next one moves: see [`complete`].

use super::files::remove;
use super::list::FILE_LIST;
use crate::storage::{read_checked, write_checked};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Name of the journal in the staging folder: the paths of the files to remove, one per line.
const JOURNAL: &str = ".sentier-removed";
/// Number of unchanged files from which a site is large.
const LARGE: usize = 2_000;
/// Number of unchanged files for each changed one from which changes are few.
const FEW: usize = 10;

/// True when files are replaced where they are.
pub fn pays(unchanged: usize, changed: usize) -> bool {
    unchanged >= LARGE && changed * FEW <= unchanged
}

/// Replaces files of `folder` by those in `staging`, and removes those in `removed`. Returns false
/// when this cannot be done without leaving the site half replaced: nothing has happened then.
///
/// # Errors
/// When the disk fails. The next build then completes what this one began.
pub fn replace(staging: &Path, folder: &Path, removed: &[&String]) -> Result<bool> {
    if !is_possible(staging, folder) {
        return Ok(false);
    }
    let journal: Vec<u8> = removed.iter().flat_map(|path| path.bytes().chain([b'\n'])).collect();
    write_checked(&staging.join(JOURNAL), &journal).context("failed to write the new site")?;
    complete(staging, folder)?;
    Ok(true)
}

/// Moves the files of a staging folder to where they belong, if it has a journal, and removes it.
///
/// # Errors
/// When a file cannot be moved.
pub fn complete(staging: &Path, folder: &Path) -> Result<()> {
    let Some(journal) = read_checked(&staging.join(JOURNAL)) else { return remove(staging) };
    for (from, path) in staged(staging) {
        let to = folder.join(&path);
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::rename(&from, &to).with_context(|| format!("failed to write {}", to.display()))?;
    }
    for path in String::from_utf8_lossy(&journal).lines() {
        let _ = fs::remove_file(folder.join(path));
        // Folders that are empty now, from the innermost to the outermost.
        for above in Path::new(path).ancestors().skip(1) {
            if above.as_os_str().is_empty() || fs::remove_dir(folder.join(above)).is_err() {
                break;
            }
        }
    }
    remove(staging)
}

/// Files of a staging folder with their paths in the site, in an order in which every page finds
/// the files that it refers to: pages after other files, the list of files at the end.
fn staged(staging: &Path) -> Vec<(PathBuf, PathBuf)> {
    let entries = WalkDir::new(staging).min_depth(1).sort_by_file_name().into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    let mut files: Vec<(PathBuf, PathBuf)> = files
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(staging).ok()?.to_owned();
            (path != Path::new(JOURNAL)).then(|| (entry.path().to_owned(), path))
        })
        .collect();
    files.sort_by_key(|(_, path)| {
        let is_page = path.extension().is_some_and(|extension| extension == "html");
        (path == Path::new(FILE_LIST), is_page)
    });
    files
}

/// True when no folder is in the place of a new file, and no file in the place of its folder.
fn is_possible(staging: &Path, folder: &Path) -> bool {
    staged(staging).iter().all(|(_, path)| {
        let to = folder.join(path);
        !to.is_dir() && to.parent().is_some_and(|parent| fs::create_dir_all(parent).is_ok())
    })
}
