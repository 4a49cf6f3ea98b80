//! Walks through a folder and the symbolic links that may be followed.

use super::places::{Places, Refused};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Result of a walk.
#[derive(Debug, Default)]
pub struct Walked {
    /// Regular files, in the order of their paths.
    pub files: Vec<DirEntry>,
    /// Targets of the symbolic links that were followed.
    pub links: Vec<PathBuf>,
    /// Paths that are left out, with the reason and what to do. Files in linked folders that are
    /// left out for the same reason are counted at the first of them.
    pub problems: Vec<(PathBuf, String)>,
}

impl Walked {
    /// Returns each file with its path relative to the folder that was walked, with `/`. When
    /// `folder` is itself a file, it is left out.
    pub fn named<'w>(&'w self, folder: &'w Path) -> impl Iterator<Item = (String, &'w Path)> {
        let named = |entry: &'w DirEntry| Some((path_below(entry.path(), folder)?, entry.path()));
        self.files.iter().filter_map(named)
    }
}

/// Path relative to a folder, with `/`; `None` when it is not in the folder.
pub fn path_below(path: &Path, folder: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?;
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Folder above the current entry of a walk.
struct Above {
    /// Path with symbolic links resolved.
    real: PathBuf,
    /// True when the folder is a symbolic link, or lies in a linked folder.
    linked: bool,
}

impl Places {
    /// Lists the files in a folder and its subfolders. A file or folder for which `enter` is false
    /// is skipped without a warning.
    pub fn walk(&self, folder: &Path, enter: impl Fn(&Path) -> bool) -> Walked {
        let mut files = Vec::new();
        let mut links = Vec::new();
        let mut refused = Vec::new();
        let mut above: Vec<Above> = Vec::new();
        let mut walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let problem = Refused::of(error);
                    if enter(&problem.path) {
                        refused.push(problem);
                    }
                    continue;
                }
            };
            above.truncate(entry.depth());
            let entered = match enter(entry.path()).then(|| self.located(&entry, above.last())) {
                None => None,
                Some(Ok(located)) => Some(located).filter(|located| !self.is_cache(&located.real)),
                Some(Err(problem)) => {
                    refused.push(problem);
                    None
                }
            };
            if entry.path_is_symlink() {
                links.extend(entered.as_ref().map(|located| located.real.clone()));
            }
            let is_folder = entry.file_type().is_dir();
            match entered {
                None if is_folder => walk.skip_current_dir(),
                None => {}
                Some(located) if is_folder => above.push(located),
                Some(_) if entry.file_type().is_file() => files.push(entry),
                Some(_) => {}
            }
        }
        Walked { files, links, problems: problems(refused) }
    }

    /// Resolves an entry of a walk.
    ///
    /// # Errors
    /// When the entry may not be read.
    fn located(&self, entry: &DirEntry, above: Option<&Above>) -> Result<Above, Refused> {
        let path = entry.path();
        let Some(above) = above else {
            let linked = entry.path_is_symlink();
            let real = if linked { self.link(path)? } else { self.real(path)? };
            return Ok(Above { real, linked });
        };
        if entry.path_is_symlink() {
            return Ok(Above { real: self.link(path)?, linked: true });
        }
        let real = above.real.join(entry.file_name());
        if above.linked {
            self.behind_link(path, &real)?;
        }
        Ok(Above { real, linked: above.linked })
    }
}

/// Returns the refused paths with their reasons; those of one kind as one, with their number.
fn problems(refused: Vec<Refused>) -> Vec<(PathBuf, String)> {
    let mut grouped: Vec<(Refused, usize)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for refused in refused {
        let kind = refused.kind().map(str::to_owned);
        match kind.as_ref().and_then(|kind| known.get(kind)) {
            Some(first) => grouped[*first].1 += 1,
            None => {
                known.extend(kind.map(|kind| (kind, grouped.len())));
                grouped.push((refused, 0));
            }
        }
    }
    let problem = |(refused, others): (Refused, usize)| {
        let problem = match others {
            0 => refused.to_string(),
            others => format!("{refused} ({others} more like this)"),
        };
        (refused.path, problem)
    };
    grouped.into_iter().map(problem).collect()
}
