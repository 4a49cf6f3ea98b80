//! Values of the site that pages read: each function notes what it returns.

use crate::derive::itinerary::{self, Stage};
use crate::derive::nearby::Neighbours;
use crate::derive::{Atlas, Figures, Settings};
use crate::model::{
    Id, InformationDesk, Kind, Lang, MenuItem, Position, Server, Structure, Term, Trek,
};
use crate::page::site::Site;
use crate::page::site::index::TermTreks;
use crate::page::site::reads::{Name, note};
use crate::picture::{Picture, Pictures};
use std::path::Path;
use std::sync::Arc;

/// Name of all values together.
pub const EVERYTHING: Name = Name::One("everything");

impl Site {
    /// The whole atlas, for what is no page: a page that reads it is made again after any change.
    pub fn atlas(&self) -> &Atlas {
        note(EVERYTHING);
        &self.atlas
    }

    /// All photographs, for what is no page: a page that reads them is made again after any change.
    pub fn pictures(&self) -> &Pictures {
        note(EVERYTHING);
        &self.pictures
    }

    /// All objects of a kind, sorted by identifier.
    pub fn all<K: Kind>(&self) -> &[Arc<K>] {
        note(Name::One(K::NAME));
        K::all(&self.atlas.catalog)
    }

    /// Object of a kind. `index` is that in [`all`](Site::all).
    pub fn one<K: Kind>(&self, index: usize) -> &Arc<K> {
        let object = &K::all(&self.atlas.catalog)[index];
        note(Name::of(K::NAME, object.id()));
        object
    }

    pub fn trek(&self, index: usize) -> &Arc<Trek> {
        self.one::<Trek>(index)
    }

    /// Figures of a trek, computed from its line alone.
    pub fn figures(&self, trek: usize) -> &Figures {
        self.note_trek("figures", trek);
        &self.atlas.figures[trek]
    }

    /// What is along and around a trek.
    pub fn neighbours(&self, trek: usize) -> &Neighbours {
        self.note_trek("neighbours", trek);
        &self.atlas.neighbours[trek]
    }

    /// Indices of the sensitive areas that a trek crosses.
    pub fn areas_of_trek(&self, trek: usize) -> &[usize] {
        self.note_trek("areas", trek);
        &self.atlas.areas_of_trek[trek]
    }

    /// Simplified outline of a sensitive area.
    pub fn outline(&self, area: usize) -> &Vec<Vec<Position>> {
        note(Name::of("outline", &self.atlas.catalog.sensitive_areas[area].id));
        &self.atlas.outlines[area]
    }

    /// Indices of the treks that a POI lies along.
    pub fn treks_of_poi(&self, poi: usize) -> &[usize] {
        note(Name::of("treks of a POI", &self.atlas.catalog.pois[poi].id));
        &self.atlas.treks_of_poi[poi]
    }

    /// Indices of the treks that a touristic content lies near.
    pub fn treks_of_content(&self, content: usize) -> &[usize] {
        let object = &self.atlas.catalog.touristic_contents[content];
        note(Name::of("treks of a content", &object.id));
        &self.atlas.treks_of_content[content]
    }

    /// Indices of the treks that a touristic event lies near.
    pub fn treks_of_event(&self, event: usize) -> &[usize] {
        let object = &self.atlas.catalog.touristic_events[event];
        note(Name::of("treks of an event", &object.id));
        &self.atlas.treks_of_event[event]
    }

    /// Stages of an itinerary. `children` are their indices.
    pub fn stages(&self, children: &[usize]) -> Vec<Stage> {
        self.note_lengths(children);
        itinerary::stages(children, &self.atlas.catalog.treks, &self.atlas.figures)
    }

    /// Notes that the lengths and climbs of treks are read.
    pub(super) fn note_lengths(&self, treks: &[usize]) {
        for trek in treks {
            self.trek(*trek);
            self.figures(*trek);
        }
    }

