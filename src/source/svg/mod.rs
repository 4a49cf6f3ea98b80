//! Foreign SVG → [`Svg`]: only what draws, and nothing that loads or runs anything.

mod color;
mod reference;
mod rules;
mod style;
#[cfg(test)]
mod tests;
mod tree;

use crate::model::{Colors, Svg};
use crate::source::files::text;
use reference::Ids;
use std::fmt::Write;
use tree::{Element, Node, Problem, Value};

/// Bytes of a file.
const LARGEST: usize = 512_000;
/// What a browser takes for a drawing that says nothing, in pixels.
const DEFAULT_SIZE: (f64, f64) = (300.0, 150.0);

/// A logo, in its own colours.
///
/// # Errors
/// When it cannot be used.
pub fn logo(bytes: &[u8]) -> Result<Svg, Problem> {
    let (root, ids) = read(bytes)?;
    Ok(svg(&root, &ids, Colors::Own))
}

/// A pictogram: one in black or grey alone, or in white alone, takes the colour of the text.
///
/// # Errors
/// When it cannot be used.
pub fn pictogram(bytes: &[u8]) -> Result<Svg, Problem> {
    let (mut root, ids) = read(bytes)?;
    let colors = color::colors(&root);
    if colors == Colors::Text {
        color::recolor(&mut root);
    }
    Ok(svg(&root, &ids, colors))
}

/// The tree, and what is referred to in it.
fn read(bytes: &[u8]) -> Result<(Element, Ids), Problem> {
    if bytes.len() > LARGEST {
        return Err("it is larger than 512 kB");
    }
    let mut root = tree::read(&text::decode(bytes))?;
    let ids = reference::resolve(&mut root)?;
    if !paints(&root) {
        return Err("nothing is left of it once it is made safe: save it as shapes, or as PNG");
    }
    Ok((root, ids))
}

fn paints(element: &Element) -> bool {
    rules::SHAPES.contains(&element.name) || element.elements().any(paints)
}

/// The drawing, its identifiers beginning with a name that no other drawing has.
fn svg(root: &Element, ids: &Ids, colors: Colors) -> Svg {
    let (frame, (width, height)) = (frame(root), size(root));
    let plain = content(root, ids, "");
    let hash = blake3::hash(format!("{frame} {plain}").as_bytes()).to_hex();
    let id = format!("p{}", &hash[..12]);
    let content = content(root, ids, &format!("{id}-"));
    let pixels = |length: f64| length.round().clamp(1.0, 4096.0) as u32;
    Svg { id, frame, width: pixels(width), height: pixels(height), content, colors }
}

/// What says how the drawing fits where it is shown.
fn frame(root: &Element) -> String {
    let own = view_box(root).and(root.text("viewBox")).map(str::to_owned);
    let (width, height) = size(root);
    let view_box = own.unwrap_or_else(|| format!("0 0 {width} {height}"));
    let aspect = root
        .text("preserveAspectRatio")
        .map_or(String::new(), |aspect| format!(" preserveAspectRatio=\"{}\"", escaped(aspect)));
    format!("viewBox=\"{}\"{aspect}", escaped(&view_box))
}

/// Width and height in pixels.
fn size(root: &Element) -> (f64, f64) {
    let length = |name| root.text(name).and_then(rules::pixels);
    let (width, height) = view_box(root).unwrap_or(DEFAULT_SIZE);
    match (length("width"), length("height")) {
        (Some(own_width), Some(own_height)) => (own_width, own_height),
        _ => (width, height),
    }
}

/// Width and height of the `viewBox`, if it is one.
fn view_box(root: &Element) -> Option<(f64, f64)> {
    let numbers = root.text("viewBox")?.split([' ', ',', '\t', '\r', '\n']);
    let numbers = numbers.filter(|number| !number.is_empty()).map(str::parse::<f64>);
    let numbers: Vec<f64> = numbers.collect::<Result<_, _>>().ok()?;
    match numbers[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some((width, height)),
        _ => None,
    }
}

/// The elements inside of the root, in a group that has the root's colours if it has some.
fn content(root: &Element, ids: &Ids, prefix: &str) -> String {
    let mut out = String::new();
    let style = root.attributes.iter().filter(|(name, _)| rules::presentation(name).is_some());
    let style: Vec<_> = style.cloned().collect();
    if !style.is_empty() {
        out.push_str("<g");
        write_attributes(&style, prefix, &mut out);
        out.push('>');
    }
    root.children.iter().for_each(|child| write(child, ids, prefix, &mut out));
    if !style.is_empty() {
        out.push_str("</g>");
    }
    out
}

fn write(node: &Node, ids: &Ids, prefix: &str, out: &mut String) {
    let element = match node {
        Node::Element(element) => element,
        Node::Text(text) => return out.push_str(&escaped(text)),
    };
    let name = element.name;
    let _ = write!(out, "<{name}");
    if let Some(id) = element.id.filter(|id| ids.used.contains(id)) {
        let _ = write!(out, " id=\"{prefix}{id}\"");
    }
    write_attributes(&element.attributes, prefix, out);
    if element.children.is_empty() {
        return out.push_str("/>");
    }
    out.push('>');
    element.children.iter().for_each(|child| write(child, ids, prefix, out));
    let _ = write!(out, "</{name}>");
}

fn write_attributes(attributes: &[(&'static str, Value)], prefix: &str, out: &mut String) {
    for (name, value) in attributes {
        let _ = match value {
            Value::Text(text) => write!(out, " {name}=\"{}\"", escaped(text)),
            Value::Url(id) => write!(out, " {name}=\"url(#{prefix}{id})\""),
            Value::Link(id) => write!(out, " {name}=\"#{prefix}{id}\""),
        };
    }
}

/// Text that XML may hold, between tags or quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => {}
            letter => out.push(letter),
        }
    }
    out
}
