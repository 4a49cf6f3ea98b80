//! GeoJSON (RFC 7946), and the `crs` member of the older specification of 2008.
//!
//! Features are parsed one after the other, so that a large file needs little memory beside its text
//! and its positions.

mod coordinates;
mod object;
#[cfg(test)]
mod tests;

use crate::crs::Reprojection;
use crate::input;
use crate::model::Position;
use crate::source::files::track::{Problem, Problems, Track, Waypoint};
use crate::source::line;
use anyhow::{Error, Result, anyhow, bail, ensure};
use geojson::GeometryValue;
use object::{Object, Read, each};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// Attributes that may hold a name, in order of preference. Upper and lower case are the same.
const NAMES: [&str; 8] =
    ["nom_itineraire", "name", "nom", "title", "titre", "libelle", "label", "nom_sentier"];
/// Attributes that may hold a description, in order of preference.
const DESCRIPTIONS: [&str; 4] = ["description", "desc", "presentation", "texte"];
/// Attributes that may hold the kind of a place, in order of preference.
const KINDS: [&str; 3] = ["type", "kind", "category"];
/// Deepest nesting of geometry collections that is read.
const DEEPEST: usize = 16;
const KINDS_OF_GEOMETRY: [&str; 6] =
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];
/// Number of problems that are reported one by one. Further ones are only counted.
const REPORTED: usize = 20;

/// Reads one track per feature with lines, and one waypoint per feature with points.
///
/// A malformed feature is left out, with a problem.
///
/// # Errors
/// When the text is not GeoJSON, or its coordinate system is unknown.
pub fn read(text: &str) -> Result<(Vec<Track>, Vec<Waypoint>, Vec<Problem>)> {
    let json: &RawValue = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| anyhow!("it is not JSON: {error}"))?;
    ensure!(json.get().starts_with('{'), "it is not GeoJSON: a file starts with {{");
    let root = Object::of(json.get()).map_err(Error::msg)?;
    let mut found = Found::new(reprojection(&root)?);
    let read = match root.kind().as_deref() {
        Some("FeatureCollection") => found.features(&root),
        Some("Feature") => found.feature(json.get()),
        Some(_) => found.add(json.get(), Map::new()),
        None => bail!("it is not GeoJSON: it has no `type`"),
    };
    read.map_err(Error::msg)?;
    if found.beyond_degrees && found.tracks.is_empty() && found.waypoints.is_empty() {
        bail!("its coordinates are not degrees: export it in WGS84 (EPSG:4326)");
    }
    Ok((found.tracks, found.waypoints, found.problems.finish()))
}

/// Reprojection from the coordinate system of the `crs` member. `None` where there is no such member.
fn reprojection(root: &Object) -> Result<Option<Reprojection>> {
    let Some(crs) = root.crs else { return Ok(None) };
    let crs: Value = match (crs.get().len() as u64) < input::SETTINGS.bytes {
        true => serde_json::from_str(crs.get()).unwrap_or_default(),
        false => Value::Null,
    };
    let properties = crs.get("properties");
    let name = properties.and_then(|p| p.get("name").or_else(|| p.get("code")));
    match name {
        Some(Value::String(name)) => Reprojection::named(name),
        Some(Value::Number(code)) => Reprojection::named(&format!("EPSG:{code}")),
        _ => bail!(
            "its `crs` does not say which coordinate system it is: export it in WGS84 (EPSG:4326)"
        ),
    }
}

/// The tracks and waypoints read so far.
struct Found {
    reprojection: Option<Reprojection>,
    tracks: Vec<Track>,
    waypoints: Vec<Waypoint>,
    problems: Problems,
    /// True when a position was too large for degrees, so that the file is probably in metres.
    beyond_degrees: bool,
}

/// The lines and points of one feature.
#[derive(Default)]
struct Parts {
    lines: Vec<Vec<Position>>,
    points: Vec<Position>,
    /// Number of points without a usable position.
    lost: usize,
}

impl Found {
    fn new(reprojection: Option<Reprojection>) -> Found {
        Found {
            reprojection,
            tracks: Vec::new(),
            waypoints: Vec::new(),
            problems: Problems::at_most(REPORTED),
            beyond_degrees: false,
        }
    }

