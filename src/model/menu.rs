//! The menu of the site, as its editors arranged it.

use super::*;

/// An entry, with those below it.
#[derive(Debug, Clone, PartialEq)]
pub struct MenuItem {
    pub title: Localized<String>,
    pub target: MenuTarget,
    pub children: Vec<MenuItem>,
}

/// Where an entry leads.
#[derive(Debug, Clone, PartialEq)]
pub enum MenuTarget {
    /// Nowhere: it holds others together.
    None,
    Page(Id<FlatPage>),
    /// An address, which may be another in each language.
    Link(Localized<String>),
}
