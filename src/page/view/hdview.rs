//! Large pictures that one explores: their tiles stay on the Geotrek-admin, and are asked for by
//! those who want them.

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
    /// The whole, small.
    pub picture: Option<PictureView>,
    pub annotations: Vec<AnnotationView>,
    /// What a script needs to show it all; `null` where there is only the small one.
    pub tiles: Option<TilesView>,
}

/// Something that is named on a picture.
#[derive(Debug, Serialize)]
pub struct AnnotationView {
    pub name: String,
    /// `Peak`, or empty.
    pub category: String,
    /// A point, or the corners of an outline, in pixels of the full picture: `100,100 600,400`.
    pub pixels: String,
}

/// A picture in tiles of another site: nothing is asked of it before the visitor wants it.
#[derive(Debug, Serialize)]
pub struct TilesView {
    /// Address with `{z}` (the level: 0 is the smallest), `{x}` and `{y}`.
    pub url: String,
    /// Of the full picture, in pixels, which is the last level.
    pub width: u32,
    pub height: u32,
    pub levels: u32,
    /// Of a tile, in pixels.
    pub tile_width: u32,
    pub tile_height: u32,
    /// Host that the visitor's browser will ask; empty when it is ours.
    pub third_party: String,
}

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
