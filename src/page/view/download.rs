//! Downloads of a trek: files in export formats.

use crate::derive::climb;
use crate::export::{FORMATS, Format};
use crate::model::*;
use crate::page::site::{Site, address};
use serde::Serialize;

/// A file to download.
#[derive(Debug, Clone, Serialize)]
pub struct DownloadView {
    /// Name of the format, `GPX`.
    pub name: String,
    pub url: String,
    pub media_type: String,
}

/// Returns the downloads of a trek; none for a trek without a line.
pub fn views(site: &Site, lang: &Lang, trek: &Trek) -> Vec<DownloadView> {
    if trek.geometry.is_empty() {
        return Vec::new();
    }
    let view = |format: &Format| DownloadView {
        name: format.name.to_owned(),
        url: site.url(lang, &address::download_path(trek, format)),
        media_type: format.media_type.to_owned(),
    };
    FORMATS.iter().map(view).collect()
}

/// Origin of ascent and descent of a trek: `published`, the name of a method, `stages` or empty.
pub fn ascent_method(site: &Site, index: usize) -> &'static str {
    let (trek, figures) = (site.trek(index), site.figures(index));
    match (trek.published.ascent, figures.climb) {
        (Some(_), _) => "published",
        (None, Some(_)) => climb::name(trek.ascent_method),
        (None, None) if site.stages_climb(index).is_some() => "stages",
        (None, None) => "",
    }
}
