//! Untrusted SVG → [`Svg`], with shapes only: nothing that loads or runs anything.

mod color;
mod reference;
mod rules;
mod style;
mod tree;

use crate::input;
use crate::model::{Colors, Svg};
use crate::source::files::text;
use reference::Ids;
use std::fmt::Write;
use tree::{Element, Node, Problem, Value};

/// Largest size of a file in bytes.
const LARGEST: usize = input::DRAWING.bytes as usize;
/// Width and height in pixels that a browser uses for a drawing without a size.
const DEFAULT_SIZE: (f64, f64) = (300.0, 150.0);

/// Reads a logo, which keeps its colours.
///
/// # Errors
/// When it cannot be used.
pub fn logo(bytes: &[u8]) -> Result<Svg, Problem> {
    let (root, ids) = read(bytes)?;
    Ok(svg(&root, &ids, Colors::Own))
}

/// Reads a pictogram. One that is all black, all grey or all white takes the colour of the text.
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

/// Reads a drawing as a tree, with the identifiers in it that are used.
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

/// True when an element contains a shape.
fn paints(element: &Element) -> bool {
    rules::SHAPES.contains(&element.name) || element.elements().any(paints)
}

/// Writes a drawing. Its identifiers start with a hash of its content, so that those of two drawings
/// on a page differ.
fn svg(root: &Element, ids: &Ids, colors: Colors) -> Svg {
    let frame = frame(root);
    let plain = content(root, ids, "");
    let hash = blake3::hash(format!("{frame} {plain}").as_bytes()).to_hex();
    let id = format!("p{}", &hash[..12]);
    let content = content(root, ids, &format!("{id}-"));
    Svg { id, frame, content, colors }
}

/// Attributes `viewBox` and `preserveAspectRatio` of the drawing.
fn frame(root: &Element) -> String {
    let length = |name| root.text(name).and_then(rules::pixels);
    let view_box = root.text("viewBox").filter(|view_box| is_view_box(view_box));
    let view_box = view_box.map_or_else(
        || {
            let (width, height) = length("width").zip(length("height")).unwrap_or(DEFAULT_SIZE);
            format!("0 0 {width} {height}")
        },
        escaped,
    );
    let aspect = root
        .text("preserveAspectRatio")
        .map_or(String::new(), |aspect| format!(" preserveAspectRatio=\"{}\"", escaped(aspect)));
    format!("viewBox=\"{view_box}\"{aspect}")
}

fn is_view_box(text: &str) -> bool {
    let numbers = text.split([' ', ',', '\t', '\r', '\n']).filter(|number| !number.is_empty());
    let numbers: Result<Vec<f64>, _> = numbers.map(str::parse).collect();
    numbers.is_ok_and(
        |numbers| matches!(numbers[..], [_, _, width, height] if width > 0.0 && height > 0.0),
    )
}

/// Writes the elements inside of the root, in a group with the root's style if it has one.
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

/// Text escaped for XML, both as content and as the value of an attribute.
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

#[cfg(test)]
mod tests;
