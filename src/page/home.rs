//! The home page.

use super::block::{self, BlockView};
use super::list;
use super::site::{Hero, HeroPicture, Site};
use super::text::{self, Markup, markup};
use super::view::*;
use super::{Head, Page, ViewPage, map_data, outdoor_site, parts};
use crate::model::{Attachment, AttachmentKind, Lang};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

const BLOCK: usize = 6;

/// `home`
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// HTML, or empty.
    pub description: Markup,
    pub hero: Option<PictureView>,
    /// All of them, where the settings name several.
    pub heroes: Vec<PictureView>,
    /// Address of a film that may take their place, or empty.
    pub video_url: String,
    /// The treks that the settings name, else the first of the list.
    pub featured: Vec<CardView>,
    /// The last changed, without those that are featured; empty when no trek has a date.
    pub newest: Vec<CardView>,
    /// By date.
    pub events: Vec<PlaceView>,
    pub contents: Vec<PlaceView>,
    /// Outdoor sites that are no part of another.
    pub outdoor_sites: Vec<PlaceView>,
    pub map: Option<MapView>,
    /// Treks in this language.
    pub treks_count: usize,
    /// What is shown in which order, row by row.
    pub rows: Vec<Vec<BlockView>>,
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let langs = site.languages().to_vec();
    let page = |lang: &Lang| {
        let page = ViewPage {
            kind: "home",
            item: "site.toml".to_owned(),
            rest: String::new(),
            lang: lang.clone(),
            langs: langs.clone(),
        };
        page.page(site, |site, lang| {
            let view = view(site, lang);
            let pictures = view.hero.clone().into_iter().collect();
            let description = text::teaser([&site.settings.description], lang);
            let head = Head { title: site.settings.title.clone(), description, pictures };
            (head, text::value(&view))
        })
    };
    langs.iter().map(page).collect()
}

/// The photographs across the top, as the settings name them.
pub fn hero(home: &super::Home, root: &Path) -> Vec<Attachment> {
    let picture = |file: &Path, legend: &BTreeMap<Lang, String>, author, license| Attachment {
        kind: AttachmentKind::Image(root.join(file)),
        legend: legend.iter().map(|(lang, text)| (lang.clone(), text.clone())).collect(),
        author,
        license,
    };
    match &home.hero {
        None => Vec::new(),
        Some(Hero::One(file)) => {
            let (author, license) = (home.hero_author.clone(), home.hero_license.clone());
            vec![picture(file, &home.hero_legend, author, license)]
        }
        Some(Hero::Several(pictures)) => {
            let picture =
                |p: &HeroPicture| picture(&p.file, &p.legend, p.author.clone(), p.license.clone());
            pictures.iter().map(picture).collect()
        }
    }
}

fn view(site: &Site, lang: &Lang) -> HomeView {
    let all = site.treks_in(lang);
    let featured = featured(site, all);
    let treks = &site.atlas.catalog.treks;
    let mut newest: Vec<usize> = all
        .iter()
        .copied()
        .filter(|i| treks[*i].update_datetime.is_some() && !featured.contains(i))
        .collect();
    newest.sort_by(|a, b| treks[*b].update_datetime.cmp(&treks[*a].update_datetime).then(a.cmp(b)));
    newest.truncate(BLOCK);
    let catalog = &site.atlas.catalog;
    let mut events: Vec<_> =
        catalog.touristic_events.iter().filter(|event| !event.cancelled).collect();
    events.sort_by(|a, b| a.begin_date.cmp(&b.begin_date).then(a.id.cmp(&b.id)));
    let contents = catalog.touristic_contents.iter();
    let outdoor = catalog.outdoor_sites.iter().filter(|outdoor| outdoor.parent.is_none());
    let mut view = HomeView {
        description: markup(site, &site.settings.description, lang),
        hero: parts::first_picture(site, lang, &site.settings.hero).or_else(|| {
            featured.iter().find_map(|i| parts::first_picture(site, lang, &treks[*i].attachments))
        }),
        heroes: parts::pictures(site, lang, &site.settings.hero),
        video_url: video(site).map_or(String::new(), |(_, path)| site.asset_url(&path)),
        featured: parts::cards(site, lang, &featured),
        newest: parts::cards(site, lang, &newest),
        events: events
            .into_iter()
            .filter_map(|e| parts::event_place(site, lang, e))
            .take(BLOCK)
            .collect(),
        contents: contents
            .filter_map(|c| parts::content_place(site, lang, c))
            .take(BLOCK)
            .collect(),
        outdoor_sites: outdoor
            .filter_map(|outdoor| outdoor_site::place(site, lang, outdoor))
            .take(BLOCK)
            .collect(),
        map: list::map(site, lang, all, map_data::url(site, lang, "")),
        treks_count: all.len(),
        rows: Vec::new(),
    };
    let blocks = site.settings.home.blocks.clone().unwrap_or_else(block::usual);
    view.rows = block::rows(site, lang, &blocks, |name| match name {
        "featured" => !view.featured.is_empty(),
        "map" => view.map.is_some(),
        "newest" => !view.newest.is_empty(),
        "outdoor_sites" => !view.outdoor_sites.is_empty(),
        "events" => !view.events.is_empty(),
        _ => !view.contents.is_empty(),
    });
    view
}

/// The film of the home page, and where it is published.
pub fn video(site: &Site) -> Option<(&Path, String)> {
    let file = site.settings.hero_video.as_deref()?;
    let bytes = std::fs::read(file).ok()?;
    let hash = blake3::hash(&bytes).to_hex();
    let extension = file.extension()?.to_str()?.to_ascii_lowercase();
    Some((file, format!("media/{}.{extension}", &hash[..16])))
}

fn featured(site: &Site, all: &[usize]) -> Vec<usize> {
    let wanted = &site.settings.home.featured;
    let find = |slug: &String| all.iter().copied().find(|i| site.trek(*i).id.local() == slug);
    let named: Vec<usize> = wanted.iter().filter_map(find).collect();
    if named.is_empty() { all.iter().copied().take(BLOCK).collect() } else { named }
}
