//! Positions, lines and their extent, in WGS84 (EPSG:4326).

/// Resolution of coordinates: 1e-7 degree, 11 mm at the equator, the precision of GPX files.
const STEPS_PER_DEGREE: f64 = 1e7;
/// Resolution of elevations: centimetres.
const STEPS_PER_METRE: f64 = 100.0;
const NO_ELEVATION: i32 = i32::MIN;
/// Possible elevations on Earth, in metres; others are errors of the file.
const ELEVATIONS: std::ops::RangeInclusive<f64> = -12_000.0..=20_000.0;

/// A point on the ground, with its elevation when it is known.
///
/// Coordinates are fixed-point numbers, twelve bytes in all: files contain exactly the values of
/// the computations, and 20,000 treks fit in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Position {
    lon: i32,
    lat: i32,
    elevation: i32,
}

impl Position {
    /// Makes a position from degrees and metres. Returns `None` for coordinates that do not exist
    /// on Earth; ignores an impossible elevation.
    pub fn new(lon: f64, lat: f64, elevation: Option<f64>) -> Option<Position> {
        // No range contains NaN.
        if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
            return None;
        }
        let position = Position {
            lon: (lon * STEPS_PER_DEGREE).round() as i32,
            lat: (lat * STEPS_PER_DEGREE).round() as i32,
            elevation: NO_ELEVATION,
        };
        Some(position.with_elevation(elevation))
    }

    /// Returns the position with another elevation, in metres.
    pub fn with_elevation(self, elevation: Option<f64>) -> Position {
        let elevation = elevation
            .filter(|elevation| ELEVATIONS.contains(elevation))
            .map_or(NO_ELEVATION, |elevation| (elevation * STEPS_PER_METRE).round() as i32);
        Position { elevation, ..self }
    }

    /// Longitude in degrees east.
    pub fn lon(self) -> f64 {
        f64::from(self.lon) / STEPS_PER_DEGREE
    }

    /// Latitude in degrees north.
    pub fn lat(self) -> f64 {
        f64::from(self.lat) / STEPS_PER_DEGREE
    }

    /// Elevation in metres above sea level; `None` when the source does not give it.
    pub fn elevation(self) -> Option<f64> {
        (self.elevation != NO_ELEVATION).then(|| f64::from(self.elevation) / STEPS_PER_METRE)
    }

    /// Longitude and latitude in units of 1e-7 degree, for writers.
    pub fn fixed(self) -> (i32, i32) {
        (self.lon, self.lat)
    }

    /// Elevation in centimetres, for writers.
    pub fn elevation_cm(self) -> Option<i32> {
        (self.elevation != NO_ELEVATION).then_some(self.elevation)
    }

    /// True when both have the same coordinates; elevations may differ.
    pub fn same_place(self, other: Position) -> bool {
        self.fixed() == other.fixed()
    }
}

/// A trail of one or more segments, with gaps between them.
///
/// Each segment has at least two positions.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Line {
    segments: Vec<Vec<Position>>,
}

impl Line {
    /// Makes a line without repeated positions and without segments of fewer than two positions.
    pub fn new(segments: Vec<Vec<Position>>) -> Line {
        let segments = segments
            .into_iter()
            .map(|mut segment| {
                segment.dedup();
                segment
            })
            .filter(|segment| segment.len() >= 2)
            .collect();
        Line { segments }
    }

    pub fn segments(&self) -> &[Vec<Position>] {
        &self.segments
    }

    pub fn positions(&self) -> impl DoubleEndedIterator<Item = Position> {
        self.segments.iter().flatten().copied()
    }

    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// First position.
    pub fn start(&self) -> Option<Position> {
        self.positions().next()
    }

    /// Last position.
    pub fn end(&self) -> Option<Position> {
        self.positions().next_back()
    }

    /// True when the line is not empty and every position has an elevation.
    pub fn has_elevation(&self) -> bool {
        !self.is_empty() && self.positions().all(|position| position.elevation().is_some())
    }
}

/// Geometry of mixed kinds: points, lines and outlines of areas.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
pub struct Shape {
    pub points: Vec<Position>,
    /// Lines of at least two positions; the outline of an area ends where it starts.
    pub lines: Vec<Vec<Position>>,
}

impl Shape {
    pub fn is_empty(&self) -> bool {
        self.points.is_empty() && self.lines.is_empty()
    }
}

/// A bounding box, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Bounds {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Bounds {
    /// The smallest box around the positions; `None` when there are no positions.
    pub fn around(positions: impl IntoIterator<Item = Position>) -> Option<Bounds> {
        positions
            .into_iter()
            .map(|p| Bounds { west: p.lon(), south: p.lat(), east: p.lon(), north: p.lat() })
            .reduce(Bounds::union)
    }

    /// The smallest box around both boxes.
    pub fn union(self, other: Bounds) -> Bounds {
        Bounds {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_coordinates_give_no_position() {
        assert_eq!(Position::new(f64::NAN, 45.0, None), None);
        assert_eq!(Position::new(6.0, 91.0, None), None);
        assert_eq!(Position::new(6.0, 45.0, Some(f64::INFINITY)).unwrap().elevation(), None);
    }

    #[test]
    fn a_position_keeps_seven_decimals() {
        let position = Position::new(6.123_456_7, -45.765_432_1, Some(1234.56)).unwrap();
        assert_eq!(position.fixed(), (61_234_567, -457_654_321));
        assert_eq!(position.elevation(), Some(1234.56));
    }

    #[test]
    fn a_segment_needs_two_positions() {
        let here = Position::new(6.0, 45.0, None).unwrap();
        assert!(Line::new(vec![vec![here, here], vec![here]]).is_empty());
    }
}
