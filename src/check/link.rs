//! Links of pages that lead nowhere in the site, and pictures that browsers do not load.

use crate::emit::{self, Output, Summary, Taken};
use crate::page::site::policy;
use crate::page::{self, Content, Page, Site};
use crate::render::Renderer;
use crate::report::Report;
use anyhow::Result;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Reports what the pages of a site refer to and does not exist.
pub fn check(site: &Arc<Site>, renderer: &Renderer, report: &mut Report) -> Result<()> {
    let pages = page::plan(site, report);
    let mut files: HashSet<String> = pages.iter().map(|page| page.path.clone()).collect();
    files.extend(renderer.assets().map(|asset| asset.path.clone()));
    let is_html = |page: &Page| matches!(page.content, Content::View(_));
    let html: Vec<Page> = pages.into_iter().filter(is_html).collect();
    let items = html.iter().map(|page| (page.path.clone(), page.item.clone())).collect();
    let scan = Scan { site, files, items, report: Mutex::default() };
    emit::emit(&html, renderer, &scan, &|_| {})?;
    report.extend(scan.report.into_inner().unwrap_or_else(PoisonError::into_inner));
    Ok(())
}

/// An output that looks at the links of each page, and forgets the page.
struct Scan<'s> {
    site: &'s Site,
    /// Paths of all files of the site.
    files: HashSet<String>,
    /// What each page shows, by the path of the page.
    items: HashMap<String, String>,
    report: Mutex<Report>,
}

impl Output for Scan<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let Some(item) = self.items.get(path) else { return Ok(()) };
        let found = found(&String::from_utf8_lossy(bytes));
        let base = &self.site.settings.base_url.path;
        let mut report = Report::default();
        for address in found.pictures {
            if !policy::allows_picture(self.site, &address) {
                let problem = format!(
                    "shows {address}, which browsers do not load: put the picture into static/, or allow its host in `[security]`"
                );
                report.warn(item, problem);
            }
        }
        for address in found.addresses {
            if target(&address, base).is_some_and(|target| !self.files.contains(&target)) {
                report.warn(item, format!("links to {address}, which is not there"));
            }
        }
        self.report.lock().unwrap_or_else(PoisonError::into_inner).extend(report);
        Ok(())
    }

    fn copy(&self, _path: &str, _file: &Path) -> Result<Taken> {
        Ok(Taken::Whole)
    }

    fn keep(&self, _path: &str, _length: Option<u64>) -> bool {
        true
    }

    fn finish(&self) -> Result<Summary> {
        Ok(Summary::default())
    }
}

/// What a page refers to.
#[derive(Default)]
struct Found {
    /// Links, pictures, styles, scripts.
    addresses: BTreeSet<String>,
    /// The pictures among them.
    pictures: BTreeSet<String>,
}

fn found(html: &str) -> Found {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Addresses::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.found.into_inner()
}

#[derive(Default)]
struct Addresses {
    found: RefCell<Found>,
}

impl TokenSink for Addresses {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(Tag { kind: TagKind::StartTag, name, attrs, .. }) = token {
            let mut found = self.found.borrow_mut();
            for attribute in attrs {
                let value = attribute.value.to_string();
                match &*attribute.name.local {
                    "src" if &*name == "img" => {
                        found.addresses.insert(value.clone());
                        found.pictures.insert(value);
                    }
                    "href" | "src" => drop(found.addresses.insert(value)),
                    "srcset" => {
                        let urls =
                            value.split(',').filter_map(|part| part.split_whitespace().next());
                        found.addresses.extend(urls.map(str::to_owned));
                    }
                    _ => {}
                }
            }
        }
        TokenSinkResult::Continue
    }
}

/// The file of the site that an address on a page means; `None` when it is none of ours.
fn target(address: &str, base: &str) -> Option<String> {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let inside = path.strip_prefix(base)?;
    if path.starts_with("//") {
        return None;
    }
    let inside = decoded(inside);
    let folder = inside.is_empty() || inside.ends_with('/');
    Some(if folder { format!("{inside}index.html") } else { inside })
}

/// With `%C3%A9` as the letter it stands for.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|code| u8::from_str_radix(str::from_utf8(code).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_every_kind_are_found() {
        let html = r#"<a href="/a/">a</a><img src="/b.jpg" srcset="/c.webp 400w, /d.webp 800w"><!-- <a href="/no"> -->"#;
        let found = found(html);
        let addresses: Vec<String> = found.addresses.into_iter().collect();
        assert_eq!(addresses, ["/a/", "/b.jpg", "/c.webp", "/d.webp"]);
        assert_eq!(found.pictures.into_iter().collect::<Vec<_>>(), ["/b.jpg"]);
    }

    #[test]
    fn an_address_means_a_file_of_the_site_or_none() {
        assert_eq!(target("/rando/trek/a/#map", "/rando/").as_deref(), Some("trek/a/index.html"));
        assert_eq!(target("/rando/x.css?v=1", "/rando/").as_deref(), Some("x.css"));
        assert_eq!(target("/d%C3%A9pliant%20100%.pdf", "/").as_deref(), Some("dépliant 100%.pdf"));
        assert_eq!(target("https://example.org/", "/"), None);
        assert_eq!(target("//example.org/", "/"), None);
        assert_eq!(target("#top", "/"), None);
    }
}
