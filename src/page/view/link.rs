//! Links.

use crate::model::{Lang, WebLink};
use crate::page::site::{Site, address};
use serde::Serialize;

/// A link: a name and an address.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    pub name: String,
    pub url: String,
}

/// Link to a trek; `None` when it has no name in the language.
pub fn link(site: &Site, lang: &Lang, index: usize) -> Option<LinkView> {
    let trek = site.trek(index);
    Some(LinkView { name: trek.name.get(lang)?.clone(), url: address::url(site, lang, trek) })
}

/// Links to other sites. The address replaces a missing name.
pub fn web_links(lang: &Lang, links: &[WebLink]) -> Vec<LinkView> {
    let name = |link: &WebLink| link.name.get(lang).unwrap_or(&link.url).clone();
    links.iter().map(|link| LinkView { name: name(link), url: link.url.clone() }).collect()
}
