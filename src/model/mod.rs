//! Types of the data: treks, POIs, terms, texts, languages. They are plain data, without files,
//! network or formats.

pub mod lang;
pub mod id;
pub mod html;
pub mod geometry;
pub mod term;
pub mod attachment;
pub mod drawing;
pub mod trek;
pub mod poi;
pub mod tourism;
pub mod outdoor;
pub mod sensitivity;
pub mod infrastructure;
pub mod signage;
pub mod hdview;
pub mod structure;
pub mod flatpage;
pub mod alert;
pub mod menu;
pub mod server;
pub mod kind;

pub use alert::{Alert, AlertLevel};
pub use attachment::{Attachment, AttachmentKind, LinkedFile, Player};
pub use drawing::{Colors, Drawing, Svg};
pub use flatpage::FlatPage;
pub use geometry::{Bounds, Line, Position, Shape};
pub use hdview::{Annotation, HdView, Tiles};
pub use html::Html;
pub use id::Id;
pub use infrastructure::{Infrastructure, Service};
pub(crate) use kind::each_kind;
pub use kind::{Address, Kind, Object};
pub use lang::{Lang, Localized};
pub use menu::{MenuItem, MenuTarget};
pub use outdoor::{OutdoorCourse, OutdoorSite};
pub use poi::Poi;
pub use sensitivity::SensitiveArea;
pub use server::{Feedback, Portal, Server};
pub use signage::{Blade, BladeLine, Signage};
pub use structure::Structure;
pub use term::{Term, Vocabulary};
pub use tourism::{InformationDesk, TouristicContent, TouristicEvent};
pub use trek::{AscentMethod, Trek, WebLink};

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// All objects that the sources gave, each kind sorted by identifier.
///
/// Objects are shared (`Arc`), so that a reload that changes one of them does not copy the others.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    pub treks: Vec<Arc<Trek>>,
    pub pois: Vec<Arc<Poi>>,
    pub touristic_contents: Vec<Arc<TouristicContent>>,
    pub touristic_events: Vec<Arc<TouristicEvent>>,
    pub outdoor_sites: Vec<Arc<OutdoorSite>>,
    pub outdoor_courses: Vec<Arc<OutdoorCourse>>,
    pub sensitive_areas: Vec<Arc<SensitiveArea>>,
    pub infrastructures: Vec<Arc<Infrastructure>>,
    pub signages: Vec<Arc<Signage>>,
    pub services: Vec<Arc<Service>>,
    pub hd_views: Vec<Arc<HdView>>,
    pub information_desks: Vec<Arc<InformationDesk>>,
    pub structures: Vec<Arc<Structure>>,
    pub flatpages: Vec<Arc<FlatPage>>,
    pub alerts: Vec<Arc<Alert>>,
    /// First entries of the menu. Editorial pages with an `order` follow them.
    pub menu: Vec<MenuItem>,
    /// Servers that the objects came from.
    pub servers: Vec<Server>,
    /// Files of the pictures in texts.
    pub pictures_in_texts: BTreeSet<Arc<Path>>,
    /// Files that texts link to.
    pub linked_files: BTreeSet<Arc<LinkedFile>>,
}

impl Catalog {
    /// Returns the photographs and files of all objects, each with the origin of its object.
    pub fn attachments(&self) -> impl Iterator<Item = (&str, &Attachment)> {
        self.galleries().into_iter().flat_map(|(origin, attachments)| {
            attachments.iter().map(move |attachment| (origin, attachment))
        })
    }

    /// Returns the galleries of all objects that are not empty, each with the origin of its object.
    pub fn galleries(&self) -> Vec<(&str, &[Attachment])> {
        let mut galleries = Vec::new();
        each_kind!(K => {
            for object in K::all(self) {
                let filled = object.galleries().into_iter().filter(|gallery| !gallery.is_empty());
                galleries.extend(filled.map(|gallery| (object.origin().as_str(), gallery)));
            }
        });
        galleries
    }
}
