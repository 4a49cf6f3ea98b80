//! The list of the files that sentier wrote to an output folder.

pub use crate::page::OWN_LIST as MARK;
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// The list of files in an output folder.
#[derive(Serialize, Deserialize)]
struct Mark {
    generator: String,
    files: BTreeSet<String>,
}

/// The paths that the last build wrote to a folder.
pub fn read(folder: &Path) -> Result<BTreeSet<String>> {
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

/// Writes the list of `files` to a folder.
pub fn write(folder: &Path, files: BTreeSet<String>) -> Result<()> {
    let generator = format!("sentier {}", env!("CARGO_PKG_VERSION"));
    let mark = serde_json::to_vec_pretty(&Mark { generator, files })
        .context("failed to list the files")?;
    fs::write(folder.join(MARK), mark).context("failed to list the files")
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
