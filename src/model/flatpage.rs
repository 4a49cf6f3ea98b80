//! An editorial page.

use super::*;

/// An editorial page, written by hand: about the territory, legal notice…
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct FlatPage {
    pub id: Id<FlatPage>,
    pub title: Localized<String>,
    pub content: Localized<Html>,
    /// Order in the menu, the lowest first. `None`: the menu of the source decides.
    pub order: Option<i64>,
    pub attachments: Vec<Attachment>,
    pub origin: String,
}
