//! Where each page is: paths below the language, and addresses.

use crate::export::Format;
use crate::model::{
    FlatPage, InformationDesk, Lang, OutdoorCourse, OutdoorSite, Poi, Structure, Term,
    TouristicContent, TouristicEvent, Trek,
};
use crate::page::site::Site;
use crate::page::site::pagination::CARDS;
use std::sync::Arc;

/// Paths of pages of which there is one in each language.
pub const TREKS: &str = "treks/";
pub const SERVICES: &str = "services/";
pub const EVENTS: &str = "events/";
pub const ALERTS: &str = "alerts/";
pub const CREDITS: &str = "credits/";
pub const SITE_MAP: &str = "site-map/";
pub const LEGAL: &str = "legal/";
pub const ACCESSIBILITY: &str = "accessibility/";

/// An object that has a page of its own.
pub trait Addressed {
    /// Path of its page below the language: `trek/lac-bleu/`.
    fn path(&self) -> String;
}

macro_rules! addressed {
    ($($object:ty: $folder:literal),* $(,)?) => {
        $(impl Addressed for $object {
            fn path(&self) -> String {
                format!(concat!($folder, "/{}/"), self.id.local())
            }
        })*
    };
}

addressed! {
    Trek: "trek",
    Poi: "poi",
    TouristicContent: "service",
    TouristicEvent: "event",
    OutdoorSite: "outdoor-site",
    OutdoorCourse: "outdoor-course",
    Structure: "structure",
    FlatPage: "information",
    InformationDesk: "desk",
}

impl<T: Addressed> Addressed for Arc<T> {
    fn path(&self) -> String {
        (**self).path()
    }
}

/// Address of the page of an object in a language.
pub fn url(site: &Site, lang: &Lang, object: &impl Addressed) -> String {
    site.url(lang, &object.path())
}

/// Address of the page that gathers the treks of a term; empty where there is none.
pub fn of_term(site: &Site, lang: &Lang, term: &Arc<Term>) -> String {
    let entry = site.index.of_term(term).filter(|entry| entry.treks.contains_key(lang));
    entry.map_or(String::new(), |entry| site.url(lang, &entry.path()))
}

/// True where a page of the language names a desk: a Geotrek-admin lists the desks of all its
/// portals.
pub fn has_page(site: &Site, lang: &Lang, desk: &InformationDesk) -> bool {
    desk.name.get(lang).is_some() && site.index.treks_of_desk(&desk.id, lang).is_some()
}

/// Address of the page of all alerts; empty where there are none.
pub fn of_alerts(site: &Site, lang: &Lang) -> String {
    if_there(site, lang, ALERTS, !site.atlas.catalog.alerts.is_empty())
}

/// Address of the legal notice; empty where there is none.
pub fn of_legal(site: &Site, lang: &Lang) -> String {
    if_there(site, lang, LEGAL, site.settings.legal.is_some())
}

/// Address of the accessibility statement; empty where there is none.
pub fn of_accessibility(site: &Site, lang: &Lang) -> String {
    if_there(site, lang, ACCESSIBILITY, site.settings.accessibility.is_some())
}

fn if_there(site: &Site, lang: &Lang, path: &str, there: bool) -> String {
    if there { site.url(lang, path) } else { String::new() }
}

/// Path below the language of a file of a trek to take along: `trek/lac-bleu/lac-bleu.gpx`.
pub fn download_path(trek: &Trek, format: &Format) -> String {
    format!("{}{}.{}", trek.path(), trek.id.local(), format.extension)
}

/// Path below the language of an event as a file for calendars.
pub fn calendar_path(event: &TouristicEvent) -> String {
    format!("{}{}.ics", event.path(), event.id.local())
}

/// Address of an event as a file for calendars; empty for one that does not take place.
pub fn of_calendar(site: &Site, lang: &Lang, event: &TouristicEvent) -> String {
    if_there(site, lang, &calendar_path(event), !event.cancelled)
}

/// Name of the file with all treks of a list, for its map.
pub const MAP: &str = "map.json";
/// Name of the file by which the script searches.
pub const SEARCH: &str = "search.json";

/// Address of the treks of a list, for its map; empty for a list so short that its page holds them.
pub fn of_long_map(site: &Site, lang: &Lang, list: &str, treks: usize) -> String {
    if_there(site, lang, &format!("{list}{MAP}"), treks > CARDS)
}
