//! Signposts and boards.

use super::*;

/// Geotrek's *signage*: a signpost or a board.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Signage {
    pub id: Id<Signage>,
    pub uuid: Option<String>,
    pub name: Localized<String>,
    pub description: Localized<Html>,
    /// Code of the signpost, which a lost walker can give to rescuers.
    pub code: Option<String>,
    pub signage_type: Option<Arc<Term>>,
    pub conditions: Vec<Arc<Term>>,
    /// Elevation that is printed on the signpost, in metres.
    pub printed_elevation: Option<f64>,
    pub blades: Vec<Blade>,
    pub geometry: Position,
    pub attachments: Vec<Attachment>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}

/// A blade of a signpost.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Blade {
    /// Number, counted from top to bottom: `1`.
    pub number: Option<String>,
    /// Direction that the blade points to: straight on, right, left.
    pub direction: Option<Arc<Term>>,
    pub lines: Vec<BladeLine>,
}

/// A line of a blade: a destination.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct BladeLine {
    pub text: Localized<String>,
    /// Distance in metres.
    pub distance: Option<f64>,
    /// Walking time in hours.
    pub time: Option<f64>,
    /// Names of the pictograms: `Balise PR`.
    pub pictograms: Vec<Localized<String>>,
    /// Direction of the line, where it differs from the direction of the blade.
    pub direction: Option<Arc<Term>>,
}
