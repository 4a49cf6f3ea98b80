//! The menu of the site, as its editors arranged it.

use super::*;

/// An entry of the menu, with its sub-entries.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct MenuItem {
    pub title: Localized<String>,
    pub target: MenuTarget,
    pub children: Vec<MenuItem>,
}

/// Target of an entry of the menu.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum MenuTarget {
    /// No target: the entry only groups its sub-entries.
    None,
    Page(Id<FlatPage>),
    /// Address, which may differ between languages.
    Link(Localized<String>),
}
