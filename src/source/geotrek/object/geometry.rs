//! Geometries of an object of the API, which are GeoJSON.

use super::Object;
use crate::model::{Bounds, Line, Position, Shape};
use crate::source::line;
use serde_json::Value;

impl Object {
    /// Position from coordinates like `[longitude, latitude]`.
    pub fn position(&self, key: &str) -> Option<Position> {
        position(self.value(key)?)
    }

    /// Line of a geometry. Empty for geometries of other kinds.
    pub fn line(&self, key: &str) -> Line {
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

    /// True for a line of several parts, whether they touch or not.
    pub fn is_multi_line(&self, key: &str) -> bool {
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

fn position(value: &Value) -> Option<Position> {
    let numbers = value.as_array()?;
    let number = |i: usize| numbers.get(i).and_then(Value::as_f64);
    Position::new(number(0)?, number(1)?, number(2))
}
