//! The page of an information desk.

use crate::model::{InformationDesk, Lang};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::html::list::{self, List, PagerView, Pagination};
use crate::page::site::Site;
use crate::page::site::address::{self, Addressed};
use crate::page::site::pagination::CARDS;
use crate::page::site::shared::Shared;
use crate::page::view::card::{self, CardView};
use crate::page::view::desk::{self, DeskView};
use crate::page::view::map::{self, MapView};
use crate::page::view::picture::{self, PictureView};
use crate::page::view::text::{self, plain};
use serde::Serialize;
use tera::Value;

/// View of a page of an information desk: the variable `desk` of its template.
#[derive(Debug, Serialize)]
pub struct DeskPageView {
    pub slug: String,
    #[serde(flatten)]
    pub desk: DeskView,
    pub pictures: Vec<PictureView>,
    /// Map of the desk; `None` on the second page of its treks and on those that follow.
    pub map: Option<MapView>,
    /// Treks that name the desk: those of this page of the list.
    pub treks: Vec<Shared<CardView>>,
    #[serde(flatten)]
    pub pager: PagerView,
}

pub fn plan(site: &Site) -> Vec<Document> {
    let mut plan = Vec::new();
    for (index, desk) in site.all::<InformationDesk>().iter().enumerate() {
        let langs = site.languages_where(|lang| address::has_page(site, lang, desk));
        let pages = |lang: &Lang| {
            let treks = site.treks_of_desk(&desk.id, lang);
            treks.map_or(0, <[usize]>::len).div_ceil(CARDS).max(1)
        };
        let pages = langs.iter().map(|lang| (lang.clone(), pages(lang)));
        let list = List::new(("desk", &desk.origin), &desk.path(), pages);
        let list = list.about(desk.clone(), "desk");
        let mut pages = list.plan(move |site, lang, number| page(site, lang, index, number));
        list::add_sheets(&mut pages, |_| map::sheet::of_place(site, desk.geometry?));
        plan.append(&mut pages);
    }
    plan
}

fn page(site: &Site, lang: &Lang, index: usize, number: usize) -> (Head, Value) {
    let desk = site.one::<InformationDesk>(index);
    let treks = site.treks_of_desk(&desk.id, lang).unwrap_or_default();
    let pagination = Pagination { number, total: treks.len(), per_page: CARDS };
    let name = plain(&desk.name, lang);
    let place = desk.geometry.filter(|_| number == 1);
    let view = DeskPageView {
        slug: desk.id.local().to_owned(),
        desk: desk::view(site, lang, desk)
            .expect("a desk has pages only in languages in which it has a name"),
        pictures: picture::pictures(site, lang, &desk.attachments),
        map: map::place_map(site, lang, "desk", name, place, treks),
        treks: card::cards(site, lang, pagination.items(treks)),
        pager: list::pager(site, lang, &desk.path(), &pagination),
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
    (head, Value::from_serializable(&view))
}
