//! An SVG, parsed to a tree of allowed elements and attributes.

use super::{rules, style};
use crate::source::files::xml;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, XmlVersion};
use std::collections::HashMap;

const SVG: Namespace = Namespace("http://www.w3.org/2000/svg");
/// Deepest nesting of elements.
pub const DEEPEST: usize = 64;
/// Largest number of elements in the file.
const MOST_ELEMENTS: usize = 20_000;

/// Number of style rules that are read. Each one is tried on each element.
const MOST_RULES: usize = 1000;

const BROKEN: &str = "it is broken: not well-formed XML";
const NO_SVG: &str = "it is not SVG";

/// Reason why a drawing cannot be used.
pub type Problem = &'static str;

/// An allowed element.
#[derive(Debug, Default)]
pub struct Element {
    pub name: &'static str,
    /// Identifier, as a number.
    pub id: Option<usize>,
    pub attributes: Vec<(&'static str, Value)>,
    pub children: Vec<Node>,
    classes: String,
    style: String,
}

/// Content of an element.
#[derive(Debug)]
pub enum Node {
    Element(Element),
    Text(String),
}

/// Value of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    /// Reference `url(#…)`, with the identifier as a number.
    Url(usize),
    /// Reference `#…`, with the identifier as a number.
    Link(usize),
}

impl Element {
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            Value::Url(_) | Value::Link(_) => None,
        }
    }

    pub fn set(&mut self, name: &'static str, value: Value) {
        match self.attributes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.attributes.push((name, value)),
        }
    }

    /// Identifiers that the attributes refer to.
    pub fn references(&self) -> impl Iterator<Item = usize> {
        self.attributes.iter().filter_map(|(_, value)| match value {
            Value::Url(id) | Value::Link(id) => Some(*id),
            Value::Text(_) => None,
        })
    }
}

/// Parses a drawing. Elements and attributes that are not allowed are left out.
///
/// # Errors
/// When it is not well-formed XML, not SVG, or has too many elements.
pub fn read(text: &str) -> Result<Element, Problem> {
    let mut reading = Reading::default();
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| BROKEN)?;
        match event {
            Event::Start(element) => {
                let ours = matches!(namespace, ResolveResult::Bound(SVG) | ResolveResult::Unbound);
                reading.start(&element, ours)?;
            }
            Event::End(_) => reading.end()?,
            Event::Text(text) => reading.text(&text)?,
            Event::CData(text) => reading.text(&text)?,
            Event::GeneralRef(name) => {
                let letter = xml::entity(&name);
                // An unknown entity is returned as it is written.
                if letter.starts_with('&') && letter.len() > 1 {
                    return Err(BROKEN);
                }
                reading.text(&letter)?;
            }
            Event::DocType(text) if text.contains('[') => {
                return Err("it declares entities: export it again without them");
            }
            // The reader expands an empty element to a start and an end.
            Event::Empty(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Comment(_) => {}
            Event::Eof => return reading.finish(),
        }
    }
}

/// State of parsing.
#[derive(Default)]
struct Reading {
    /// Open elements, the root first. `None` for one that is left out with its content.
    open: Vec<Option<Element>>,
    root: Option<Element>,
    css: String,
    /// True inside of a `<style>` element, whose text is CSS.
    in_style: bool,
    /// Number of elements so far.
    elements: usize,
    /// Number of each identifier.
    ids: HashMap<String, usize>,
}

impl Reading {
    fn start(&mut self, element: &BytesStart, ours: bool) -> Result<(), Problem> {
        if self.root.is_some() {
            return Err(BROKEN);
        }
        self.elements += 1;
        if self.open.len() == DEEPEST || self.elements > MOST_ELEMENTS {
            return Err("it has too many elements");
        }
        let name = element.local_name();
        let known = if ours { rules::element(name.as_ref()) } else { None };
        if self.open.is_empty() && known != Some("svg") {
            return Err(NO_SVG);
        }
        let inside = self.open.last().is_none_or(|parent| parent.is_some());
        self.in_style = ours && inside && name.as_ref() == "style";
        let read = self.element(known.filter(|_| inside), element)?;
        self.open.push(read);
        Ok(())
    }

