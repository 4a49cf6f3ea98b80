//! Lists of places of one kind (touristic contents, events), in groups, with a map.

use crate::address::slug;
use crate::model::{Kind, Lang, Object, Position, Term};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::html::list::{self, List, PagerView, Pagination};
use crate::page::site::address::{self, Addressed};
use crate::page::site::pagination::CARDS;
use crate::page::site::{Site, order};
use crate::page::view::map::{self, MapView, ShownPoint, sheet};
use crate::page::view::place::PlaceView;
use crate::page::view::text::{self, plain};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use tera::Value;

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
    /// Plans the pages of the list in every language that has such places.
    pub fn plan(&'static self, site: &Site) -> Vec<Document> {
        let languages = site.languages().iter();
        let pages =
            languages.map(|lang| (lang.clone(), self.named(site, lang).count().div_ceil(CARDS)));
        let list = List::new((self.kind, self.kind), self.path, pages);
        // Places sorted by group: when a page needs them for the first time.
        let sorted: BTreeMap<Lang, OnceLock<Sorted>> =
            site.languages().iter().map(|lang| (lang.clone(), OnceLock::new())).collect();
        let sorted = Arc::new(sorted);
        let mut plan = list.plan(move |site, lang, number| {
            let sorted = sorted[lang].get_or_init(|| self.sorted(site, lang));
            self.page(site, lang, sorted, number)
        });
        list::add_sheets(&mut plan, |lang| {
            let position = |(_, index): (&str, usize)| (self.position)(&site.all::<K>()[index]);
            let positions: Vec<Position> = self.named(site, lang).filter_map(position).collect();
            sheet::of_places(site, &positions)
        });
        plan
    }

    /// Returns the places that have a name in a language, each with its index in the catalog.
    fn named<'s>(&self, site: &'s Site, lang: &Lang) -> impl Iterator<Item = (&'s str, usize)> {
        let objects = site.all::<K>().iter().enumerate();
        objects.filter_map(|(index, object)| Some((object.name().get(lang)?.as_str(), index)))
    }

    /// Sorts the places of a language by group. Groups are sorted by rank and name; the group
    /// without a name is the last.
    fn sorted(&self, site: &Site, lang: &Lang) -> Sorted {
        let objects = site.all::<K>();
        let mut items = order::sorted(lang, self.named(site, lang).collect());
        items.sort_by_cached_key(|index| (self.sort_key)(&objects[*index], lang));
        let mut by_name: BTreeMap<String, (u32, Vec<usize>)> = BTreeMap::new();
        for index in items {
            let term = (self.group)(&objects[index]);
            let name = term.map_or(String::new(), |term| plain(&term.name, lang));
            let rank = term.map_or(u32::MAX, |term| term.rank());
            by_name.entry(name).or_insert((rank, Vec::new())).1.push(index);
        }
        let named = by_name.iter().map(|(name, group)| (name.as_str(), (name, group))).collect();
        let mut groups = order::sorted(lang, named);
        groups.sort_by_key(|(name, (rank, _))| (name.is_empty(), *rank));
        let mut sorted = Sorted::default();
        for (name, (_, items)) in groups {
            let group = sorted.groups.len();
            sorted.groups.push(Group { name: name.clone(), begin: sorted.items.len() });
            sorted.items.extend(items.iter().map(|item| (group, *item)));
        }
        sorted
    }

    fn page(&self, site: &Site, lang: &Lang, sorted: &Sorted, number: usize) -> (Head, Value) {
        let objects = site.all::<K>();
        let pagination = Pagination { number, total: sorted.items.len(), per_page: CARDS };
        let parts = pagination.items(&sorted.items).chunk_by(|(a, _), (b, _)| a == b);
        let group = |items: &[(usize, usize)]| {
            let group = &sorted.groups[items[0].0];
            let view = |(_, item): &(usize, usize)| (self.view)(site, lang, &objects[*item]);
            let places = items.iter().filter_map(view).collect();
            GroupView { id: group.id(), name: group.name.clone(), places }
        };
        let view = PlacesView {
            groups: parts.map(group).collect(),
            all_groups: self.links(site, lang, sorted),
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
        (head, Value::from_serializable(&view))
    }

    /// Makes links to all groups; none when there is only one group.
    fn links(&self, site: &Site, lang: &Lang, sorted: &Sorted) -> Vec<GroupLinkView> {
        let ends = sorted.groups.iter().skip(1).map(|next| next.begin).chain([sorted.items.len()]);
        let links = sorted.groups.iter().zip(ends).map(|(group, end)| {
            let page = list::page_path(self.path, group.begin / CARDS + 1);
            let url = format!("{}#{}", site.url(lang, &page), group.id());
            GroupLinkView { name: group.name.clone(), count: end - group.begin, url }
        });
        if sorted.groups.len() > 1 { links.collect() } else { Vec::new() }
    }

    /// Makes the map. The data of a list of several pages is in a file of its own.
    fn map(&self, site: &Site, lang: &Lang) -> Option<MapView> {
        let data_url = address::of_long_map(site, lang, self.path, self.named(site, lang).count());
        map::places_map(site, self.points(site, lang), data_url)
    }

    /// True when the list has several pages in a language.
    pub fn is_long(&self, site: &Site, lang: &Lang) -> bool {
        self.named(site, lang).count() > CARDS
    }

    /// Returns the places of a language as points of a map, without those that have no position.
    pub fn points(&self, site: &Site, lang: &Lang) -> Vec<ShownPoint> {
        let point = |(name, index): (&str, usize)| {
            let object = &*site.all::<K>()[index];
            Some(ShownPoint {
                position: (self.position)(object)?,
                kind: self.point,
                name: name.to_owned(),
                url: address::url(site, lang, object),
            })
        };
        self.named(site, lang).filter_map(point).collect()
    }
}

/// All places of a list in one language.
#[derive(Default)]
struct Sorted {
    groups: Vec<Group>,
    /// Index of the group and index in the catalog of each place, in the order of the list.
    items: Vec<(usize, usize)>,
}

/// The places of one category or type.
struct Group {
    /// Name of the category or type; empty for places without one.
    name: String,
    /// Index of the first place of the group in the list.
    begin: usize,
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
