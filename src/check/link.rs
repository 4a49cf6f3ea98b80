//! Checks the rendered pages: reports broken links, and pictures that browsers do not load.

use crate::emit::{self, Output, Summary, Taken};
use crate::page::site::address::index_file;
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

/// Renders every page and reports links to files that the site does not have, and pictures that the
/// Content-Security-Policy blocks.
pub fn check(site: &Arc<Site>, renderer: &Renderer, report: &mut Report) -> Result<()> {
    let pages = page::plan(site, report);
    let mut files: HashSet<String> = pages.iter().map(|page| page.path.clone()).collect();
    files.extend(renderer.assets().map(|asset| asset.path.clone()));
    let is_html = |page: &Page| matches!(page.content, Content::View(_));
    let html: Vec<Page> = pages.into_iter().filter(is_html).collect();
    let items = html.iter().map(|page| (page.path.clone(), page.item.clone())).collect();
    let checker = LinkChecker { site, files, items, report: Mutex::default() };
    emit::emit(&html, renderer, &checker, None, &|_| {})?;
    report.extend(checker.report.into_inner().unwrap_or_else(PoisonError::into_inner));
    Ok(())
}

/// An output that checks the links of each page and does not keep the page.
struct LinkChecker<'s> {
    site: &'s Site,
    /// Paths of all files of the site.
    files: HashSet<String>,
    /// Item that each page shows, for warnings, by the path of the page.
    items: HashMap<String, String>,
    report: Mutex<Report>,
}

impl Output for LinkChecker<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let Some(item) = self.items.get(path) else { return Ok(()) };
        let links = links(&String::from_utf8_lossy(bytes));
        let base = &self.site.settings.base_url.path;
        let mut report = Report::default();
        for address in links.pictures {
            if !policy::allows_picture(self.site, &address) {
                let problem = format!(
                    "shows {address}, which browsers do not load: put the picture into static/, or allow its host in `[security]`"
                );
                report.warn(item, problem);
            }
        }
        for address in links.addresses {
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

/// Addresses that a page contains.
#[derive(Default)]
struct Links {
    /// Addresses of links, pictures, stylesheets and scripts.
    addresses: BTreeSet<String>,
    /// Addresses of pictures, which are also in `addresses`.
    pictures: BTreeSet<String>,
}

/// Finds the addresses in an HTML page.
fn links(html: &str) -> Links {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(LinkCollector::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.links.into_inner()
}

/// Receives the tokens of an HTML page and collects the addresses.
#[derive(Default)]
struct LinkCollector {
    links: RefCell<Links>,
}

impl TokenSink for LinkCollector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(Tag { kind: TagKind::StartTag, name, attrs, .. }) = token {
            let mut links = self.links.borrow_mut();
            for attribute in attrs {
                let value = attribute.value.to_string();
                match &*attribute.name.local {
                    "src" if &*name == "img" => {
                        links.addresses.insert(value.clone());
                        links.pictures.insert(value);
                    }
                    "href" | "src" => drop(links.addresses.insert(value)),
                    "srcset" => {
                        let urls =
                            value.split(',').filter_map(|part| part.split_whitespace().next());
                        links.addresses.extend(urls.map(str::to_owned));
                    }
                    _ => {}
                }
            }
        }
        TokenSinkResult::Continue
    }
}

/// Path in the output folder of the file that an address leads to; `None` for an address outside
/// the site. `base` is the path of the site on its server.
fn target(address: &str, base: &str) -> Option<String> {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let inside = path.strip_prefix(base)?;
    if path.starts_with("//") {
        return None;
    }
    Some(index_file(&percent_decoded(inside)))
}

/// Percent-decodes a path: `%C3%A9` becomes `é`.
fn percent_decoded(path: &str) -> String {
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
    fn links_pictures_and_variants_are_found() {
        let html = r#"<a href="/a/">a</a><img src="/b.jpg" srcset="/c.webp 400w, /d.webp 800w"><!-- <a href="/no"> -->"#;
        let links = links(html);
        let addresses: Vec<String> = links.addresses.into_iter().collect();
        assert_eq!(addresses, ["/a/", "/b.jpg", "/c.webp", "/d.webp"]);
        assert_eq!(links.pictures.into_iter().collect::<Vec<_>>(), ["/b.jpg"]);
    }

    #[test]
    fn an_address_leads_to_a_file_of_the_site_or_outside() {
        assert_eq!(target("/rando/trek/a/#map", "/rando/").as_deref(), Some("trek/a/index.html"));
        assert_eq!(target("/rando/x.css?v=1", "/rando/").as_deref(), Some("x.css"));
        assert_eq!(target("/d%C3%A9pliant%20100%.pdf", "/").as_deref(), Some("dépliant 100%.pdf"));
        assert_eq!(target("https://example.org/", "/"), None);
        assert_eq!(target("//example.org/", "/"), None);
        assert_eq!(target("#top", "/"), None);
    }
}