    /// Parses an element. `None` when it is left out; its attributes must be well-formed all the same.
    fn element(
        &mut self,
        name: Option<&'static str>,
        element: &BytesStart,
    ) -> Result<Option<Element>, Problem> {
        let mut read = Element { name: name.unwrap_or_default(), ..Element::default() };
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|_| BROKEN)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| BROKEN)?;
            let value = value.trim();
            match attribute.key.as_ref() {
                "id" if !value.is_empty() => read.id = Some(self.id(value)),
                "class" => value.clone_into(&mut read.classes),
                "style" => value.clone_into(&mut read.style),
                // Programs use different prefixes for XLink.
                key if refers(read.name) && key.rsplit(':').next() == Some("href") => {
                    if let Some(id) = value.strip_prefix('#').filter(|id| !id.is_empty()) {
                        read.set("href", Value::Link(self.id(id)));
                    }
                }
                name => self.set(&mut read, rules::attribute(name), value),
            }
        }
        let empty = read.name == "use" && read.get("href").is_none();
        Ok((name.is_some() && !empty).then_some(read))
    }

    fn set(&mut self, element: &mut Element, name: Option<&'static str>, value: &str) {
        let Some(name) = name else { return };
        if rules::is_plain(value) {
            element.set(name, Value::Text(value.to_owned()));
        } else if rules::REFERRING.contains(&name)
            && let Some(id) = rules::referred(value).filter(|id| !id.is_empty())
        {
            let id = self.id(id);
            element.set(name, Value::Url(id));
        }
    }

    fn id(&mut self, name: &str) -> usize {
        let next = self.ids.len();
        *self.ids.entry(name.to_owned()).or_insert(next)
    }

    fn text(&mut self, text: &str) -> Result<(), Problem> {
        let Some(parent) = self.open.last_mut() else {
            return if text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() {
                Ok(())
            } else {
                Err(if self.root.is_some() { BROKEN } else { NO_SVG })
            };
        };
        if self.in_style {
            self.css.push_str(text);
        }
        if let Some(parent) = parent.as_mut().filter(|parent| holds_text(parent.name)) {
            parent.children.push(Node::Text(text.to_owned()));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Problem> {
        self.in_style = false;
        let Some(element) = self.open.pop().ok_or(BROKEN)? else { return Ok(()) };
        match self.open.last_mut() {
            Some(Some(parent)) => parent.children.push(Node::Element(element)),
            Some(None) => {}
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Element, Problem> {
        if !self.open.is_empty() {
            return Err(BROKEN);
        }
        let mut root = self.root.take().ok_or(NO_SVG)?;
        let mut rules = style::rules(&self.css);
        rules.truncate(MOST_RULES);
        self.styled(&mut root, &rules);
        Ok(root)
    }

    /// Converts styles to attributes. A class overrides an attribute, and `style` overrides a class.
    fn styled(&mut self, element: &mut Element, rules: &[(String, String)]) {
        let classes = std::mem::take(&mut element.classes);
        let style = std::mem::take(&mut element.style);
        let of_classes = rules
            .iter()
            .filter(|(class, _)| classes.split_ascii_whitespace().any(|own| own == class))
            .map(|(_, style)| style.as_str());
        for (name, value) in of_classes.chain([style.as_str()]).flat_map(style::declarations) {
            self.set(element, rules::presentation(name), value);
        }
        element.elements_mut().for_each(|child| self.styled(child, rules));
    }
}

fn refers(element: &str) -> bool {
    matches!(element, "use" | "linearGradient" | "radialGradient")
}

fn holds_text(element: &str) -> bool {
    matches!(element, "text" | "tspan" | "title" | "desc")
}
