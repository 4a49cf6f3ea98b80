//! Names on a map, the most important ones first, and the marks of the places that they name.

use super::basemap::{Feature, Object};
use super::contour::Contour;
use super::frame::Frame;
use super::label::{MARK, Room, width};
use super::lines::Contours;
use super::svg;
use super::walk::{Walk, distance};
use std::fmt::Write;

/// Largest number of names that a map tries to write.
const MOST: usize = 120;
/// Size of the font of elevations on contour lines.
const ELEVATION: f64 = 9.0;
/// Distance from one elevation on a contour line to the next, and to those of other lines.
const APART: [f64; 2] = [150.0, 60.0];

/// How the name of a kind of objects is written: class, size of the font, space of its mark.
struct Writing {
    class: &'static str,
    size: f64,
    mark: f64,
}

fn writing(feature: Feature) -> Option<Writing> {
    let (class, size, mark) = match feature {
        Feature::Town => ("v", 17.0, 0.0),
        Feature::Village => ("v", 14.0, 0.0),
        Feature::Hut => ("u", 11.0, 6.0),
        Feature::Peak => ("", 11.0, 6.0),
        Feature::Pass => ("", 11.0, 4.0),
        Feature::Hamlet => ("", 11.0, 0.0),
        Feature::Lake => ("w", 11.0, 0.0),
        _ => return None,
    };
    Some(Writing { class, size, mark })
}

/// Rank of an object among those whose names are written.
fn rank(object: &Object) -> (usize, i64, &str) {
    const ORDER: [Feature; 7] = [
        Feature::Town,
        Feature::Village,
        Feature::Hut,
        Feature::Peak,
        Feature::Pass,
        Feature::Lake,
        Feature::Hamlet,
    ];
    let order = ORDER.iter().position(|feature| *feature == object.feature);
    let elevation = object.elevation.unwrap_or_default() as i64;
    (order.unwrap_or(ORDER.len()), -elevation, &object.name)
}

/// Anchor of the name of an object: its point, or the middle of its area. `None` outside of the drawing.
fn place(frame: &Frame, object: &Object) -> Option<[f64; 2]> {
    let line = object.geometry.first()?;
    let around = frame
        .points(line)
        .into_iter()
        .fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |around, [x, y]| {
            [around[0].min(x), around[1].min(y), around[2].max(x), around[3].max(y)]
        });
    let [x, y] = [(around[0] + around[2]) / 2.0, (around[1] + around[3]) / 2.0];
    let is_inside =
        (0.0..f64::from(frame.width)).contains(&x) && (0.0..f64::from(frame.height)).contains(&y);
    is_inside.then_some([x, y])
}

/// Draws the marks of peaks, passes and huts, in half drawing units, and takes their places.
pub fn places(out: &mut String, frame: &Frame, objects: &[&Object], room: &mut Room) {
    for object in objects {
        let Some([x, y]) = place(frame, object) else { continue };
        let (class, fill, shape) = match object.feature {
            Feature::Peak => ("n", "#3a3029", "m0-9 8.4 15h-16.8z"),
            Feature::Pass => ("n", "#3a3029", "m-4 0a4 4 0 0 1 8 0a4 4 0 0 1-8 0z"),
            Feature::Hut => ("o", "#b3261e", "m-9 9v-11l9-9 9 9v11z"),
            _ => continue,
        };
        let _ = write!(
            out,
            "<path class=\"{class}\" fill=\"{fill}\" stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\" d=\"M{} {}{shape}\"/>",
            svg::whole(x),
            svg::whole(y)
        );
        room.take([x - 5.0, y - 5.5, x + 5.0, y + 5.0]);
    }
}

/// Writes the names for which there is room, and the elevations of index lines.
pub fn write(
    out: &mut String,
    frame: &Frame,
    objects: &[&Object],
    contours: Option<&Contours>,
    room: &mut Room,
) {
    let mut named: Vec<&&Object> =
        objects.iter().filter(|object| !object.name.is_empty()).collect();
    named.sort_by_key(|object| rank(object));
    for object in named.into_iter().take(MOST) {
        name(out, frame, object, room);
    }
    if let Some(contours) = contours {
        elevations(out, contours, room);
    }
}

