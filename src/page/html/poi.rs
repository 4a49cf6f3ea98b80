//! The page of a POI: panels on the trail can carry its address.

use crate::model::*;
use crate::page::Head;
use crate::page::Page;
use crate::page::PagePerObject;
use crate::page::attachment::{AttachedView, attached};
use crate::page::html::list;
use crate::page::html::structure;
use crate::page::map;
use crate::page::map::{Shown, ShownPoint};
use crate::page::parts;
use crate::page::share;
use crate::page::share::QrView;
use crate::page::site::Site;
use crate::page::text::{self, Markup, markup, plain};
use crate::page::view::*;
use serde::Serialize;
use std::sync::Arc;

/// `poi`
#[derive(Debug, Serialize)]
pub struct PoiView {
    pub slug: String,
    pub name: String,
    /// The language of a name that stands in for the missing one of this language, or empty.
    pub name_lang: String,
    /// What it is, or empty.
    pub kind: String,
    pub description: Markup,
    pub pictures: Vec<PictureView>,
    pub attached: AttachedView,
    /// The treks it lies along.
    pub treks: Vec<CardView>,
    pub map: Option<MapView>,
    /// The full address of the page, for panels and paper.
    pub qr: Option<QrView>,
    pub structure: Option<BrandView>,
}

fn rest(poi: &Poi) -> String {
    format!("poi/{}/", poi.id.local())
}

pub fn url(site: &Site, lang: &Lang, poi: &Poi) -> String {
    site.url(lang, &rest(poi))
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let kind = PagePerObject::<Poi> {
        kind: "poi",
        origin: |poi| &poi.origin,
        name: |poi| &poi.name,
        rest,
        view,
    };
    kind.plan(site, &site.atlas.catalog.pois)
}

fn view(site: &Site, lang: &Lang, index: usize) -> (Head, tera::Value) {
    let poi = &site.atlas.catalog.pois[index];
    let treks = &site.atlas.treks_of_poi[index];
    let kind = parts::kind(lang, poi.poi_type.as_ref());
    let view = PoiView {
        slug: poi.id.local().to_owned(),
        name: plain(&poi.name, lang),
        name_lang: text::spoken(&poi.name, lang),
        kind,
        description: markup(site, &poi.description, lang),
        pictures: parts::pictures(site, lang, &poi.attachments),
        attached: attached(site, lang, &poi.attachments, |view| view.poi.as_ref() == Some(&poi.id)),
        treks: parts::cards(site, lang, treks),
        map: place_map(site, lang, "poi", plain(&poi.name, lang), poi.geometry, treks),
        qr: share::qr(&site.canonical(&url(site, lang, poi))),
        structure: site
            .structure(poi.structure.as_ref())
            .and_then(|found| structure::brand(site, lang, found)),
    };
    let head = Head {
        title: view.name.clone(),
        description: text::teaser([&poi.description], lang),
        pictures: view.pictures.clone(),
    };
    (head, text::value(&view))
}

/// A place with the trails that pass by; `None` when nobody says where it is.
pub fn place_map(
    site: &Site,
    lang: &Lang,
    kind: &'static str,
    name: String,
    position: Option<Position>,
    treks: &[usize],
) -> Option<MapView> {
    const LINES: usize = 12;
    let position = position?;
    let exists = |index: &usize| site.trek(*index).name.get(lang).is_some();
    let near: Vec<usize> = treks.iter().take(LINES).copied().filter(exists).collect();
    let mut shown = Shown { lines: list::lines(site, lang, &near), ..Shown::default() };
    shown.points.push(ShownPoint { position, kind, name, url: String::new() });
    map::view(&shown)
}
