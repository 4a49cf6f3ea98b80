//! An editorial page.

use super::*;

/// A page written by hand: about the territory, legal notice…
#[derive(Debug, Clone, PartialEq)]
pub struct FlatPage {
    pub id: Id<FlatPage>,
    pub title: Localized<String>,
    pub content: Localized<Html>,
    /// Order in the menu, the lowest first. `None`: the menu of its source says where it is.
    pub order: Option<i64>,
    pub attachments: Vec<Attachment>,
    pub origin: String,
}
