//! The page of a structure: who they are, their treks, how to reach them.

use super::site::Site;
use super::text::{self, Markup, markup, plain};
use super::view::*;
use super::{Head, Page, PagePerObject, list, map, media, parts};
use crate::model::*;
use serde::Serialize;
use std::sync::Arc;

/// `structure`
#[derive(Debug, Serialize)]
pub struct StructureView {
    pub slug: String,
    pub name: String,
    pub description: Markup,
    /// Address of the logo, or empty.
    pub logo: String,
    pub color: String,
    pub website: String,
    pub email: String,
    pub phone: String,
    pub address: String,
    /// The treks it manages.
    pub treks: Vec<CardView>,
    pub map: Option<MapView>,
}

fn rest(structure: &Structure) -> String {
    format!("structure/{}/", structure.id.local())
}

pub fn url(site: &Site, lang: &Lang, structure: &Structure) -> String {
    site.url(lang, &rest(structure))
}

/// As it signs things; `None` where it has no name in the language.
pub fn brand(site: &Site, lang: &Lang, structure: &Structure) -> Option<BrandView> {
    Some(BrandView {
        name: structure.name.get(lang)?.clone(),
        url: url(site, lang, structure),
        logo: logo(site, structure),
        color: structure.color.clone().unwrap_or_default(),
    })
}

fn logo(site: &Site, structure: &Structure) -> String {
    media::logo_path(structure).map_or(String::new(), |path| site.asset_url(&path))
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let kind = PagePerObject::<Structure> {
        kind: "structure",
        origin: |structure| &structure.origin,
        name: |structure| &structure.name,
        rest,
        view,
    };
    kind.plan(site, &site.atlas.catalog.structures)
}

fn view(site: &Site, lang: &Lang, index: usize) -> (Head, tera::Value) {
    let structure = &site.atlas.catalog.structures[index];
    let treks = site.treks_in(lang).iter().copied();
    let treks: Vec<usize> =
        treks.filter(|trek| site.trek(*trek).structure.as_ref() == Some(&structure.id)).collect();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let shown = map::Shown { lines: list::lines(site, lang, &treks), ..map::Shown::default() };
    let view = StructureView {
        slug: structure.id.local().to_owned(),
        name: plain(&structure.name, lang),
        description: markup(site, &structure.description, lang),
        logo: logo(site, structure),
        color: text(&structure.color),
        website: text(&structure.website),
        email: text(&structure.email),
        phone: text(&structure.phone),
        address: text(&structure.address),
        treks: parts::cards(site, lang, &treks),
        map: map::view(&shown),
    };
    let head = Head {
        title: view.name.clone(),
        description: text::teaser([&structure.description], lang),
        pictures: Vec::new(),
    };
    (head, text::value(&view))
}
