//! Files that come with an object: photographs, leaflets.

use super::Localized;
use std::path::PathBuf;

/// A file on disk, with what must be said beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub file: PathBuf,
    pub kind: AttachmentKind,
    /// Caption. A photograph without one is decorative: nothing is invented.
    pub legend: Localized<String>,
    pub author: Option<String>,
    /// An SPDX identifier or the licence's usual name.
    pub license: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentKind {
    Image,
    File,
}
