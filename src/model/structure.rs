//! An organisation that manages or publishes trails.

use super::*;

/// A park, a department, a tourist office, with its brand.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    pub id: Id<Structure>,
    pub name: Localized<String>,
    pub description: Localized<Html>,
    /// The one colour that the theme derives its accents from, `#rrggbb`.
    pub color: Option<String>,
    pub logo: Option<Drawing>,
    pub website: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    pub origin: String,
}
