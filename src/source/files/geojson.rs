//! GeoJSON (RFC 7946), and the `crs` member of its 2008 ancestor.
//!
//! A file is read feature by feature: what is in memory at once is its text, one feature and
//! positions.

use crate::input;
use crate::model::Position;
use crate::source::crs::Reprojection;
use crate::source::files::track::{Problem, Problems, Track, Waypoint};
use crate::source::line;
use anyhow::{Error, Result, anyhow, bail, ensure};
use geojson::{Geometry, GeometryValue};
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::fmt;

/// Attributes that hold a name, the surest first; matched whatever their case.
const NAMES: [&str; 8] =
    ["nom_itineraire", "name", "nom", "title", "titre", "libelle", "label", "nom_sentier"];
const DESCRIPTIONS: [&str; 4] = ["description", "desc", "presentation", "texte"];
const KINDS: [&str; 3] = ["type", "kind", "category"];
/// Objects in objects that are deeper are no map.
const DEEPEST: usize = 16;
const KINDS_OF_GEOMETRY: [&str; 6] =
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];
/// Problems told one by one; the others are only counted.
const TOLD: usize = 20;

/// A reader's result. Of a broken file there are as many problems as it has features: they are
/// plain texts.
type Read<T> = Result<T, String>;

/// The members of a file, a feature or a geometry, as they are written.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Object<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    crs: Option<&'a RawValue>,
    #[serde(borrow)]
    features: Option<&'a RawValue>,
    #[serde(borrow)]
    properties: Option<&'a RawValue>,
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
    #[serde(borrow)]
    geometries: Option<&'a RawValue>,
    #[serde(borrow)]
    coordinates: Option<&'a RawValue>,
}

/// One track per feature with lines, one waypoint per point.
///
/// A malformed feature costs that feature.
///
/// # Errors
/// When the text is no GeoJSON, or uses a coordinate system that is not known.
pub fn read(text: &str) -> Result<(Vec<Track>, Vec<Waypoint>, Vec<Problem>)> {
    let json: &RawValue = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| anyhow!("it is no JSON: {error}"))?;
    ensure!(json.get().starts_with('{'), "it is no GeoJSON: a file starts with {{");
    let root = Object::of(json.get()).map_err(Error::msg)?;
    let mut found = Found::new(reprojection(&root)?);
    let read = match root.kind().as_deref() {
        Some("FeatureCollection") => found.features(&root),
        Some("Feature") => found.feature(json.get()),
        Some(_) => found.add(json.get(), Map::new()),
        None => bail!("it is no GeoJSON: it has no `type`"),
    };
    read.map_err(Error::msg)?;
    if found.beyond_degrees && found.tracks.is_empty() && found.waypoints.is_empty() {
        bail!("its coordinates are no degrees: export it in WGS84 (EPSG:4326)");
    }
    Ok((found.tracks, found.waypoints, found.problems.finish()))
}

impl<'a> Object<'a> {
    fn of(json: &'a str) -> Read<Object<'a>> {
        if !json.starts_with('{') {
            return Err("it is no object".to_owned());
        }
        serde_json::from_str(json).map_err(|error| format!("it is no GeoJSON: {error}"))
    }

    fn kind(&self) -> Option<String> {
        serde_json::from_str(self.kind?.get()).ok()
    }

    /// The attributes; none where something else than attributes is written, as PHP does.
    fn properties(&self) -> Read<Map<String, Value>> {
        let Some(json) = self.properties.map(RawValue::get).filter(|json| json.starts_with('{'))
        else {
            return Ok(Map::new());
        };
        let most = input::SETTINGS;
        if json.len() as u64 > most.bytes {
            return Err(format!("its attributes are larger than {most}"));
        }
        serde_json::from_str(json).map_err(|error| {
            match error.to_string().starts_with("recursion limit") {
                true => "its attributes are nested too deep".to_owned(),
                false => format!("its attributes cannot be read: {error}"),
            }
        })
    }
}

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

/// Takes the items of a list one after the other, as they are written.
fn each<'a>(list: &'a str, take: impl FnMut(&'a str)) -> Read<()> {
    struct Items<F>(F);
    impl<'de, F: FnMut(&'de str)> Visitor<'de> for Items<F> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a list")
        }

        fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
            while let Some(item) = items.next_element::<&'de RawValue>()? {
                (self.0)(item.get());
            }
            Ok(())
        }
    }
    let mut json = serde_json::Deserializer::from_str(list);
    json.deserialize_seq(Items(take)).map_err(|_| "its `features` is no list".to_owned())
}

struct Found {
    reprojection: Option<Reprojection>,
    tracks: Vec<Track>,
    waypoints: Vec<Waypoint>,
    problems: Problems,
    /// Coordinates in metres were met, with no word on their system.
    beyond_degrees: bool,
}

#[derive(Default)]
struct Parts {
    lines: Vec<Vec<Position>>,
    points: Vec<Position>,
    /// Points without a usable position.
    lost: usize,
}

impl Found {
    fn new(reprojection: Option<Reprojection>) -> Found {
        Found {
            reprojection,
            tracks: Vec::new(),
            waypoints: Vec::new(),
            problems: Problems::at_most(TOLD),
            beyond_degrees: false,
        }
    }

