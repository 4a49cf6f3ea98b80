//! The signature of a structure.

use crate::model::*;
use crate::page::site::{Site, address, file_path};
use serde::Serialize;

/// A structure as it signs things.
#[derive(Debug, Clone, Serialize)]
pub struct BrandView {
    pub name: String,
    pub url: String,
    /// Address of the logo, or empty.
    pub logo: String,
    /// CSS colour or empty.
    pub color: String,
}

/// The signature of a structure; `None` where it has no name in the language.
pub fn brand(site: &Site, lang: &Lang, structure: &Structure) -> Option<BrandView> {
    Some(BrandView {
        name: structure.name.get(lang)?.clone(),
        url: address::url(site, lang, structure),
        logo: logo(site, structure),
        color: structure.color.clone().unwrap_or_default(),
    })
}

/// The signature of the structure of an object, if it names one that has a name in the language.
pub fn of(site: &Site, lang: &Lang, id: Option<&Id<Structure>>) -> Option<BrandView> {
    brand(site, lang, site.structure(id)?)
}

pub fn logo(site: &Site, structure: &Structure) -> String {
    file_path::logo_path(structure).map_or(String::new(), |path| site.asset_url(&path))
}
