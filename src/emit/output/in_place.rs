//! Replaces files of a site where they are: where folders cannot be exchanged, and a few files of a
//! large site. There, to exchange whole folders would cost more than everything else in a build:
//! each file and folder of the site has to be linked, and removed again.
//!
//! The new files are complete in a staging folder, with a journal of the files to remove, before the
//! first of them is moved. What a killed build did not move, the next one moves: see [`complete`].

use super::files::{move_file, remove};
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

/// True when changes are so few that files are replaced where they are.
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

/// True for a staging folder whose files may have been moved in part.
pub fn is_begun(staging: &Path) -> bool {
    staging.join(JOURNAL).exists()
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
        move_file(&from, &to)?;
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

#[cfg(test)]
mod tests {
    use super::super::list;
    use super::*;
    use crate::emit::{Disk, Output};
    use crate::storage::Patience;
    use std::os::unix::fs::MetadataExt;
    use tempfile::TempDir;

    /// Paths of a site that is large enough.
    fn paths() -> Vec<String> {
        (0..LARGE + 10).map(|number| format!("trek/{number}/index.html")).collect()
    }

    /// Puts `files` into the site in `folder`, keeping `kept`.
    fn build(folder: &Path, files: &[(&str, &str)], kept: &[String]) {
        let disk = Disk::open(folder, Patience::NONE).unwrap();
        for path in kept {
            assert!(disk.keep(path, None), "{path} is not in the site");
        }
        for (path, text) in files {
            disk.put(path, text.as_bytes()).unwrap();
        }
        disk.finish().unwrap();
    }

    /// Folder of a large site, and what keeps it on the disk.
    fn site() -> (TempDir, PathBuf) {
        let root = TempDir::new().unwrap();
        let folder = root.path().join("public");
        let paths = paths();
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "old")).collect();
        build(&folder, &files, &[]);
        (root, folder)
    }

    /// Staging folder of a killed build, with a new file that it did not move.
    fn staged_by_killed(root: &TempDir) -> PathBuf {
        let staging = root.path().join(".public.sentier-new-1");
        fs::create_dir_all(staging.join("trek/2")).unwrap();
        fs::write(staging.join("trek/2/index.html"), "new").unwrap();
        staging
    }

    fn text(folder: &Path, path: &str) -> Option<String> {
        fs::read_to_string(folder.join(path)).ok()
    }

    #[test]
    fn a_few_changes_leave_the_folder_and_the_other_files_where_they_are() {
        let (root, folder) = site();
        let before = fs::metadata(&folder).unwrap().ino();
        let kept = &paths()[2..];
        build(&folder, &[("trek/1/index.html", "new"), ("poi/1/index.html", "new")], kept);

        assert_eq!(fs::metadata(&folder).unwrap().ino(), before, "the folder was exchanged");
        assert_eq!(text(&folder, "trek/1/index.html").as_deref(), Some("new"));
        assert_eq!(text(&folder, "poi/1/index.html").as_deref(), Some("new"));
        assert_eq!(text(&folder, "trek/2/index.html").as_deref(), Some("old"));
        assert!(!folder.join("trek/0").exists(), "an empty folder is left");
        let listed = list::read(&folder).unwrap();
        assert_eq!(listed.len(), kept.len() + 2);
        let beside: Vec<_> = fs::read_dir(root.path()).unwrap().flatten().collect();
        assert!(beside.iter().all(|entry| !entry.file_name().to_string_lossy().contains("new-")));
    }

    #[test]
    fn many_changes_exchange_the_folder() {
        let (_root, folder) = site();
        let before = fs::metadata(&folder).unwrap().ino();
        let paths = paths();
        let files: Vec<(&str, &str)> =
            paths[..LARGE / 5].iter().map(|path| (path.as_str(), "new")).collect();
        build(&folder, &files, &paths[LARGE / 5..]);
        assert_ne!(fs::metadata(&folder).unwrap().ino(), before);
    }

    #[test]
    fn the_next_build_completes_what_a_killed_one_began() {
        let (root, folder) = site();
        // Of two new files the killed build had moved one; it had removed nothing.
        let staging = staged_by_killed(&root);
        write_checked(&staging.join(JOURNAL), b"trek/0/index.html\n").unwrap();
        fs::write(folder.join("trek/1/index.html"), "new").unwrap();

        drop(Disk::open(&folder, Patience::NONE).unwrap());
        for (path, expected) in [("trek/0", None), ("trek/1", Some("new")), ("trek/2", Some("new"))]
        {
            assert_eq!(text(&folder, &format!("{path}/index.html")).as_deref(), expected, "{path}");
        }
        assert!(!staging.exists());
    }

    #[test]
    fn what_a_killed_build_only_prepared_is_removed() {
        let (root, folder) = site();
        let staging = staged_by_killed(&root);
        fs::write(staging.join(JOURNAL), "cut off").unwrap();

        drop(Disk::open(&folder, Patience::NONE).unwrap());
        assert_eq!(text(&folder, "trek/2/index.html").as_deref(), Some("old"));
        assert!(!staging.exists());
    }

    #[test]
    fn files_are_moved_to_another_file_system() {
        let (Ok(staging), folder) = (TempDir::new_in("/dev/shm"), TempDir::new().unwrap()) else {
            eprintln!("SKIPPED: there is no /dev/shm, which is another file system on Linux");
            return;
        };
        let (staging, folder) = (staging.path(), folder.path());
        fs::create_dir(staging.join("trek")).unwrap();
        fs::write(staging.join("trek/index.html"), "new").unwrap();
        fs::write(folder.join("old.html"), "old").unwrap();
        assert!(replace(staging, folder, &[&"old.html".to_owned()]).unwrap());
        assert_eq!(text(folder, "trek/index.html").as_deref(), Some("new"));
        assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
        assert_eq!(fs::read_dir(folder.join("trek")).unwrap().count(), 1, "a part is left");
        assert!(!staging.exists());
    }

    #[test]
    fn a_page_moves_after_what_it_refers_to_and_the_list_last() {
        let staging = TempDir::new().unwrap();
        for path in ["index.html", "zoo.css", FILE_LIST, JOURNAL] {
            fs::write(staging.path().join(path), "").unwrap();
        }
        let order: Vec<PathBuf> = staged(staging.path()).into_iter().map(|(_, to)| to).collect();
        assert_eq!(order, ["zoo.css", "index.html", FILE_LIST].map(PathBuf::from));
    }
}
