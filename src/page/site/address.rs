//! Paths of pages below the language, and their addresses.

use crate::export::Format;
use crate::model::{
    Alert, FlatPage, InformationDesk, Lang, OutdoorCourse, OutdoorSite, Poi, Structure, Term,
    TouristicContent, TouristicEvent, Trek,
};
use crate::page::site::Site;
use crate::page::site::pagination::CARDS;
use std::sync::Arc;

/// Path of the list of treks below the language.
pub const TREKS: &str = "treks/";
/// Path of the list of touristic contents below the language.
pub const SERVICES: &str = "services/";
/// Path of the list of touristic events below the language.
pub const EVENTS: &str = "events/";
/// Path of the list of alerts below the language.
pub const ALERTS: &str = "alerts/";
/// Path of the list of photographs below the language.
pub const CREDITS: &str = "credits/";
/// Path of the site map below the language.
pub const SITE_MAP: &str = "site-map/";
/// Path of the legal notice below the language.
pub const LEGAL: &str = "legal/";
/// Path of the accessibility statement below the language.
pub const ACCESSIBILITY: &str = "accessibility/";

/// An object that can have a page of its own.
pub trait Addressed {
    /// Path of the page of the object below the language: `trek/lac-bleu/`.
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

/// Path of the file that a web server sends for a path of the site: `trek/a/index.html` for
/// `trek/a/`.
pub fn index_file(path: &str) -> String {
    let is_folder = path.is_empty() || path.ends_with('/');
    if is_folder { format!("{path}index.html") } else { path.to_owned() }
}

/// Address of the page that lists the treks of a term; empty when there is none in the language.
pub fn of_term(site: &Site, lang: &Lang, term: &Arc<Term>) -> String {
    site.term_path(term, lang).map_or(String::new(), |path| site.url(lang, &path))
}

/// True when an information desk has a page in a language: when it has a name and a trek or an
/// outdoor site of the language names it. A Geotrek-admin lists the desks of all its portals.
pub fn has_page(site: &Site, lang: &Lang, desk: &InformationDesk) -> bool {
    desk.name.get(lang).is_some() && site.is_desk_named(&desk.id, lang)
}

/// Address of the list of alerts; empty when there are none.
pub fn of_alerts(site: &Site, lang: &Lang) -> String {
    url_if(site, lang, ALERTS, !site.all::<Alert>().is_empty())
}

/// Address of the legal notice; empty when the site has none.
pub fn of_legal(site: &Site, lang: &Lang) -> String {
    url_if(site, lang, LEGAL, site.settings.legal.is_some())
}

/// Address of the accessibility statement; empty when the site has none.
pub fn of_accessibility(site: &Site, lang: &Lang) -> String {
    url_if(site, lang, ACCESSIBILITY, site.settings.accessibility.is_some())
}

fn url_if(site: &Site, lang: &Lang, path: &str, exists: bool) -> String {
    if exists { site.url(lang, path) } else { String::new() }
}

/// Path of a download of a trek below the language: `trek/lac-bleu/lac-bleu.gpx`.
pub fn download_path(trek: &Trek, format: &Format) -> String {
    format!("{}{}.{}", trek.path(), trek.id.local(), format.extension)
}

/// Path of the iCalendar file of an event below the language.
pub fn calendar_path(event: &TouristicEvent) -> String {
    format!("{}{}.ics", event.path(), event.id.local())
}

/// Address of the iCalendar file of an event; empty when the event is cancelled.
pub fn of_calendar(site: &Site, lang: &Lang, event: &TouristicEvent) -> String {
    url_if(site, lang, &calendar_path(event), !event.cancelled)
}

/// Name of the file with the lines of all treks of a list, for its map.
pub const MAP: &str = "map.json";
/// Name of the search index.
pub const SEARCH: &str = "search.json";

/// Address of the data of the map of a list of treks. `list` is the path of the list below the
/// language, `treks` their number. Empty for a list of one page, which contains the data itself.
pub fn of_long_map(site: &Site, lang: &Lang, list: &str, treks: usize) -> String {
    url_if(site, lang, &format!("{list}{MAP}"), treks > CARDS)
}
