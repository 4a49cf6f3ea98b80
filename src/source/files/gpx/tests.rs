//! Tests of reading GPX.

use super::*;

#[track_caller]
fn check(gpx: &str, segments: &[&[(f64, f64, Option<f64>)]], problems: &[&str]) -> Track {
    let (track, found) = read(gpx).unwrap();
    let lines: Vec<Vec<_>> = (track.line.segments().iter())
        .map(|s| s.iter().map(|p| (p.lon(), p.lat(), p.elevation())).collect())
        .collect();
    assert_eq!(lines, segments);
    let found: Vec<String> =
        found.iter().map(|p| format!("{}: {}", p.line.unwrap_or(0), p.message)).collect();
    assert_eq!(found, problems);
    track
}

#[test]
fn tracks_segments_waypoints_and_names() {
    let track = check(
        r#"<?xml version="1.0"?>
<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
 <metadata><name>File</name></metadata>
 <wpt lat="45.5" lon="6.5"><name>Col &amp; lac</name><sym>Summit</sym></wpt>
 <trk><name>Tour</name>
  <trkseg><trkpt lat="45" lon="6"><ele>1000.5</ele><time>2020-01-01</time></trkpt>
   <trkpt lat="45.1" lon="6.1"><ele>1100</ele></trkpt></trkseg>
  <trkseg><trkpt lat="46" lon="7"/><trkpt lat="46.1" lon="7.1"/></trkseg>
 </trk></gpx>"#,
        &[
            &[(6.0, 45.0, Some(1000.5)), (6.1, 45.1, Some(1100.0))],
            &[(7.0, 46.0, None), (7.1, 46.1, None)],
        ],
        &[],
    );
    assert_eq!(track.name.as_deref(), Some("Tour"));
    assert_eq!(track.waypoints[0].name.as_deref(), Some("Col & lac"));
    assert_eq!(track.waypoints[0].kind.as_deref(), Some("Summit"));
}

#[test]
fn a_route_is_read_when_there_is_no_track() {
    check(
        "<gpx><rte><name>R</name><rtept lat='1' lon='2'/><rtept lat='3' lon='4'/></rte></gpx>",
        &[&[(2.0, 1.0, None), (4.0, 3.0, None)]],
        &[],
    );
}

#[test]
fn a_line_has_the_name_of_its_own_track() {
    let route = "<rte><name>Planned</name><desc>P</desc><rtept lat='1' lon='2'/><rtept lat='3' lon='4'/></rte>";
    let empty = "<trk><name>Empty</name><desc>E</desc><trkseg/></trk>";
    let track = |name: &str| {
        format!(
            "<trk>{name}<trkseg><trkpt lat='1' lon='2'/><trkpt lat='1' lon='3'/></trkseg></trk>"
        )
    };
    let walked = track("<name>Walked</name><desc>W</desc>");
    let metadata = "<metadata><name>File</name></metadata>";
    for (gpx, name, description) in [
        (format!("{route}{walked}"), Some("Walked"), Some("W")),
        (format!("{walked}{route}"), Some("Walked"), Some("W")),
        (format!("{empty}{walked}"), Some("Walked"), Some("W")),
        (format!("{metadata}{route}{}", track("")), Some("File"), None),
        (format!("{route}{}", track("")), None, None),
        (format!("{empty}{route}"), Some("Planned"), Some("P")),
        (format!("{}{walked}", track("")), Some("Walked"), Some("W")),
    ] {
        let (found, _) = read(&format!("<gpx>{gpx}</gpx>")).unwrap();
        assert_eq!((found.name.as_deref(), found.description.as_deref()), (name, description));
    }
}

#[test]
fn a_bad_point_is_left_out() {
    check(
        "<gpx><trk><trkseg>\n<trkpt lat='1' lon='2'/>\n<trkpt lat='x' lon='2'/>\n<trkpt lat='99' lon='2'/>\n<trkpt lat='3,5' lon='4'/></trkseg></trk></gpx>",
        &[&[(2.0, 1.0, None), (4.0, 3.5, None)]],
        &[
            "3: a point without a usable position is left out",
            "4: a point without a usable position is left out",
        ],
    );
}

#[test]
fn undeclared_namespaces_entities_and_extensions_are_ignored() {
    let track = check(
        "<gpx><trk><name>A & B &nope; C</name><trkseg><trkpt lat='1' lon='2'><ele>5</ele><extensions><g:x><ele>9</ele><name>no</name></g:x></extensions></trkpt><trkpt lat='1' lon='3'><ele>6</ele></trkpt></trkseg></trk></gpx>",
        &[&[(2.0, 1.0, Some(5.0)), (3.0, 1.0, Some(6.0))]],
        &[],
    );
    assert_eq!(track.name.as_deref(), Some("A & B &nope; C"));
}

#[test]
fn a_truncated_file_is_read_up_to_its_end() {
    check(
        "<gpx><trk><trkseg><trkpt lat='1' lon='2'/><trkpt lat='1' lon='3'/><trkpt lat='1",
        &[&[(2.0, 1.0, None), (3.0, 1.0, None)]],
        &[
            "1: the file is damaged here (syntax error: attribute value not closed: `'` not found before end of input): what comes before was read",
        ],
    );
}

#[test]
fn elevations_that_are_all_zero_are_ignored() {
    check(
        "<gpx><trk><trkseg><trkpt lat='1' lon='2'><ele>0</ele></trkpt><trkpt lat='0' lon='0'><ele>0</ele></trkpt><trkpt lat='1' lon='3'><ele>0.0</ele></trkpt></trkseg></trk></gpx>",
        &[&[(2.0, 1.0, None), (3.0, 1.0, None)]],
        &[],
    );
}

#[test]
fn other_files_are_refused() {
    assert_eq!(read("<kml/>").unwrap_err().to_string(), "it is not a GPX file: it holds <kml>");
    assert!(read("hello").is_err());
}
