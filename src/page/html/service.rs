//! The page of a touristic content: a hut, a campsite, a farm shop…

use crate::model::*;
use crate::page::Head;
use crate::page::Page;
use crate::page::PagePerObject;
use crate::page::attachment::{AttachedView, attached};
use crate::page::booking;
use crate::page::html::poi;
use crate::page::html::structure;
use crate::page::parts;
use crate::page::site::Site;
use crate::page::text::{self, Markup, markup, plain};
use crate::page::view::*;
use serde::Serialize;
use std::sync::Arc;

/// `service`
#[derive(Debug, Serialize)]
pub struct ServiceView {
    pub slug: String,
    pub name: String,
    /// The language of a name that stands in for the missing one of this language, or empty.
    pub name_lang: String,
    pub category: Option<TermView>,
    pub types: Vec<TermView>,
    pub description_teaser: Markup,
    pub description: Markup,
    pub practical_info: Markup,
    /// Who can use it, or empty.
    pub accessibility: String,
    pub label_accessibility: Option<TermView>,
    pub contact: ContactView,
    /// Where it is booked, or empty.
    pub booking_url: String,
    pub pictures: Vec<PictureView>,
    pub attached: AttachedView,
    /// Treks that pass near.
    pub treks: Vec<CardView>,
    pub map: Option<MapView>,
    pub structure: Option<BrandView>,
}

fn rest(content: &TouristicContent) -> String {
    format!("service/{}/", content.id.local())
}

pub fn url(site: &Site, lang: &Lang, content: &TouristicContent) -> String {
    site.url(lang, &rest(content))
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let kind = PagePerObject::<TouristicContent> {
        kind: "service",
        origin: |content| &content.origin,
        name: |content| &content.name,
        rest,
        view,
    };
    kind.plan(site, &site.atlas.catalog.touristic_contents)
}

fn view(site: &Site, lang: &Lang, index: usize) -> (Head, tera::Value) {
    let content = &site.atlas.catalog.touristic_contents[index];
    let treks = &site.atlas.treks_of_content[index];
    let html = |text: &Localized<Html>| markup(site, text, lang);
    let view = ServiceView {
        slug: content.id.local().to_owned(),
        name: plain(&content.name, lang),
        name_lang: text::spoken(&content.name, lang),
        category: content.category.as_ref().and_then(|category| parts::term(site, lang, category)),
        types: parts::terms(site, lang, &content.types),
        description_teaser: html(&content.description_teaser),
        description: html(&content.description),
        practical_info: html(&content.practical_info),
        accessibility: plain(&content.accessibility, lang),
        label_accessibility: parts::maybe_term(site, lang, content.label_accessibility.as_ref()),
        contact: contact(html(&content.contact), &content.email, &content.website),
        booking_url: booking::url(site, content.reservation_id.as_ref()),
        pictures: parts::pictures(site, lang, &content.attachments),
        attached: attached(site, lang, &content.attachments, |_| false),
        treks: parts::cards(site, lang, treks),
        map: poi::place_map(
            site,
            lang,
            "content",
            plain(&content.name, lang),
            content.geometry,
            treks,
        ),
        structure: site
            .structure(content.structure.as_ref())
            .and_then(|found| structure::brand(site, lang, found)),
    };
    let head = Head {
        title: view.name.clone(),
        description: text::teaser([&content.description_teaser, &content.description], lang),
        pictures: view.pictures.clone(),
    };
    (head, text::value(&view))
}

pub fn contact(text: Markup, email: &Option<String>, website: &Option<String>) -> ContactView {
    ContactView {
        text,
        street: String::new(),
        municipality: String::new(),
        phone: String::new(),
        email: email.clone().unwrap_or_default(),
        website: website.clone().unwrap_or_default(),
    }
}
