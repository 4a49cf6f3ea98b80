//! `map.json`: lines of treks and positions of places for maps. One file in each language for all
//! treks, and one for each list of several pages.

use crate::model::{Kind, Lang, Structure};
use crate::page::html::places::Places;
use crate::page::html::{events, services};
use crate::page::site::Site;
use crate::page::site::address::{self, Addressed};
use crate::page::site::page::{Content, Page};
use crate::page::site::pagination::CARDS;
use crate::page::view::map::{self, Shown};
use std::sync::Arc;

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let mut plan = Vec::new();
    for lang in site.languages() {
        plan.push(page(site, lang, "", |site, lang| site.treks_in(lang)));
    }
    for (index, entry) in site.terms().iter().enumerate() {
        for (lang, _) in entry.treks.iter().filter(|(_, treks)| treks.len() > CARDS) {
            let path = entry.path();
            plan.push(page(site, lang, &path, move |site, lang| &site.term(index).treks[lang]));
        }
    }
    for (index, structure) in site.all::<Structure>().iter().enumerate() {
        for lang in site.languages_where(|lang| structure.name.get(lang).is_some()) {
            if site.treks_of_structure(&structure.id, &lang).len() > CARDS {
                plan.push(page(site, &lang, &structure.path(), move |site, lang| {
                    let structure = site.one::<Structure>(index);
                    site.treks_of_structure(&structure.id, lang)
                }));
            }
        }
    }
    plan.extend(places(site, &services::LIST));
    plan.extend(places(site, &events::LIST));
    plan
}

/// Plans the files of a list of places, in languages in which it has several pages.
fn places<K: Kind + Addressed + 'static>(
    site: &Arc<Site>,
    list: &'static Places<K>,
) -> impl Iterator<Item = Page> {
    let long = site.languages_where(|lang| list.is_long(site, lang)).into_iter();
    long.map(move |lang| {
        file(site, &lang, list.path, move |site, lang| {
            map::data(&Shown { points: list.points(site, lang), ..Shown::default() }, None)
        })
    })
}

/// Plans the file of a list of treks. `list` is the path of the list below the language, empty for
/// all treks; `treks` returns the indices of its treks.
fn page(
    site: &Arc<Site>,
    lang: &Lang,
    list: &str,
    treks: impl for<'s> Fn(&'s Site, &Lang) -> &'s [usize] + Send + Sync + 'static,
) -> Page {
    file(site, lang, list, move |site, lang| {
        let lines = map::lines(site, lang, treks(site, lang));
        map::data(&Shown { lines, ..Shown::default() }, None)
    })
}

/// Plans the file of a list. `list` is the path of the list below the language.
fn file(
    site: &Arc<Site>,
    lang: &Lang,
    list: &str,
    data: impl Fn(&Site, &Lang) -> String + Send + Sync + 'static,
) -> Page {
    let path = site.output_path(lang, &format!("{list}{}", address::MAP));
    let (site, lang, plan) = (site.clone(), lang.clone(), site.common());
    let bytes = move || data(&site, &lang).into_bytes();
    let item = format!("map of {}", if list.is_empty() { "all treks" } else { list });
    Page::new(path, "map_data", &item, Content::Bytes(Box::new(bytes))).planned_as(plan)
}
