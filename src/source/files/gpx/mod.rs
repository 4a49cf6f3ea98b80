//! GPX 1.0 and 1.1 (topografix.com/GPX/1/1), with the deviations that devices write.

#[cfg(test)]
mod tests;

use crate::model::Position;
use crate::source::files::track::{Problem, Track, Waypoint};
use crate::source::files::xml::{self, At, Handler, name};
use crate::source::line;
use anyhow::{Result, bail};
use quick_xml::events::BytesStart;

/// Reads the tracks, or the routes when there is no track, and the waypoints.
///
/// A point that cannot be read is left out. Extensions and times are ignored.
///
/// # Errors
/// When the text is not GPX.
pub fn read(text: &str) -> Result<(Track, Vec<Problem>)> {
    let mut gpx = Gpx::default();
    let problems = xml::read(text, &mut gpx);
    if !gpx.is_gpx {
        match gpx.root {
            Some(root) => bail!("it is not a GPX file: it holds <{root}>"),
            None => bail!("it is not a GPX file: it holds no XML"),
        }
    }
    Ok((gpx.track(), problems))
}

#[derive(Default)]
struct Gpx {
    /// Local name of the root element.
    root: Option<String>,
    is_gpx: bool,
    /// Depth of the `<extensions>` element that is being read. `None` outside of one.
    foreign: Option<usize>,
    metadata_name: Option<String>,
    tracks: Lines,
    routes: Lines,
    waypoints: Vec<Waypoint>,
    point: Point,
}

/// The tracks of a file, or its routes.
#[derive(Default)]
struct Lines {
    segments: Vec<Vec<Position>>,
    /// Name of the track or route that is being read.
    name: Option<String>,
    /// Description of the track or route that is being read.
    description: Option<String>,
    /// Index of its first segment.
    first: usize,
    /// Name of the first track or route that has a line.
    line_name: Option<String>,
    /// Description of the first track or route that has a line.
    line_description: Option<String>,
}

impl Lines {
    fn start(&mut self) {
        (self.name, self.description, self.first) = (None, None, self.segments.len());
    }

    /// Keeps name and description, unless the track or route that ends here has no line.
    fn end(&mut self) {
        if self.segments[self.first..].iter().any(|segment| segment.len() >= 2) {
            self.line_name = self.line_name.take().or(self.name.take());
            self.line_description = self.line_description.take().or(self.description.take());
        }
    }
}

#[derive(Default)]
struct Point {
    lon: Option<f64>,
    lat: Option<f64>,
    elevation: Option<f64>,
    name: Option<String>,
    description: Option<String>,
    kind: Option<String>,
}

impl Point {
    fn position(&self) -> Option<Position> {
        Position::new(self.lon?, self.lat?, self.elevation)
    }
}

impl Handler for Gpx {
    fn start(&mut self, path: &[String], element: &BytesStart, _: &mut At) {
        if self.root.is_none() {
            self.root = Some(name(path, 0).to_owned());
        }
        if self.foreign.is_some() {
            return;
        }
        match name(path, 0) {
            "gpx" => self.is_gpx = true,
            "extensions" => self.foreign = Some(path.len()),
            "trk" => self.tracks.start(),
            "trkseg" => self.tracks.segments.push(Vec::new()),
            "rte" => {
                self.routes.start();
                self.routes.segments.push(Vec::new());
            }
            "trkpt" | "rtept" | "wpt" => {
                self.point = Point {
                    lon: xml::number(element, "lon"),
                    lat: xml::number(element, "lat"),
                    ..Point::default()
                };
            }
            _ => {}
        }
    }

    fn end(&mut self, path: &[String], text: &str, at: &mut At) {
        if self.foreign.is_some_and(|depth| path.len() > depth) {
            return;
        }
        self.foreign = None;
        let some = || Some(text.to_owned()).filter(|text| !text.is_empty());
        match (name(path, 1), name(path, 0)) {
            ("trkpt" | "rtept" | "wpt", "ele") => self.point.elevation = xml::parse_number(text),
            ("wpt", "name") => self.point.name = some(),
            ("wpt", "desc") => self.point.description = some(),
            ("wpt", "cmt") => self.point.description = self.point.description.take().or_else(some),
            ("wpt", "type") => self.point.kind = some(),
            ("wpt", "sym") => self.point.kind = self.point.kind.take().or_else(some),
            ("trk", "name") => self.tracks.name = self.tracks.name.take().or_else(some),
            ("rte", "name") => self.routes.name = self.routes.name.take().or_else(some),
            ("trk", "desc") => {
                self.tracks.description = self.tracks.description.take().or_else(some);
            }
            ("rte", "desc") => {
                self.routes.description = self.routes.description.take().or_else(some);
            }
            (_, "trk") => self.tracks.end(),
            (_, "rte") => self.routes.end(),
            ("metadata" | "gpx", "name") => {
                self.metadata_name = self.metadata_name.take().or_else(some);
            }
            (_, "trkpt") => {
                if self.tracks.segments.is_empty() {
                    self.tracks.segments.push(Vec::new());
                }
                add(&mut self.tracks.segments, &self.point, at);
            }
            (_, "rtept") => add(&mut self.routes.segments, &self.point, at),
            (_, "wpt") => match self.point.position() {
                Some(position) => {
                    let point = std::mem::take(&mut self.point);
                    self.waypoints.push(Waypoint {
                        name: point.name,
                        description: point.description,
                        kind: point.kind,
                        position,
                        properties: serde_json::Map::new(),
                    });
                }
                None => at.problem("a waypoint without a usable position is left out"),
            },
            _ => {}
        }
    }
}

fn add(segments: &mut [Vec<Position>], point: &Point, at: &mut At) {
    match (segments.last_mut(), point.position()) {
        (Some(segment), Some(position)) => segment.push(position),
        _ => at.problem("a point without a usable position is left out"),
    }
}

impl Gpx {
    fn track(self) -> Track {
        let track = line::of(self.tracks.segments);
        let (line, name, description) = match track.is_empty() {
            false => (track, self.tracks.line_name, self.tracks.line_description),
            true => {
                let routes = self.routes;
                (line::of(routes.segments), routes.line_name, routes.line_description)
            }
        };
        Track {
            name: name.or(self.metadata_name),
            description,
            line,
            waypoints: self.waypoints,
            properties: serde_json::Map::new(),
        }
    }
}
