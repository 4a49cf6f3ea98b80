//! HD views: large pictures with annotations. Their tiles stay on the Geotrek-admin and are loaded
//! when the visitor opens the viewer.

use crate::model::{self, Lang, Tiles};
use crate::page::site::Site;
use crate::page::site::policy::loads;
use crate::page::site::settings::security;
use crate::page::view::picture::{self, PictureView};
use crate::page::view::term;
use crate::page::view::text::plain;
use serde::Serialize;

/// A large picture with annotations.
#[derive(Debug, Serialize)]
pub struct HdView {
    pub title: String,
    pub legend: String,
    /// Small version of the whole picture.
    pub picture: Option<PictureView>,
    pub annotations: Vec<AnnotationView>,
    /// Tiles of the full picture; `null` where only the small version can be shown.
    pub tiles: Option<TilesView>,
}

/// A mark that names something in the picture.
#[derive(Debug, Serialize)]
pub struct AnnotationView {
    pub name: String,
    /// Name of the category, `Peak`, or empty.
    pub category: String,
    /// Point, or corners of an outline, in pixels of the full picture: `100,100 600,400`.
    pub pixels: String,
}

/// Tiles of a picture. Pages load nothing from their server before the visitor opens the viewer.
#[derive(Debug, Serialize)]
pub struct TilesView {
    /// Address of a tile, with the placeholders `{z}` (zoom level, 0 is the smallest), `{x}` and
    /// `{y}`.
    pub url: String,
    /// Width of the full picture, which is the last level, in pixels.
    pub width: u32,
    /// Height of the full picture, in pixels.
    pub height: u32,
    /// Number of zoom levels.
    pub levels: u32,
    /// Width of a tile, in pixels.
    pub tile_width: u32,
    /// Height of a tile, in pixels.
    pub tile_height: u32,
    /// Host that serves the tiles; empty for the host of the site.
    pub third_party: String,
}

/// View of an HD view.
pub fn view(site: &Site, lang: &Lang, view: &model::HdView) -> HdView {
    let annotation = |annotation: &model::Annotation| {
        let category = term::kind(lang, annotation.category.as_ref());
        let pixels: Vec<String> =
            annotation.pixels.iter().map(|[x, y]| format!("{x:.0},{y:.0}")).collect();
        let name = annotation.name.get(lang)?.clone();
        Some(AnnotationView { name, category, pixels: pixels.join(" ") })
    };
    HdView {
        title: plain(&view.title, lang),
        legend: plain(&view.legend, lang),
        picture: picture::first_picture(site, lang, view.thumbnail.as_slice()),
        annotations: view.annotations.iter().filter_map(annotation).collect(),
        tiles: view.tiles.as_ref().filter(|tiles| loads(site, tiles)).map(|t| tiles(site, t)),
    }
}

fn tiles(site: &Site, tiles: &Tiles) -> TilesView {
    let origin = security::origin(&tiles.url).filter(|it| *it != site.settings.base_url.origin);
    TilesView {
        url: tiles.url.clone(),
        width: tiles.width,
        height: tiles.height,
        levels: tiles.levels,
        tile_width: tiles.tile_width,
        tile_height: tiles.tile_height,
        third_party: origin.as_deref().map_or("", security::host).to_owned(),
    }
}
