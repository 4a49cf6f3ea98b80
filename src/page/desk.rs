//! Information desks, as treks and outdoor sites show them: they have no page of their own.

use super::parts;
use super::site::Site;
use super::text::{Markup, markup, plain};
use super::view::{ContactView, PictureView, TermView};
use crate::model::{Id, InformationDesk, Lang};
use serde::Serialize;
use std::sync::Arc;

/// An information desk.
#[derive(Debug, Serialize)]
pub struct DeskView {
    pub name: String,
    /// Its website, or empty.
    pub url: String,
    pub kind: String,
    pub description: Markup,
    pub accessibility: String,
    pub label_accessibility: Option<TermView>,
    pub picture: Option<PictureView>,
    /// Metres from the start along the trail, for a desk within 2 km of it.
    pub distance: Option<f64>,
    pub contact: ContactView,
}

/// The information desks of these identifiers.
pub fn desks(site: &Site, lang: &Lang, ids: &[Id<InformationDesk>]) -> Vec<DeskView> {
    let all = &site.atlas.catalog.information_desks;
    let found = ids.iter().filter_map(|id| all.iter().find(|desk| &desk.id == id));
    let view = |desk: &Arc<InformationDesk>| {
        let town = [&desk.postal_code, &desk.municipality].into_iter().flatten();
        Some(DeskView {
            name: desk.name.get(lang)?.clone(),
            url: desk.website.clone().unwrap_or_default(),
            kind: parts::kind(lang, desk.desk_type.as_ref()),
            accessibility: plain(&desk.accessibility, lang),
            label_accessibility: parts::maybe_term(site, lang, desk.label_accessibility.as_ref()),
            picture: parts::first_picture(site, lang, &desk.attachments),
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
    };
    found.filter_map(view).collect()
}

/// The desks that a trek names, with where one passes them.
pub fn along(site: &Site, lang: &Lang, trek: usize) -> Vec<DeskView> {
    let all = &site.atlas.catalog.information_desks;
    let near = &site.atlas.neighbours[trek].desks;
    let at = |id: &Id<InformationDesk>| {
        let view = desks(site, lang, std::slice::from_ref(id)).pop()?;
        let along = near.iter().find(|along| &all[along.item].id == id);
        Some(DeskView { distance: along.map(|along| along.distance.round()), ..view })
    };
    site.trek(trek).information_desks.iter().filter_map(at).collect()
}