    fn features(&mut self, root: &Object) -> Read<()> {
        let features = root.features.ok_or("it has no `features`")?;
        let mut number = 0;
        each(features.get(), |feature| {
            number += 1;
            if let Err(problem) = self.feature(feature) {
                self.problems.add(|| None, format!("feature {number} is left out: {problem}"));
            }
        })
    }

    fn feature(&mut self, json: &str) -> Read<()> {
        let feature = Object::of(json)?;
        let geometry = feature.geometry.ok_or("it has no geometry")?;
        self.add(geometry.get(), feature.properties()?)
    }

    fn add(&mut self, geometry: &str, properties: Map<String, Value>) -> Read<()> {
        let mut parts = Parts::default();
        self.collect(geometry, &mut parts, 0)?;
        if parts.lost > 0 {
            let lost = parts.lost;
            let problem = format!("points left out, because they have no usable position: {lost}");
            self.problems.add(|| None, problem);
        }
        let name = attribute(&properties, &NAMES);
        let description = attribute(&properties, &DESCRIPTIONS);
        let kind = attribute(&properties, &KINDS);
        // A feature has one name, so several points are one place: the first.
        if let Some(position) = parts.points.first().copied() {
            self.waypoints.push(Waypoint {
                name: name.clone(),
                description: description.clone(),
                kind,
                position,
                properties: properties.clone(),
            });
        }
        let line = line::of(parts.lines);
        if !line.is_empty() {
            let waypoints = Vec::new();
            self.tracks.push(Track { name, description, line, waypoints, properties });
        }
        Ok(())
    }

    /// Adds the lines and points of a geometry, and of those inside a collection.
    fn collect(&mut self, json: &str, parts: &mut Parts, depth: usize) -> Read<()> {
        if depth > DEEPEST {
            return Err("its geometries are nested too deep".to_owned());
        }
        let object = Object::of(json)?;
        let kind = object.kind().unwrap_or_default();
        if kind == "GeometryCollection" {
            let geometries = object.geometries.ok_or("it has no `geometries`")?;
            let mut collected = Ok(());
            each(geometries.get(), |geometry| {
                if collected.is_ok() {
                    collected = self.collect(geometry, parts, depth + 1);
                }
            })?;
            return collected;
        }
        if !KINDS_OF_GEOMETRY.contains(&&*kind) {
            return Err("its geometry is of a kind that GeoJSON does not have".to_owned());
        }
        let coordinates = object.coordinates.ok_or("its geometry has no coordinates")?;
        let (geometry, lost) = coordinates::geometry(&kind, coordinates.get())?;
        parts.lost += lost;
        match geometry.value {
            GeometryValue::LineString { coordinates } => {
                let line = self.positions(&coordinates, parts);
                parts.lines.push(line);
            }
            GeometryValue::MultiLineString { coordinates } => {
                for line in &coordinates {
                    let line = self.positions(line, parts);
                    parts.lines.push(line);
                }
            }
            GeometryValue::Point { coordinates } => {
                let points = self.positions(&[coordinates], parts);
                parts.points.extend(points);
            }
            GeometryValue::MultiPoint { coordinates } => {
                let points = self.positions(&coordinates, parts);
                parts.points.extend(points);
            }
            _ => {}
        }
        Ok(())
    }

    fn positions(&mut self, list: &[geojson::Position], parts: &mut Parts) -> Vec<Position> {
        let positions: Vec<Position> =
            list.iter().filter_map(|position| self.position(position.as_slice())).collect();
        parts.lost += list.len() - positions.len();
        positions
    }

    /// Converts coordinates like `[6.1, 45.2, 1200]` from the coordinate system of the file.
    fn position(&mut self, numbers: &[f64]) -> Option<Position> {
        let (x, y) = (*numbers.first()?, *numbers.get(1)?);
        let elevation = numbers.get(2).copied();
        let (lon, lat) = match &self.reprojection {
            Some(reprojection) => reprojection.degrees(x, y)?,
            None => (x, y),
        };
        let position = Position::new(lon, lat, elevation);
        self.beyond_degrees |= position.is_none() && x.abs() > 1000.0;
        position
    }
}

/// Text of the first of these attributes that holds one.
fn attribute(properties: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|wanted| {
        let values = properties.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let mut texts = values.filter_map(|(_, value)| value.as_str()).map(str::trim);
        texts.find(|text| !text.is_empty()).map(str::to_owned)
    })
}
