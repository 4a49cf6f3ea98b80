//! `map.json`: the lines of all treks in a language, for the maps of many.

use super::map::{self, Shown, ShownLine};
use super::site::Site;
use super::{Content, Page, trek};
use crate::model::Lang;
use std::sync::Arc;

const FILE: &str = "map.json";

pub fn url(site: &Site, lang: &Lang) -> String {
    site.url(lang, FILE)
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let page = |lang: &Lang| {
        let path = site.output_path(lang, FILE);
        let (site, lang) = (site.clone(), lang.clone());
        let bytes = move || {
            let lines = site.treks_in(&lang).into_iter().map(|index| ShownLine {
                segments: &site.atlas.figures[index].overview,
                name: super::text::plain(&site.trek(index).name, &lang),
                url: trek::url(&site, &lang, site.trek(index)),
            });
            let shown = Shown { lines: lines.collect(), ..Shown::default() };
            map::data(&shown).to_string().into_bytes()
        };
        let item = "map of all treks".to_owned();
        Page { path, kind: "map_data", item, content: Content::Bytes(Box::new(bytes)) }
    };
    site.languages().iter().map(page).collect()
}
