//! The site map for visitors: links to every page, by kind.

use crate::model::{Lang, Object};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::html::list::{self, List, PagerView, Pagination};
use crate::page::site::reads::{self, Version};
use crate::page::site::{Site, address, order};
use crate::page::view::link::LinkView;
use crate::page::view::text;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use tera::Value;

/// Number of links of a section on the main page at most; longer sections have pages of their own.
const MAX_ON_MAIN_PAGE: usize = 50;
/// Number of links on a page of one section.
const PER_PAGE: usize = 200;

/// View of a page of the site map: the variable `site_map` of its template.
#[derive(Debug, Serialize)]
pub struct SiteMapView {
    /// Kind of the pages that this page lists; empty on the main page, which lists all kinds.
    pub kind: String,
    pub sections: Vec<SectionView>,
    #[serde(flatten)]
    pub pager: PagerView,
}

/// Links to the pages of one kind.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// Kind of the pages: `trek`, `practice`, `poi`…
    pub kind: &'static str,
    /// Number of pages of the kind.
    pub total: usize,
    /// Links on this page; empty when `url` leads to the page that lists them.
    pub links: Vec<LinkView>,
    /// Address of the page that lists the links, or empty.
    pub url: String,
}

/// Pages of one kind in one language.
struct Section {
    kind: &'static str,
    /// Objects, each with the path of its page below the language.
    objects: Vec<(Arc<dyn Object>, String)>,
    /// Links sorted by rank and name: made when a page needs them for the first time.
    links: OnceLock<Vec<LinkView>>,
}

impl Section {
    /// Version of all that the links show.
    fn version(&self, lang: &Lang) -> Version {
        let object = |(object, path): &(Arc<dyn Object>, String)| {
            reads::version(&(object.name().get(lang), object.rank(), path))
        };
        reads::version(&(self.kind, self.objects.iter().map(object).collect::<Vec<_>>()))
    }

    fn is_long(&self) -> bool {
        self.objects.len() > MAX_ON_MAIN_PAGE
    }

    fn links(&self, site: &Site, lang: &Lang) -> &[LinkView] {
        self.links.get_or_init(|| {
            let named = self.objects.iter().filter_map(|(object, path)| {
                let name = object.name().get(lang)?;
                let link = LinkView { name: name.clone(), url: site.url(lang, path) };
                Some((name.as_str(), (object.rank(), link)))
            });
            let mut links = order::sorted(lang, named.collect());
            links.sort_by_key(|(rank, _)| *rank);
            links.into_iter().map(|(_, link)| link).collect()
        })
    }
}

/// Returns the sections of each language, in the order of the plan. All languages have the same
/// sections, which may be empty.
fn sections(site: &Site, documents: &[Document]) -> Vec<Vec<Section>> {
    let mut kinds: Vec<&'static str> = Vec::new();
    for kind in documents.iter().filter_map(|document| document.section) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let section =
        |kind: &&'static str| Section { kind, objects: Vec::new(), links: OnceLock::new() };
    let langs = site.languages();
    let mut sections: Vec<Vec<Section>> =
        langs.iter().map(|_| kinds.iter().map(section).collect()).collect();
    for document in documents {
        let lang = langs.iter().position(|lang| *lang == document.lang);
        let kind = kinds.iter().position(|kind| Some(*kind) == document.section);
        if let (Some(lang), Some(kind), Some(object)) = (lang, kind, &document.object) {
            sections[lang][kind].objects.push((object.clone(), document.path.clone()));
        }
    }
    sections
}

/// Path of the first page of a section below its language.
fn section_path(kind: &str) -> String {
    format!("{}{}/", address::SITE_MAP, kind.replace('_', "-"))
}

/// Plans the pages of the site map. `documents` are the pages that it lists.
pub fn plan(site: &Site, documents: &[Document]) -> Vec<Document> {
    let mut plan = Vec::new();
    let langs = site.languages();
    let sections = Arc::new(sections(site, documents));
    for (index, lang) in langs.iter().enumerate() {
        let versions: Vec<Version> = sections[index].iter().map(|of| of.version(lang)).collect();
        let sections = sections.clone();
        let make = move |site: &Site, lang: &Lang| main_page(site, lang, &sections[index]);
        let kind = ("site_map", "site map");
        let mut document = Document::new(kind, address::SITE_MAP, lang, langs, make);
        document.captured = reads::version(&versions);
        plan.push(document);
    }
    let kinds = sections.first().map_or(&[][..], Vec::as_slice).iter().map(|section| section.kind);
    for (at, kind) in kinds.enumerate() {
        let long = langs.iter().zip(sections.iter()).filter(|(_, of)| of[at].is_long());
        let pages = long.map(|(lang, of)| (lang.clone(), of[at].objects.len().div_ceil(PER_PAGE)));
        let list = List::new(("site_map", "site map"), &section_path(kind), pages);
        let of_kind = langs.iter().zip(sections.iter());
        let versions: HashMap<Lang, Version> =
            of_kind.map(|(lang, of)| (lang.clone(), of[at].version(lang))).collect();
        let list = list.showing(move |lang, _| versions[lang]);
        let sections = sections.clone();
        plan.extend(list.plan(move |site, lang, number| {
            let index = site.languages().iter().position(|one| one == lang);
            section_page(site, lang, &sections[index.unwrap_or_default()][at], number)
        }));
    }
    plan
}

/// Makes the main page, which lists all kinds.
fn main_page(site: &Site, lang: &Lang, sections: &[Section]) -> (Head, Value) {
    let there = sections.iter().filter(|section| !section.objects.is_empty());
    let sections = there.map(|section| {
        let long = section.is_long();
        SectionView {
            kind: section.kind,
            total: section.objects.len(),
            links: if long { Vec::new() } else { section.links(site, lang).to_vec() },
            url: if long { site.url(lang, &section_path(section.kind)) } else { String::new() },
        }
    });
    let sections: Vec<SectionView> = sections.collect();
    let total = sections.iter().map(|section| section.total).sum();
    let pagination = Pagination { number: 1, total, per_page: usize::MAX };
    let pager = list::pager(site, lang, address::SITE_MAP, &pagination);
    page(site, lang, &SiteMapView { kind: String::new(), sections, pager })
}

/// Makes a page of one section. `number` is the page number, starting at 1.
fn section_page(site: &Site, lang: &Lang, section: &Section, number: usize) -> (Head, Value) {
    let pagination = Pagination { number, total: section.objects.len(), per_page: PER_PAGE };
    let (kind, total) = (section.kind, pagination.total);
    let links = pagination.items(section.links(site, lang)).to_vec();
    let sections = vec![SectionView { kind, total, links, url: String::new() }];
    let pager = list::pager(site, lang, &section_path(kind), &pagination);
    page(site, lang, &SiteMapView { kind: kind.to_owned(), sections, pager })
}

fn page(site: &Site, lang: &Lang, view: &SiteMapView) -> (Head, Value) {
    let description = text::teaser([&site.settings.description], lang);
    let head = Head::described(description);
    (head, Value::from_serializable(view))
}
