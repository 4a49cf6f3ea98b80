//! The page of all photographs, with who made them and where they are shown.

use crate::model::{Attachment, Lang};
use crate::page::Head;
use crate::page::Page;
use crate::page::beside;
use crate::page::html::head;
use crate::page::html::list::{self, List, PagerView, Stretch};
use crate::page::parts;
use crate::page::site::Site;
use crate::page::target::Target;
use crate::page::text;
use crate::page::view::{LinkView, PictureView};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Photographs on a page.
const EACH: usize = 30;
/// Pages that are named below a photograph.
const NAMED: usize = 3;

/// Where the list is, below the language.
pub const REST: &str = "credits/";

/// `credits`
#[derive(Debug, Serialize)]
pub struct CreditsView {
    /// Those of this page.
    pub photographs: Vec<PhotographView>,
    #[serde(flatten)]
    pub pager: PagerView,
}

/// A photograph in the list of all.
#[derive(Debug, Serialize)]
pub struct PhotographView {
    pub picture: PictureView,
    /// Where its licence can be read, or empty.
    pub license_url: String,
    /// Three at most of the pages that show it.
    pub shown: Vec<LinkView>,
}

/// A photograph that is shown somewhere.
#[derive(Debug)]
pub struct Photograph {
    gallery: Gallery,
    /// Its place among the attachments of the gallery.
    at: usize,
    shown: Vec<Target>,
}

/// Whose attachments a photograph is among.
#[derive(Debug, Clone, Copy)]
enum Gallery {
    Of(Target),
    /// The second gallery of a trek.
    Accessibility(usize),
    Infrastructure(usize),
    HdView(usize),
}

impl Gallery {
    fn attachments(self, site: &Site) -> &[Attachment] {
        let catalog = &site.atlas.catalog;
        match self {
            Gallery::Of(target) => target.attachments(site),
            Gallery::Accessibility(trek) => &catalog.treks[trek].attachments_accessibility,
            Gallery::Infrastructure(index) => &catalog.infrastructures[index].attachments,
            Gallery::HdView(index) => catalog.hd_views[index].thumbnail.as_slice(),
        }
    }
}

/// The list of photographs, or empty where there is none.
pub fn url(site: &Site, lang: &Lang) -> String {
    if site.photographs(lang).is_empty() { String::new() } else { site.url(lang, REST) }
}

/// Every photograph that a page of the language shows, once, in the order of the pages.
pub fn photographs(site: &Site, lang: &Lang) -> Vec<Photograph> {
    let mut found: Vec<Photograph> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (gallery, target) in galleries(site, lang) {
        let images = gallery.attachments(site).iter().enumerate();
        let images = images
            .filter_map(|(at, one)| Some((at, site.pictures.get(one.image()?)?)))
            // Of these, pages show the first.
            .take(if matches!(gallery, Gallery::Infrastructure(_)) { 1 } else { usize::MAX });
        for (at, picture) in images {
            let index = *known.entry(&picture.whole.jpeg.name).or_insert_with(|| {
                found.push(Photograph { gallery, at, shown: Vec::new() });
                found.len() - 1
            });
            let shown = &mut found[index].shown;
            if shown.len() < NAMED && !shown.contains(&target) {
                shown.push(target);
            }
        }
    }
    found
}

/// Every gallery with the page that shows it. No page shows photographs of signposts.
fn galleries(site: &Site, lang: &Lang) -> Vec<(Gallery, Target)> {
    let catalog = &site.atlas.catalog;
    let mut galleries = vec![(Gallery::Of(Target::Home), Target::Home)];
    let mut passed = HashSet::new();
    for trek in site.treks_in(lang) {
        let target = Target::Trek(*trek);
        galleries.push((Gallery::Of(target), target));
        galleries.push((Gallery::Accessibility(*trek), target));
        let built = beside::of(site, lang, *trek).infrastructures.into_iter();
        let built = built.map(|along| along.item).filter(|item| passed.insert(*item));
        galleries.extend(built.map(|item| (Gallery::Infrastructure(item), target)));
    }
    let mut add = |count: usize, target: fn(usize) -> Target| {
        let targets = (0..count).map(target).filter(|target| target.name(site, lang).is_some());
        galleries.extend(targets.map(|target| (Gallery::Of(target), target)));
    };
    add(catalog.pois.len(), Target::Poi);
    add(catalog.touristic_contents.len(), Target::Content);
    add(catalog.touristic_events.len(), Target::Event);
    add(catalog.outdoor_sites.len(), Target::OutdoorSite);
    add(catalog.outdoor_courses.len(), Target::OutdoorCourse);
    add(catalog.information_desks.len(), Target::Desk);
    add(catalog.flatpages.len(), Target::Information);
    galleries.extend(hd_views(site, lang));
    galleries
}

fn hd_views(site: &Site, lang: &Lang) -> Vec<(Gallery, Target)> {
    let catalog = &site.atlas.catalog;
    let treks = catalog.treks.iter().enumerate().map(|(index, trek)| (&trek.id, index));
    let treks: HashMap<_, _> = treks.collect();
    let pois: HashMap<_, _> =
        catalog.pois.iter().enumerate().map(|(index, poi)| (&poi.id, index)).collect();
    let sites = catalog.outdoor_sites.iter().enumerate().map(|(index, site)| (&site.id, index));
    let sites: HashMap<_, _> = sites.collect();
    let views = catalog.hd_views.iter().enumerate().filter_map(|(index, view)| {
        let trek = view.trek.as_ref().and_then(|id| treks.get(id)).map(|i| Target::Trek(*i));
        let poi = || Some(Target::Poi(*pois.get(view.poi.as_ref()?)?));
        let outdoor = || Some(Target::OutdoorSite(*sites.get(view.outdoor_site.as_ref()?)?));
        Some((Gallery::HdView(index), trek.or_else(poi).or_else(outdoor)?))
    });
    views.filter(|(_, target)| target.name(site, lang).is_some()).collect()
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let pages = |lang: &Lang| site.photographs(lang).len().div_ceil(EACH);
    let list = List {
        kind: "credits",
        item: "credits".to_owned(),
        rest: REST.to_owned(),
        pages: site.languages().iter().map(|lang| (lang.clone(), pages(lang))).collect(),
    };
    list.plan(site, |site, lang, number| {
        let all = site.photographs(lang);
        let stretch = Stretch { number, total: all.len(), each: EACH };
        let photographs = stretch.of(all).iter();
        let view = CreditsView {
            photographs: photographs.filter_map(|one| photograph(site, lang, one)).collect(),
            pager: list::pager(site, lang, REST, &stretch),
        };
        let head = Head {
            title: String::new(),
            description: text::teaser([&site.settings.description], lang),
            pictures: Vec::new(),
        };
        (head, text::value(&view))
    })
}

fn photograph(site: &Site, lang: &Lang, photograph: &Photograph) -> Option<PhotographView> {
    let attachment = &photograph.gallery.attachments(site)[photograph.at];
    let picture = parts::first_picture(site, lang, std::slice::from_ref(attachment))?;
    let shown = photograph.shown.iter();
    Some(PhotographView {
        license_url: head::license_url(&picture.license).unwrap_or_default(),
        picture,
        shown: shown.filter_map(|target| target.link(site, lang)).collect(),
    })
}
