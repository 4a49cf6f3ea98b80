//! Attachments of an object: photographs, leaflets, videos.

use super::Localized;
use std::path::{Path, PathBuf};

/// A file on disk or a video on another site, with its caption and credits.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Attachment {
    pub kind: AttachmentKind,
    /// Caption. A photograph without a caption is decorative for screen readers.
    pub legend: Localized<String>,
    pub author: Option<String>,
    /// SPDX identifier or usual name of the licence.
    pub license: Option<String>,
}

/// Content of an attachment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub enum AttachmentKind {
    Image(PathBuf),
    /// Document to read or recording to hear.
    File(PathBuf),
    Video(Player),
}

impl Attachment {
    /// File of the photograph; `None` for other attachments.
    pub fn image(&self) -> Option<&Path> {
        match &self.kind {
            AttachmentKind::Image(file) => Some(file),
            _ => None,
        }
    }
}

/// A file that a text links to, published unchanged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct LinkedFile {
    pub file: PathBuf,
    /// Path in its source, `treks/lac/depliant.pdf`. `None` for a pulled file, whose name is a hash
    /// of its content.
    pub name: Option<String>,
}

/// A video or a sound on a hosting site. Pages load nothing from that site before the visitor
/// starts the player.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Player {
    /// Name of the hosting site, `YouTube`, or its host name.
    pub provider: String,
    /// Address of the page of the video on the hosting site.
    pub url: String,
    /// Address of the player, to show in a frame; `None` for an unknown hosting site.
    pub embed: Option<String>,
}
