//! Lakes, roads, villages and other objects of a base map, read from GeoJSON with the tags of
//! OpenStreetMap: <https://wiki.openstreetmap.org/wiki/Map_features>.

use crate::model::{Bounds, Position};
use geojson::{FeatureCollection, GeometryValue, JsonObject};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use serde::Serialize;

/// Kind of an object of the base map. Kinds that are points come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Feature {
    Forest,
    Glacier,
    Lake,
    River,
    Stream,
    Building,
    Path,
    Track,
    MinorRoad,
    MajorRoad,
    Town,
    Village,
    Hamlet,
    Peak,
    Pass,
    Hut,
}

impl Feature {
    /// Reads the tags of an object. `None` for an object that is not drawn.
    fn of(tags: &JsonObject) -> Option<Feature> {
        let tag = |key: &str| tags.get(key).and_then(|value| value.as_str()).unwrap_or_default();
        Some(match (tag("natural"), tag("landuse"), tag("waterway"), tag("place")) {
            ("peak" | "volcano", ..) => Feature::Peak,
            ("saddle", ..) => Feature::Pass,
            ("water", ..) | (_, "reservoir" | "basin", ..) | (_, _, "riverbank", _) => {
                Feature::Lake
            }
            ("glacier", ..) => Feature::Glacier,
            ("wood", ..) | (_, "forest", ..) => Feature::Forest,
            (_, _, "river" | "canal", _) => Feature::River,
            (_, _, "stream" | "ditch" | "drain", _) => Feature::Stream,
            (_, _, _, "city" | "town") => Feature::Town,
            (_, _, _, "village") => Feature::Village,
            (_, _, _, "hamlet" | "isolated_dwelling" | "locality") => Feature::Hamlet,
            _ => match (tag("highway"), tag("tourism")) {
                ("motorway" | "trunk" | "primary" | "secondary", _) => Feature::MajorRoad,
                (
                    "tertiary" | "unclassified" | "residential" | "road" | "living_street"
                    | "service",
                    _,
                ) => Feature::MinorRoad,
                ("track", _) => Feature::Track,
                ("path" | "footway" | "steps" | "bridleway" | "cycleway", _) => Feature::Path,
                (_, "alpine_hut" | "wilderness_hut") => Feature::Hut,
                _ if tag("mountain_pass") == "yes" => Feature::Pass,
                _ if tags.get("building").is_some_and(|value| value != "no") => Feature::Building,
                _ => return None,
            },
        })
    }

    /// True for an object that covers an area.
    pub fn is_area(self) -> bool {
        matches!(self, Feature::Forest | Feature::Glacier | Feature::Lake | Feature::Building)
    }

    /// True for an object that is drawn at a scale, in metres in a drawing unit: smaller scales would be
    /// full of them.
    fn is_drawn(self, metres: f64) -> bool {
        let most = match self {
            Feature::Building => 6.0,
            Feature::Path | Feature::Track | Feature::Stream | Feature::Hamlet => 25.0,
            Feature::Hut | Feature::Pass => 40.0,
            Feature::MinorRoad => 50.0,
            Feature::Village => 150.0,
            _ => f64::INFINITY,
        };
        metres <= most
    }

    /// True for an object that is a point.
    pub fn is_point(self) -> bool {
        self >= Feature::Town
    }
}

/// An object of the base map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Object {
    pub feature: Feature,
    /// Name, or empty.
    pub name: String,
    /// Elevation in metres, if the tags tell it.
    pub elevation: Option<f64>,
    /// A point, lines, or the rings of areas.
    pub geometry: Vec<Vec<Position>>,
}

/// The base map of a territory.
#[derive(Debug, Default)]
pub struct Basemap {
    /// Objects, each with a digest of its content.
    objects: Vec<(Object, [u8; 16])>,
    /// Bounding box of each object in degrees, with its index.
    extents: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
}

impl Basemap {
    pub fn new(objects: Vec<Object>) -> Basemap {
        let extent = |(index, object): (usize, &Object)| {
            let bounds = Bounds::around(object.geometry.iter().flatten().copied())?;
            let corners = ([bounds.west, bounds.south], [bounds.east, bounds.north]);
            Some(GeomWithData::new(Rectangle::from_corners(corners.0, corners.1), index))
        };
        let extents = objects.iter().enumerate().filter_map(extent).collect();
        let digest = |object: &Object| {
            let bytes = postcard::to_stdvec(object).expect("plain data can always be written");
            let digest = blake3::hash(&bytes);
            std::array::from_fn(|at| digest.as_bytes()[at])
        };
        let objects = objects.into_par_iter().map(|object| {
            let digest = digest(&object);
            (object, digest)
        });
        Basemap { objects: objects.collect(), extents: RTree::bulk_load(extents) }
    }

    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// Objects that touch an area and are drawn at a scale, in the order in which they were read, each
    /// with a digest of its content. `metres` is the size of a drawing unit on the ground.
    pub fn within(&self, area: Bounds, metres: f64) -> Vec<(&Object, [u8; 16])> {
        let area = AABB::from_corners([area.west, area.south], [area.east, area.north]);
        let found = self.extents.locate_in_envelope_intersecting(&area);
        let mut found: Vec<usize> = found.map(|extent| extent.data).collect();
        found.sort_unstable();
        let found = found.into_iter().map(|index| &self.objects[index]);
        let drawn = found.filter(|(object, _)| object.feature.is_drawn(metres));
        drawn.map(|(object, digest)| (object, *digest)).collect()
    }
}

