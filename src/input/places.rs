//! Files and folders that a portal may read: its own folder, and those that its settings name.

use super::{OUTPUT_LIST, SETTINGS_FILE, Unreadable};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// `[files]` of the settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Files and folders outside of the portal that symbolic links may lead to, relative to
    /// `site.toml`.
    pub follow: Vec<PathBuf>,
}

/// Files and folders from which a portal may publish, called places.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Folder of `site.toml`, with symbolic links resolved.
    root: PathBuf,
    /// Files and folders outside of `root` that the settings name, with symbolic links resolved.
    elsewhere: Vec<PathBuf>,
    /// Folder of the cache, which may lie in the portal but is never read as a source.
    cache: Option<PathBuf>,
    /// Files that were looked for by their name. Clones share them.
    looked_for: Arc<Mutex<BTreeSet<PathBuf>>>,
}

/// Path that is not read, with the reason.
#[derive(Debug)]
pub struct Refused {
    pub path: PathBuf,
    pub why: Why,
}

/// Reason why a path is not read.
#[derive(Debug)]
pub enum Why {
    /// The path leads to the first file or folder, outside of all places. The second is the path
    /// that `follow` would have to name.
    Outside(PathBuf, PathBuf),
    /// A symbolic link leads to something that is never published: settings, hidden files, a built
    /// site.
    Private(String),
    /// A symbolic link leads to a folder that contains it.
    Loop,
    /// A symbolic link leads to this path, which does not exist.
    Dangling(PathBuf),
    Unreadable(Unreadable),
}

impl Places {
    /// Returns the places of a portal: its folder `root`, and the files and folders that its
    /// settings name, relative to `root`. Those that do not exist are left out.
    pub fn new<'p>(root: PathBuf, named: impl IntoIterator<Item = &'p Path>) -> Places {
        let root = root.canonicalize().unwrap_or(root);
        let named = named.into_iter().filter_map(|place| root.join(place).canonicalize().ok());
        let elsewhere = named.filter(|place| !place.starts_with(&root)).collect();
        Places { root, elsewhere, cache: None, looked_for: Arc::default() }
    }

    /// Returns the places without the folder `cache`, from which nothing is read then.
    pub fn without(mut self, cache: &Path) -> Places {
        self.cache = cache.canonicalize().ok();
        self
    }

    /// Folder of `site.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// True when all places are in the folder of the portal: no symbolic link may lead out of it.
    pub fn are_all_inside(&self) -> bool {
        self.elsewhere.is_empty()
    }

    /// Path as shown to the user: relative to the folder of the portal, with `/`.
    pub fn shown(&self, path: &Path) -> String {
        let shown = path.strip_prefix(&self.root).unwrap_or(path);
        shown.to_string_lossy().replace('\\', "/")
    }

    /// Resolves the symbolic links of a path.
    ///
    /// # Errors
    /// When the path leads to no place of the portal, when a symbolic link leads to something that
    /// is never published, and when nothing exists there.
    pub fn real(&self, path: &Path) -> Result<PathBuf, Refused> {
        let refused = |why| Refused { path: path.to_owned(), why };
        let real = path.canonicalize().map_err(|error| refused(Why::of(path, error)))?;
        let Some(base) = self.place_of(&real) else {
            let place = self.place_to_name(&real);
            return Err(refused(Why::Outside(real, place)));
        };
        // The path has a symbolic link in it when its resolved form differs.
        match self.private(&real, base).filter(|_| real != path) {
            Some(what) => Err(refused(Why::Private(what))),
            None => Ok(real),
        }
    }

    /// Resolves a symbolic link that a walk meets.
    ///
    /// # Errors
    /// Fails like [`Places::real`], and when the link leads to a folder that contains it.
    pub fn link(&self, path: &Path) -> Result<PathBuf, Refused> {
        let real = self.real(path)?;
        let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
        match folder.is_some_and(|folder| folder.starts_with(&real)) {
            true => Err(Refused { path: path.to_owned(), why: Why::Loop }),
            false => Ok(real),
        }
    }

    /// Resolves the symbolic links of the path of a regular file.
    ///
    /// # Errors
    /// Fails like [`Places::real`], and when the path leads to something else than a regular file.
    pub fn file(&self, path: &Path) -> Result<PathBuf, Refused> {
        self.looked_for.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        let real = self.real(path)?;
        match real.is_file() {
            true => Ok(real),
            false => {
                let why = Why::Unreadable(Unreadable::NoFile);
                Err(Refused { path: path.to_owned(), why })
            }
        }
    }

    /// Files that were looked for with [`Places::file`], whether or not they are there.
    pub fn looked_for(&self) -> BTreeSet<PathBuf> {
        self.looked_for.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// True for the folder of the cache, which no walk enters.
    pub fn is_cache(&self, real: &Path) -> bool {
        self.cache.as_deref() == Some(real)
    }

    /// Checks that a file or folder inside of a linked folder may be published. `path` is where the
    /// walk found it, `real` the path with symbolic links resolved.
    ///
    /// # Errors
    /// When the file or folder is never published through a link, for example because it is hidden.
    pub fn behind_link(&self, path: &Path, real: &Path) -> Result<(), Refused> {
        let private = self.place_of(real).and_then(|base| self.private(real, base));
        match private {
            Some(what) => Err(Refused { path: path.to_owned(), why: Why::Private(what) }),
            None => Ok(()),
        }
    }

    /// Innermost place that contains a path.
    fn place_of(&self, real: &Path) -> Option<&Path> {
        // One place may lie in another.
        let places = std::iter::once(&self.root).chain(&self.elsewhere).map(PathBuf::as_path);
        let around = places.filter(|place| real.starts_with(place));
        around.max_by_key(|place| place.components().count())
    }

    /// Description of a file or folder that is never published through a link; `None` for others.
    /// `base` is the place that contains it.
    fn private(&self, real: &Path, base: &Path) -> Option<String> {
        let below = real.strip_prefix(base).ok()?;
        let hidden = below.iter().any(|part| part.to_string_lossy().starts_with('.'));
        // Hidden files in `static/` are published, such as `.well-known`.
        let is_static = base == self.root && below.starts_with("static");
        let settings = real.file_name().is_some_and(|name| name == SETTINGS_FILE);
        let mut above = real.ancestors().take_while(|folder| folder.starts_with(base));
        let site = above.any(|folder| folder.join(OUTPUT_LIST).exists());
        let cache = self.cache.as_ref().is_some_and(|cache| real.starts_with(cache));
        let what = match (settings, site, cache, hidden && !is_static) {
            (true, ..) => "the settings of a portal",
            (_, true, ..) => "a site that sentier made",
            (_, _, true, _) => "the cache",
            (_, _, _, true) => "a hidden file or folder",
            _ => return None,
        };
        Some(what.to_owned())
    }

    /// Path that `follow` would have to name so that a file or folder may be read, relative to the
    /// portal where that is short.
    fn place_to_name(&self, real: &Path) -> PathBuf {
        let beside = self.root.parent().and_then(|parent| real.strip_prefix(parent).ok());
        beside.map_or_else(|| real.to_owned(), |beside| Path::new("..").join(beside))
    }
}

