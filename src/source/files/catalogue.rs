//! Catalogues: GeoJSON files with many trails, in the French national schema or with a mapping.
//!
//! Schema: `PnX-SI/schema_randonnee` v1.1.0. Its lengths are metres, its durations hours; the
//! sign of `denivele_negatif` is undefined, so it is dropped.

use crate::model::*;
use crate::report::Report;
use crate::source::files::front_matter::FrontMatter;
use crate::source::files::texts::Texts;
use crate::source::files::track::Track;
use crate::source::files::walk::{File, Item};
use crate::source::files::{Reading, reference, tracks as track_files, trek};
use crate::source::sanitize::{self, Surroundings};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Each field of a trek with the attribute of the schema that holds it.
const SCHEMA_RANDONNEE: [(&str, &str); 24] = [
    ("id", "id_local"),
    ("name", "nom_itineraire"),
    ("practice", "pratique"),
    ("route", "type_itineraire"),
    ("cities", "communes_nom"),
    ("departure", "depart"),
    ("arrival", "arrivee"),
    ("duration", "duree"),
    ("networks", "balisage"),
    ("length_2d", "longueur"),
    ("difficulty", "difficulte"),
    ("max_elevation", "altitude_max"),
    ("min_elevation", "altitude_min"),
    ("ascent", "denivele_positif"),
    ("descent", "denivele_negatif"),
    ("description", "instructions"),
    ("ambiance", "presentation"),
    ("description_teaser", "presentation_courte"),
    ("themes", "themes"),
    ("advice", "recommandations"),
    ("access", "acces_routier"),
    ("public_transport", "transports_commun"),
    ("advised_parking", "parking_info"),
    ("source", "producteur"),
];
/// Fields that the schema writes as one text, separated by commas.
const LISTS: [&str; 4] = ["cities", "networks", "themes", "source"];
/// Fields whose text may be HTML.
const TEXTS: [&str; 8] = [
    "description_teaser",
    "ambiance",
    "description",
    "advice",
    "gear",
    "access",
    "public_transport",
    "advised_parking",
];

/// Names of the fields that the setting `mapping` may assign: those of the schema, and more.
pub fn mapped_fields() -> impl Iterator<Item = &'static str> {
    const MORE: [&str; 8] = [
        "labels",
        "districts",
        "structure",
        "gear",
        "accessibilities",
        "accessibility_level",
        "information_desks",
        "update_datetime",
    ];
    SCHEMA_RANDONNEE.iter().map(|(ours, _)| *ours).chain(MORE)
}

/// True when each track of a file is a trek with a page of its own: the file is in the schema, has
/// the mapped name, or all its tracks have different names.
pub fn recognised(tracks: &[Track], mapping: &BTreeMap<String, String>) -> bool {
    let named: BTreeSet<_> = tracks.iter().filter_map(|track| track.name.as_deref()).collect();
    let have_different_names = tracks.len() > 1 && named.len() == tracks.len();
    is_schema(tracks) || is_mapped(tracks, mapping) || have_different_names
}

fn is_schema(tracks: &[Track]) -> bool {
    tracks.iter().any(|track| {
        track.properties.contains_key("id_local") && track.properties.contains_key("nom_itineraire")
    })
}

fn is_mapped(tracks: &[Track], mapping: &BTreeMap<String, String>) -> bool {
    mapping.get("name").is_some_and(|name| tracks.iter().any(|t| t.properties.contains_key(name)))
}

