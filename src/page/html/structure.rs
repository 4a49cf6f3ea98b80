//! The page of a structure: description, contact, and the treks that it manages.

use crate::model::Structure;
use crate::model::*;
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::html::list::{self, List, ListView, TreksPage};
use crate::page::site::Site;
use crate::page::site::address::{self, Addressed};
use crate::page::site::pagination::CARDS;
use crate::page::view::brand::logo;
use crate::page::view::map::sheet;
use crate::page::view::text::{self, Markup, markup, plain};
use serde::Serialize;
use tera::Value;

/// View of a page of a structure: the variable `structure` of its template.
#[derive(Debug, Serialize)]
pub struct StructureView {
    pub slug: String,
    pub name: String,
    /// Language of `name` when the name is missing in the language of the page, else empty.
    pub name_lang: String,
    pub description: Markup,
    /// Address of the logo, or empty.
    pub logo: String,
    /// CSS colour, or empty.
    pub color: String,
    pub website: String,
    pub email: String,
    pub phone: String,
    pub address: String,
    /// Treks that the structure manages, with their map.
    #[serde(flatten)]
    pub list: ListView,
}

pub fn plan(site: &Site) -> Vec<Document> {
    let mut plan = Vec::new();
    for (index, structure) in site.all::<Structure>().iter().enumerate() {
        let langs = site.languages_where(|lang| structure.name.get(lang).is_some());
        let pages =
            |lang: &Lang| site.treks_of_structure(&structure.id, lang).len().div_ceil(CARDS).max(1);
        let pages = langs.iter().map(|lang| (lang.clone(), pages(lang)));
        let list = List::new(("structure", &structure.origin), &structure.path(), pages);
        let list = list.about(structure.clone(), "structure");
        let mut pages = list.plan(move |site, lang, number| page(site, lang, index, number));
        let treks = |lang: &Lang| site.treks_of_structure(&structure.id, lang);
        list::add_sheets(&mut pages, |lang| sheet::of_treks(site, treks(lang)));
        plan.append(&mut pages);
    }
    plan
}

fn page(site: &Site, lang: &Lang, index: usize, number: usize) -> (Head, Value) {
    let structure = site.one::<Structure>(index);
    let (list, treks) = (structure.path(), site.treks_of_structure(&structure.id, lang));
    let map_url = address::of_long_map(site, lang, &list, treks.len());
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let view = StructureView {
        slug: structure.id.local().to_owned(),
        name: plain(&structure.name, lang),
        name_lang: text::spoken(&structure.name, lang),
        description: markup(site, &structure.description, lang),
        logo: logo(site, structure),
        color: text(&structure.color),
        website: text(&structure.website),
        email: text(&structure.email),
        phone: text(&structure.phone),
        address: text(&structure.address),
        list: list::view(site, lang, TreksPage { list: &list, treks, number, map_url }),
    };
    let head = Head::of_object(&view.name, [&structure.description], lang, &[]);
    (head, Value::from_serializable(&view))
}