impl Why {
    /// Reason why a path cannot be resolved.
    fn of(path: &Path, error: Error) -> Why {
        match std::fs::read_link(path) {
            Ok(target) if error.kind() == ErrorKind::NotFound => Why::Dangling(target),
            _ => Why::Unreadable(error.into()),
        }
    }
}

impl Refused {
    /// Converts an error of a walk.
    pub fn of(error: walkdir::Error) -> Refused {
        let path = error.path().unwrap_or(Path::new("")).to_owned();
        if error.loop_ancestor().is_some() {
            return Refused { path, why: Why::Loop };
        }
        let error = error.into_io_error().unwrap_or_else(|| Error::other("it cannot be opened"));
        let why = Why::of(&path, error);
        Refused { path, why }
    }

    /// True when nothing exists at the path.
    pub fn is_missing(&self) -> bool {
        matches!(&self.why, Why::Unreadable(error) if error.is_missing())
    }

    /// Description by which refused files in linked folders are grouped into one warning. `None`
    /// for paths that get a warning of their own, such as symbolic links themselves.
    pub fn kind(&self) -> Option<&str> {
        match &self.why {
            Why::Private(what) if !self.path.is_symlink() => Some(what),
            _ => None,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.why {
            Why::Outside(real, place) => write!(
                f,
                "leads to {}, outside of the portal, and is left out: if it belongs to the site, write `follow = [{}]` below a line `[files]` of site.toml",
                real.display(),
                quoted(place)
            ),
            Why::Private(what) => write!(
                f,
                "leads to {what}, which is never published through a link, and is left out: replace the link with a copy if you want to publish it"
            ),
            Why::Loop => {
                write!(f, "is a link to a folder that contains it, and is left out: remove it")
            }
            Why::Dangling(target) => write!(
                f,
                "is a link to {}, which is not there, and is left out: mend or remove it",
                target.display()
            ),
            Why::Unreadable(error) => write!(f, "{error}"),
        }
    }
}

/// Path as a TOML string.
fn quoted(path: &Path) -> String {
    format!("\"{}\"", path.to_string_lossy().replace('\\', "/"))
}
