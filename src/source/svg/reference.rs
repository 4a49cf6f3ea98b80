//! References between the elements of a drawing, limited so that a browser can draw them.

use super::tree::{DEEPEST, Element, Node, Problem, Value};
use std::collections::{HashMap, HashSet};

/// Largest number of elements drawn, with a referenced element counted at each reference.
const MOST_DRAWN: u64 = 50_000;

/// Elements that are drawn only where they, or their content, are referenced.
const TEMPLATES: [&str; 6] =
    ["defs", "symbol", "linearGradient", "radialGradient", "clipPath", "mask"];

const TOO_MUCH: &str = "it draws too many elements: its parts repeat each other";

/// Identifiers of a drawing, as numbers.
#[derive(Default)]
pub struct Ids {
    /// Identifiers that are referenced.
    pub used: HashSet<usize>,
}

/// Removes references to missing elements, and elements that are never drawn.
///
/// # Errors
/// When an element refers to itself, or too much would be drawn.
pub fn resolve(root: &mut Element) -> Result<Ids, Problem> {
    // A reference to the root would draw the drawing inside of itself.
    root.id = None;
    let mut known = HashSet::new();
    remove_duplicate_ids(root, &mut known);
    remove_lost_references(root, &known);
    let mut measure = Measure { by_id: by_id(root), known: HashMap::new() };
    measure.of(root, 0)?;
    let mut ids = Ids::default();
    used(root, &mut ids.used);
    prune(root, &ids.used, false);
    Ok(ids)
}

/// Elements by their identifier.
pub fn by_id(root: &Element) -> HashMap<usize, &Element> {
    fn collect<'e>(element: &'e Element, found: &mut HashMap<usize, &'e Element>) {
        found.extend(element.id.map(|id| (id, element)));
        element.elements().for_each(|child| collect(child, found));
    }
    let mut found = HashMap::new();
    collect(root, &mut found);
    found
}

/// Removes the identifier of an element if an earlier one has it. Browsers use the first one too.
fn remove_duplicate_ids(element: &mut Element, known: &mut HashSet<usize>) {
    element.id = element.id.filter(|id| known.insert(*id));
    element.elements_mut().for_each(|child| remove_duplicate_ids(child, known));
}

/// Removes references to identifiers that no element has.
fn remove_lost_references(element: &mut Element, known: &HashSet<usize>) {
    element.attributes.retain_mut(|(name, value)| {
        let (Value::Url(id) | Value::Link(id)) = value else { return true };
        if known.contains(id) {
            return true;
        }
        // Without this attribute the element would be black.
        *value = Value::Text("none".to_owned());
        matches!(*name, "fill" | "stroke")
    });
    element.elements_mut().for_each(|child| remove_lost_references(child, known));
}

/// Adds the identifiers that an element and those inside of it reference.
fn used(element: &Element, found: &mut HashSet<usize>) {
    found.extend(element.references());
    element.elements().for_each(|child| used(child, found));
}

/// Removes elements that are never drawn: templates without a reference, and empty groups.
/// `in_template` is true inside of a template that is not referenced itself.
fn prune(element: &mut Element, used: &HashSet<usize>, in_template: bool) {
    element.children.retain_mut(|child| {
        let Node::Element(child) = child else { return true };
        let is_referenced = is_used(child, used);
        let in_template = in_template || TEMPLATES.contains(&child.name);
        prune(child, used, in_template && !is_referenced);
        let empty = matches!(child.name, "g" | "defs") && child.children.is_empty();
        (!in_template || is_referenced || holds_used(child, used)) && (!empty || is_referenced)
    });
}

fn is_used(element: &Element, used: &HashSet<usize>) -> bool {
    element.id.is_some_and(|id| used.contains(&id))
}

fn holds_used(element: &Element, used: &HashSet<usize>) -> bool {
    element.elements().any(|child| is_used(child, used) || holds_used(child, used))
}

/// Measures what elements draw.
struct Measure<'e> {
    by_id: HashMap<usize, &'e Element>,
    /// Measures by identifier. `None` while one is being measured: meeting it again means that the
    /// element refers to itself.
    known: HashMap<usize, Option<(u64, usize)>>,
}

impl Measure<'_> {
    /// Number and depth of the elements that an element draws.
    fn of(&mut self, element: &Element, depth: usize) -> Result<(u64, usize), Problem> {
        if depth > 2 * DEEPEST {
            return Err(TOO_MUCH);
        }
        let (mut count, mut below) = (1_u64, 0);
        let mut add = |(more, deep): (u64, usize)| {
            count = count.saturating_add(more);
            below = below.max(deep);
        };
        for child in element.elements() {
            add(self.identified(child, depth + 1)?);
        }
        for id in element.references() {
            if let Some(target) = self.by_id.get(&id).copied() {
                add(self.identified(target, depth + 1)?);
            }
        }
        if count > MOST_DRAWN || below > 2 * DEEPEST {
            return Err(TOO_MUCH);
        }
        Ok((count, below + 1))
    }

    fn identified(&mut self, element: &Element, depth: usize) -> Result<(u64, usize), Problem> {
        let Some(id) = element.id else { return self.of(element, depth) };
        match self.known.get(&id) {
            Some(Some(measured)) => return Ok(*measured),
            Some(None) => return Err("a part of it refers to itself"),
            None => {}
        }
        self.known.insert(id, None);
        let measured = self.of(element, depth)?;
        self.known.insert(id, Some(measured));
        Ok(measured)
    }
}
