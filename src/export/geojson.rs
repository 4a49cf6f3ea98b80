//! GeoJSON (RFC 7946): one feature with the full line and the facts as properties.

use super::{Format, Trail, decimal};
use crate::model::{Bounds, Position};

pub const FORMAT: Format =
    Format { extension: "geojson", name: "GeoJSON", media_type: "application/geo+json", write };

fn write(trail: &Trail) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024 + trail.line.positions().count() * 34);
    out.extend_from_slice(b"{\"type\":\"Feature\",");
    if let Some(bounds) = Bounds::around(trail.line.positions()) {
        let Bounds { west, south, east, north } = bounds;
        let bbox = format!("\"bbox\":[{west},{south},{east},{north}],");
        out.extend_from_slice(bbox.as_bytes());
    }
    out.extend_from_slice(b"\"properties\":");
    let properties = serde_json::to_vec(trail.properties);
    out.extend_from_slice(&properties.unwrap_or_else(|_| b"null".to_vec()));
    match trail.line.segments() {
        [segment] => {
            out.extend_from_slice(b",\"geometry\":{\"type\":\"LineString\",\"coordinates\":");
            line(&mut out, segment);
        }
        segments => {
            out.extend_from_slice(b",\"geometry\":{\"type\":\"MultiLineString\",\"coordinates\":[");
            for (i, segment) in segments.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                line(&mut out, segment);
            }
            out.push(b']');
        }
    }
    out.extend_from_slice(b"}}\n");
    out
}

fn line(out: &mut Vec<u8>, segment: &[Position]) {
    out.push(b'[');
    for (i, position) in segment.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        let (lon, lat) = position.fixed();
        out.push(b'[');
        decimal::push(out, lon, 7);
        out.push(b',');
        decimal::push(out, lat, 7);
        if let Some(elevation) = position.elevation_cm() {
            out.push(b',');
            decimal::push(out, elevation, 2);
        }
        out.push(b']');
    }
    out.push(b']');
}
