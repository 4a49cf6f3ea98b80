//! An organisation that manages or publishes trails.

use super::*;

/// An organisation with its brand: a park, a department, a tourist office.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Structure {
    pub id: Id<Structure>,
    pub name: Localized<String>,
    pub description: Localized<Html>,
    /// Brand colour, `#rrggbb`, from which the theme derives its accents.
    pub color: Option<String>,
    pub logo: Option<Drawing>,
    pub website: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    pub origin: String,
}
