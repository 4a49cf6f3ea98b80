//! GeoJSON (RFC 7946), and the `crs` member of its 2008 ancestor.

use super::track::{Problem, Track, Waypoint};
use crate::model::Position;
use crate::source::crs::Reprojection;
use crate::source::line;
use anyhow::{Context, Result, bail};
use geojson::{Feature, Geometry, GeometryValue};
use serde_json::{Map, Value};

/// Attributes that hold a name, the surest first; matched whatever their case.
const NAMES: [&str; 8] =
    ["nom_itineraire", "name", "nom", "title", "titre", "libelle", "label", "nom_sentier"];
const DESCRIPTIONS: [&str; 4] = ["description", "desc", "presentation", "texte"];
const KINDS: [&str; 3] = ["type", "kind", "category"];
/// Objects in objects that are deeper are no map.
const DEEPEST: usize = 16;

/// One track per feature with lines, one waypoint per point.
///
/// A malformed feature costs that feature.
///
/// # Errors
/// When the text is no GeoJSON, or uses a coordinate system that is not known.
pub fn read(text: &str) -> Result<(Vec<Track>, Vec<Waypoint>, Vec<Problem>)> {
    let json: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| anyhow::anyhow!("it is no JSON: {error}"))?;
    let Value::Object(root) = json else { bail!("it is no GeoJSON: a file starts with {{") };
    let mut found = Found { reprojection: reprojection(&root)?, ..Found::default() };
    match root.get("type").and_then(Value::as_str) {
        Some("FeatureCollection") => {
            let features = root.get("features").and_then(Value::as_array);
            let features = features.context("its `features` is no list")?;
            for (number, feature) in features.iter().enumerate() {
                if let Err(error) = found.feature(feature.clone()) {
                    found.problem(format!("feature {} is left out: {error:#}", number + 1));
                }
            }
        }
        Some("Feature") => found.feature(Value::Object(root))?,
        Some(_) => found.bare(Value::Object(root))?,
        None => bail!("it is no GeoJSON: it has no `type`"),
    }
    if found.beyond_degrees && found.tracks.is_empty() && found.waypoints.is_empty() {
        bail!("its coordinates are no degrees: export it in WGS84 (EPSG:4326)");
    }
    Ok((found.tracks, found.waypoints, found.problems))
}

