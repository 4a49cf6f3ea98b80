//! The drawing of lines and names that lies on the relief, as SVG.

use super::basemap::{Basemap, Feature, Object};
use super::contour;
use super::frame::Frame;
use super::grid::PAD;
use super::label::Room;
use super::lines::Contours;
use super::names;
use super::style::RULES;
use super::svg;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use std::fmt::Write;

/// Drawing units beyond the edge up to which lines are drawn: strokes have a width.
const BEYOND: f64 = 8.0;

/// Content of a map: pictures, lines and objects to draw.
pub struct Content<'m> {
    /// Relief for light and for dark pages, as WebP pictures; `None` without a height model.
    pub relief: Option<[Vec<u8>; 2]>,
    /// Contour lines; `None` without a height model.
    pub contours: Option<Contours>,
    pub objects: &'m Basemap,
}

/// Objects of a base map that a drawing may show, each with a digest of its content.
pub fn objects<'m>(frame: &Frame, basemap: &'m Basemap) -> Vec<(&'m Object, [u8; 16])> {
    basemap.within(frame.bounds(PAD as f64), frame.metres())
}

/// Draws a map as SVG. Names stay in the `room` that there is for them.
pub fn draw(frame: &Frame, content: &Content, mut room: Room) -> String {
    let contours = content.contours.as_ref();
    let objects = objects(frame, content.objects).into_iter().map(|(object, _)| object);
    let objects: Vec<&Object> = objects.collect();
    let (width, height) = (frame.width, frame.height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"><style>{RULES}</style>"
    );
    if let Some(relief) = &content.relief {
        for (attributes, picture) in
            ["class=\"y\"", "class=\"z\" display=\"none\""].iter().zip(relief)
        {
            let data = BASE64_STANDARD.encode(picture);
            let _ = write!(
                out,
                "<image {attributes} width=\"{width}\" height=\"{height}\" href=\"data:image/webp;base64,{data}\"/>"
            );
        }
    }
    out.push_str(
        "<g transform=\"scale(.5)\" fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\">"
    );
    let draw = |out: &mut String, feature: Feature, attributes: &str| {
        let path = path(frame, &objects, feature);
        if !path.is_empty() {
            let _ = write!(out, "<path {attributes} d=\"{path}\"/>");
        }
    };
    draw(&mut out, Feature::Forest, "class=\"f\" fill=\"#8db46a\" fill-opacity=\".3\"");
    draw(&mut out, Feature::Glacier, "class=\"g\" fill=\"#dcedf7\" fill-opacity=\".8\"");
    if let Some(contours) = contours {
        self::contours(&mut out, frame, contours);
    }
    let water = "class=\"l\" fill=\"#9fcdea\" stroke=\"#4a9ccf\" stroke-width=\"2\"";
    draw(&mut out, Feature::Lake, water);
    draw(&mut out, Feature::Stream, "class=\"s\" stroke=\"#4a9ccf\" stroke-width=\"2.2\"");
    draw(&mut out, Feature::River, "class=\"s\" stroke=\"#4a9ccf\" stroke-width=\"4\"");
    draw(&mut out, Feature::Building, "class=\"b\" fill=\"#7b7267\"");
    let dashes = |pattern: &str| {
        format!(
            "class=\"p\" stroke=\"#3d3a36\" stroke-width=\"2.2\" stroke-linecap=\"butt\" stroke-dasharray=\"{pattern}\""
        )
    };
    draw(&mut out, Feature::Path, &dashes("8 5"));
    draw(&mut out, Feature::Track, &dashes("18 4"));
    // The edges of all roads come before their surfaces, so that crossings are open.
    draw(&mut out, Feature::MinorRoad, "class=\"k\" stroke=\"#8a7f70\" stroke-width=\"6.4\"");
    draw(&mut out, Feature::MajorRoad, "class=\"k\" stroke=\"#8a7f70\" stroke-width=\"9.2\"");
    draw(&mut out, Feature::MinorRoad, "class=\"m\" stroke=\"#fff\" stroke-width=\"4\"");
    draw(&mut out, Feature::MajorRoad, "class=\"M\" stroke=\"#f6d98b\" stroke-width=\"6.4\"");
    names::places(&mut out, frame, &objects, &mut room);
    out.push_str("</g>");
    names::write(&mut out, frame, &objects, contours, &mut room);
    out.push_str("</svg>");
    out
}

/// SVG path of all objects of a kind. The rings of areas that overlap are filled once, because they
/// are one path.
fn path(frame: &Frame, objects: &[&Object], feature: Feature) -> String {
    let mut path = String::new();
    for object in objects.iter().filter(|object| object.feature == feature) {
        for line in &object.geometry {
            let points = frame.points(line);
            let parts = match feature.is_area() {
                true => vec![&points[..]],
                false => frame.parts_inside(&points, BEYOND),
            };
            for part in parts {
                svg::line(&mut path, &contour::simplified(part), feature.is_area());
            }
        }
    }
    path
}

/// Draws the contour lines: fine ones, index lines, and both of them on rock.
fn contours(out: &mut String, frame: &Frame, contours: &Contours) {
    let mut paths = [const { String::new() }; 4];
    for line in &contours.lines {
        let is_index = usize::from(contours.is_index(line));
        for part in frame.parts_inside(&line.points, BEYOND) {
            let rock: Vec<bool> = part.iter().map(|point| contours.is_rock(*point)).collect();
            let mut from = 0;
            for at in 1..part.len() {
                if at + 1 == part.len() || rock[at] != rock[from] {
                    let path = &mut paths[2 * usize::from(rock[from]) + is_index];
                    svg::line(path, &part[from..=at], false);
                    from = at;
                }
            }
        }
    }
    let attributes = [
        "class=\"c\" stroke=\"#a9713c\" stroke-opacity=\".45\" stroke-width=\"1.3\"",
        "class=\"i\" stroke=\"#a9713c\" stroke-opacity=\".75\" stroke-width=\"2.2\"",
        "class=\"r\" stroke=\"#6f6a66\" stroke-opacity=\".45\" stroke-width=\"1.3\"",
        "class=\"r\" stroke=\"#6f6a66\" stroke-opacity=\".75\" stroke-width=\"2.2\"",
    ];
    for (path, attributes) in paths.iter().zip(attributes).filter(|(path, _)| !path.is_empty()) {
        let _ = write!(out, "<path {attributes} d=\"{path}\"/>");
    }
}
