//! Where the files of a portal may lie: in its folder, or where its settings say.

use super::{OUTPUT_LIST, SETTINGS_FILE, Unreadable};
use serde::Deserialize;
use std::fmt;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// `[files]` of the settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Files and folders outside of the portal that links may lead to, relative to `site.toml`.
    pub follow: Vec<PathBuf>,
}

/// The places of the host from which a portal may publish.
#[derive(Debug, Clone)]
pub struct Places {
    /// Folder of `site.toml`, without links in its path.
    root: PathBuf,
    /// Files and folders elsewhere that the settings name, without links in their paths.
    elsewhere: Vec<PathBuf>,
    /// Folder of what earlier builds kept: it may lie in the portal, and is never a source.
    cache: Option<PathBuf>,
}

/// A path that is not read, and why.
#[derive(Debug)]
pub struct Refused {
    pub path: PathBuf,
    pub why: Why,
}

#[derive(Debug)]
pub enum Why {
    /// It leads to this file or folder, which is no place of the portal. The setting that would
    /// allow it names the second.
    Outside(PathBuf, PathBuf),
    /// A link leads to what is never shown: settings, hidden files, a built site.
    Private(String),
    /// It leads to a folder that it lies in itself.
    Loop,
    /// It leads to this, which is not there.
    Dangling(PathBuf),
    Unreadable(Unreadable),
}

impl Places {
    /// The places of the portal in the folder `root`, and what its settings name, relative to that
    /// folder. What is not there is no place.
    pub fn new<'p>(root: PathBuf, named: impl IntoIterator<Item = &'p Path>) -> Places {
        let root = root.canonicalize().unwrap_or(root);
        let named = named.into_iter().filter_map(|place| root.join(place).canonicalize().ok());
        let elsewhere = named.filter(|place| !place.starts_with(&root)).collect();
        Places { root, elsewhere, cache: None }
    }

    /// The same, where nothing is read from the cache.
    pub fn without(mut self, cache: &Path) -> Places {
        self.cache = cache.canonicalize().ok();
        self
    }

    /// Folder of `site.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// True when the settings name no place outside of the portal, so that no link leads there.
    pub fn are_all_inside(&self) -> bool {
        self.elsewhere.is_empty()
    }

    /// What the user knows a path by: from the folder of the portal, with `/`.
    pub fn shown(&self, path: &Path) -> String {
        let shown = path.strip_prefix(&self.root).unwrap_or(path);
        shown.to_string_lossy().replace('\\', "/")
    }

    /// A path without the links in it.
    ///
    /// # Errors
    /// When it leads out of the portal and of what the settings name, or a link leads to what is
    /// never shown, or there is nothing.
    pub fn real(&self, path: &Path) -> Result<PathBuf, Refused> {
        let refused = |why| Refused { path: path.to_owned(), why };
        let real = path.canonicalize().map_err(|error| refused(Why::of(path, error)))?;
        let Some(base) = self.place_of(&real) else {
            let place = self.place_to_name(&real);
            return Err(refused(Why::Outside(real, place)));
        };
        // What has another name is behind a link, whoever names it.
        match self.private(&real, base).filter(|_| real != path) {
            Some(what) => Err(refused(Why::Private(what))),
            None => Ok(real),
        }
    }

    /// Looks at a link among other files.
    pub fn link(&self, path: &Path) -> Result<PathBuf, Refused> {
        let real = self.real(path)?;
        let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
        match folder.is_some_and(|folder| folder.starts_with(&real)) {
            true => Err(Refused { path: path.to_owned(), why: Why::Loop }),
            false => Ok(real),
        }
    }

    /// A regular file that may be read.
    ///
    /// # Errors
    /// As above, and for what is no file.
    pub fn file(&self, path: &Path) -> Result<PathBuf, Refused> {
        let real = self.real(path)?;
        match real.is_file() {
            true => Ok(real),
            false => {
                let why = Why::Unreadable(Unreadable::NoFile);
                Err(Refused { path: path.to_owned(), why })
            }
        }
    }

    /// True for what no walk enters.
    pub fn is_cache(&self, real: &Path) -> bool {
        self.cache.as_deref() == Some(real)
    }

    /// Looks whether what lies behind a link may be shown.
    pub fn behind_link(&self, path: &Path, real: &Path) -> Result<(), Refused> {
        let private = self.place_of(real).and_then(|base| self.private(real, base));
        match private {
            Some(what) => Err(Refused { path: path.to_owned(), why: Why::Private(what) }),
            None => Ok(()),
        }
    }

    fn place_of(&self, real: &Path) -> Option<&Path> {
        // The nearest: one place may lie in another.
        let places = std::iter::once(&self.root).chain(&self.elsewhere).map(PathBuf::as_path);
        let around = places.filter(|place| real.starts_with(place));
        around.max_by_key(|place| place.components().count())
    }

    /// What a path leads to, if that is never shown through a link.
    fn private(&self, real: &Path, base: &Path) -> Option<String> {
        let below = real.strip_prefix(base).ok()?;
        let hidden = below.iter().any(|part| part.to_string_lossy().starts_with('.'));
        // Hidden files of `static/` are published as they are.
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

    /// What `follow` has to name for a file or folder to be read, as one would write it.
    fn place_to_name(&self, real: &Path) -> PathBuf {
        let beside = self.root.parent().and_then(|parent| real.strip_prefix(parent).ok());
        beside.map_or_else(|| real.to_owned(), |beside| Path::new("..").join(beside))
    }
}

impl Why {
    /// Why a path leads to nothing.
    fn of(path: &Path, error: Error) -> Why {
        match std::fs::read_link(path) {
            Ok(target) if error.kind() == ErrorKind::NotFound => Why::Dangling(target),
            _ => Why::Unreadable(error.into()),
        }
    }
}

impl Refused {
    /// The error of a walk.
    pub fn of(error: walkdir::Error) -> Refused {
        let path = error.path().unwrap_or(Path::new("")).to_owned();
        if error.loop_ancestor().is_some() {
            return Refused { path, why: Why::Loop };
        }
        let error = error.into_io_error().unwrap_or_else(|| Error::other("it cannot be opened"));
        let why = Why::of(&path, error);
        Refused { path, why }
    }

    /// True when there is nothing of this name at all.
    pub fn is_missing(&self) -> bool {
        matches!(&self.why, Why::Unreadable(error) if error.is_missing())
    }

    /// What a file behind a link leads to, where one such file stands for all others. `None` for a
    /// link itself, which is told by its name.
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
                "leads to {}, outside of the portal, and is left out: if that belongs to the site, write `follow = [{}]` below a line `[files]` of site.toml",
                real.display(),
                quoted(place)
            ),
            Why::Private(what) => write!(
                f,
                "leads to {what}, which no link publishes, and is left out: put a copy in its place if that is what you want"
            ),
            Why::Loop => write!(
                f,
                "is a link to a folder that it lies in itself, and is left out: remove it"
            ),
            Why::Dangling(target) => write!(
                f,
                "is a link to {}, which is not there, and is left out: mend or remove it",
                target.display()
            ),
            Why::Unreadable(error) => write!(f, "{error}"),
        }
    }
}

/// A path as it is written in TOML.
fn quoted(path: &Path) -> String {
    format!("\"{}\"", path.to_string_lossy().replace('\\', "/"))
}
