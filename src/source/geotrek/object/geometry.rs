//! Geometries of an object of the API, which are GeoJSON.

use super::{GEOMETRY, Object};
use crate::model::{Bounds, Line, Position, Shape};
use crate::source::line;
use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

impl Object {
    /// Position from coordinates like `[longitude, latitude]`.
    pub fn position(&self, key: &str) -> Option<Position> {
        position(self.value(key)?)
    }

    /// Line of a geometry. Empty for geometries of other kinds.
    pub fn line(&self, key: &str) -> Line {
        if let Some(segments) = self.written(key).and_then(segments) {
            return line::of(segments);
        }
        let Some(geometry) = self.value(key) else { return Line::default() };
        let coordinates = geometry.get("coordinates").and_then(Value::as_array);
        let positions = |items: &Vec<Value>| items.iter().filter_map(position).collect();
        let segments = match geometry.get("type").and_then(Value::as_str) {
            Some("LineString") => coordinates.into_iter().map(positions).collect(),
            Some("MultiLineString") => {
                let lines = coordinates.into_iter().flatten().filter_map(Value::as_array);
                lines.map(positions).collect()
            }
            _ => Vec::new(),
        };
        line::of(segments)
    }

    /// The geometry of the object as it was written, when the field `key` holds it.
    fn written(&self, key: &str) -> Option<&RawValue> {
        self.geometry.as_ref().filter(|_| key == GEOMETRY).map(|(raw, _)| &**raw)
    }

    /// True for a line of several parts, whether they touch or not.
    pub fn is_multi_line(&self, key: &str) -> bool {
        if let Some(raw) = self.written(key) {
            return raw.get().contains("\"MultiLineString\"")
                && kind(raw).is_some_and(|kind| kind == "MultiLineString");
        }
        let kind = self.value(key).and_then(|geometry| geometry.get("type"));
        kind.and_then(Value::as_str) == Some("MultiLineString")
    }

    /// All positions of a geometry, in order.
    pub fn positions(&self, key: &str) -> Vec<Position> {
        fn collect(value: &Value, depth: usize, found: &mut Vec<Position>) {
            match position(value) {
                Some(position) => found.push(position),
                None if depth < 5 => {
                    let items = value.as_array().into_iter().flatten();
                    items.for_each(|item| collect(item, depth + 1, found));
                }
                None => {}
            }
        }
        let mut found = Vec::new();
        let coordinates = self.value(key).and_then(|geometry| geometry.get("coordinates"));
        coordinates.into_iter().for_each(|coordinates| collect(coordinates, 0, &mut found));
        found
    }

    /// Points, lines and outlines of a geometry of any kind.
    pub fn shape(&self, key: &str) -> Shape {
        fn collect(geometry: &Value, depth: usize, shape: &mut Shape) {
            let items = |value: Option<&'_ Value>| -> Vec<Value> {
                value.and_then(Value::as_array).cloned().unwrap_or_default()
            };
            let coordinates = geometry.get("coordinates");
            let mut line = |value: &Value| {
                let positions: Vec<Position> =
                    items(Some(value)).iter().filter_map(position).collect();
                if positions.len() > 1 {
                    shape.lines.push(positions);
                }
            };
            match geometry.get("type").and_then(Value::as_str) {
                Some("Point") => shape.points.extend(coordinates.and_then(position)),
                Some("MultiPoint") => {
                    shape.points.extend(items(coordinates).iter().filter_map(position));
                }
                Some("LineString") => coordinates.into_iter().for_each(line),
                Some("MultiLineString" | "Polygon") => items(coordinates).iter().for_each(line),
                Some("MultiPolygon") => {
                    items(coordinates)
                        .iter()
                        .flat_map(|area| items(Some(area)))
                        .for_each(|l| line(&l));
                }
                Some("GeometryCollection") if depth < 5 => {
                    let inner = items(geometry.get("geometries"));
                    inner.iter().for_each(|geometry| collect(geometry, depth + 1, shape));
                }
                _ => {}
            }
        }
        let mut shape = Shape::default();
        self.value(key).into_iter().for_each(|geometry| collect(geometry, 0, &mut shape));
        shape
    }

    /// Bounds from numbers for west, south, east and north.
    pub fn bounds(&self, key: &str) -> Option<Bounds> {
        let numbers = self.value(key)?.as_array()?;
        let number = |i: usize| numbers.get(i).and_then(Value::as_f64);
        let corner = |lon, lat| Position::new(number(lon)?, number(lat)?, None);
        Bounds::around([corner(0, 1)?, corner(2, 3)?])
    }

    /// Points of a geometry in pixels, from the top left corner. In Geotrek y is negative.
    pub fn pixels(&self, key: &str) -> Vec<[f64; 2]> {
        fn collect(value: &Value, depth: usize, found: &mut Vec<[f64; 2]>) {
            let Some(items) = value.as_array() else { return };
            match [items.first(), items.get(1)].map(|number| number.and_then(Value::as_f64)) {
                [Some(x), Some(y)] => found.push([x, -y]),
                _ if depth < 5 => items.iter().for_each(|item| collect(item, depth + 1, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        let coordinates = self.value(key).and_then(|geometry| geometry.get("coordinates"));
        coordinates.into_iter().for_each(|coordinates| collect(coordinates, 0, &mut found));
        found
    }

    /// Representative position of a geometry: the position of a point, or the mean of all positions.
    pub fn place(&self, key: &str) -> Option<Position> {
        let positions = self.positions(key);
        let count = positions.len() as f64;
        match positions[..] {
            [] => None,
            [only] => Some(only),
            _ => {
                let mean = |of: fn(Position) -> f64| {
                    positions.iter().copied().map(of).sum::<f64>() / count
                };
                Position::new(mean(Position::lon), mean(Position::lat), None)
            }
        }
    }
}

/// A geometry whose coordinates are not read yet.
#[derive(serde::Deserialize)]
struct Written<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    coordinates: &'a RawValue,
}

fn kind(raw: &RawValue) -> Option<Cow<'_, str>> {
    serde_json::from_str(raw.get()).ok().map(|Written { kind, .. }| kind)
}

/// Segments of a line, read without making a value of each number. `None` for geometries of other
/// kinds, and for coordinates that are not all numbers.
fn segments(raw: &RawValue) -> Option<Vec<Vec<Position>>> {
    let Written { kind, coordinates } = serde_json::from_str(raw.get()).ok()?;
    let lines: Vec<Vec<Coordinates>> = match &*kind {
        "LineString" => vec![serde_json::from_str(coordinates.get()).ok()?],
        "MultiLineString" => serde_json::from_str(coordinates.get()).ok()?,
        _ => return None,
    };
    let position = |Coordinates([lon, lat, elevation]): &Coordinates| {
        Position::new((*lon)?, (*lat)?, *elevation)
    };
    Some(lines.iter().map(|line| line.iter().filter_map(position).collect()).collect())
}

/// The first three numbers of a position, of which there may be fewer.
struct Coordinates([Option<f64>; 3]);

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Coordinates, D::Error> {
        struct Numbers;
        impl<'de> Visitor<'de> for Numbers {
            type Value = Coordinates;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list of numbers")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Coordinates, A::Error> {
                let mut numbers = [None; 3];
                for number in &mut numbers {
                    *number = list.next_element()?;
                }
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Coordinates(numbers))
            }
        }
        deserializer.deserialize_seq(Numbers)
    }
}

fn position(value: &Value) -> Option<Position> {
    let numbers = value.as_array()?;
    let number = |i: usize| numbers.get(i).and_then(Value::as_f64);
    Position::new(number(0)?, number(1)?, number(2))
}
