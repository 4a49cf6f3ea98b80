//! The menu, and the list of all editorial pages.

use crate::model::{FlatPage, Lang, MenuItem, MenuTarget};
use crate::page::site::{Site, address};
use crate::page::view::link::LinkView;
use serde::Serialize;
use std::sync::Arc;

/// The menus of the sources, then the pages that say their place themselves.
pub fn view(site: &Site, lang: &Lang) -> Vec<MenuView> {
    let mut entries = entries(site, lang, &site.atlas.catalog.menu);
    let mut ordered: Vec<_> =
        site.atlas.catalog.flatpages.iter().filter(|page| page.order.is_some()).collect();
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

/// Every editorial page of a language, in the order of the menu as far as it has one.
pub fn pages(site: &Site, lang: &Lang) -> Vec<LinkView> {
    let mut pages: Vec<_> = site.atlas.catalog.flatpages.iter().collect();
    pages.sort_by_key(|page| (page.order.is_none(), page.order));
    pages.into_iter().filter_map(|page| link(site, lang, page)).collect()
}

fn link(site: &Site, lang: &Lang, page: &Arc<FlatPage>) -> Option<LinkView> {
    let name = page.title.get(lang)?.clone();
    Some(LinkView { name, url: address::url(site, lang, page) })
}

/// Entries that lead nowhere in this language are left out.
fn entries(site: &Site, lang: &Lang, items: &[MenuItem]) -> Vec<MenuView> {
    let entry = |item: &MenuItem| {
        let children = entries(site, lang, &item.children);
        let (url, external) = match &item.target {
            MenuTarget::None => (None, false),
            MenuTarget::Link(links) => (links.get(lang).cloned(), true),
            MenuTarget::Page(id) => {
                let page = site.atlas.catalog.flatpages.iter().find(|page| &page.id == id);
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
    /// Empty for an entry that only holds others together.
    pub url: String,
    /// True when it leads to another site.
    pub external: bool,
    pub children: Vec<MenuView>,
}
