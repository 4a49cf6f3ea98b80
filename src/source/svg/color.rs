//! Colours of a drawing, to decide whether it takes that of the text around it.

use super::reference;
use super::rules;
use super::tree::{Element, Value};
use crate::model::Colors;
use std::collections::{BTreeSet, HashMap};

/// Largest difference between red, green and blue of a grey, from 0 to 255.
const GREY: u8 = 24;
/// Smallest value of red, green and blue in a white, from 0 to 255. Some programs write off-white.
const WHITE: u8 = 250;

/// A colour, distinguished as far as needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Color {
    Rgb([u8; 3]),
    /// `currentColor`.
    Text,
    /// Any other name or function. It may have a meaning, so it is kept.
    Other(String),
}

/// Colours that children inherit. `None` for no painting.
#[derive(Clone)]
struct Paint {
    fill: Option<Color>,
    stroke: Option<Color>,
    color: Color,
}

/// Decides on the colours of a drawing. One that is all black, all grey or all white takes the colour
/// of the text. A single other colour is kept: yellow may be that of a waymark.
pub fn colors(root: &Element) -> Colors {
    if shaded(root) {
        return Colors::Shaded;
    }
    match single(root) {
        Some(_) => Colors::Text,
        None => Colors::Own,
    }
}

/// Replaces the single colour of a drawing by that of the text, and white by that of the background.
pub fn recolor(root: &mut Element) {
    let Some(single) = single(root) else { return };
    replace(root, &single);
    if root.get("fill").is_none() {
        root.set("fill", Value::Text("currentColor".to_owned()));
    }
}

fn replace(element: &mut Element, single: &Color) {
    element.attributes.retain(|(name, _)| *name != "color");
    for (name, value) in &mut element.attributes {
        let Value::Text(text) = value else { continue };
        if !matches!(*name, "fill" | "stroke") {
            continue;
        }
        match color(text, &Color::Text) {
            Some(found) if found == *single => "currentColor".clone_into(text),
            Some(found) if is_white(&found) => "var(--ground, #fff)".clone_into(text),
            _ => {}
        }
    }
    let inside = element.elements_mut().filter(|child| child.name != "clipPath");
    inside.for_each(|child| replace(child, single));
}

/// True when an element refers to a gradient or a mask.
fn shaded(element: &Element) -> bool {
    let refers = element.attributes.iter().any(|(name, value)| {
        matches!(name, &"fill" | &"stroke" | &"mask") && matches!(value, Value::Url(_))
    });
    refers || element.elements().any(shaded)
}

/// The single colour of a drawing beside white, if it is a grey; white if it has no other. Otherwise
/// `None`.
fn single(root: &Element) -> Option<Color> {
    let black = Color::Rgb([0, 0, 0]);
    let paint = Paint { fill: Some(black), stroke: None, color: Color::Text };
    let mut walk = Walk { by_id: reference::by_id(root), found: BTreeSet::new() };
    walk.element(root, &paint);
    let (white, mut others): (Vec<_>, Vec<_>) = walk.found.into_iter().partition(is_white);
    match (others.pop(), others.is_empty()) {
        (None, _) => white.into_iter().next(),
        (Some(only), true) if is_grey(&only) => Some(only),
        _ => None,
    }
}

/// Collects the colours of a drawing.
struct Walk<'e> {
    by_id: HashMap<usize, &'e Element>,
    found: BTreeSet<Color>,
}

impl Walk<'_> {
    fn element(&mut self, element: &Element, inherited: &Paint) {
        if element.text("display") == Some("none") {
            return;
        }
        let paint = inherited.of(element);
        if rules::SHAPES.contains(&element.name) {
            // A line has nothing to fill.
            self.found.extend(paint.fill.clone().filter(|_| element.name != "line"));
            self.found.extend(paint.stroke.clone());
        }
        if let Some(Value::Link(id)) = element.get("href")
            && let Some(target) = self.by_id.get(id).copied()
        {
            match target.name {
                "symbol" => target.elements().for_each(|child| self.element(child, &paint)),
                _ => self.element(target, &paint),
            }
        }
        for child in element.elements().filter(|child| !rules::HIDDEN.contains(&child.name)) {
            self.element(child, &paint);
        }
    }
}

impl Paint {
    fn of(&self, element: &Element) -> Paint {
        let of = |name| element.text(name).filter(|value| *value != "inherit");
        let own = of("color").and_then(|text| color(text, &self.color));
        let current = own.unwrap_or_else(|| self.color.clone());
        let paint = |name, inherited: &Option<Color>| match of(name) {
            Some(text) => color(text, &current),
            None => inherited.clone(),
        };
        let (fill, stroke) = (paint("fill", &self.fill), paint("stroke", &self.stroke));
        Paint { fill, stroke, color: current }
    }
}

fn is_white(color: &Color) -> bool {
    matches!(color, Color::Rgb(rgb) if rgb.iter().all(|part| *part >= WHITE))
}

fn is_grey(color: &Color) -> bool {
    match color {
        Color::Rgb(rgb) => {
            rgb.iter().max().zip(rgb.iter().min()).is_some_and(|(a, b)| a - b <= GREY)
        }
        Color::Text => true,
        Color::Other(_) => false,
    }
}

/// Parses a colour. `current` is the value of `currentColor`. `None` for no painting.
fn color(text: &str, current: &Color) -> Option<Color> {
    let text = text.trim().to_ascii_lowercase();
    let known = match text.as_str() {
        "none" | "transparent" => return None,
        "currentcolor" => return Some(current.clone()),
        "black" => Some([0, 0, 0]),
        "white" => Some([255, 255, 255]),
        "gray" | "grey" => Some([128, 128, 128]),
        _ => hex(&text).or_else(|| function(&text)),
    };
    Some(known.map_or(Color::Other(text), Color::Rgb))
}

/// Parses a colour like `#036` or `#003366`. Opacity is ignored.
fn hex(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.is_ascii())?;
    let part = |at: usize, length: usize| {
        let part = u8::from_str_radix(digits.get(at..at + length)?, 16).ok()?;
        Some(if length == 1 { part * 17 } else { part })
    };
    match digits.len() {
        3 | 4 => Some([part(0, 1)?, part(1, 1)?, part(2, 1)?]),
        6 | 8 => Some([part(0, 2)?, part(2, 2)?, part(4, 2)?]),
        _ => None,
    }
}

/// Parses a colour like `rgb(0, 51, 102)` or `rgb(0%, 20%, 40%)`.
fn function(text: &str) -> Option<[u8; 3]> {
    let inside = text.strip_prefix("rgb(")?.strip_suffix(')')?;
    let part = |text: &str| {
        let value = match text.trim().strip_suffix('%') {
            Some(share) => share.parse::<f64>().ok()? * 2.55,
            None => text.trim().parse().ok()?,
        };
        Some(value.round().clamp(0.0, 255.0) as u8)
    };
    let parts: Vec<u8> = inside.split(',').map(part).collect::<Option<_>>()?;
    parts.try_into().ok()
}