    fn note_trek(&self, what: &'static str, trek: usize) {
        note(Name::of(what, &self.atlas.catalog.treks[trek].id));
    }

    /// Indices of the treks that have a name in a language, sorted by that name.
    pub fn treks_in(&self, lang: &Lang) -> &[usize] {
        note(Name::In("treks in", lang.as_str()));
        self.index.treks(lang)
    }

    /// Terms that describe at least one trek.
    pub fn terms(&self) -> &[TermTreks] {
        note(Name::One("terms"));
        &self.index.terms
    }

    /// Entry of a term with its treks. `index` is that in [`terms`](Site::terms).
    pub fn term(&self, index: usize) -> &TermTreks {
        let entry = &self.index.terms[index];
        note(Name::term("treks of", &entry.term));
        entry
    }

    /// Last part of the address of the page of a term; `None` for a term that describes no trek.
    pub fn term_slug(&self, term: &Arc<Term>) -> Option<&str> {
        note(Name::term("address of", term));
        Some(&self.index.of_term(term)?.slug)
    }

    /// Path of the page of a term below the language; `None` when it has none in the language.
    pub fn term_path(&self, term: &Arc<Term>, lang: &Lang) -> Option<String> {
        note(Name::term("address of", term));
        let entry = self.index.of_term(term)?;
        entry.treks.contains_key(lang).then(|| entry.path())
    }

    /// Indices of the treks that name an information desk. `None` when neither a trek nor an
    /// outdoor site of the language names it.
    pub fn treks_of_desk(&self, desk: &Id<InformationDesk>, lang: &Lang) -> Option<&[usize]> {
        note(Name::of("treks of a desk", desk));
        self.index.treks_of_desk(desk, lang)
    }

    /// True when a trek or an outdoor site of the language names an information desk.
    pub fn is_desk_named(&self, desk: &Id<InformationDesk>, lang: &Lang) -> bool {
        note(Name::of("languages of a desk", desk));
        self.index.treks_of_desk(desk, lang).is_some()
    }

    /// Information desk with an identifier; `None` when no desk has it.
    pub fn desk(&self, id: &Id<InformationDesk>) -> Option<&Arc<InformationDesk>> {
        note(Name::of(InformationDesk::NAME, id));
        Some(&self.atlas.catalog.information_desks[self.index.desk(id)?])
    }

    /// Indices of the treks that a structure manages, in a language.
    pub fn treks_of_structure(&self, structure: &Id<Structure>, lang: &Lang) -> &[usize] {
        note(Name::of("treks of a structure", structure));
        self.index.treks_of_structure(structure, lang)
    }

    /// Indices of the alerts that name a trek. Alerts about the whole territory name none.
    pub fn alerts_of_trek(&self, trek: usize) -> &[usize] {
        self.note_trek("alerts", trek);
        self.index.alerts_of_trek(trek)
    }

    /// Indices of the treks that an alert names.
    pub fn treks_of_alert(&self, alert: usize) -> &[usize] {
        note(Name::of("treks of an alert", &self.atlas.catalog.alerts[alert].id));
        self.index.treks_of_alert(alert)
    }

    /// First entries of the menu.
    pub fn menu(&self) -> &[MenuItem] {
        note(Name::One("menu"));
        &self.atlas.catalog.menu
    }

    /// Servers that the objects came from.
    pub fn servers(&self) -> &[Server] {
        note(Name::One("servers"));
        &self.atlas.catalog.servers
    }

    /// Settings with which the figures were computed.
    pub fn figure_settings(&self) -> &Settings {
        &self.atlas.settings
    }

    /// Photograph of a file; `None` when the file could not be decoded.
    pub fn picture(&self, file: &Path) -> Option<&Picture> {
        note(Name::Photograph(file));
        self.pictures.get(file)
    }

    /// Length in bytes of a document; `None` when it cannot be read.
    pub fn document_length(&self, file: &Path) -> Option<u64> {
        note(Name::Length(file));
        self.documents.get(file).copied()
    }
}