    fn features(&mut self, root: &Object) -> Read<()> {
        let features = root.features.ok_or("it has no `features`")?;
        let mut number = 0;
        each(features.get(), |feature| {
            number += 1;
            if let Err(problem) = self.feature(feature) {
                self.problems.note(|| None, format!("feature {number} is left out: {problem}"));
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
            self.problems.note(|| None, problem);
        }
        let name = attribute(&properties, &NAMES);
        let description = attribute(&properties, &DESCRIPTIONS);
        let kind = attribute(&properties, &KINDS);
        // Several points of one feature are one place: it has one name.
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
        match geometry(&kind, coordinates.get(), parts)?.value {
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

    /// `[6.1, 45.2, 1200]`, in degrees or in the system of the file.
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

/// A geometry with these coordinates, where a bad position costs that position.
fn geometry(kind: &str, coordinates: &str, parts: &mut Parts) -> Read<Geometry> {
    // Without other members, which may be as large as they like.
    let parse = |coordinates: &str| {
        serde_json::from_str(&format!("{{\"type\":\"{kind}\",\"coordinates\":{coordinates}}}"))
    };
    let error: serde_json::Error = match parse(coordinates) {
        Ok(geometry) => return Ok(geometry),
        Err(error) => error,
    };
    let mut mended = String::new();
    let lost = mend(coordinates, 0, &mut mended)?;
    let geometry = parse(&mended).map_err(|_| match error.to_string() {
        error if error.starts_with("recursion limit") || error.contains("too deep") => {
            "its coordinates are nested too deep".to_owned()
        }
        error => format!("its coordinates cannot be read: {error}"),
    })?;
    parts.lost += lost;
    Ok(geometry)
}

/// Writes coordinates without positions that have no two numbers, and without heights that are
/// none (`[6.1, 45.2, null]`). Returns how many positions were left out.
fn mend(list: &str, depth: usize, mended: &mut String) -> Read<usize> {
    let mut lost = 0;
    mended.push('[');
    each(list, |item| {
        let start = mended.len();
        if !mended.ends_with('[') {
            mended.push(',');
        }
        let inside = item.strip_prefix('[').and_then(|item| item.strip_suffix(']'));
        match inside {
            Some(inside) if !inside.contains('[') => {
                let numbers = inside.split(',').map(str::trim);
                let numbers: Vec<&str> =
                    numbers.take_while(|number| number.parse::<f64>().is_ok()).collect();
                match numbers.len() >= 2 {
                    true => mended.push_str(&format!("[{}]", numbers.join(","))),
                    false => {
                        mended.truncate(start);
                        lost += 1;
                    }
                }
            }
            Some(_) if depth < 3 => match mend(item, depth + 1, mended) {
                Ok(below) => lost += below,
                Err(_) => mended.truncate(start),
            },
            _ => {
                mended.truncate(start);
                lost += 1;
            }
        }
    })?;
    mended.push(']');
    Ok(lost)
}

/// The first of these attributes that holds a text.
fn attribute(properties: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|wanted| {
        let values = properties.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let mut texts = values.filter_map(|(_, value)| value.as_str()).map(str::trim);
        texts.find(|text| !text.is_empty()).map(str::to_owned)
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
    fn a_name_is_the_first_attribute_that_holds_a_text() {
        let name = |properties: &str| {
            let json = format!(
                r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"LineString","coordinates":[[6,45],[7,46]]}}}}"#
            );
            read(&json).unwrap().0[0].name.clone()
        };
        for (properties, expected) in [
            (r#"{"NAME":3,"name":" ","Name":"Tour","title":"Other"}"#, Some("Tour")),
            (r#"{"title":"Other","nom":"Tour"}"#, Some("Tour")),
            (r#"{"name":null,"titre":"Tour"}"#, Some("Tour")),
            ("[]", None),
        ] {
            assert_eq!(name(properties).as_deref(), expected, "{properties}");
        }
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
    fn bad_positions_of_pieces_and_collections_cost_those() {
        let json = r#"{"type":"GeometryCollection","geometries":[{"type":"MultiLineString","coordinates":
            [[[6,45,null],[6.1,45.1],null],[[1],"x"],[[7,46, 5],[7.1,46.1,"a,b"]]]},{"type":"Point","coordinates":[6,45]}]}"#;
        let (tracks, waypoints, problems) = read(json).unwrap();
        let found: Vec<_> = tracks[0].line.positions().map(|p| (p.lon(), p.elevation())).collect();
        assert_eq!(found, [(6.0, None), (6.1, None), (7.0, Some(5.0)), (7.1, None)]);
        assert_eq!(waypoints.len(), 1);
        let lost = "points left out, because they have no usable position: 3";
        assert_eq!(problems.iter().map(|p| &*p.message).collect::<Vec<_>>(), [lost]);
    }

    #[test]
    fn many_points_of_one_feature_are_one_place() {
        let points = "[6,45],".repeat(1_000);
        let json = format!(
            r#"{{"type":"Feature","properties":{{"name":"Grange"}},"geometry":{{"type":"MultiPoint","coordinates":[{points}[7,46]]}}}}"#
        );
        let (_, waypoints, _) = read(&json).unwrap();
        assert_eq!((waypoints.len(), waypoints[0].position.lon()), (1, 6.0));
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