/// Writes the name of an object beside, above or below its place, where there is room.
fn name(out: &mut String, frame: &Frame, object: &Object, room: &mut Room) -> Option<()> {
    let Writing { class, size, mark } = writing(object.feature)?;
    let [x, y] = place(frame, object)?;
    let below = object.elevation.filter(|_| object.feature == Feature::Peak);
    let below = below.map(|metres| format!("{metres:.0}"));
    let half = width(&object.name, size).max(below.as_deref().map_or(0.0, |b| width(b, 9.5))) / 2.0;
    let lines = if below.is_some() { size + 10.5 } else { size };
    // Middle of the text, and the upper edge of its first line.
    let beside = y - size / 2.0;
    let around = |away: f64| {
        let (right, left) = (x + half + away, x - half - away);
        let (above, below) = (y - away - lines + 1.0, y + away);
        [
            (right, beside),
            (left, beside),
            (x, below),
            (x, above),
            (right, above),
            (right, below),
            (left, above),
            (left, below),
        ]
    };
    let on = (mark == 0.0).then_some((x, beside));
    // A name farther away could belong to the mark of another place.
    let far = (mark == 0.0).then(|| around(12.0)).into_iter().flatten();
    let near = if room.is_marked([x, y]) { MARK } else { mark };
    let mut candidates = on.into_iter().chain(around(near + 2.0)).chain(far);
    let (middle, top) = candidates
        .find(|(middle, top)| room.has([middle - half, *top, middle + half, top + lines]))?;
    room.take([middle - half, top, middle + half, top + lines]);
    let middle = middle.round();
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    let font = if size == 17.0 { " style=\"font-size:17px\"" } else { "" };
    let _ = write!(out, "<text{class}{font} x=\"{middle}\" y=\"{:.0}\">", top + 0.82 * size);
    svg::text(out, &object.name);
    if let Some(below) = below {
        let _ = write!(out, "<tspan class=\"h\" x=\"{middle}\" dy=\"10.5\">{below}</tspan>");
    }
    out.push_str("</text>");
    Some(())
}

/// Writes the elevations of index lines, with their upper side uphill.
fn elevations(out: &mut String, contours: &Contours, room: &mut Room) {
    let mut lines: Vec<&Contour> =
        contours.lines.iter().filter(|line| contours.is_index(line)).collect();
    lines.sort_by(|a, b| b.length().total_cmp(&a.length()));
    let mut written: Vec<([f64; 2], i32)> = Vec::new();
    for line in lines {
        let text = line.elevation.to_string();
        let half = width(&text, ELEVATION) / 2.0 + 2.0;
        for ([x, y], degrees) in straight(line, 2.0 * half) {
            let is_close = |(other, elevation): &([f64; 2], i32)| {
                distance(*other, [x, y]) < APART[usize::from(*elevation != line.elevation)]
            };
            let area = [x - half, y - half, x + half, y + half];
            if written.iter().any(is_close) || !room.has(area) {
                continue;
            }
            room.take(area);
            written.push(([x, y], line.elevation));
            let _ = write!(
                out,
                "<text class=\"e\" transform=\"translate({x:.0} {y:.0})rotate({degrees:.0})\" y=\"3\">{text}</text>"
            );
        }
    }
}

/// Places of a line where it is nearly straight for a length, with its direction in degrees.
fn straight(line: &Contour, length: f64) -> Vec<([f64; 2], f64)> {
    const BEND: f64 = 1.2;
    let walk = Walk::new(&line.points);
    let whole = walk.length();
    let count = ((whole / 40.0) as usize).min(60);
    let found = (1..count).filter_map(|place| {
        let middle = whole * place as f64 / count as f64;
        let (from, to) = (middle - length / 2.0, middle + length / 2.0);
        if from < 0.0 || to > whole {
            return None;
        }
        let (a, b, on) = (walk.at(from), walk.at(to), walk.at(middle));
        let chord = [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
        let is_straight = distance(on, chord) <= BEND && distance(a, b) >= 0.93 * length;
        is_straight.then(|| (chord, (b[1] - a[1]).atan2(b[0] - a[0]).to_degrees()))
    });
    // The middle of the line first.
    let mut found: Vec<_> = found.collect();
    let middle = found.len() / 2;
    found.rotate_left(middle);
    found
}
