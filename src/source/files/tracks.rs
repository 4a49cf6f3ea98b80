//! A track file of any format → its tracks and places.

use crate::input::{self, Unreadable};
use crate::model::Line;
use crate::source::files::track::{Problem, Track, Waypoint};
use crate::source::files::turn::turn;
use crate::source::files::walk::File;
use crate::source::files::{Reading, geojson, gpx, kml, text};
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
    let bytes = bytes(file, reading)?;
    read_bytes(file, &bytes, lost, reading)
}

/// The bytes of a track file. `None`, and a warning, when they cannot be read.
pub fn bytes(file: &File, reading: &mut Reading) -> Option<Vec<u8>> {
    match input::read(&file.path, input::TRACK) {
        Ok(bytes) => Some(bytes),
        // What other programs keep in JSON may be as large as they like.
        Err(Unreadable::TooLarge(_)) if is_other_json(file, &input::beginning(&file.path)) => None,
        Err(problem) => {
            reading.report.warn(&file.name, problem);
            None
        }
    }
}

/// The same as [`read`], of bytes that are read already.
pub fn read_bytes(
    file: &File,
    bytes: &[u8],
    lost: &str,
    reading: &mut Reading,
) -> Option<Contents> {
    // Of an archive nobody knows the size before it is unpacked: it waits then.
    let _turn = (file.extension() != "kmz").then(|| turn(bytes.len() as u64));
    match parse(&file.extension(), bytes) {
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
pub fn is_other_json(file: &File, bytes: &[u8]) -> bool {
    if file.extension() != "json" {
        return false;
    }
    let text = String::from_utf8_lossy(bytes);
    let looks_like_geojson = text.contains("\"Feature")
        || (text.contains("\"coordinates\"") && text.contains("\"type\""));
    !looks_like_geojson
}

/// All the lines of a file as one trail. `None` when there is none.
pub fn merge(tracks: Vec<Track>) -> Option<Track> {
    let segments = tracks.iter().flat_map(|track| track.line.segments()).cloned();
    let line = line::of(segments.collect());
    let all = tracks.into_iter().reduce(|mut all, track| {
        all.name = all.name.or(track.name);
        all.description = all.description.or(track.description);
        all
    })?;
    Some(Track { line, ..all })
}

/// Why a line is not shown, after what is `lost`: more positions than any trail has. At one per
/// second they are eleven days.
pub fn too_long(line: &Line, lost: &str) -> Option<String> {
    const MOST: usize = 1_000_000;
    let count = line.positions().count();
    (count > MOST).then(|| {
        format!(
            "{lost}: it has {count} points, and {MOST} are the most that are read: export it with fewer"
        )
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
