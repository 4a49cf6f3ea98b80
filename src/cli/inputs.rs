//! The files of a portal that a build may read.

use crate::input::SETTINGS_FILE;
use crate::source::files::{FOLDERS, RESERVED, may_be_read};
use crate::{Config, source};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Says which files of a portal a build may read. All others, such as a log of the build, may change
/// without any effect on the site.
pub struct Inputs {
    root: PathBuf,
    /// Folders in which every file counts: those of the portal that hold no items, and elevation
    /// models.
    whole: Vec<PathBuf>,
    /// Folders in which items count: those of sources, and the alerts.
    items: Vec<PathBuf>,
}

impl Inputs {
    pub fn of(config: &Config) -> Inputs {
        let root = config.places.root().to_owned();
        // A walk names files behind a symbolic link by the path of the link, a source by its target.
        let both = |folder: &Path| {
            let folder = root.join(folder);
            let real = folder.canonicalize().ok();
            std::iter::once(folder).chain(real)
        };
        let terrain = config.sources.iter().filter_map(|source| source.terrain().folder.as_deref());
        let whole = RESERVED.iter().map(Path::new).chain(terrain).flat_map(both).collect();
        let sources = config.sources.iter().filter_map(source::Settings::folder);
        let items = sources.chain([Path::new("alerts")]).flat_map(both).collect();
        Inputs { root, whole, items }
    }

    /// True when the build may read a file. `looked_for` are the files that the last build looked
    /// for because a text or a setting names them, whether or not they were there.
    pub fn has(&self, file: &Path, looked_for: &BTreeSet<String>) -> bool {
        let Ok(below) = file.strip_prefix(&self.root) else { return true };
        let is_in = |folders: &[PathBuf]| folders.iter().any(|folder| file.starts_with(folder));
        if below == Path::new(SETTINGS_FILE)
            || is_in(&self.whole)
            || looked_for.contains(&*file.to_string_lossy())
        {
            return true;
        }
        let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
        let is_of_item = || names.iter().any(|name| FOLDERS.contains(&&**name));
        is_in(&self.items)
            && !names.iter().any(|name| name.starts_with('.'))
            && !names.last().is_some_and(|name| is_left_by_a_program(name))
            && (is_of_item() || may_be_read(file))
    }
}

/// True for the names of files that editors and systems leave beside those that people write.
fn is_left_by_a_program(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(['~', '#'])
        || [".swp", ".tmp", ".bak", ".log"].iter().any(|end| name.ends_with(end))
        || ["thumbs.db", "desktop.ini"].contains(&name.as_str())
}
