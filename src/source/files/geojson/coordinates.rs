//! Coordinates of one geometry, without those positions that cannot be read.

use super::object::{Read, each};
use geojson::Geometry;

/// Parses the coordinates of a geometry of this kind. Bad positions are left out. Returns the
/// geometry and the number of positions left out.
pub fn geometry(kind: &str, coordinates: &str) -> Read<(Geometry, usize)> {
    // The other members are not parsed: they may be of any size.
    let parse = |coordinates: &str| {
        serde_json::from_str(&format!("{{\"type\":\"{kind}\",\"coordinates\":{coordinates}}}"))
    };
    let error: serde_json::Error = match parse(coordinates) {
        Ok(geometry) => return Ok((geometry, 0)),
        Err(error) => error,
    };
    let mut mended = String::new();
    let lost = mend(coordinates, 0, &mut mended)?;
    let geometry = parse(&mended).map_err(|_| match error.to_string() {
        error if error.starts_with("recursion limit") || error.contains("too deep") => {
            "its coordinates are nested too deep".to_owned()
        }
        error => format!("its coordinates cannot be read: {error}"),
    })?;
    Ok((geometry, lost))
}

/// Writes coordinates to `mended`, without positions of fewer than two numbers, and without
/// elevations that are not numbers, as in `[6.1, 45.2, null]`. Returns the number of positions left
/// out.
fn mend(list: &str, depth: usize, mended: &mut String) -> Read<usize> {
    let mut lost = 0;
    mended.push('[');
    each(list, |item| {
        let start = mended.len();
        if !mended.ends_with('[') {
            mended.push(',');
        }
        let inside = item.strip_prefix('[').and_then(|item| item.strip_suffix(']'));
        match inside {
            Some(inside) if !inside.contains('[') => {
                let numbers = inside.split(',').map(str::trim);
                let numbers: Vec<&str> =
                    numbers.take_while(|number| number.parse::<f64>().is_ok()).collect();
                match numbers.len() >= 2 {
                    true => mended.push_str(&format!("[{}]", numbers.join(","))),
                    false => {
                        mended.truncate(start);
                        lost += 1;
                    }
                }
            }
            Some(_) if depth < 3 => match mend(item, depth + 1, mended) {
                Ok(below) => lost += below,
                Err(_) => mended.truncate(start),
            },
            _ => {
                mended.truncate(start);
                lost += 1;
            }
        }
    })?;
    mended.push(']');
    Ok(lost)
}
