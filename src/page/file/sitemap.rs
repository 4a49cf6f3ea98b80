//! `sitemap.xml` (sitemaps.org 0.9), with the languages of each page.

use crate::model::Lang;
use crate::page::html::frame::Frame;
use crate::page::html::site_map;
use crate::page::site::address::{self, Addressed};
use crate::page::site::page::{Content, Page};
use std::fmt::Write;
use std::sync::Arc;

/// Addresses in one file, at most: the protocol's limit is 50,000.
const LIMIT: usize = 50_000;

/// A page in its languages: where it is below them, and the date of its last change.
struct Entry {
    path: String,
    langs: Vec<Lang>,
    changed: Option<String>,
}

pub fn plan(frame: &Arc<Frame>) -> Vec<Page> {
    let count: usize = entries(frame).iter().map(|entry| entry.langs.len()).sum();
    let files = count.div_ceil(LIMIT).max(1);
    let file = |path: String, make: Box<dyn Fn(&Frame) -> String + Send + Sync>| {
        let frame = frame.clone();
        let content = Content::Bytes(Box::new(move || make(&frame).into_bytes()));
        Page { item: path.clone(), path, kind: "sitemap", content }
    };
    if files == 1 {
        return vec![file("sitemap.xml".to_owned(), Box::new(|frame| urls(frame, 0)))];
    }
    let mut plan = vec![file("sitemap.xml".to_owned(), Box::new(move |frame| index(frame, files)))];
    for part in 0..files {
        let path = format!("sitemap-{}.xml", part + 1);
        plan.push(file(path, Box::new(move |frame| urls(frame, part))));
    }
    plan
}

fn entries(frame: &Frame) -> Vec<Entry> {
    let site = &*frame.site;
    let catalog = &site.atlas.catalog;
    let everywhere = site.languages();
    let entry = |path: String, langs: &[Lang], changed: Option<String>| Entry {
        path,
        langs: langs.to_vec(),
        changed,
    };
    let mut entries =
        vec![entry(String::new(), everywhere, None), entry("treks/".to_owned(), everywhere, None)];
    if !catalog.alerts.is_empty() {
        entries.push(entry(address::ALERTS.to_owned(), everywhere, None));
    }
    if site.settings.legal.is_some() {
        entries.push(entry(address::LEGAL.to_owned(), everywhere, None));
    }
    if site.settings.accessibility.is_some() {
        entries.push(entry(address::ACCESSIBILITY.to_owned(), everywhere, None));
    }
    for trek in &catalog.treks {
        let langs = site.languages_where(|lang| trek.name.get(lang).is_some());
        entries.push(entry(trek.path(), &langs, trek.update_datetime.clone()));
    }
    let mut add = |kind: &str, local: &str, exists: &dyn Fn(&Lang) -> bool| {
        entries.push(entry(format!("{kind}/{local}/"), &site.languages_where(exists), None));
    };
    for poi in &catalog.pois {
        add("poi", poi.id.local(), &|lang| poi.name.get(lang).is_some());
    }
    for content in &catalog.touristic_contents {
        add("service", content.id.local(), &|lang| content.name.get(lang).is_some());
    }
    for event in &catalog.touristic_events {
        add("event", event.id.local(), &|lang| event.name.get(lang).is_some());
    }
    for outdoor in &catalog.outdoor_sites {
        add("outdoor-site", outdoor.id.local(), &|lang| outdoor.name.get(lang).is_some());
    }
    for course in &catalog.outdoor_courses {
        add("outdoor-course", course.id.local(), &|lang| course.name.get(lang).is_some());
    }
    for structure in &catalog.structures {
        add("structure", structure.id.local(), &|lang| structure.name.get(lang).is_some());
    }
    for page in &catalog.flatpages {
        add("information", page.id.local(), &|lang| page.title.get(lang).is_some());
    }
    for desk in &catalog.information_desks {
        add("desk", desk.id.local(), &|lang| address::has_page(site, lang, desk));
    }
    for term in &site.index.terms {
        let langs = site.languages_where(|lang| term.treks.contains_key(lang));
        entries.push(entry(term.path(), &langs, None));
    }
    let langs = site.languages_where(|lang| !frame.photographs(lang).is_empty());
    entries.push(entry(address::CREDITS.to_owned(), &langs, None));
    entries.push(entry(address::SITE_MAP.to_owned(), everywhere, None));
    for (path, langs) in site_map::long_sections(site) {
        entries.push(entry(path, &langs, None));
    }
    entries
}

fn urls(frame: &Frame, part: usize) -> String {
    let site = &*frame.site;
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" ",
        "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    ));
    let entries = entries(frame);
    let each = entries.iter().flat_map(|entry| entry.langs.iter().map(move |lang| (entry, lang)));
    for (entry, lang) in each.skip(part * LIMIT).take(LIMIT) {
        let address = |lang: &Lang| site.canonical(&site.url(lang, &entry.path));
        let _ = write!(xml, "<url><loc>{}</loc>", address(lang));
        if let Some(changed) = &entry.changed {
            let _ = write!(xml, "<lastmod>{changed}</lastmod>");
        }
        for other in entry.langs.iter().filter(|_| entry.langs.len() > 1) {
            let _ = write!(
                xml,
                "<xhtml:link rel=\"alternate\" hreflang=\"{other}\" href=\"{}\"/>",
                address(other)
            );
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

fn index(frame: &Frame, files: usize) -> String {
    let site = &*frame.site;
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    ));
    for part in 1..=files {
        let url = site.canonical(&site.asset_url(&format!("sitemap-{part}.xml")));
        let _ = writeln!(xml, "<sitemap><loc>{url}</loc></sitemap>");
    }
    xml.push_str("</sitemapindex>\n");
    xml
}
