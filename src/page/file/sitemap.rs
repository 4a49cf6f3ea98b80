//! `sitemap.xml` (sitemaps.org 0.9), with the languages of each page. Large sites have several
//! files and an index.

use crate::model::Lang;
use crate::page::html::document::Document;
use crate::page::site::Site;
use crate::page::site::page::{Content, Page};
use std::fmt::Write;
use std::sync::Arc;

/// Largest number of addresses in one file: the limit of the protocol.
const LIMIT: usize = 50_000;

/// A page that the sitemap lists.
struct Entry {
    /// Path of the page below its language.
    path: String,
    lang: Lang,
    /// Languages in which the page exists.
    langs: Vec<Lang>,
    /// Date and time of the last change; `None` when the source gives none.
    changed: Option<String>,
}

/// Plans the sitemap. `documents` are all HTML pages of the site.
pub fn plan(site: &Arc<Site>, documents: &[Document]) -> Vec<Page> {
    let listed =
        documents.iter().filter(|document| document.is_listed && !document.langs.is_empty());
    let entries = listed.map(|document| Entry {
        path: document.path.clone(),
        lang: document.lang.clone(),
        langs: document.langs.clone(),
        changed: document.changed.clone(),
    });
    let entries: Arc<Vec<Entry>> = Arc::new(entries.collect());
    let files = entries.len().div_ceil(LIMIT).max(1);
    let file = |path: String, make: Box<dyn Fn(&Site) -> String + Send + Sync>| {
        let site = site.clone();
        let content = Content::Bytes(Box::new(move || make(&site).into_bytes()));
        Page::new(path.clone(), "sitemap", &path, content)
    };
    let part = |part: usize| {
        let entries = entries.clone();
        move |site: &Site| urls(site, entries.chunks(LIMIT).nth(part).unwrap_or_default())
    };
    if files == 1 {
        return vec![file("sitemap.xml".to_owned(), Box::new(part(0)))];
    }
    let mut plan = vec![file("sitemap.xml".to_owned(), Box::new(move |site| index(site, files)))];
    for number in 0..files {
        plan.push(file(format!("sitemap-{}.xml", number + 1), Box::new(part(number))));
    }
    plan
}

fn urls(site: &Site, entries: &[Entry]) -> String {
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" ",
        "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    ));
    for entry in entries {
        let address = |lang: &Lang| site.canonical(&site.url(lang, &entry.path));
        let _ = write!(xml, "<url><loc>{}</loc>", address(&entry.lang));
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

fn index(site: &Site, files: usize) -> String {
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
