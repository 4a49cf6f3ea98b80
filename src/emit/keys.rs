//! What the last build knew of the files that it made, so that a build makes only those that have
//! changed.
//!
//! A file has the content of the last build when its plan is the same and every value that it read
//! has the same version: see [`reads`](crate::page::site::reads). The file in the output folder is
//! then kept without being read, unless its length or its date shows that somebody has changed it.

use super::output::Stamp;
use crate::page::Page;
use crate::page::site::reads::{Key, Reads, Version, Versions, version};
use crate::report::Changes;
use crate::storage::{read_checked, write_checked};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

/// Where a build keeps what it knows of the files that it made.
#[derive(Debug, Clone)]
pub struct KeyFile {
    pub path: PathBuf,
    /// Hash of the program: another program makes other files of the same values.
    pub program: Version,
    /// True to make every file again.
    pub ignored: bool,
    /// Path of a file of the site whose making or keeping the report explains.
    pub explained: Option<String>,
}

/// What is known of a file that was made.
#[derive(Debug, Serialize, Deserialize)]
struct Made {
    /// Version of the plan of the file, and of all that every file depends on.
    plan: Version,
    /// Values that the file read, as indices in [`Last::values`].
    reads: Box<[u32]>,
    /// Length and date of the file in the output folder.
    stamp: Stamp,
}

/// Content of the key file.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Last {
    program: Version,
    /// Values that files read, with the versions that they had.
    values: Vec<(Key, Version)>,
    /// Files by their path.
    files: HashMap<String, Made>,
    /// Key and version of each object, by kind.
    objects: BTreeMap<String, Vec<(Key, Version)>>,
}

/// Why a file is made, or that it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nothing that the file shows has changed.
    Kept(Stamp),
    /// Every build makes files of this kind.
    Always,
    /// The last build did not make the file, or nothing is known of it.
    New,
    /// The settings, the theme or the plan of the file have changed.
    Plan,
    /// Values that the file shows have changed.
    Values(Vec<Key>),
}

/// Keys of the files of the last build, and versions of the values of this one.
pub struct Keys<'a> {
    file: &'a KeyFile,
    /// Hash of the theme.
    theme: [u8; 32],
    versions: Versions,
    last: Last,
    /// For each value of the last build, whether its version is another one now.
    changed: Vec<bool>,
}

impl Keys<'_> {
    /// Reads the keys of the last build. A file that is missing, damaged or of another program
    /// counts as empty: everything is then made.
    pub fn read(file: &KeyFile, theme: [u8; 32], versions: Versions) -> Keys<'_> {
        let last = if file.ignored { None } else { read_checked(&file.path) };
        let last: Option<Last> = last.and_then(|bytes| postcard::from_bytes(&bytes).ok());
        let last = last.filter(|last| last.program == file.program).unwrap_or_default();
        let changed =
            last.values.iter().map(|(key, before)| versions.of(*key) != *before).collect();
        Keys { file, theme, versions, last, changed }
    }

    /// Decides whether a file has to be made.
    pub fn reason(&self, page: &Page) -> Reason {
        let Some(plan) = self.plan(page) else { return Reason::Always };
        let Some(made) = self.last.files.get(&page.path) else { return Reason::New };
        if made.plan != plan {
            return Reason::Plan;
        }
        let changed = made.reads.iter().filter(|at| self.changed[**at as usize]);
        let changed: Vec<Key> = changed.map(|at| self.last.values[*at as usize].0).collect();
        if changed.is_empty() { Reason::Kept(made.stamp) } else { Reason::Values(changed) }
    }

    /// Version of the plan of a file; `None` for a file that every build makes.
    fn plan(&self, page: &Page) -> Option<Version> {
        Some(version(&(self.theme, page.kind, &page.path, &page.item, page.plan?)))
    }

    /// Counts the objects of each kind that changed since the last build; `None` when nothing is
    /// known of it.
    pub fn changes(&self) -> Option<BTreeMap<String, Changes>> {
        if self.last.files.is_empty() {
            return None;
        }
        let mut all = BTreeMap::new();
        for (kind, now) in self.versions.objects() {
            let before = self.last.objects.get(*kind).into_iter().flatten().copied();
            let before: HashMap<Key, Version> = before.collect();
            let mut changes = Changes::default();
            let mut known = 0;
            for (key, version) in now {
                match before.get(key) {
                    None => changes.added += 1,
                    Some(before) => {
                        known += 1;
                        changes.changed += usize::from(before != version);
                    }
                }
            }
            changes.removed = before.len() - known;
            if changes != Changes::default() {
                all.insert((*kind).to_owned(), changes);
            }
        }
        Some(all)
    }

    /// Stores what is known of the files of this build. `made` are the files that were made, with
    /// what they read, and `stamp` returns the length and date of a file in the output folder.
    ///
    /// # Errors
    /// When the key file cannot be written. The next build then makes everything.
    pub fn write(
        mut self,
        pages: &[Page],
        mut made: HashMap<String, Reads>,
        stamp: impl Fn(&str) -> Option<Stamp>,
    ) -> Result<()> {
        let mut now = Last { program: self.file.program, ..Last::default() };
        let mut at: HashMap<Key, u32> = HashMap::new();
        let (versions, values) = (&self.versions, &mut now.values);
        let mut index = |key: Key| {
            *at.entry(key).or_insert_with(|| {
                values.push((key, versions.of(key)));
                u32::try_from(values.len() - 1).unwrap_or(u32::MAX)
            })
        };
        for page in pages {
            let Some(plan) = self.plan(page) else { continue };
            let file = match made.remove(&page.path) {
                Some(reads) => {
                    let Some(stamp) = stamp(&page.path) else { continue };
                    Made { plan, reads: reads.keys().into_iter().map(&mut index).collect(), stamp }
                }
                None => {
                    let Some(mut before) = self.last.files.remove(&page.path) else { continue };
                    let values = &self.last.values;
                    before.reads.iter_mut().for_each(|at| *at = index(values[*at as usize].0));
                    before
                }
            };
            now.files.insert(page.path.clone(), file);
        }
        let objects = self.versions.objects().iter();
        now.objects = objects.map(|(kind, all)| ((*kind).to_owned(), all.clone())).collect();
        write_checked(&self.file.path, &postcard::to_stdvec(&now)?)?;
        Ok(())
    }
}
