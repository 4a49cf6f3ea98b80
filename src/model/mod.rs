//! The nouns of hiking, as plain data: no file, no network, no format.

pub mod lang;
pub mod id;
pub mod html;
pub mod geometry;
pub mod term;
pub mod attachment;
pub mod trek;
pub mod poi;
pub mod tourism;
pub mod outdoor;
pub mod sensitivity;
pub mod structure;
pub mod flatpage;

pub use attachment::{Attachment, AttachmentKind};
pub use flatpage::FlatPage;
pub use geometry::{Bounds, Line, Position, Shape};
pub use html::Html;
pub use id::Id;
pub use lang::{Lang, Localized};
pub use outdoor::{OutdoorCourse, OutdoorSite};
pub use poi::Poi;
pub use sensitivity::SensitiveArea;
pub use structure::Structure;
pub use term::{Term, Vocabulary};
pub use tourism::{InformationDesk, TouristicContent, TouristicEvent};
pub use trek::{Trek, WebLink};

use std::sync::Arc;

/// What the sources said: every object of the site, sorted by identifier.
///
/// Objects are shared, so that a reload that changes one of them keeps all the others.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    pub treks: Vec<Arc<Trek>>,
    pub pois: Vec<Arc<Poi>>,
    pub touristic_contents: Vec<Arc<TouristicContent>>,
    pub touristic_events: Vec<Arc<TouristicEvent>>,
    pub outdoor_sites: Vec<Arc<OutdoorSite>>,
    pub outdoor_courses: Vec<Arc<OutdoorCourse>>,
    pub sensitive_areas: Vec<Arc<SensitiveArea>>,
    pub information_desks: Vec<Arc<InformationDesk>>,
    pub structures: Vec<Arc<Structure>>,
    pub flatpages: Vec<Arc<FlatPage>>,
}
