//! The home page.

use crate::model::{
    Attachment, Lang, Localized, Object, OutdoorSite, TouristicContent, TouristicEvent, Trek,
};
use crate::page::html::block::{self, BlockView};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::settings::block::Block;
use crate::page::site::shared::Shared;
use crate::page::site::{Site, address};
use crate::page::view::card::{self, CardView};
use crate::page::view::map::{self, MapView};
use crate::page::view::picture::{self, PictureView};
use crate::page::view::place::{self, PlaceView};
use crate::page::view::text::{self, Markup, markup};
use serde::Serialize;
use std::sync::Arc;
use tera::Value;

/// Number of cards of treks in a block.
const CARDS: usize = 6;
/// Number of touristic contents or outdoor sites in a block.
const PLACES: usize = 4;
/// Number of events in the page. A script shows those that are not over.
const EVENTS: usize = 24;

/// View of the home page: the variable `home` of its template.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// Description of the territory, or empty.
    pub description: Markup,
    /// Large photograph at the top of the page: the first of the settings, else the first of a
    /// featured trek.
    pub hero: Option<PictureView>,
    /// All large photographs of the settings: the page may show them in turn.
    pub heroes: Vec<PictureView>,
    /// Address of a film that may replace the large photographs, or empty.
    pub video_url: String,
    /// Treks that the settings name, else the first of the list of treks.
    pub featured: Vec<Shared<CardView>>,
    /// Treks by date of change, the latest first, without the featured ones; empty when no trek has
    /// a date.
    pub newest: Vec<Shared<CardView>>,
    /// The last 24 events by date. The browser hides those that are over: their dates are compared
    /// with the day of the visit.
    pub events: Vec<PlaceView>,
    /// The first touristic contents.
    pub contents: Vec<PlaceView>,
    /// The first outdoor sites that are not part of another site.
    pub outdoor_sites: Vec<PlaceView>,
    pub map: Option<MapView>,
    /// Number of treks in this language.
    pub treks_count: usize,
    /// Blocks of the page in the order of the settings, row by row.
    pub rows: Vec<Vec<BlockView>>,
}

/// The large photographs of the settings, as an object whose name is the title of the site.
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
        (head, Value::from_serializable(&view))
    };
    let mut plan = Document::in_every_language(site, ("home", "site.toml"), "", make);
    let title = Localized::everywhere(site.settings.title.clone());
    let banner = Arc::new(Banner { title, photographs: site.settings.hero.clone() });
    for document in &mut plan {
        document.sheet = map::sheet::of_treks(site, site.treks_in(&document.lang));
        document.object = Some(banner.clone());
    }
    plan
}

fn view(site: &Site, lang: &Lang) -> HomeView {
    let all = site.treks_in(lang);
    let featured = featured(site, all);
    let treks = site.all::<Trek>();
    let mut newest: Vec<usize> = all
        .iter()
        .copied()
        .filter(|i| treks[*i].update_datetime.is_some() && !featured.contains(i))
        .collect();
    newest.sort_by(|a, b| treks[*b].update_datetime.cmp(&treks[*a].update_datetime).then(a.cmp(b)));
    newest.truncate(CARDS);
    let mut events: Vec<_> =
        site.all::<TouristicEvent>().iter().filter(|event| !event.cancelled).collect();
    events.sort_by(|a, b| a.begin_date.cmp(&b.begin_date).then(a.id.cmp(&b.id)));
    let contents = site.all::<TouristicContent>().iter();
    let outdoor = site.all::<OutdoorSite>().iter().filter(|outdoor| outdoor.parent.is_none());
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
    if named.is_empty() { all.iter().copied().take(CARDS).collect() } else { named }
}
