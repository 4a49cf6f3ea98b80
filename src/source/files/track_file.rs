//! Track files that have no text beside them.

use crate::address;
use crate::model::*;
use crate::source::files::texts::{self, readable};
use crate::source::files::walk::{Item, Kind};
use crate::source::files::{Reading, catalogue, id, places, tracks};
use crate::source::sanitize;
use std::sync::Arc;

/// Reads a track file as one trek, named after its track or its file; or, if it is a catalogue, as
/// one trek per track.
pub fn bare(item: &Item, reading: &mut Reading) {
    let file = &item.files[0];
    let images = item.files[1..].iter().map(|image| texts::attachment(image.path.clone()));
    let images: Vec<Attachment> = images.collect();
    let Some(bytes) = tracks::bytes(file, reading) else { return };
    if tracks::is_other_json(file, &bytes) {
        return;
    }
    let Some(mut contents) = tracks::read_bytes(file, &bytes, "no page", reading) else { return };
    contents.tracks.retain(|track| !track.line.is_empty());
    if catalogue::recognised(&contents.tracks, reading.mapping) {
        catalogue::treks(file, item, contents.tracks, reading);
        return;
    }
    let Some(track) = tracks::merge(contents.tracks) else {
        let found = if contents.waypoints.is_empty() { "no line" } else { "no line, only places" };
        let problem =
            format!("no page: there is {found} in it, a trail needs at least two different points");
        reading.report.warn(&file.name, problem);
        return;
    };
    if let Some(problem) = tracks::too_long(&track.line, "no page") {
        return reading.report.warn(&file.name, problem);
    }
    let mut trek = Trek::new(id(&item.slug), file.name.clone());
    trek.ascent_method = reading.ascent;
    let name = track.name.as_deref().map(sanitize::plain).filter(|name| !name.is_empty());
    trek.name = Localized::everywhere(name.unwrap_or_else(|| readable(file.stem())));
    if let Some(description) = &track.description {
        let around = reading.folder.around(&file.name);
        let mut warn = |problem: String| {
            reading.report.warn(&file.name, format!("the description of the track {problem}"));
        };
        let description = paragraphs(description);
        let description = sanitize::html(&description, &around, &mut warn);
        trek.description = Localized::everywhere(description);
    }
    trek.geometry = track.line;
    trek.attachments = images;
    places::add_waypoints(&item.slug, &file.name, contents.waypoints, reading);
    reading.catalog.treks.push(Arc::new(trek));
}

/// Reads the track files of an item of another kind that has no text, each as a trek.
pub fn tracks_of(item: &Item, reading: &mut Reading) {
    for file in item.files.iter().filter(|file| file.is_track()) {
        let name = file.name.rsplit_once('.').map_or(&*file.name, |(stem, _)| stem);
        let item = Item { kind: Kind::Track, slug: address::slug(name), files: vec![file.clone()] };
        bare(&item, reading);
    }
}

/// Converts the plain text of a track file to HTML paragraphs. A text with `<` is left as it is.
pub fn paragraphs(text: &str) -> String {
    if text.contains('<') {
        return text.to_owned();
    }
    let escaped = text.replace('&', "&amp;");
    let paragraphs = escaped.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    paragraphs.map(|paragraph| format!("<p>{}</p>", paragraph.trim())).collect()
}
