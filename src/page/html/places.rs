//! Lists of places of one kind, in groups, with their map.

use crate::address::slug;
use crate::model::{Kind, Lang, Object, Position, Term};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::html::list::{self, List, PagerView, Stretch};
use crate::page::site::address::{self, Addressed};
use crate::page::site::pagination::CARDS;
use crate::page::site::{Site, order};
use crate::page::view::map::{self, MapView, ShownPoint};
use crate::page::view::place::PlaceView;
use crate::page::view::text::{self, plain};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// `services`, `events`
#[derive(Debug, Serialize)]
pub struct PlacesView {
    /// The places of this page by their group. A group may go on on the next page.
    pub groups: Vec<GroupView>,
    /// Links to all groups of the list, when there are several.
    pub all_groups: Vec<GroupLinkView>,
    /// Every place of the list, on the first page.
    pub map: Option<MapView>,
    #[serde(flatten)]
    pub pager: PagerView,
}

/// Places of one category or type.
#[derive(Debug, Serialize)]
pub struct GroupView {
    /// Anchor on the page.
    pub id: String,
    /// Name of the category or type; empty for places without one.
    pub name: String,
    pub places: Vec<PlaceView>,
}

/// Where a group begins.
#[derive(Debug, Serialize)]
pub struct GroupLinkView {
    /// Name of the category or type; empty for places without one.
    pub name: String,
    /// Number of places in the group.
    pub count: usize,
    /// Address of the page on which the group begins, with its anchor.
    pub url: String,
}

/// A kind of places that has a list.
pub struct Places<K> {
    /// The kind, which is also the name of the template and of its variable.
    pub kind: &'static str,
    /// Path below the language.
    pub path: &'static str,
    /// Kind of the points on the map.
    pub point: &'static str,
    /// The category or type that groups the places.
    pub group: fn(&K) -> Option<&Arc<Term>>,
    /// Sorts the places of a group, before their names.
    pub sort_key: fn(&K, &Lang) -> String,
    pub position: fn(&K) -> Option<Position>,
    pub view: fn(&Site, &Lang, &K) -> Option<PlaceView>,
}

impl<K: Kind + Addressed + 'static> Places<K> {
    pub fn plan(self, site: &Site) -> Vec<Document> {
        let languages = site.languages().iter();
        let sorted: BTreeMap<Lang, Vec<Group>> =
            languages.map(|lang| (lang.clone(), self.groups(site, lang))).collect();
        let count = |lang: &Lang| sorted[lang].iter().map(|group| group.items.len()).sum::<usize>();
        let pages = site.languages().iter();
        let pages = pages.map(|lang| (lang.clone(), count(lang).div_ceil(CARDS)));
        let list = List::new((self.kind, self.kind), self.path, pages);
        list.plan({
            let (sorted, this) = (Arc::new(sorted), Arc::new(self));
            move |site, lang, number| this.page(site, lang, &sorted[lang], number)
        })
    }

    /// The places that exist in a language, by group.
    fn groups(&self, site: &Site, lang: &Lang) -> Vec<Group> {
        let objects = K::all(&site.atlas.catalog);
        let named = objects.iter().enumerate();
        let named = named.filter_map(|(i, object)| Some((object.name().get(lang)?.as_str(), i)));
        let mut items = order::sorted(lang, named.collect());
        items.sort_by_cached_key(|index| (self.sort_key)(&objects[*index], lang));
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        for index in items {
            let term = (self.group)(&objects[index]);
            let name = term.map_or(String::new(), |term| plain(&term.name, lang));
            let rank = term.map_or(u32::MAX, |term| term.rank());
            let group = Group { name: name.clone(), rank, items: Vec::new() };
            groups.entry(name).or_insert(group).items.push(index);
        }
        let names = groups.keys().map(|name| (name.as_str(), name.clone())).collect();
        let names = order::sorted(lang, names);
        let mut groups: Vec<Group> = names.iter().filter_map(|name| groups.remove(name)).collect();
        groups.sort_by_key(|group| (group.name.is_empty(), group.rank));
        groups
    }

    fn page(
        &self,
        site: &Site,
        lang: &Lang,
        groups: &[Group],
        number: usize,
    ) -> (Head, tera::Value) {
        let objects = K::all(&site.atlas.catalog);
        let all: Vec<(usize, usize)> = groups
            .iter()
            .enumerate()
            .flat_map(|(at, group)| group.items.iter().map(move |item| (at, *item)))
            .collect();
        let stretch = Stretch { number, total: all.len(), each: CARDS };
        let mut shown: Vec<GroupView> = Vec::new();
        let mut last = None;
        for (at, item) in stretch.of(&all) {
            if last != Some(at) {
                let (id, name) = (groups[*at].id(), groups[*at].name.clone());
                shown.push(GroupView { id, name, places: Vec::new() });
                last = Some(at);
            }
            let place = (self.view)(site, lang, &objects[*item]);
            shown.last_mut().expect("a group was pushed").places.extend(place);
        }
        let view = PlacesView {
            groups: shown,
            all_groups: self.links(site, lang, groups),
            map: (number == 1).then(|| self.map(site, lang, &all)).flatten(),
            pager: list::pager(site, lang, self.path, &stretch),
        };
        let places = view.groups.iter().flat_map(|group| &group.places);
        let names: Vec<&str> = places.clone().map(|place| place.name.as_str()).collect();
        let head = Head {
            title: String::new(),
            description: text::shorten(&names.join(", ")),
            pictures: places.filter_map(|place| place.picture.clone()).take(1).collect(),
        };
        (head, text::value(&view))
    }

    fn links(&self, site: &Site, lang: &Lang, groups: &[Group]) -> Vec<GroupLinkView> {
        let mut before = 0;
        let links = groups.iter().map(|group| {
            let page = list::page_path(self.path, before / CARDS + 1);
            before += group.items.len();
            let url = format!("{}#{}", site.url(lang, &page), group.id());
            GroupLinkView { name: group.name.clone(), count: group.items.len(), url }
        });
        if groups.len() > 1 { links.collect() } else { Vec::new() }
    }

    fn map(&self, site: &Site, lang: &Lang, all: &[(usize, usize)]) -> Option<MapView> {
        let objects = K::all(&site.atlas.catalog);
        let point = |(_, item): &(usize, usize)| {
            let object = &*objects[*item];
            Some(ShownPoint {
                position: (self.position)(object)?,
                kind: self.point,
                name: plain(object.name(), lang),
                url: address::url(site, lang, object),
            })
        };
        map::points(all.iter().filter_map(point).collect())
    }
}

/// The places of one category or type.
struct Group {
    /// Empty for places without a category or type.
    name: String,
    rank: u32,
    /// Indices in the catalog.
    items: Vec<usize>,
}

impl Group {
    fn id(&self) -> String {
        if self.name.is_empty() {
            "others".to_owned()
        } else {
            format!("group-{}", slug(&self.name))
        }
    }
}