fn reprojection(root: &Map<String, Value>) -> Result<Option<Reprojection>> {
    let Some(crs) = root.get("crs").filter(|crs| !crs.is_null()) else { return Ok(None) };
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

#[derive(Default)]
struct Found {
    reprojection: Option<Reprojection>,
    tracks: Vec<Track>,
    waypoints: Vec<Waypoint>,
    problems: Vec<Problem>,
    /// Coordinates in metres were met, with no word on their system.
    beyond_degrees: bool,
}

impl Found {
    fn problem(&mut self, message: String) {
        self.problems.push(Problem { line: None, message });
    }

    fn feature(&mut self, mut json: Value) -> Result<()> {
        self.clean(json.get_mut("geometry"));
        let feature = serde_json::from_value::<Feature>(json)?;
        let geometry = feature.geometry.context("it has no geometry")?;
        self.add(&geometry, feature.properties.unwrap_or_default());
        Ok(())
    }

    fn bare(&mut self, mut json: Value) -> Result<()> {
        self.clean(Some(&mut json));
        let geometry = serde_json::from_value::<Geometry>(json)?;
        self.add(&geometry, Map::new());
        Ok(())
    }

    /// Takes out what is no position, so that a bad point costs that point.
    fn clean(&mut self, geometry: Option<&mut Value>) {
        let coordinates = geometry.and_then(|geometry| geometry.get_mut("coordinates"));
        let lost = coordinates.map_or(0, |coordinates| without_bad_positions(coordinates, 0));
        self.lost(lost);
    }

    fn lost(&mut self, points: usize) {
        if points > 0 {
            self.problem(format!(
                "points left out, because they have no usable position: {points}"
            ));
        }
    }

    fn add(&mut self, geometry: &Geometry, properties: Map<String, Value>) {
        let mut parts = Parts::default();
        self.collect(&geometry.value, &mut parts, 0);
        let name = attribute(&properties, &NAMES);
        let description = attribute(&properties, &DESCRIPTIONS);
        let kind = attribute(&properties, &KINDS);
        for position in parts.points {
            self.waypoints.push(Waypoint {
                name: name.clone(),
                description: description.clone(),
                kind: kind.clone(),
                position,
                properties: properties.clone(),
            });
        }
        let line = line::of(parts.lines);
        if !line.is_empty() {
            let waypoints = Vec::new();
            self.tracks.push(Track { name, description, line, waypoints, properties });
        }
    }

    fn collect(&mut self, value: &GeometryValue, parts: &mut Parts, depth: usize) {
        match value {
            GeometryValue::LineString { coordinates } => {
                parts.lines.push(self.positions(coordinates));
            }
            GeometryValue::MultiLineString { coordinates } => {
                for line in coordinates {
                    parts.lines.push(self.positions(line));
                }
            }
            GeometryValue::Point { coordinates } => {
                parts.points.extend(self.positions(std::slice::from_ref(coordinates)));
            }
            GeometryValue::MultiPoint { coordinates } => {
                parts.points.extend(self.positions(coordinates));
            }
            GeometryValue::GeometryCollection { geometries } if depth < DEEPEST => {
                for geometry in geometries {
                    self.collect(&geometry.value, parts, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn positions(&mut self, coordinates: &[geojson::Position]) -> Vec<Position> {
        let mut positions = Vec::with_capacity(coordinates.len());
        let mut lost = 0;
        for coordinate in coordinates {
            let numbers = coordinate.as_slice();
            match self.position(numbers) {
                Some(position) => positions.push(position),
                None => lost += 1,
            }
        }
        self.lost(lost);
        positions
    }

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

/// Drops positions without two numbers, and heights that are none (`[6.1, 45.2, null]`). Returns
/// how many positions were dropped.
fn without_bad_positions(coordinates: &mut Value, depth: usize) -> usize {
    let Value::Array(items) = coordinates else { return 0 };
    if depth > 3 {
        return 0;
    }
    let is_position =
        |item: &Value| item.as_array().is_some_and(|a| !a.iter().any(Value::is_array));
    let before = items.len();
    let mut lost = 0;
    items.retain_mut(|item| {
        if !is_position(item) {
            lost += without_bad_positions(item, depth + 1);
            return true;
        }
        let Value::Array(numbers) = item else { return false };
        let usable = numbers.iter().position(|number| !number.is_number()).unwrap_or(numbers.len());
        numbers.truncate(usable);
        usable >= 2
    });
    lost + before - items.len()
}

#[derive(Default)]
struct Parts {
    lines: Vec<Vec<Position>>,
    points: Vec<Position>,
}

/// The first of these attributes that holds a text.
fn attribute(properties: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|wanted| {
        let (_, value) = properties.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
        Some(value.as_str()?.trim().to_owned()).filter(|text| !text.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn first_line(json: &str) -> Vec<(f64, f64, Option<f64>)> {
        let (tracks, _, _) = read(json).unwrap();
        let positions = tracks[0].line.positions();
        positions.map(|p| (p.lon(), p.lat(), p.elevation())).collect()
    }

    #[test]
    fn features_collections_and_bare_geometries() {
        let line = r#"{"type":"LineString","coordinates":[[6,45,1000],[6.1,45.1,1100]]}"#;
        let feature =
            format!(r#"{{"type":"Feature","properties":{{"NOM":"Tour"}},"geometry":{line}}}"#);
        let collection = format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#);
        for json in [line, &feature, &collection] {
            assert_eq!(first_line(json), [(6.0, 45.0, Some(1000.0)), (6.1, 45.1, Some(1100.0))]);
        }
        assert_eq!(read(&collection).unwrap().0[0].name.as_deref(), Some("Tour"));
    }

    #[test]
    fn lambert_93_is_reprojected() {
        let json = r#"{"type":"Feature","crs":{"type":"name","properties":{"name":"EPSG:2154"}},"properties":null,
            "geometry":{"type":"LineString","coordinates":[[936341.257,6437909.151],[936400,6437909.151]]}}"#;
        let (lon, lat, _) = first_line(json)[0];
        assert!((lon - 6.0).abs() < 1e-6 && (lat - 45.0).abs() < 1e-6);
    }

    #[test]
    fn metres_without_a_system_are_refused_with_advice() {
        let json = r#"{"type":"LineString","coordinates":[[936341,6437909],[936400,6437909]]}"#;
        assert!(read(json).unwrap_err().to_string().contains("no degrees"));
    }

    #[test]
    fn a_point_without_height_or_position_costs_that() {
        let json =
            r#"{"type":"LineString","coordinates":[[6,45,null],[null,45],["x"],[6.1,45.1,900]]}"#;
        assert_eq!(first_line(json), [(6.0, 45.0, None), (6.1, 45.1, Some(900.0))]);
    }

    #[test]
    fn one_bad_feature_costs_that_feature() {
        let json = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null},
            {"type":"Feature","properties":{"name":"ok"},"geometry":{"type":"LineString","coordinates":[[6,45],[7,46]]}}, 5]}"#;
        let (tracks, _, problems) = read(json).unwrap();
        assert_eq!((tracks.len(), problems.len()), (1, 2));
    }

    #[test]
    fn what_is_no_geojson_says_why() {
        assert!(read("{\"a\":").unwrap_err().to_string().contains("line 1"));
        assert!(read("[1]").is_err() && read("{}").is_err());
    }
}
