//! Attachments of an object other than photographs: documents, videos, HD views.

use crate::model::{self, Attachment, AttachmentKind, Lang};
use crate::page::site::{Site, file_path};
use crate::page::view::hdview::{self, HdView};
use serde::Serialize;

/// Attachments of an object other than photographs.
#[derive(Debug, Serialize)]
pub struct AttachedView {
    pub documents: Vec<DocumentView>,
    pub videos: Vec<VideoView>,
    pub hd_views: Vec<HdView>,
}

impl AttachedView {
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.videos.is_empty() && self.hd_views.is_empty()
    }
}

/// A document or a recording: a leaflet, an audio guide.
#[derive(Debug, Serialize)]
pub struct DocumentView {
    pub name: String,
    pub url: String,
    /// Extension of the file in capitals, `PDF`.
    pub format: String,
    /// True for an audio file that browsers can play.
    pub audio: bool,
    /// Size of the file in bytes.
    pub size: u64,
    pub author: String,
    pub license: String,
}

/// A video on a hosting site. Pages load nothing from that site before the visitor starts the
/// player.
#[derive(Debug, Serialize)]
pub struct VideoView {
    pub name: String,
    /// Name of the hosting site, `YouTube`.
    pub provider: String,
    /// Address of the page of the video on the hosting site.
    pub url: String,
    /// Address of the player, to show in a frame, or empty.
    pub embed: String,
    pub author: String,
}

/// View of the attachments of an object, and of the HD views for which `is_its` returns true.
pub fn attached(
    site: &Site,
    lang: &Lang,
    attachments: &[Attachment],
    is_its: impl Fn(&model::HdView) -> bool,
) -> AttachedView {
    let views = site.all::<model::HdView>().iter().filter(|view| is_its(view));
    AttachedView {
        documents: documents(site, lang, attachments),
        videos: videos(lang, attachments),
        hd_views: views.map(|view| hdview::view(site, lang, view)).collect(),
    }
}

fn documents(site: &Site, lang: &Lang, attachments: &[Attachment]) -> Vec<DocumentView> {
    let view = |attachment: &Attachment| {
        let AttachmentKind::File(file) = &attachment.kind else { return None };
        let path = file_path::file_path(file)?;
        let extension = file.extension()?.to_str()?;
        let format = extension.to_uppercase();
        let name = attachment.legend.get(lang).cloned();
        Some(DocumentView {
            name: name.unwrap_or_else(|| format.clone()),
            url: site.asset_url(&path),
            audio: ["mp3", "m4a", "ogg", "oga", "wav"].contains(&extension),
            format,
            size: site.document_length(file)?,
            author: attachment.author.clone().unwrap_or_default(),
            license: attachment.license.clone().unwrap_or_default(),
        })
    };
    attachments.iter().filter_map(view).collect()
}

fn videos(lang: &Lang, attachments: &[Attachment]) -> Vec<VideoView> {
    let view = |attachment: &Attachment| {
        let AttachmentKind::Video(player) = &attachment.kind else { return None };
        let name = attachment.legend.get(lang).cloned();
        Some(VideoView {
            name: name.unwrap_or_else(|| player.provider.clone()),
            provider: player.provider.clone(),
            url: player.url.clone(),
            embed: player.embed.clone().unwrap_or_default(),
            author: attachment.author.clone().unwrap_or_default(),
        })
    };
    attachments.iter().filter_map(view).collect()
}