/// Adds one trek per track.
pub fn treks(file: &File, item: &Item, tracks: Vec<Track>, reading: &mut Reading) {
    let schema = is_schema(&tracks);
    let mapping = mapping(schema, reading.mapping);
    let remote = tracks.iter().filter_map(|t| t.properties.get("medias")?.as_array()).map(Vec::len);
    let remote: usize = remote.sum();
    if remote > 0 {
        let problem = format!(
            "{remote} pictures are on the web and were not fetched: photos are read from folders under `treks/`"
        );
        reading.report.warn(&file.name, problem);
    }
    let mut problems = Report::default();
    for track in tracks {
        if let Some(problem) = track_files::too_long(&track.line, "no page") {
            let name = track.name.as_deref().unwrap_or_default();
            reading.report.warn(format!("{} (“{name}”)", file.name), problem);
            continue;
        }
        let fields = fields(&track, &mapping, schema);
        let name = fields.get("name").and_then(Value::as_str).or(track.name.as_deref());
        let name = name.map(sanitize::plain).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| item.slug.clone());
        let front = FrontMatter::of_fields(&format!("{} (“{name}”)", file.name), fields);
        let local = match front.text("id") {
            Some(id) => format!("{id}-{name}"),
            None => format!("{}-{name}", item.slug),
        };
        let mut found = Trek::new(reference(&local), file.name.clone());
        found.ascent_method = reading.ascent;
        let lang = catalogue_lang(schema, reading);
        let texts = Texts::of(lang.clone(), front);
        trek::fill(&mut found, &texts, reading.terms);
        for (slot, key) in [
            (&mut found.description_teaser, "description_teaser"),
            (&mut found.ambiance, "ambiance"),
            (&mut found.description, "description"),
            (&mut found.advice, "advice"),
            (&mut found.gear, "gear"),
            (&mut found.access, "access"),
            (&mut found.public_transport, "public_transport"),
            (&mut found.advised_parking, "advised_parking"),
        ] {
            *slot = texts.localized(key, html);
        }
        found.name = [(lang, name)].into_iter().collect();
        found.geometry = track.line;
        if let Some(url) = track.properties.get("url").and_then(Value::as_str) {
            let link = sanitize::web_address(url);
            found
                .web_links
                .extend(link.map(|url| WebLink { name: Localized::everywhere(host(&url)), url }));
        }
        found.parking_location = found.parking_location.or_else(|| parking(&track.properties));
        reading.catalog.treks.push(Arc::new(found));
        texts.give_up(&mut problems);
    }
    reading.report.extend(problems.merged());
}

/// Language of the texts of a catalogue: French for the schema, if the site has French; otherwise
/// undetermined.
fn catalogue_lang(schema: bool, reading: &Reading) -> Lang {
    let french = reading.languages.iter().find(|lang| lang.as_str() == "fr");
    french.filter(|_| schema).cloned().unwrap_or_else(Lang::undetermined)
}

/// Pairs of a field and the attribute that holds it. Those of the settings replace those of the schema.
fn mapping(schema: bool, wanted: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let schema = SCHEMA_RANDONNEE.iter().filter(|_| schema);
    let mut mapping: BTreeMap<String, String> =
        schema.map(|(ours, theirs)| ((*ours).to_owned(), (*theirs).to_owned())).collect();
    mapping.extend(wanted.clone());
    mapping.into_iter().collect()
}

/// Fields of a trek, from the attributes of a track.
fn fields(track: &Track, mapping: &[(String, String)], schema: bool) -> Map<String, Value> {
    let mut fields = Map::new();
    for (ours, theirs) in mapping {
        let Some(value) = track.properties.get(theirs).filter(|value| !value.is_null()) else {
            continue;
        };
        let value = match value {
            Value::String(list) if schema && LISTS.contains(&ours.as_str()) => {
                list.split(',').map(|word| Value::String(word.trim().to_owned())).collect()
            }
            other => other.clone(),
        };
        fields.insert(ours.clone(), value);
    }
    if let Some(date) = track.properties.get("date_modification").filter(|_| schema) {
        fields.insert("update_datetime".to_owned(), date.clone());
    }
    fields
}

/// Sanitises a text that is HTML or plain text. It is not Markdown: an asterisk is an asterisk.
fn html(front: &FrontMatter, key: &str) -> Option<Html> {
    debug_assert!(TEXTS.contains(&key));
    let text = front.value(key)?.as_str()?.trim();
    if text.is_empty() {
        return None;
    }
    let with_breaks = if text.contains('<') { text.to_owned() } else { text.replace('\n', "<br>") };
    let mut warn = |problem: String| front.wrong(key, &problem).unwrap_or_default();
    Some(sanitize::html(&with_breaks, &Surroundings::default(), &mut warn))
}

/// Position of the car park, written like `POINT(3.71 44.22)` or, as in the schema's example,
/// `POINT(3.71, 44.22)`.
fn parking(properties: &Map<String, Value>) -> Option<Position> {
    let wkt = properties.get("parking_geometrie")?.as_str()?.to_uppercase();
    let inside = wkt.trim().strip_prefix("POINT")?.trim().strip_prefix('(')?.strip_suffix(')')?;
    let mut numbers = inside.split([' ', ',']).filter_map(|part| part.parse::<f64>().ok());
    Position::new(numbers.next()?, numbers.next()?, None)
}

/// Host name of a web address.
fn host(url: &str) -> String {
    let rest = url.split("//").nth(1).unwrap_or(url);
    rest.split('/').next().unwrap_or(rest).to_owned()
}