/// Reads the objects of a GeoJSON file that are drawn. What has other tags is left out.
///
/// # Errors
/// When the text is not a collection of GeoJSON features: the reason.
pub fn read(text: &str) -> Result<Vec<Object>, String> {
    let collection: FeatureCollection =
        text.parse().map_err(|error: geojson::Error| error.to_string())?;
    let object = |feature: geojson::Feature| {
        let tags = feature.properties.unwrap_or_default();
        let kind = Feature::of(&tags)?;
        let text = |key: &str| tags.get(key).and_then(|value| value.as_str());
        let elevation =
            tags.get("ele").and_then(|value| value.as_f64().or_else(|| metres(value.as_str()?)));
        let mut geometry = Vec::new();
        collect(&feature.geometry?.value, kind, &mut geometry);
        geometry.retain(|line| line.len() > 1 || kind.is_point() && !line.is_empty());
        let name = text("name").unwrap_or_default().trim().to_owned();
        (!geometry.is_empty()).then_some(Object { feature: kind, name, elevation, geometry })
    };
    Ok(collection.features.into_iter().filter_map(object).collect())
}

/// Number of metres in a text such as `2914`, `2 914,5` or `2914 m`.
fn metres(text: &str) -> Option<f64> {
    let number = text.chars().take_while(|letter| !letter.is_alphabetic());
    let number: String = number.filter(|letter| !letter.is_whitespace()).collect();
    number.replace(',', ".").parse().ok().filter(|metres: &f64| metres.is_finite())
}

/// Adds the lines of a geometry, if an object of this kind can have it.
fn collect(geometry: &GeometryValue, kind: Feature, lines: &mut Vec<Vec<Position>>) {
    let position = |at: &geojson::Position| {
        Position::new(*at.as_slice().first()?, *at.as_slice().get(1)?, None)
    };
    let line = |line: &Vec<geojson::Position>| line.iter().filter_map(position).collect();
    match geometry {
        GeometryValue::Point { coordinates } if kind.is_point() => {
            lines.push(position(coordinates).into_iter().collect());
        }
        GeometryValue::LineString { coordinates } if !kind.is_point() && !kind.is_area() => {
            lines.push(line(coordinates));
        }
        GeometryValue::MultiLineString { coordinates } if !kind.is_point() && !kind.is_area() => {
            lines.extend(coordinates.iter().map(line));
        }
        GeometryValue::Polygon { coordinates } if kind.is_area() => {
            lines.extend(coordinates.iter().map(line));
        }
        GeometryValue::MultiPolygon { coordinates } if kind.is_area() => {
            lines.extend(coordinates.iter().flatten().map(line));
        }
        // A place drawn as an area has its name in the middle.
        GeometryValue::Polygon { coordinates } if kind.is_point() => {
            let ring: Vec<Position> = coordinates.first().map(line).unwrap_or_default();
            let middle = Bounds::around(ring).and_then(|around| {
                let (lon, lat) = (around.west + around.east, around.south + around.north);
                Position::new(lon / 2.0, lat / 2.0, None)
            });
            lines.push(middle.into_iter().collect());
        }
        GeometryValue::GeometryCollection { geometries } => {
            geometries.iter().for_each(|part| collect(&part.value, kind, lines));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_say_what_an_object_is() {
        let text = r#"{"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"natural": "peak", "name": "Pic", "ele": "2 914"},
             "geometry": {"type": "Point", "coordinates": [6.5, 45.0]}},
            {"type": "Feature", "properties": {"highway": "track"},
             "geometry": {"type": "LineString", "coordinates": [[6.5, 45.0], [6.6, 45.1]]}},
            {"type": "Feature", "properties": {"natural": "water"},
             "geometry": {"type": "LineString", "coordinates": [[6.5, 45.0], [6.6, 45.1]]}},
            {"type": "Feature", "properties": {"shop": "yes"},
             "geometry": {"type": "Point", "coordinates": [6.5, 45.0]}},
            {"type": "Feature", "properties": {"place": "village", "name": "Bourg"},
             "geometry": {"type": "Polygon", "coordinates": [[[6, 45], [7, 45], [7, 46], [6, 46], [6, 45]]]}}
        ]}"#;
        let objects = read(text).unwrap();
        let kinds: Vec<Feature> = objects.iter().map(|object| object.feature).collect();
        assert_eq!(kinds, [Feature::Peak, Feature::Track, Feature::Village]);
        assert_eq!((objects[0].name.as_str(), objects[0].elevation), ("Pic", Some(2914.0)));
        assert_eq!(objects[2].geometry[0][0].fixed(), (65_000_000, 455_000_000));
        assert!(read("{}").is_err());
    }

    #[test]
    fn objects_that_touch_an_area_are_found() {
        let at = |lon: f64, lat: f64| Position::new(lon, lat, None).unwrap();
        let object = |geometry| Object {
            feature: Feature::Stream,
            name: String::new(),
            elevation: None,
            geometry: vec![geometry],
        };
        let long = object(vec![at(6.0, 45.0), at(7.0, 46.0)]);
        let far = object(vec![at(8.0, 45.0), at(8.1, 45.1)]);
        let basemap = Basemap::new(vec![far, long.clone()]);
        let area = Bounds { west: 6.4, south: 45.4, east: 6.6, north: 45.6 };
        let found = |metres| {
            let found = basemap.within(area, metres);
            found.into_iter().map(|(object, _)| object.clone()).collect::<Vec<_>>()
        };
        assert_eq!(found(10.0), [long]);
        assert_eq!(found(100.0), [], "the scale is too small for streams");
    }
}
