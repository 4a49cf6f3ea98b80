//! KML 2.2 (OGC 07-147r2) with Google's `gx:Track`, and KMZ.

use crate::archive;
use crate::input;
use crate::model::Position;
use crate::source::files::track::{Problem, Track, Waypoint};
use crate::source::files::xml::{self, At, Handler, name};
use crate::source::line;
use anyhow::{Context, Result, anyhow, bail, ensure};
use quick_xml::events::BytesStart;
use std::io::{Cursor, Read};

/// Reads all lines and points.
///
/// # Errors
/// When the text is not KML.
pub fn read(text: &str) -> Result<(Track, Vec<Problem>)> {
    let mut kml = Kml::default();
    let problems = xml::read(text, &mut kml);
    if !kml.is_kml {
        bail!("it is not a KML file");
    }
    let track = Track {
        name: kml.line_name.or(kml.folder_name),
        description: kml.line_description,
        line: line::of(kml.lines),
        waypoints: kml.waypoints,
        properties: serde_json::Map::new(),
    };
    Ok((track, problems))
}

/// Reads the `doc.kml` of a KMZ archive, or its first KML file.
///
/// # Errors
/// When the archive cannot be read or holds no KML.
pub fn read_kmz(bytes: &[u8]) -> Result<(Track, Vec<Problem>)> {
    let mut archive = archive::open(Cursor::new(bytes))
        .map_err(|error| anyhow!("it is not a KMZ archive: {error}"))?;
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut kmls: Vec<&String> =
        names.iter().filter(|name| name.to_ascii_lowercase().ends_with(".kml")).collect();
    kmls.sort_by_key(|name| (*name != "doc.kml", *name));
    let name = kmls.first().context("the archive holds no KML")?;
    let entry = archive.by_name(name).context("the KML of the archive cannot be unpacked")?;
    let mut kml = Vec::new();
    let most = input::TRACK;
    entry.take(most.bytes + 1).read_to_end(&mut kml).context("the archive is damaged")?;
    ensure!(
        kml.len() as u64 <= most.bytes,
        "the KML of the archive is larger than {most}: {}",
        most.remedy
    );
    let _share = crate::source::files::memory_share::memory_share(kml.len() as u64);
    read(&crate::source::files::text::decode(&kml))
}

#[derive(Default)]
struct Kml {
    is_kml: bool,
    /// Names of the open `<Document>` and `<Folder>` elements, innermost last.
    folders: Vec<Option<String>>,
    /// Name of the folder or document around the first line.
    folder_name: Option<String>,
    line_name: Option<String>,
    line_description: Option<String>,
    lines: Vec<Vec<Position>>,
    waypoints: Vec<Waypoint>,
    placemark: Placemark,
}

#[derive(Default)]
struct Placemark {
    name: Option<String>,
    description: Option<String>,
    lines: Vec<Vec<Position>>,
    points: Vec<Position>,
}

