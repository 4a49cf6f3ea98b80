//! The menu of the site, and the list of all editorial pages.

use crate::model::{FlatPage, Lang, MenuItem, MenuTarget};
use crate::page::site::{Site, address};
use crate::page::view::link::LinkView;
use serde::Serialize;
use std::sync::Arc;

/// Returns the entries of the menu: those of the sources, then the editorial pages with an `order`.
pub fn view(site: &Site, lang: &Lang) -> Vec<MenuView> {
    let mut entries = entries(site, lang, site.menu());
    let mut ordered: Vec<_> =
        site.all::<FlatPage>().iter().filter(|page| page.order.is_some()).collect();
    ordered.sort_by_key(|page| page.order);
    let links = ordered.into_iter().filter_map(|page| link(site, lang, page));
    entries.extend(links.map(|LinkView { name, url }| MenuView {
        name,
        url,
        external: false,
        children: Vec::new(),
    }));
    entries
}

/// Returns links to all editorial pages of a language: first those with an `order`, sorted by it.
pub fn pages(site: &Site, lang: &Lang) -> Vec<LinkView> {
    let mut pages: Vec<_> = site.all::<FlatPage>().iter().collect();
    pages.sort_by_key(|page| (page.order.is_none(), page.order));
    pages.into_iter().filter_map(|page| link(site, lang, page)).collect()
}

fn link(site: &Site, lang: &Lang, page: &Arc<FlatPage>) -> Option<LinkView> {
    let name = page.title.get(lang)?.clone();
    Some(LinkView { name, url: address::url(site, lang, page) })
}

/// Returns the entries of a menu, without those that have neither a link nor entries below them in
/// the language.
fn entries(site: &Site, lang: &Lang, items: &[MenuItem]) -> Vec<MenuView> {
    let entry = |item: &MenuItem| {
        let children = entries(site, lang, &item.children);
        let (url, external) = match &item.target {
            MenuTarget::None => (None, false),
            MenuTarget::Link(links) => (links.get(lang).cloned(), true),
            MenuTarget::Page(id) => {
                let page = site.all::<FlatPage>().iter().find(|page| &page.id == id);
                (page.and_then(|page| Some(link(site, lang, page)?.url)), false)
            }
        };
        let useful = url.is_some() || !children.is_empty();
        useful.then_some(())?;
        let name = item.title.get(lang)?.clone();
        Some(MenuView { name, url: url.unwrap_or_default(), external, children })
    };
    items.iter().filter_map(entry).collect()
}

/// An entry of the menu.
#[derive(Debug, Clone, Serialize)]
pub struct MenuView {
    pub name: String,
    /// Address that the entry leads to; empty for an entry that only has others below it.
    pub url: String,
    /// True when `url` leads to another site.
    pub external: bool,
    /// Entries of the level below.
    pub children: Vec<MenuView>,
}
