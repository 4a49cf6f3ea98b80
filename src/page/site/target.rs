//! Objects that have a page, and how others link to it.

use crate::model::{Attachment, Lang, Localized};
use crate::page::site::{Site, address};

/// What a page is about, by its place in the catalog or among the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Home,
    Trek(usize),
    Poi(usize),
    Content(usize),
    Event(usize),
    OutdoorSite(usize),
    OutdoorCourse(usize),
    Desk(usize),
    Structure(usize),
    Information(usize),
    Term(usize),
}

impl Target {
    /// Its name in a language in which it has a page.
    pub fn name<'s>(self, site: &'s Site, lang: &Lang) -> Option<&'s str> {
        let catalog = &site.atlas.catalog;
        let name: &Localized<String> = match self {
            Target::Home => return Some(&site.settings.title),
            Target::Trek(index) => &catalog.treks[index].name,
            Target::Poi(index) => &catalog.pois[index].name,
            Target::Content(index) => &catalog.touristic_contents[index].name,
            Target::Event(index) => &catalog.touristic_events[index].name,
            Target::OutdoorSite(index) => &catalog.outdoor_sites[index].name,
            Target::OutdoorCourse(index) => &catalog.outdoor_courses[index].name,
            Target::Desk(index) => {
                let desk = &catalog.information_desks[index];
                &Some(desk).filter(|desk| address::has_page(site, lang, desk))?.name
            }
            Target::Structure(index) => &catalog.structures[index].name,
            Target::Information(index) => &catalog.flatpages[index].title,
            Target::Term(index) => {
                let entry = &site.index.terms[index];
                &Some(entry).filter(|entry| entry.treks.contains_key(lang))?.term.name
            }
        };
        name.get(lang).map(String::as_str)
    }

    /// Address of its page.
    pub fn url(self, site: &Site, lang: &Lang) -> String {
        let catalog = &site.atlas.catalog;
        match self {
            Target::Home => site.url(lang, ""),
            Target::Trek(index) => address::url(site, lang, &catalog.treks[index]),
            Target::Poi(index) => address::url(site, lang, &catalog.pois[index]),
            Target::Content(index) => address::url(site, lang, &catalog.touristic_contents[index]),
            Target::Event(index) => address::url(site, lang, &catalog.touristic_events[index]),
            Target::OutdoorSite(index) => address::url(site, lang, &catalog.outdoor_sites[index]),
            Target::OutdoorCourse(index) => {
                address::url(site, lang, &catalog.outdoor_courses[index])
            }
            Target::Desk(index) => address::url(site, lang, &catalog.information_desks[index]),
            Target::Structure(index) => address::url(site, lang, &catalog.structures[index]),
            Target::Information(index) => address::url(site, lang, &catalog.flatpages[index]),
            Target::Term(index) => site.url(lang, &site.index.terms[index].path()),
        }
    }

    /// What comes with it.
    pub fn attachments(self, site: &Site) -> &[Attachment] {
        let catalog = &site.atlas.catalog;
        match self {
            Target::Home => &site.settings.hero,
            Target::Trek(index) => &catalog.treks[index].attachments,
            Target::Poi(index) => &catalog.pois[index].attachments,
            Target::Content(index) => &catalog.touristic_contents[index].attachments,
            Target::Event(index) => &catalog.touristic_events[index].attachments,
            Target::OutdoorSite(index) => &catalog.outdoor_sites[index].attachments,
            Target::OutdoorCourse(index) => &catalog.outdoor_courses[index].attachments,
            Target::Desk(index) => &catalog.information_desks[index].attachments,
            Target::Information(index) => &catalog.flatpages[index].attachments,
            Target::Structure(_) | Target::Term(_) => &[],
        }
    }
}
