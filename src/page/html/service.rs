//! The page of a touristic content: a hut, a campsite, a farm shop…

use crate::model::TouristicContent;
use crate::model::*;
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::Site;
use crate::page::site::shared::Shared;
use crate::page::view::attachment::{AttachedView, attached};
use crate::page::view::booking;
use crate::page::view::brand::{self, BrandView};
use crate::page::view::card::{self, CardView};
use crate::page::view::contact::{ContactView, contact};
use crate::page::view::map::{self, MapView};
use crate::page::view::picture::{self, PictureView};
use crate::page::view::term::{self, TermView};
use crate::page::view::text::{self, Markup, markup, plain};
use serde::Serialize;
use tera::Value;

/// View of the page of a touristic content: the variable `service` of its template.
#[derive(Debug, Serialize)]
pub struct ServiceView {
    pub slug: String,
    pub name: String,
    /// Language of `name` when the name is missing in the language of the page, else empty.
    pub name_lang: String,
    pub category: Option<Shared<TermView>>,
    pub types: Vec<Shared<TermView>>,
    pub description_teaser: Markup,
    pub description: Markup,
    pub practical_info: Markup,
    /// Accessibility for people with disabilities, or empty.
    pub accessibility: String,
    pub label_accessibility: Option<Shared<TermView>>,
    pub contact: ContactView,
    /// Address of the booking page, or empty.
    pub booking_url: String,
    pub pictures: Vec<PictureView>,
    pub attached: AttachedView,
    /// Treks that pass near the content.
    pub treks: Vec<Shared<CardView>>,
    pub map: Option<MapView>,
    pub structure: Option<BrandView>,
}

pub fn plan(site: &Site) -> Vec<Document> {
    Document::of_each_with::<TouristicContent>(site, "service", view, |document, object| {
        document.sheet = object.geometry.and_then(|at| map::sheet::of_place(site, at));
    })
}

fn view(site: &Site, lang: &Lang, index: usize) -> (Head, Value) {
    let content = site.one::<TouristicContent>(index);
    let treks = site.treks_of_content(index);
    let html = |text: &Localized<Html>| markup(site, text, lang);
    let view = ServiceView {
        slug: content.id.local().to_owned(),
        name: plain(&content.name, lang),
        name_lang: text::spoken(&content.name, lang),
        category: content.category.as_ref().and_then(|category| term::term(site, lang, category)),
        types: term::terms(site, lang, &content.types),
        description_teaser: html(&content.description_teaser),
        description: html(&content.description),
        practical_info: html(&content.practical_info),
        accessibility: plain(&content.accessibility, lang),
        label_accessibility: term::maybe_term(site, lang, content.label_accessibility.as_ref()),
        contact: contact(html(&content.contact), &content.email, &content.website),
        booking_url: booking::url(site, content.reservation_id.as_ref()),
        pictures: picture::pictures(site, lang, &content.attachments),
        attached: attached(site, lang, &content.attachments, |_| false),
        treks: card::cards(site, lang, treks),
        map: map::place_map(
            site,
            lang,
            "content",
            plain(&content.name, lang),
            content.geometry,
            treks,
        ),
        structure: brand::of(site, lang, content.structure.as_ref()),
    };
    let head = Head::of_object(
        &view.name,
        [&content.description_teaser, &content.description],
        lang,
        &view.pictures,
    );
    (head, Value::from_serializable(&view))
}
