//! Information desks: their pages, and how treks and outdoor sites show them.

use crate::model::{Id, InformationDesk, Lang};
use crate::page::Head;
use crate::page::Page;
use crate::page::html::list::{self, CARDS, List, PagerView, Stretch};
use crate::page::html::poi;
use crate::page::parts;
use crate::page::site::Site;
use crate::page::text::{self, Markup, markup, plain};
use crate::page::view::{CardView, ContactView, MapView, PictureView, TermView};
use serde::Serialize;
use std::sync::Arc;

/// `desk`
#[derive(Debug, Serialize)]
pub struct DeskPageView {
    pub slug: String,
    #[serde(flatten)]
    pub desk: DeskView,
    pub pictures: Vec<PictureView>,
    /// Where it is, on the first page.
    pub map: Option<MapView>,
    /// The treks that name it, as many as are on a page.
    pub treks: Vec<CardView>,
    #[serde(flatten)]
    pub pager: PagerView,
}

/// An information desk.
#[derive(Debug, Serialize)]
pub struct DeskView {
    pub name: String,
    /// The language of a name that stands in for the missing one of this language, or empty.
    pub name_lang: String,
    /// Address of its page.
    pub url: String,
    pub kind: String,
    pub description: Markup,
    pub accessibility: String,
    pub label_accessibility: Option<TermView>,
    pub picture: Option<PictureView>,
    /// Metres from the start along the trail, for a desk within 2 km of it.
    pub distance: Option<f64>,
    pub contact: ContactView,
}

fn rest(desk: &InformationDesk) -> String {
    format!("desk/{}/", desk.id.local())
}

pub fn url(site: &Site, lang: &Lang, desk: &InformationDesk) -> String {
    site.url(lang, &rest(desk))
}

/// True where a page of the language names it: a Geotrek-admin lists the desks of all its portals.
pub fn has_page(site: &Site, lang: &Lang, desk: &InformationDesk) -> bool {
    desk.name.get(lang).is_some() && site.index.treks_of_desk(&desk.id, lang).is_some()
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let mut plan = Vec::new();
    for (index, desk) in site.atlas.catalog.information_desks.iter().enumerate() {
        let langs = site.languages_where(|lang| has_page(site, lang, desk));
        let pages = |lang: &Lang| {
            let treks = site.index.treks_of_desk(&desk.id, lang);
            treks.map_or(0, <[usize]>::len).div_ceil(CARDS).max(1)
        };
        let list = List {
            kind: "desk",
            item: desk.origin.clone(),
            rest: rest(desk),
            pages: langs.iter().map(|lang| (lang.clone(), pages(lang))).collect(),
        };
        plan.extend(list.plan(site, move |site, lang, number| page(site, lang, index, number)));
    }
    plan
}

fn page(site: &Site, lang: &Lang, index: usize, number: usize) -> (Head, tera::Value) {
    let desk = &site.atlas.catalog.information_desks[index];
    let treks = site.index.treks_of_desk(&desk.id, lang).unwrap_or_default();
    let stretch = Stretch { number, total: treks.len(), each: CARDS };
    let name = plain(&desk.name, lang);
    let place = desk.geometry.filter(|_| number == 1);
    let view = DeskPageView {
        slug: desk.id.local().to_owned(),
        desk: view(site, lang, desk).expect("it has a page in this language"),
        pictures: parts::pictures(site, lang, &desk.attachments),
        map: poi::place_map(site, lang, "desk", name, place, treks),
        treks: parts::cards(site, lang, stretch.of(treks)),
        pager: list::pager(site, lang, &rest(desk), &stretch),
    };
    let description = text::teaser([&desk.description], lang);
    let contact = &view.desk.contact;
    let address = [&view.desk.name, &contact.street, &contact.municipality].map(String::as_str);
    let address: Vec<_> = address.into_iter().filter(|part| !part.is_empty()).collect();
    let head = Head {
        title: view.desk.name.clone(),
        description: if description.is_empty() { address.join(", ") } else { description },
        pictures: view.pictures.clone(),
    };
    (head, text::value(&view))
}

/// `None` where it has no name in the language.
fn view(site: &Site, lang: &Lang, desk: &InformationDesk) -> Option<DeskView> {
    let town = [&desk.postal_code, &desk.municipality].into_iter().flatten();
    Some(DeskView {
        name: desk.name.get(lang)?.clone(),
        name_lang: text::spoken(&desk.name, lang),
        url: url(site, lang, desk),
        kind: parts::kind(lang, desk.desk_type.as_ref()),
        accessibility: plain(&desk.accessibility, lang),
        label_accessibility: parts::maybe_term(site, lang, desk.label_accessibility.as_ref()),
        picture: parts::first_picture(site, lang, &desk.attachments),
        distance: None,
        description: markup(site, &desk.description, lang),
        contact: ContactView {
            text: Markup::default(),
            street: desk.street.clone().unwrap_or_default(),
            municipality: town.cloned().collect::<Vec<_>>().join(" "),
            phone: desk.phone.clone().unwrap_or_default(),
            email: desk.email.clone().unwrap_or_default(),
            website: desk.website.clone().unwrap_or_default(),
        },
    })
}

/// The information desks of these identifiers.
pub fn desks(site: &Site, lang: &Lang, ids: &[Id<InformationDesk>]) -> Vec<DeskView> {
    let all = &site.atlas.catalog.information_desks;
    let found = ids.iter().filter_map(|id| site.index.desk(id));
    found.filter_map(|desk| view(site, lang, &all[desk])).collect()
}

/// The desks that a trek names, with where one passes them.
pub fn along(site: &Site, lang: &Lang, trek: usize) -> Vec<DeskView> {
    let all = &site.atlas.catalog.information_desks;
    let near = &site.atlas.neighbours[trek].desks;
    let at = |id: &Id<InformationDesk>| {
        let view = desks(site, lang, std::slice::from_ref(id)).pop()?;
        let along = near.iter().find(|along| &all[along.item].id == id);
        Some(DeskView { distance: along.map(|along| along.distance.round()), ..view })
    };
    site.trek(trek).information_desks.iter().filter_map(at).collect()
}
