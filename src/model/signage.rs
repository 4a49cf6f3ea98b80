//! Signposts and boards.

use super::*;

/// Geotrek's *signage*: a post, or a board.
#[derive(Debug, Clone, PartialEq)]
pub struct Signage {
    pub id: Id<Signage>,
    pub uuid: Option<String>,
    pub name: Localized<String>,
    pub description: Localized<Html>,
    /// What its manager calls it: what a walker who is lost can read out.
    pub code: Option<String>,
    pub signage_type: Option<Arc<Term>>,
    pub conditions: Vec<Arc<Term>>,
    /// Metres, as printed on it.
    pub printed_elevation: Option<f64>,
    pub blades: Vec<Blade>,
    pub geometry: Position,
    pub attachments: Vec<Attachment>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}

/// A blade of a signpost.
#[derive(Debug, Clone, PartialEq)]
pub struct Blade {
    /// `1`, from top to bottom.
    pub number: Option<String>,
    /// Straight on, right, left.
    pub direction: Option<Arc<Term>>,
    pub lines: Vec<BladeLine>,
}

/// A line of a blade: where it leads.
#[derive(Debug, Clone, PartialEq)]
pub struct BladeLine {
    pub text: Localized<String>,
    /// Metres.
    pub distance: Option<f64>,
    /// Hours.
    pub time: Option<f64>,
    /// What its pictograms say: `Balise PR`.
    pub pictograms: Vec<Localized<String>>,
    /// That of the line where it is not that of its blade.
    pub direction: Option<Arc<Term>>,
}
