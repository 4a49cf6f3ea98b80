//! A track file of any format → its tracks and places.

use super::track::{Problem, Track, Waypoint};
use super::walk::File;
use super::{Reading, geojson, gpx, kml, text};
use crate::source::line;
use anyhow::Result;

/// What a file holds.
#[derive(Debug, Default)]
pub struct Contents {
    pub tracks: Vec<Track>,
    pub waypoints: Vec<Waypoint>,
}

/// Reads by extension. `None`, and a warning that says what is `lost`, when nothing can be read.
pub fn read(file: &File, lost: &str, reading: &mut Reading) -> Option<Contents> {
    let bytes = match std::fs::read(&file.path) {
        Ok(bytes) => bytes,
        Err(error) => {
            reading.report.warn(&file.name, format!("cannot be read: {error}"));
            return None;
        }
    };
    let extension = file.extension();
    match parse(&extension, &bytes) {
        Ok((contents, problems)) => {
            for problem in problems {
                match problem.line {
                    Some(line) => reading.report.warn_at(&file.name, line, problem.message),
                    None => reading.report.warn(&file.name, problem.message),
                }
            }
            Some(contents)
        }
        Err(error) => {
            reading.report.warn(&file.name, format!("{lost}: {error:#}"));
            None
        }
    }
}

fn parse(extension: &str, bytes: &[u8]) -> Result<(Contents, Vec<Problem>)> {
    let one = |(mut track, problems): (Track, Vec<Problem>)| {
        let waypoints = std::mem::take(&mut track.waypoints);
        (Contents { tracks: vec![track], waypoints }, problems)
    };
    match extension {
        "gpx" | "kml" => {
            // A file of one kind under the name of the other is read for what it is.
            let text = text::decode(bytes);
            let named = if extension == "gpx" { ["<gpx", "<kml"] } else { ["<kml", "<gpx"] };
            let other = !text.contains(named[0]) && text.contains(named[1]);
            if (extension == "gpx") != other { gpx::read(&text) } else { kml::read(&text) }.map(one)
        }
        "kmz" => kml::read_kmz(bytes).map(one),
        _ => geojson::read(&text::decode(bytes))
            .map(|(tracks, waypoints, problems)| (Contents { tracks, waypoints }, problems)),
    }
}

/// True for a JSON file of other programs: such files lie in folders too, and are nobody's concern.
pub fn is_other_json(file: &File) -> bool {
    let looks_like_geojson = |bytes: Vec<u8>| {
        let text = String::from_utf8_lossy(&bytes);
        text.contains("\"Feature")
            || (text.contains("\"coordinates\"") && text.contains("\"type\""))
    };
    file.extension() == "json" && !std::fs::read(&file.path).is_ok_and(looks_like_geojson)
}

/// All the lines of a file as one trail. `None` when there is none.
pub fn merge(tracks: Vec<Track>) -> Option<Track> {
    tracks.into_iter().reduce(|mut all, track| {
        let segments = all.line.segments().iter().chain(track.line.segments()).cloned();
        all.line = line::of(segments.collect());
        all.name = all.name.or(track.name);
        all.description = all.description.or(track.description);
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{FORMATS, Place, Trail};
    use crate::model::{Line, Position};

    #[test]
    fn what_is_exported_reads_back_to_the_same_line() {
        let at = |lon, lat, elevation| Position::new(lon, lat, elevation).unwrap();
        let line = Line::new(vec![
            vec![at(6.123_456_7, 45.0, Some(1000.55)), at(-0.000_001_2, -45.7, Some(-3.2))],
            vec![at(179.999_999_9, 0.000_000_1, Some(1.0)), at(-180.0, -90.0, Some(2345.0))],
        ]);
        let place = Place {
            name: "Col <1> & \u{1}lac",
            kind: "Col",
            description: "",
            position: at(1.0, 2.0, None),
        };
        let trail = Trail {
            name: "Tour \"du\" lac & <col>",
            url: "https://example.org/trek/lac/?a=1&b=2",
            description: "Une balade",
            author: "Parc",
            line: &line,
            pois: &[place],
            properties: &serde_json::Map::from_iter([("name".to_owned(), "Tour".into())]),
        };
        for format in FORMATS {
            let bytes = (format.write)(&trail);
            let (contents, problems) = parse(format.extension, &bytes).unwrap();
            assert_eq!(problems, [], "{}", format.name);
            let track = merge(contents.tracks).unwrap();
            assert_eq!(track.line, line, "{}", format.name);
        }
    }
}
