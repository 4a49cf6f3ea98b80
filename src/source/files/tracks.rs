//! A track file of any format → its tracks and waypoints.

use crate::input::{self, Unreadable};
use crate::model::Line;
use crate::source::files::memory_share::memory_share;
use crate::source::files::track::{Problem, Track, Waypoint};
use crate::source::files::walk::File;
use crate::source::files::{Reading, geojson, gpx, kml, text};
use crate::source::line;
use anyhow::Result;

/// Content of a track file.
#[derive(Debug, Default)]
pub struct Contents {
    pub tracks: Vec<Track>,
    pub waypoints: Vec<Waypoint>,
}

/// Reads a track file, in the format of its extension. Returns `None`, with a warning, when it cannot
/// be read. `lost` starts that warning: what the site lacks without the file.
pub fn read(file: &File, lost: &str, reading: &mut Reading) -> Option<Contents> {
    let bytes = bytes(file, reading)?;
    read_bytes(file, &bytes, lost, reading)
}

/// Reads the bytes of a track file. Returns `None`, with a warning, when they cannot be read. There is
/// no warning about a large JSON file of another program.
pub fn bytes(file: &File, reading: &mut Reading) -> Option<Vec<u8>> {
    match input::read(&file.path, input::TRACK) {
        Ok(bytes) => Some(bytes),
        // JSON files of other programs may be of any size.
        Err(Unreadable::TooLarge(_)) if is_other_json(file, &input::beginning(&file.path)) => None,
        Err(problem) => {
            reading.report.warn(&file.name, problem);
            None
        }
    }
}

/// Parses the bytes of a track file. See [`read`].
pub fn read_bytes(
    file: &File,
    bytes: &[u8],
    lost: &str,
    reading: &mut Reading,
) -> Option<Contents> {
    // The size of an archive is known only when it is unpacked: its reader waits then.
    let _share = (file.extension() != "kmz").then(|| memory_share(bytes.len() as u64));
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
            // GPX in a file called `.kml`, and the reverse, is read in its real format.
            let text = text::decode(bytes);
            let named = if extension == "gpx" { ["<gpx", "<kml"] } else { ["<kml", "<gpx"] };
            let is_misnamed = !text.contains(named[0]) && text.contains(named[1]);
            if (extension == "gpx") != is_misnamed { gpx::read(&text) } else { kml::read(&text) }
                .map(one)
        }
        "kmz" => kml::read_kmz(bytes).map(one),
        _ => geojson::read(&text::decode(bytes))
            .map(|(tracks, waypoints, problems)| (Contents { tracks, waypoints }, problems)),
    }
}

/// True for a JSON file that is not GeoJSON. Other programs leave such files in folders: they are
/// ignored without a warning.
pub fn is_other_json(file: &File, bytes: &[u8]) -> bool {
    if file.extension() != "json" {
        return false;
    }
    let text = String::from_utf8_lossy(bytes);
    let looks_like_geojson = text.contains("\"Feature")
        || (text.contains("\"coordinates\"") && text.contains("\"type\""));
    !looks_like_geojson
}

/// Merges all tracks of a file into one. `None` when there is none.
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

/// Problem of a line with too many positions: at one per second, more than eleven days. `None` for
/// other lines. `lost` starts the message: what the site lacks without the line.
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
    fn exported_files_are_read_to_the_same_line() {
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
