//! What comes with an object: photographs, leaflets, videos.

use super::Localized;
use std::path::{Path, PathBuf};

/// A file on disk or a video elsewhere, with what must be said beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub kind: AttachmentKind,
    /// Caption. A photograph without one is decorative: nothing is invented.
    pub legend: Localized<String>,
    pub author: Option<String>,
    /// An SPDX identifier or the licence's usual name.
    pub license: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttachmentKind {
    Image(PathBuf),
    /// Anything to read or hear: a leaflet, a recording.
    File(PathBuf),
    Video(Player),
}

impl Attachment {
    /// The file of a photograph.
    pub fn image(&self) -> Option<&Path> {
        match &self.kind {
            AttachmentKind::Image(file) => Some(file),
            _ => None,
        }
    }
}

/// A file that is published as it is because a text leads to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkedFile {
    pub file: PathBuf,
    /// What it is called in its source: `treks/lac/depliant.pdf`. `None` for one whose own name is
    /// unique, and changes with its content.
    pub name: Option<String>,
}

/// A video or a sound on a site that plays them. Nothing is asked of it before a visitor wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    /// `YouTube`, or the host.
    pub provider: String,
    /// The page that shows it.
    pub url: String,
    /// What a frame of ours may hold; `None` for a site that is not known.
    pub embed: Option<String>,
}
