//! GPX 1.1, with elements in the order of the schema (topografix.com/GPX/1/1).

use super::{Format, Place, Trail, decimal, xml};
use crate::model::Position;

pub const FORMAT: Format =
    Format { extension: "gpx", name: "GPX", media_type: "application/gpx+xml", write };

fn write(trail: &Trail) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024 + trail.line.positions().count() * 72);
    out.extend_from_slice(
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<gpx version=\"1.1\" creator=\"sentier\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n",
            "<metadata>\n"
        )
        .as_bytes(),
    );
    xml::element(&mut out, "name", trail.name);
    xml::element(&mut out, "desc", trail.description);
    out.extend_from_slice(b"<author>\n");
    xml::element(&mut out, "name", trail.author);
    out.extend_from_slice(b"</author>\n");
    link(&mut out, trail.url);
    out.extend_from_slice(b"</metadata>\n");
    trail.pois.iter().for_each(|poi| waypoint(&mut out, poi));
    out.extend_from_slice(b"<trk>\n");
    xml::element(&mut out, "name", trail.name);
    link(&mut out, trail.url);
    for segment in trail.line.segments() {
        out.extend_from_slice(b"<trkseg>\n");
        for position in segment {
            out.extend_from_slice(b"<trkpt");
            coordinates(&mut out, *position);
            match position.elevation_cm() {
                Some(elevation) => {
                    out.extend_from_slice(b"><ele>");
                    decimal::push(&mut out, elevation, 2);
                    out.extend_from_slice(b"</ele></trkpt>\n");
                }
                None => out.extend_from_slice(b"/>\n"),
            }
        }
        out.extend_from_slice(b"</trkseg>\n");
    }
    out.extend_from_slice(b"</trk>\n</gpx>\n");
    out
}

fn waypoint(out: &mut Vec<u8>, place: &Place) {
    out.extend_from_slice(b"<wpt");
    coordinates(out, place.position);
    out.extend_from_slice(b">\n");
    xml::element(out, "name", place.name);
    xml::element(out, "desc", place.description);
    xml::element(out, "type", place.kind);
    out.extend_from_slice(b"</wpt>\n");
}

fn coordinates(out: &mut Vec<u8>, position: Position) {
    let (lon, lat) = position.fixed();
    out.extend_from_slice(b" lat=\"");
    decimal::push(out, lat, 7);
    out.extend_from_slice(b"\" lon=\"");
    decimal::push(out, lon, 7);
    out.push(b'"');
}

fn link(out: &mut Vec<u8>, url: &str) {
    out.extend_from_slice(b"<link href=\"");
    xml::push(out, url);
    out.extend_from_slice(b"\"/>\n");
}
