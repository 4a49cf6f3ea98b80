//! A planned file of the site.

use crate::page::site::reads::Version;
use anyhow::Result;
use std::path::PathBuf;
use tera::Context;

/// A planned file of the site: its path, and how its content is made.
pub struct Page {
    /// Path in the output folder: `en/trek/lac-bleu/index.html`.
    pub path: String,
    /// Kind of the file: `trek`, `download`…
    pub kind: &'static str,
    /// File or object that the content was read from, for warnings:
    /// `treks/lac-bleu/index.fr.md`.
    pub item: String,
    /// Version of what the plan decides about the content. The content depends on nothing else but
    /// the values that are read while it is made, see [`reads`]. `None` for a file that every build
    /// makes.
    ///
    /// [`reads`]: crate::page::site::reads
    pub plan: Option<Version>,
    pub content: Content,
}

impl Page {
    /// A file that every build makes.
    pub fn new(path: String, kind: &'static str, item: &str, content: Content) -> Page {
        Page { path, kind, item: item.to_owned(), plan: None, content }
    }

    /// Makes the file one that is kept while its plan and the values that it reads do not change.
    pub fn planned_as(self, plan: Version) -> Page {
        Page { plan: Some(plan), ..self }
    }
}

/// Content of a file, or the function that makes it when the file is written.
pub enum Content {
    /// View that the template of the page's kind renders.
    View(Box<dyn Fn() -> Context + Send + Sync>),
    /// Bytes made on demand.
    Bytes(Box<dyn Fn() -> Vec<u8> + Send + Sync>),
    /// File to copy.
    File(PathBuf),
    /// Content that never changes: other content would have another path. It is read only when the
    /// output does not have the file yet.
    Immutable {
        /// Cached file. Only its length is read, because the file may be missing or damaged.
        file: PathBuf,
        /// Reads the content, or makes it again.
        read: Box<dyn Fn() -> Result<Vec<u8>> + Send + Sync>,
    },
}
