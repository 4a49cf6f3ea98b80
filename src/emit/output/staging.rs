//! The staging folder and the lock beside an output folder.

use super::in_place;
use anyhow::Result;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

/// Part of the names of the lock file and the staging folder beside an output folder, for example
/// `.public.sentier-lock`.
pub const BESIDE: &str = ".sentier-";

/// True for the name of a lock file or a staging folder beside an output folder.
pub fn is_beside_output(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') && name.contains(BESIDE)
}

/// Removes the staging folders of killed builds. Their names start with `beside`. One whose files a
/// build had begun to move to `folder` is completed.
pub fn remove_leftovers(parent: &Path, beside: &str, folder: &Path) -> Result<()> {
    let staging = format!("{beside}new");
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&staging) {
            in_place::complete(&entry.path(), folder)?;
        }
    }
    Ok(())
}
