//! Brand of a structure.

use crate::model::*;
use crate::page::site::{Site, address, file_path};
use serde::Serialize;

/// Brand of a structure: its name, page, logo and colour.
#[derive(Debug, Clone, Serialize)]
pub struct BrandView {
    pub name: String,
    pub url: String,
    /// Address of the logo, or empty.
    pub logo: String,
    /// CSS colour, or empty.
    pub color: String,
}

/// View of the brand of a structure; `None` when it has no name in the language.
pub fn brand(site: &Site, lang: &Lang, structure: &Structure) -> Option<BrandView> {
    Some(BrandView {
        name: structure.name.get(lang)?.clone(),
        url: address::url(site, lang, structure),
        logo: logo(site, structure),
        color: structure.color.clone().unwrap_or_default(),
    })
}

/// View of the brand of the structure with an identifier; `None` when there is no such structure,
/// or it has no name in the language.
pub fn of(site: &Site, lang: &Lang, id: Option<&Id<Structure>>) -> Option<BrandView> {
    brand(site, lang, site.structure(id)?)
}

/// Address of the logo of a structure, or empty.
pub fn logo(site: &Site, structure: &Structure) -> String {
    file_path::logo_path(structure).map_or(String::new(), |path| site.asset_url(&path))
}
