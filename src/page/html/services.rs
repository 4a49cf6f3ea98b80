//! The list of all touristic contents: huts, campsites, farm shops…

use crate::model::{Lang, TouristicContent};
use crate::page::html::document::Document;
use crate::page::html::places::Places;
use crate::page::site::{Site, address};
use crate::page::view::place::{PlaceView, content_place};
use crate::page::view::text::plain;

pub static LIST: Places<TouristicContent> = Places {
    kind: "services",
    path: address::SERVICES,
    point: "content",
    group: |content| content.category.as_ref(),
    sort_key: types,
    position: |content| content.geometry,
    view,
};

pub fn plan(site: &Site) -> Vec<Document> {
    LIST.plan(site)
}

/// Names of the types of a content, separated by commas. The list sorts by them and shows them.
fn types(content: &TouristicContent, lang: &Lang) -> String {
    let names: Vec<String> = content.types.iter().map(|term| plain(&term.name, lang)).collect();
    names.join(", ")
}

/// Makes the view of a content with its types. The heading of the group already shows its category.
fn view(site: &Site, lang: &Lang, content: &TouristicContent) -> Option<PlaceView> {
    Some(PlaceView { kind: types(content, lang), ..content_place(site, lang, content)? })
}
