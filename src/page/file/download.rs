//! Downloads: each trek in each export format, beside its page.

use crate::export::{FORMATS, Format, Place, Trail};
use crate::model::*;
use crate::model::{Poi, Trek};
use crate::page::site::page::{Content, Page};
use crate::page::site::{Site, address};
use crate::page::view::download::ascent_method;
use crate::page::view::text;
use crate::page::view::{facts, term};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Plans the downloads of each trek that has a line, in each of its languages.
pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let mut plan = Vec::new();
    let treks = site.all::<Trek>().iter().enumerate();
    for (index, trek) in treks.filter(|(_, trek)| !trek.geometry.is_empty()) {
        for lang in site.languages_where(|lang| trek.name.get(lang).is_some()) {
            for format in FORMATS {
                let (site, lang) = (site.clone(), lang.clone());
                let path = site.output_path(&lang, &address::download_path(trek, format));
                let common = site.common();
                let bytes = move || write(&site, &lang, index, format);
                let content = Content::Bytes(Box::new(bytes));
                let page = Page::new(path, "download", &trek.origin, content);
                plan.push(page.planned_as(common));
            }
        }
    }
    plan
}

fn write(site: &Site, lang: &Lang, index: usize, format: &Format) -> Vec<u8> {
    let trek = site.trek(index);
    let pois: Vec<&Poi> = site
        .neighbours(index)
        .pois
        .iter()
        .map(|along| &**site.one::<Poi>(along.item))
        .filter(|poi| poi.name.get(lang).is_some())
        .collect();
    let texts: Vec<(String, String)> = pois
        .iter()
        .map(|poi| {
            let kind = term::kind(lang, poi.poi_type.as_ref());
            (kind, poi.description.get(lang).map_or(String::new(), Html::text))
        })
        .collect();
    let places: Vec<Place> = pois
        .iter()
        .zip(&texts)
        .filter_map(|(poi, (kind, description))| {
            let name = poi.name.get(lang).map_or("", String::as_str);
            Some(Place { name, kind, description, position: poi.geometry? })
        })
        .collect();
    let url = site.canonical(&address::url(site, lang, trek));
    let teaser = text::teaser([&trek.description_teaser, &trek.ambiance], lang);
    let properties = properties(site, lang, index, &url);
    (format.write)(&Trail {
        name: trek.name.get(lang).map_or("", String::as_str),
        url: &url,
        description: &teaser,
        author: &site.settings.title,
        line: &trek.geometry,
        pois: &places,
        properties: &properties,
    })
}

/// Facts of a trek under the names of the Geotrek API.
fn properties(site: &Site, lang: &Lang, index: usize, url: &str) -> Map<String, Value> {
    let (trek, figures) = (site.trek(index), site.figures(index));
    let facts = facts::facts(site, lang, index);
    let term = |term: &Option<Arc<Term>>| term.as_ref()?.name.get(lang).cloned();
    let metres = |value: Option<f64>| value.map(|value| (value * 10.0).round() / 10.0);
    let length_2d = site.length(index);
    let mut properties = Map::new();
    let mut put = |key: &str, value: Value| drop(properties.insert(key.to_owned(), value));
    put("id", json!(trek.id.local()));
    put("name", json!(trek.name.get(lang)));
    put("url", json!(url));
    put("practice", json!(term(&trek.practice)));
    put("difficulty", json!(term(&trek.difficulty)));
    put("route", json!(term(&trek.route)));
    put("duration", json!(trek.duration));
    put("length_2d", json!(metres(length_2d)));
    put("length_3d", json!(metres(figures.length_3d)));
    put("ascent", json!(facts.ascent));
    put("descent", json!(facts.descent));
    put("min_elevation", json!(facts.min_elevation));
    put("max_elevation", json!(facts.max_elevation));
    let season = facts::season(site, &facts);
    put("season_from", json!(season.map(|season| season.from.number())));
    put("season_to", json!(season.map(|season| season.to.number())));
    put("ascent_method", json!(ascent_method(site, index)));
    put("update_datetime", json!(trek.update_datetime));
    put("origin", json!(trek.origin));
    properties
}
