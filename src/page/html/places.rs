//! Lists of places of one kind (touristic contents, events), in groups, with a map.

use crate::address::slug;
use crate::model::{Kind, Lang, Object, Position, Term};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::html::list::{self, List, PagerView, Pagination};
use crate::page::site::address::{self, Addressed};
use crate::page::site::pagination::CARDS;
use crate::page::site::{Site, order};
use crate::page::view::map::{self, MapView, Shown, ShownPoint};
use crate::page::view::place::PlaceView;
use crate::page::view::text::{self, plain};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// View of a page of a list of places: the variable `services` or `events` of its template.
#[derive(Debug, Serialize)]
pub struct PlacesView {
    /// Places on this page, by group. A group may continue on the next page.
    pub groups: Vec<GroupView>,
    /// Links to all groups of the list, when there are several.
    pub all_groups: Vec<GroupLinkView>,
    /// Map of all places of the list; `None` on the second page and those that follow.
    pub map: Option<MapView>,
    #[serde(flatten)]
    pub pager: PagerView,
}

/// Places of one category or type.
#[derive(Debug, Serialize)]
pub struct GroupView {
    /// Identifier of the HTML element, for links to the group.
    pub id: String,
    /// Name of the category or type; empty for places without one.
    pub name: String,
    pub places: Vec<PlaceView>,
}

/// Link to the page on which a group begins.
#[derive(Debug, Serialize)]
pub struct GroupLinkView {
    /// Name of the category or type; empty for places without one.
    pub name: String,
    /// Number of places in the group.
    pub count: usize,
    /// Address of the page on which the group begins, with its anchor.
    pub url: String,
}

/// Description of the list of a kind of places.
pub struct Places<K> {
    /// Kind of the pages, which is also the name of their template and of its variable.
    pub kind: &'static str,
    /// Path of the first page below its language.
    pub path: &'static str,
    /// Kind of the points on the map: `content`, `event`.
    pub point: &'static str,
    /// Returns the category or type by which places are grouped.
    pub group: fn(&K) -> Option<&Arc<Term>>,
    /// Returns the key that sorts the places of a group; places with equal keys are sorted by name.
    pub sort_key: fn(&K, &Lang) -> String,
    pub position: fn(&K) -> Option<Position>,
    pub view: fn(&Site, &Lang, &K) -> Option<PlaceView>,
}

impl<K: Kind + Addressed + 'static> Places<K> {
    pub fn plan(&'static self, site: &Site) -> Vec<Document> {
        let languages = site.languages().iter();
        let sorted: BTreeMap<Lang, Vec<Group>> =
            languages.map(|lang| (lang.clone(), self.groups(site, lang))).collect();
        let count = |lang: &Lang| sorted[lang].iter().map(|group| group.items.len()).sum::<usize>();
        let pages = site.languages().iter();
        let pages = pages.map(|lang| (lang.clone(), count(lang).div_ceil(CARDS)));
        let list = List::new((self.kind, self.kind), self.path, pages);
        list.plan({
            let sorted = Arc::new(sorted);
            move |site, lang, number| self.page(site, lang, &sorted[lang], number)
        })
    }

    /// Returns the places that have a name in a language, by group. Groups are sorted by rank and
    /// name; the group without a name is the last.
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
        let pagination = Pagination { number, total: all.len(), per_page: CARDS };
        let mut shown: Vec<GroupView> = Vec::new();
        let mut last = None;
        for (at, item) in pagination.items(&all) {
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
            map: (number == 1).then(|| self.map(site, lang)).flatten(),
            pager: list::pager(site, lang, self.path, &pagination),
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

    /// Makes links to all groups; none when there is only one group.
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

    /// Makes the map. The data of a list of several pages is in a file of its own.
    fn map(&self, site: &Site, lang: &Lang) -> Option<MapView> {
        let points = self.points(site, lang);
        let data_url = address::of_long_map(site, lang, self.path, points.len());
        map::view(&Shown { points, data_url, ..Shown::default() })
    }

    /// Returns the places of a language as points of a map, without those that have no position.
    pub fn points(&self, site: &Site, lang: &Lang) -> Vec<ShownPoint> {
        let point = |object: &Arc<K>| {
            Some(ShownPoint {
                position: (self.position)(object)?,
                kind: self.point,
                name: object.name().get(lang)?.clone(),
                url: address::url(site, lang, &**object),
            })
        };
        K::all(&site.atlas.catalog).iter().filter_map(point).collect()
    }
}

/// The places of one category or type.
struct Group {
    /// Name of the category or type; empty for places without one.
    name: String,
    rank: u32,
    /// Indices of the places in the catalog.
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
