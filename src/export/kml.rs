//! KML 2.2 (OGC 07-147r2): a line clamped to the ground, and a placemark for each POI.

use super::{Format, Trail, decimal, xml};
use crate::model::Position;

pub const FORMAT: Format = Format {
    extension: "kml",
    name: "KML",
    media_type: "application/vnd.google-earth.kml+xml",
    write,
};

fn write(trail: &Trail) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024 + trail.line.positions().count() * 34);
    out.extend_from_slice(
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n"
        )
        .as_bytes(),
    );
    xml::element(&mut out, "name", trail.name);
    xml::element(&mut out, "description", trail.description);
    out.extend_from_slice(
        concat!(
            "<Style id=\"trail\"><LineStyle><color>ff2b5cd9</color><width>4</width>",
            "</LineStyle></Style>\n<Placemark>\n"
        )
        .as_bytes(),
    );
    xml::element(&mut out, "name", trail.name);
    xml::element(&mut out, "description", trail.url);
    out.extend_from_slice(b"<styleUrl>#trail</styleUrl>\n<MultiGeometry>\n");
    for segment in trail.line.segments() {
        out.extend_from_slice(
            concat!(
                "<LineString><tessellate>1</tessellate>",
                "<altitudeMode>clampToGround</altitudeMode><coordinates>\n"
            )
            .as_bytes(),
        );
        segment.iter().for_each(|position| coordinates(&mut out, *position));
        out.extend_from_slice(b"</coordinates></LineString>\n");
    }
    out.extend_from_slice(b"</MultiGeometry>\n</Placemark>\n");
    for poi in trail.pois {
        out.extend_from_slice(b"<Placemark>\n");
        xml::element(&mut out, "name", poi.name);
        xml::element(&mut out, "description", poi.description);
        out.extend_from_slice(b"<Point><coordinates>");
        coordinates(&mut out, poi.position);
        out.extend_from_slice(b"</coordinates></Point>\n</Placemark>\n");
    }
    out.extend_from_slice(b"</Document>\n</kml>\n");
    out
}

fn coordinates(out: &mut Vec<u8>, position: Position) {
    let (lon, lat) = position.fixed();
    decimal::push(out, lon, 7);
    out.push(b',');
    decimal::push(out, lat, 7);
    if let Some(elevation) = position.elevation_cm() {
        out.push(b',');
        decimal::push(out, elevation, 2);
    }
    out.push(b'\n');
}
