//! The map of the site for people: links to every page, by kind.

use crate::model::{Lang, Vocabulary};
use crate::page::html::document::ViewPage;
use crate::page::html::frame::Frame;
use crate::page::html::head::Head;
use crate::page::html::list::{self, List, PagerView, Stretch};
use crate::page::site::page::Page;
use crate::page::site::target::Target;
use crate::page::site::{Site, address, order};
use crate::page::view::link::{self, LinkView};
use crate::page::view::text;
use serde::Serialize;
use std::sync::{Arc, OnceLock};

/// Links of one kind on the page of all kinds; more have pages of their own.
const TOGETHER: usize = 50;
/// Links on a page of one kind.
const EACH: usize = 200;

/// Kinds of pages, in the order in which they are shown.
const SECTIONS: [&str; 16] = [
    "trek",
    "practice",
    "theme",
    "difficulty",
    "label",
    "district",
    "city",
    "month",
    "poi",
    "service",
    "event",
    "outdoor_site",
    "outdoor_course",
    "desk",
    "structure",
    "information",
];

/// `site_map`
#[derive(Debug, Serialize)]
pub struct SiteMapView {
    /// Of which kind this page is a list, or empty: of all.
    pub kind: String,
    pub sections: Vec<SectionView>,
    #[serde(flatten)]
    pub pager: PagerView,
}

/// The pages of one kind.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// `trek`, `practice`, `poi`…
    pub kind: &'static str,
    /// How many there are.
    pub total: usize,
    /// Those of this page; none where a page of their own lists them.
    pub links: Vec<LinkView>,
    /// Address of that page, or empty.
    pub url: String,
}

/// The pages of one kind in a language.
struct Section {
    kind: &'static str,
    targets: Vec<Target>,
    /// In order, once somebody wants them.
    links: OnceLock<Vec<LinkView>>,
}

impl Section {
    fn new(site: &Site, lang: &Lang, kind: &'static str) -> Section {
        let mut targets = targets(site, kind);
        targets.retain(|target| target.name(site, lang).is_some());
        Section { kind, targets, links: OnceLock::new() }
    }

    fn is_long(&self) -> bool {
        self.targets.len() > TOGETHER
    }

    /// Terms by their rank, then all by their names.
    fn links(&self, site: &Site, lang: &Lang) -> &[LinkView] {
        self.links.get_or_init(|| {
            let named = self.targets.iter();
            let named = named.filter_map(|target| Some((target.name(site, lang)?, *target)));
            let mut sorted = order::sorted(lang, named.collect());
            sorted.sort_by_key(|target| match target {
                Target::Term(index) => site.index.terms[*index].term.rank.unwrap_or(u32::MAX),
                _ => 0,
            });
            sorted.into_iter().filter_map(|target| link::to(site, lang, target)).collect()
        })
    }
}

fn targets(site: &Site, kind: &str) -> Vec<Target> {
    let catalog = &site.atlas.catalog;
    let (count, target): (usize, fn(usize) -> Target) = match kind {
        "trek" => (catalog.treks.len(), Target::Trek),
        "poi" => (catalog.pois.len(), Target::Poi),
        "service" => (catalog.touristic_contents.len(), Target::Content),
        "event" => (catalog.touristic_events.len(), Target::Event),
        "outdoor_site" => (catalog.outdoor_sites.len(), Target::OutdoorSite),
        "outdoor_course" => (catalog.outdoor_courses.len(), Target::OutdoorCourse),
        "desk" => (catalog.information_desks.len(), Target::Desk),
        "structure" => (catalog.structures.len(), Target::Structure),
        "information" => (catalog.flatpages.len(), Target::Information),
        vocabulary => {
            let terms = site.index.terms.iter().enumerate();
            let named = |vocabulary: Vocabulary| vocabulary.name();
            let terms = terms.filter(|(_, entry)| named(entry.term.vocabulary) == vocabulary);
            return terms.map(|(index, _)| Target::Term(index)).collect();
        }
    };
    (0..count).map(target).collect()
}

fn section_path(kind: &str) -> String {
    format!("{}{}/", address::SITE_MAP, kind.replace('_', "-"))
}

/// Where the kinds with pages of their own are, in which languages.
pub fn long_sections(site: &Site) -> Vec<(String, Vec<Lang>)> {
    let langs = |kind: &&'static str| {
        let kind: &'static str = kind;
        site.languages_where(|lang| Section::new(site, lang, kind).is_long())
    };
    let sections = SECTIONS.iter().map(|kind| (section_path(kind), langs(kind)));
    sections.filter(|(_, langs)| !langs.is_empty()).collect()
}

pub fn plan(frame: &Arc<Frame>) -> Vec<Page> {
    let site = &frame.site;
    let mut plan = Vec::new();
    let langs = site.languages();
    let of_lang = |lang: &Lang| SECTIONS.map(|kind| Section::new(site, lang, kind));
    let sections: Arc<Vec<_>> = Arc::new(langs.iter().map(of_lang).collect());
    for (index, lang) in langs.iter().enumerate() {
        let page = ViewPage {
            kind: "site_map",
            item: "site map".to_owned(),
            path: address::SITE_MAP.to_owned(),
            lang: lang.clone(),
            langs: langs.to_vec(),
        };
        let sections = sections.clone();
        plan.push(page.page(frame, move |site, lang| all(site, lang, &sections[index])));
    }
    for (at, kind) in SECTIONS.iter().enumerate() {
        let long = langs.iter().zip(sections.iter()).filter(|(_, of)| of[at].is_long());
        let pages = long.map(|(lang, of)| (lang.clone(), of[at].targets.len().div_ceil(EACH)));
        let list = List {
            kind: "site_map",
            item: "site map".to_owned(),
            path: section_path(kind),
            pages: pages.collect(),
        };
        let sections = sections.clone();
        plan.extend(list.plan(frame, move |site, lang, number| {
            let index = site.languages().iter().position(|one| one == lang);
            one(site, lang, &sections[index.unwrap_or_default()][at], number)
        }));
    }
    plan
}

/// The page of all kinds.
fn all(site: &Site, lang: &Lang, sections: &[Section]) -> (Head, tera::Value) {
    let there = sections.iter().filter(|section| !section.targets.is_empty());
    let sections = there.map(|section| {
        let long = section.is_long();
        SectionView {
            kind: section.kind,
            total: section.targets.len(),
            links: if long { Vec::new() } else { section.links(site, lang).to_vec() },
            url: if long { site.url(lang, &section_path(section.kind)) } else { String::new() },
        }
    });
    let sections: Vec<SectionView> = sections.collect();
    let total = sections.iter().map(|section| section.total).sum();
    let stretch = Stretch { number: 1, total, each: usize::MAX };
    let pager = list::pager(site, lang, address::SITE_MAP, &stretch);
    page(site, lang, &SiteMapView { kind: String::new(), sections, pager })
}

/// A page of one kind.
fn one(site: &Site, lang: &Lang, section: &Section, number: usize) -> (Head, tera::Value) {
    let stretch = Stretch { number, total: section.targets.len(), each: EACH };
    let (kind, total) = (section.kind, stretch.total);
    let links = stretch.of(section.links(site, lang)).to_vec();
    let sections = vec![SectionView { kind, total, links, url: String::new() }];
    let pager = list::pager(site, lang, &section_path(kind), &stretch);
    page(site, lang, &SiteMapView { kind: kind.to_owned(), sections, pager })
}

fn page(site: &Site, lang: &Lang, view: &SiteMapView) -> (Head, tera::Value) {
    let description = text::teaser([&site.settings.description], lang);
    let head = Head::described(description);
    (head, text::value(view))
}
