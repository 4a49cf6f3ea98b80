//! The home page.

use crate::model::{Attachment, Lang, Localized, Object};
use crate::page::html::block::{self, BlockView};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::settings::block::Block;
use crate::page::site::{Site, address};
use crate::page::view::card::{self, CardView};
use crate::page::view::map::{self, MapView};
use crate::page::view::picture::{self, PictureView};
use crate::page::view::place::{self, PlaceView};
use crate::page::view::text::{self, Markup, markup};
use serde::Serialize;
use std::sync::Arc;

/// Cards of a block, and places of one.
const BLOCK: usize = 6;
const PLACES: usize = 4;
/// Events among which a script finds the next ones.
const EVENTS: usize = 24;

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
    /// By date, the last 24: which of them are over, only the browser knows.
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

/// The photographs of the settings, under the title of the site.
#[derive(Debug)]
struct Banner {
    title: Localized<String>,
    photographs: Vec<Attachment>,
}

impl Object for Banner {
    fn name(&self) -> &Localized<String> {
        &self.title
    }

    fn galleries(&self) -> [&[Attachment]; 2] {
        [&self.photographs, &[]]
    }
}

pub fn plan(site: &Site) -> Vec<Document> {
    let make = |site: &Site, lang: &Lang| {
        let view = view(site, lang);
        let pictures = view.hero.clone().into_iter().collect();
        let description = text::teaser([&site.settings.description], lang);
        let head = Head { title: site.settings.title.clone(), description, pictures };
        (head, text::value(&view))
    };
    let mut plan = Document::in_every_language(site, ("home", "site.toml"), "", make);
    let title = Localized::everywhere(site.settings.title.clone());
    let banner = Arc::new(Banner { title, photographs: site.settings.hero.clone() });
    for document in &mut plan {
        document.object = Some(banner.clone());
    }
    plan
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
        hero: picture::first_picture(site, lang, &site.settings.hero).or_else(|| {
            featured.iter().find_map(|i| picture::first_picture(site, lang, &treks[*i].attachments))
        }),
        heroes: picture::pictures(site, lang, &site.settings.hero),
        video_url: String::new(),
        featured: card::cards(site, lang, &featured),
        newest: card::cards(site, lang, &newest),
        events: latest(events.into_iter().filter_map(|e| place::event_place(site, lang, e))),
        contents: contents
            .filter_map(|c| place::content_place(site, lang, c))
            .take(PLACES)
            .collect(),
        outdoor_sites: outdoor
            .filter_map(|outdoor| place::site_place(site, lang, outdoor))
            .take(PLACES)
            .collect(),
        map: map::map(site, lang, all, site.url(lang, address::MAP)),
        treks_count: all.len(),
        rows: Vec::new(),
    };
    if let Some(film) = site.film.as_ref().filter(|_| view.hero.is_some()) {
        view.video_url = site.asset_url(&film.path);
    }
    let blocks = site.settings.home.blocks.clone().unwrap_or_else(Block::usual);
    view.rows = block::rows(site, lang, &blocks, |block| match block {
        Block::Featured => !view.featured.is_empty(),
        Block::Map => view.map.is_some(),
        Block::Newest => !view.newest.is_empty(),
        Block::OutdoorSites => !view.outdoor_sites.is_empty(),
        Block::Events => !view.events.is_empty(),
        Block::Services => !view.contents.is_empty(),
        Block::Terms(_) | Block::Page(_) => true,
    });
    view
}

fn latest(events: impl Iterator<Item = PlaceView>) -> Vec<PlaceView> {
    let mut events: Vec<PlaceView> = events.collect();
    events.drain(..events.len().saturating_sub(EVENTS));
    events
}

fn featured(site: &Site, all: &[usize]) -> Vec<usize> {
    let wanted = &site.settings.home.featured;
    let find = |slug: &String| all.iter().copied().find(|i| site.trek(*i).id.local() == slug);
    let named: Vec<usize> = wanted.iter().filter_map(find).collect();
    if named.is_empty() { all.iter().copied().take(BLOCK).collect() } else { named }
}
