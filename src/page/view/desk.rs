//! View of an information desk.

use crate::model::{Id, InformationDesk, Lang};
use crate::page::site::shared::Shared;
use crate::page::site::{Site, address};
use crate::page::view::contact::ContactView;
use crate::page::view::picture::{self, PictureView};
use crate::page::view::term::{self, TermView};
use crate::page::view::text::{self, Markup, markup, plain};
use serde::Serialize;

/// An information desk.
#[derive(Debug, Serialize)]
pub struct DeskView {
    pub name: String,
    /// Language of a name that replaces a missing translation; empty for a translated name.
    pub name_lang: String,
    /// Address of the page of the desk.
    pub url: String,
    /// Name of its type, or empty.
    pub kind: String,
    pub description: Markup,
    pub accessibility: String,
    pub label_accessibility: Option<Shared<TermView>>,
    pub picture: Option<PictureView>,
    /// Distance from the start along the trail, in metres, for a desk within 2 km of the trail.
    pub distance: Option<f64>,
    pub contact: ContactView,
}

/// View of a desk; `None` when it has no name in the language.
pub fn view(site: &Site, lang: &Lang, desk: &InformationDesk) -> Option<DeskView> {
    let town = [&desk.postal_code, &desk.municipality].into_iter().flatten();
    Some(DeskView {
        name: desk.name.get(lang)?.clone(),
        name_lang: text::spoken(&desk.name, lang),
        url: address::url(site, lang, desk),
        kind: term::kind(lang, desk.desk_type.as_ref()),
        accessibility: plain(&desk.accessibility, lang),
        label_accessibility: term::maybe_term(site, lang, desk.label_accessibility.as_ref()),
        picture: picture::first_picture(site, lang, &desk.attachments),
        distance: None,
        description: markup(site, &desk.description, lang),
        contact: ContactView {
            text: Markup::default(),
            street: desk.street.clone().unwrap_or_default(),
            municipality: town.cloned().collect::<Vec<_>>().join(" "),
            phone: desk.phone.clone().unwrap_or_default(),
            email: desk.email.clone().unwrap_or_default(),
            website: desk.website.clone().unwrap_or_default(),
        },
    })
}

/// Views of the desks with the given identifiers.
pub fn desks(site: &Site, lang: &Lang, ids: &[Id<InformationDesk>]) -> Vec<DeskView> {
    ids.iter().filter_map(|id| view(site, lang, site.desk(id)?)).collect()
}

/// Views of the desks of a trek, with their distance along the trail.
pub fn along(site: &Site, lang: &Lang, trek: usize) -> Vec<DeskView> {
    let near = &site.neighbours(trek).desks;
    let at = |id: &Id<InformationDesk>| {
        let view = desks(site, lang, std::slice::from_ref(id)).pop()?;
        let along = near.iter().find(|along| &site.one::<InformationDesk>(along.item).id == id);
        Some(DeskView { distance: along.map(|along| along.distance.round()), ..view })
    };
    site.trek(trek).information_desks.iter().filter_map(at).collect()
}
