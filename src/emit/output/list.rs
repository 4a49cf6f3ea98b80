//! The list of the files that sentier wrote to an output folder.

/// Name of the list of files in an output folder.
pub use crate::page::OWN_LIST as FILE_LIST;
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// Content of the list.
#[derive(Serialize, Deserialize)]
struct FileList {
    generator: String,
    files: BTreeSet<String>,
}

/// Reads the paths that the last build wrote to a folder. Empty when the folder is empty or does
/// not exist.
///
/// # Errors
/// When the folder holds files but no list, or the list is damaged.
pub fn read(folder: &Path) -> Result<BTreeSet<String>> {
    match fs::read(folder.join(FILE_LIST)) {
        Ok(json) => {
            let list: FileList = serde_json::from_slice(&json).with_context(|| {
                format!("{} is damaged: remove the folder {}", FILE_LIST, folder.display())
            })?;
            Ok(list.files)
        }
        Err(_) if is_empty(folder)? => Ok(BTreeSet::new()),
        Err(_) => bail!(
            "the folder {} holds files that sentier did not write: choose another with `--out`, or empty it",
            folder.display()
        ),
    }
}

/// Writes the list of `files` to a folder.
pub fn write(folder: &Path, files: BTreeSet<String>) -> Result<()> {
    let generator = format!("sentier {}", env!("CARGO_PKG_VERSION"));
    let json = serde_json::to_vec_pretty(&FileList { generator, files })
        .context("failed to list the files")?;
    fs::write(folder.join(FILE_LIST), json).context("failed to list the files")
}

/// True for a folder that is empty or does not exist.
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
