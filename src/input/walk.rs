//! All files of a folder, through the links that may be followed.

use super::places::{Places, Refused};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// What a walk met.
#[derive(Debug, Default)]
pub struct Walked {
    /// Regular files, folder by folder in the order of their names.
    pub files: Vec<DirEntry>,
    /// What the links that were followed lead to.
    pub links: Vec<PathBuf>,
    /// What is left out, with the reason and how to mend it. Of many files of one
    /// kind behind links only the first is here.
    pub problems: Vec<(PathBuf, String)>,
}

impl Walked {
    /// The files with their paths from the folder that was walked, with `/`. A file in the place of
    /// that folder has none, and is left out.
    pub fn named<'w>(&'w self, folder: &'w Path) -> impl Iterator<Item = (String, &'w Path)> {
        let named = |entry: &'w DirEntry| Some((path_below(entry.path(), folder)?, entry.path()));
        self.files.iter().filter_map(named)
    }
}

/// The path from a folder to something in it, with `/`; `None` for what is not in it.
pub fn path_below(path: &Path, folder: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?;
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// A folder on the way to a file.
struct Above {
    real: PathBuf,
    /// It is a link, or lies behind one.
    linked: bool,
}

impl Places {
    /// The files of a folder and of those in it. Where `enter` is false, a file or folder is passed
    /// over without a word.
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

    /// Where an entry of a walk really lies, if it may be read.
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

/// Each with its reason.
fn problems(refused: Vec<Refused>) -> Vec<(PathBuf, String)> {
    let mut told: Vec<(Refused, usize)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for refused in refused {
        let kind = refused.kind().map(str::to_owned);
        match kind.as_ref().and_then(|kind| known.get(kind)) {
            Some(first) => told[*first].1 += 1,
            None => {
                known.extend(kind.map(|kind| (kind, told.len())));
                told.push((refused, 0));
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
    told.into_iter().map(problem).collect()
}
