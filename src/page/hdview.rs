//! Large pictures that one explores: their tiles stay on the Geotrek-admin, and are asked for by
//! those who want them.

use crate::model::{self, Lang, Tiles};
use crate::page::parts;
use crate::page::security;
use crate::page::site::Site;
use crate::page::text::plain;
use crate::page::view::PictureView;
use crate::report::Report;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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
        let category = parts::kind(lang, annotation.category.as_ref());
        let pixels: Vec<String> =
            annotation.pixels.iter().map(|[x, y]| format!("{x:.0},{y:.0}")).collect();
        let name = annotation.name.get(lang)?.clone();
        Some(AnnotationView { name, category, pixels: pixels.join(" ") })
    };
    HdView {
        title: plain(&view.title, lang),
        legend: plain(&view.legend, lang),
        picture: parts::first_picture(site, lang, view.thumbnail.as_slice()),
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

/// False for what browsers refuse: pictures without encryption in a page that has it.
fn loads(site: &Site, tiles: &Tiles) -> bool {
    tiles.url.starts_with("https://") || !site.settings.base_url.origin.starts_with("https://")
}

/// The tiles of all views that a page shows.
fn shown(site: &Site) -> impl Iterator<Item = &Tiles> {
    let views = site.atlas.catalog.hd_views.iter();
    let on_page = |view: &&std::sync::Arc<model::HdView>| {
        view.trek.is_some() || view.poi.is_some() || view.outdoor_site.is_some()
    };
    views.filter(on_page).filter_map(|view| view.tiles.as_ref())
}

/// The origins (`https://admin.example.org`) that pages load tiles from.
pub fn origins(site: &Site) -> BTreeSet<String> {
    let tiles = shown(site).filter(|tiles| loads(site, tiles));
    tiles.filter_map(|tiles| security::origin(&tiles.url)).collect()
}

/// Says which servers browsers load no tiles from.
pub fn warn(site: &Site, report: &mut Report) {
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    for origin in shown(site).filter(|t| !loads(site, t)).filter_map(|t| security::origin(&t.url)) {
        *refused.entry(origin).or_default() += 1;
    }
    for (origin, count) in refused {
        report.warn(
            origin,
            format!("browsers load nothing from it on an https site: its HD views ({count}) stay thumbnails, until it has an address with https"),
        );
    }
}