impl Handler for Kml {
    fn start(&mut self, path: &[String], _: &BytesStart, _: &mut At) {
        match name(path, 0) {
            "kml" => self.is_kml = true,
            "Document" | "Folder" => self.folders.push(None),
            // Some programs write fragments without the root element `<kml>`.
            "Placemark" => (self.is_kml, self.placemark) = (true, Placemark::default()),
            "Track" => self.placemark.lines.push(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, path: &[String], text: &str, at: &mut At) {
        let some = || Some(text.to_owned()).filter(|text| !text.is_empty());
        match (name(path, 1), name(path, 0)) {
            ("Placemark", "name") => self.placemark.name = some(),
            ("Placemark", "description") => self.placemark.description = some(),
            ("Document" | "Folder", "name") => {
                if let Some(folder) = self.folders.last_mut() {
                    *folder = folder.take().or_else(some);
                }
            }
            (_, "Document" | "Folder") => drop(self.folders.pop()),
            ("LineString", "coordinates") => {
                let line = positions(text, at);
                self.placemark.lines.push(line);
            }
            ("Point", "coordinates") => {
                let points = positions(text, at);
                self.placemark.points.extend(points);
            }
            ("Track", "coord") => {
                let numbers: Vec<f64> =
                    text.split_whitespace().filter_map(xml::parse_number).collect();
                match (position(&numbers), self.placemark.lines.last_mut()) {
                    (Some(position), Some(line)) => line.push(position),
                    _ => at.problem("a point without a usable position is left out"),
                }
            }
            (_, "Placemark") => self.take_placemark(),
            _ => {}
        }
    }
}

impl Kml {
    fn take_placemark(&mut self) {
        let placemark = std::mem::take(&mut self.placemark);
        if placemark.lines.iter().any(|line| line.len() >= 2) {
            let folder = || self.folders.iter().rev().flatten().next().cloned();
            self.folder_name = self.folder_name.take().or_else(folder);
            self.line_name = self.line_name.take().or(placemark.name.clone());
            self.line_description = self.line_description.take().or(placemark.description.clone());
        }
        self.lines.extend(placemark.lines);
        // A placemark has one name, so several points are one place: the first.
        self.waypoints.extend(placemark.points.first().map(|position| Waypoint {
            name: placemark.name,
            description: placemark.description,
            kind: None,
            position: *position,
            properties: serde_json::Map::new(),
        }));
    }
}

/// Parses `lon,lat[,altitude]` tuples, separated by white space.
fn positions(text: &str, at: &mut At) -> Vec<Position> {
    let mut positions = Vec::new();
    for tuple in text.split_whitespace() {
        let numbers: Option<Vec<f64>> = tuple
            .split(',')
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect();
        match numbers.as_deref().and_then(position) {
            Some(position) => positions.push(position),
            None => at.problem(format!("the position `{}` is left out", shortened(tuple))),
        }
    }
    positions
}

fn position(numbers: &[f64]) -> Option<Position> {
    match numbers {
        [lon, lat] => Position::new(*lon, *lat, None),
        [lon, lat, altitude, ..] => Position::new(*lon, *lat, Some(*altitude)),
        _ => None,
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kml: &str, lines: &[&[(f64, f64, Option<f64>)]]) -> Track {
        let (track, _) = read(kml).unwrap();
        let found: Vec<Vec<_>> = (track.line.segments().iter())
            .map(|s| s.iter().map(|p| (p.lon(), p.lat(), p.elevation())).collect())
            .collect();
        assert_eq!(found, lines);
        track
    }

    #[test]
    fn lines_of_every_kind() {
        let track = check(
            "<kml><Document><name>Doc</name><Placemark><name>Tour</name><MultiGeometry>
            <LineString><coordinates> 6,45,1000\n6.1,45.1,1100 </coordinates></LineString>
            <LineString><coordinates>7,46 7.1,46.1</coordinates></LineString></MultiGeometry></Placemark>
            <Placemark><gx:Track><when>x</when><gx:coord>8 47 5</gx:coord><gx:coord>8.1 47.1 6</gx:coord></gx:Track></Placemark>
            <Placemark><name>Col</name><Point><coordinates>6.2,45.2</coordinates></Point></Placemark>
            </Document></kml>",
            &[
                &[(6.0, 45.0, Some(1000.0)), (6.1, 45.1, Some(1100.0))],
                &[(7.0, 46.0, None), (7.1, 46.1, None)],
                &[(8.0, 47.0, Some(5.0)), (8.1, 47.1, Some(6.0))],
            ],
        );
        assert_eq!(track.name.as_deref(), Some("Tour"));
        assert_eq!(track.waypoints[0].name.as_deref(), Some("Col"));
    }

    #[test]
    fn a_line_without_a_name_gets_that_of_its_folder() {
        let line = "<LineString><coordinates>6,45 6.1,45.1</coordinates></LineString>";
        let places = "<Folder><name>Huts</name><Placemark><name>Hut</name><Point><coordinates>6,45</coordinates></Point></Placemark></Folder>";
        let folder = format!("<Folder><name>Tour</name><Placemark>{line}</Placemark></Folder>");
        let unnamed = folder.replace("<name>Tour</name>", "");
        let named = folder.replace("<Placemark>", "<Placemark><name>Own</name>");
        for (content, name) in [
            (format!("<name>Doc</name>{places}{folder}"), "Tour"),
            (format!("{places}{folder}"), "Tour"),
            (format!("<name>Doc</name>{places}{unnamed}"), "Doc"),
            (format!("{folder}{named}"), "Own"),
        ] {
            let (track, _) = read(&format!("<kml><Document>{content}</Document></kml>")).unwrap();
            assert_eq!(track.name.as_deref(), Some(name), "{content}");
        }
    }

    #[test]
    fn altitudes_that_are_all_zero_are_ignored() {
        check(
            "<kml><Placemark><LineString><coordinates>6,45,0 6.1,45.1,0</coordinates></LineString></Placemark></kml>",
            &[&[(6.0, 45.0, None), (6.1, 45.1, None)]],
        );
    }

    #[test]
    fn a_file_that_is_not_an_archive_is_an_error() {
        let problem = read_kmz(b"hello").unwrap_err().to_string();
        assert_eq!(problem, "it is not a KMZ archive: it is not a ZIP archive");
    }
}
