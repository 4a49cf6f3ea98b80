//! A planned file of the site.

use anyhow::Result;
use std::path::PathBuf;
use tera::Context;

/// One file of the site: where it is, and how its content is made.
pub struct Page {
    /// Path in the output folder: `en/trek/lac-bleu/index.html`.
    pub path: String,
    /// Which kind it is: `trek`, `download`…
    pub kind: &'static str,
    /// The object it shows, for messages: `treks/lac-bleu/index.fr.md`.
    pub item: String,
    pub content: Content,
}

/// How a page's bytes are made, when they are wanted.
pub enum Content {
    /// A view, rendered by the template of the page's kind.
    View(Box<dyn Fn() -> Context + Send + Sync>),
    /// Bytes made on demand.
    Bytes(Box<dyn Fn() -> Vec<u8> + Send + Sync>),
    /// A file to copy.
    File(PathBuf),
    /// Bytes that always have this path: another content has another path. They are read only
    /// when the output lacks them.
    Immutable {
        /// Where they are kept. It may be gone or damaged: its length is all that is read of it.
        file: PathBuf,
        read: Box<dyn Fn() -> Result<Vec<u8>> + Send + Sync>,
    },
}
