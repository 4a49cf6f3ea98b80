//! Attachments of objects: photographs, files and videos.

use crate::model::*;
use crate::source::geotrek::file::{fetched, is_file, is_image, photo_of_desk};
use crate::source::geotrek::object::Object;
use crate::source::geotrek::reading::Reading;
use crate::source::player;
use anyhow::Result;
use std::path::PathBuf;

impl Reading<'_> {
    /// Attachments of an object. Those that cannot be published are warnings.
    pub fn attachments(&self, object: &Object) -> Vec<Attachment> {
        let attachments = object.objects("attachments");
        attachments.iter().filter_map(|attachment| self.attachment(object, attachment)).collect()
    }

    /// Photographs for the texts on accessibility.
    pub fn attachments_accessibility(&self, object: &Object) -> Vec<Attachment> {
        let attachments = object.objects("attachments_accessibility");
        let image = |attachment: &Object| {
            let file = self.file(object, &attachment.text("url")?)?;
            Some(described(AttachmentKind::Image(file), attachment))
        };
        attachments.iter().filter_map(image).collect()
    }

    fn attachment(&self, object: &Object, attachment: &Object) -> Option<Attachment> {
        let address = attachment.text("url")?;
        let kind = if is_image(attachment) {
            AttachmentKind::Image(self.file(object, &address)?)
        } else if is_file(attachment) {
            AttachmentKind::File(self.file(object, &address)?)
        } else if attachment.text("type").is_some_and(|kind| kind == "video") {
            let Some(player) = player::of(&address) else {
                object.wrong(
                    "attachments",
                    &format!("names the video {address}, which is not a web address"),
                );
                return None;
            };
            AttachmentKind::Video(player)
        } else {
            let problem = format!("names the file {address}, of a kind that is not published");
            object.wrong("attachments", &problem);
            return None;
        };
        let mut described = described(kind, attachment);
        // A photograph without legend is decorative, but a file or video needs a name.
        if described.legend.is_empty() && described.image().is_none() {
            described.legend = attachment.names("title");
        }
        Some(described)
    }

    /// Photograph of an information desk, or its thumbnail when only that could be downloaded.
    pub fn desk_photograph(&self, object: &Object) -> Vec<Attachment> {
        let Some([photograph, thumbnail]) = photo_of_desk(object) else { return Vec::new() };
        let large = fetched(self.snapshot, self.media, &photograph).and_then(Result::ok);
        let file = large.or_else(|| self.file(object, &thumbnail));
        file.map(|file| described(AttachmentKind::Image(file), object)).into_iter().collect()
    }

    /// Path of a downloaded file. `None`, with a warning, when it could not be downloaded.
    pub fn file(&self, object: &Object, address: &str) -> Option<PathBuf> {
        fetched(self.snapshot, self.media, address)?
            .inspect_err(|problem| {
                let problem = format!("names {address}, which is left out: {problem}");
                object.wrong("attachments", &problem);
            })
            .ok()
    }
}

/// Attachment with the legend, author and licence of an object.
pub fn described(kind: AttachmentKind, object: &Object) -> Attachment {
    let author = object.text("author");
    Attachment {
        kind,
        legend: object.names("legend"),
        author: author.map(|author| author.trim_start_matches(['©', ' ']).to_owned()),
        license: object.text("license"),
    }
}
