//! Every photograph that pages show, and where.

use crate::model::{Attachment, Lang};
use crate::page::site::Site;
use crate::page::site::target::Target;
use crate::page::view::beside;
use std::collections::{HashMap, HashSet};

/// Pages that are named below a photograph.
pub const NAMED: usize = 3;

/// A photograph that is shown somewhere.
#[derive(Debug)]
pub struct Photograph {
    pub gallery: Gallery,
    /// Its place among the attachments of the gallery.
    pub at: usize,
    pub shown: Vec<Target>,
}

/// Whose attachments a photograph is among.
#[derive(Debug, Clone, Copy)]
pub enum Gallery {
    Of(Target),
    /// The second gallery of a trek.
    Accessibility(usize),
    Infrastructure(usize),
    HdView(usize),
}

impl Gallery {
    /// What is in it.
    pub fn attachments(self, site: &Site) -> &[Attachment] {
        let catalog = &site.atlas.catalog;
        match self {
            Gallery::Of(target) => target.attachments(site),
            Gallery::Accessibility(trek) => &catalog.treks[trek].attachments_accessibility,
            Gallery::Infrastructure(index) => &catalog.infrastructures[index].attachments,
            Gallery::HdView(index) => catalog.hd_views[index].thumbnail.as_slice(),
        }
    }
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
pub fn galleries(site: &Site, lang: &Lang) -> Vec<(Gallery, Target)> {
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

pub fn hd_views(site: &Site, lang: &Lang) -> Vec<(Gallery, Target)> {
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
