//! The page of a POI.

use crate::model::Poi;
use crate::model::*;
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::shared::Shared;
use crate::page::site::{Site, address};
use crate::page::view::attachment::{AttachedView, attached};
use crate::page::view::brand::{self, BrandView};
use crate::page::view::card::{self, CardView};
use crate::page::view::map::{MapView, place_map, sheet};
use crate::page::view::picture::{self, PictureView};
use crate::page::view::share::{self, QrView};
use crate::page::view::term;
use crate::page::view::text::{self, Markup, markup, plain};
use serde::Serialize;
use tera::Value;

/// View of the page of a POI: the variable `poi` of its template.
#[derive(Debug, Serialize)]
pub struct PoiView {
    pub slug: String,
    pub name: String,
    /// Language of `name` when the name is missing in the language of the page, else empty.
    pub name_lang: String,
    /// Name of the type of POI, or empty.
    pub kind: String,
    pub description: Markup,
    pub pictures: Vec<PictureView>,
    pub attached: AttachedView,
    /// Treks that pass by the POI.
    pub treks: Vec<Shared<CardView>>,
    pub map: Option<MapView>,
    /// QR code of the full address of the page, for panels on the trail and printed pages.
    pub qr: Option<QrView>,
    pub structure: Option<BrandView>,
}

pub fn plan(site: &Site) -> Vec<Document> {
    Document::of_each_with::<Poi>(site, "poi", view, |document, object| {
        document.sheet = object.geometry.and_then(|at| sheet::of_place(site, at));
        document.add_hd_views(site, |view| view.poi.as_ref() == Some(&object.id));
    })
}

fn view(site: &Site, lang: &Lang, index: usize) -> (Head, Value) {
    let poi = site.one::<Poi>(index);
    let treks = site.treks_of_poi(index);
    let kind = term::kind(lang, poi.poi_type.as_ref());
    let view = PoiView {
        slug: poi.id.local().to_owned(),
        name: plain(&poi.name, lang),
        name_lang: text::spoken(&poi.name, lang),
        kind,
        description: markup(site, &poi.description, lang),
        pictures: picture::pictures(site, lang, &poi.attachments),
        attached: attached(site, lang, &poi.attachments, |view| view.poi.as_ref() == Some(&poi.id)),
        treks: card::cards(site, lang, treks),
        map: place_map(site, lang, "poi", plain(&poi.name, lang), poi.geometry, treks),
        qr: share::qr(&site.canonical(&address::url(site, lang, poi))),
        structure: brand::of(site, lang, poi.structure.as_ref()),
    };
    let head = Head::of_object(&view.name, [&poi.description], lang, &view.pictures);
    (head, Value::from_serializable(&view))
}
