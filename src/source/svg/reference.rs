//! What the parts of a drawing refer to: only to each other, and never in more ways than a
//! browser can draw.

use super::tree::{DEEPEST, Element, Node, Problem, Value};
use std::collections::{HashMap, HashSet};

/// Elements, once everything that is referred to stands where it is referred to.
const MOST_DRAWN: u64 = 50_000;

/// Elements that are drawn only where something refers to them, or to what they hold.
const WAITING: [&str; 6] =
    ["defs", "symbol", "linearGradient", "radialGradient", "clipPath", "mask"];

const TOO_MUCH: &str = "it draws more than any drawing does: its parts repeat each other";

/// Identifiers, by number.
#[derive(Default)]
pub struct Ids {
    /// Those that something refers to.
    pub used: HashSet<usize>,
}

/// Removes references to what is not there.
///
/// # Errors
/// When parts refer to themselves, or repeat each other too often.
pub fn resolve(root: &mut Element) -> Result<Ids, Problem> {
    // The root is what a browser would draw inside of itself.
    root.id = None;
    let mut there = HashSet::new();
    once(root, &mut there);
    without_lost(root, &there);
    let mut measure = Measure { by_id: by_id(root), known: HashMap::new() };
    measure.of(root, 0)?;
    let mut ids = Ids::default();
    used(root, &mut ids.used);
    prune(root, &ids.used, false);
    Ok(ids)
}

/// The elements that have an identifier.
pub fn by_id(root: &Element) -> HashMap<usize, &Element> {
    fn collect<'e>(element: &'e Element, found: &mut HashMap<usize, &'e Element>) {
        found.extend(element.id.map(|id| (id, element)));
        element.elements().for_each(|child| collect(child, found));
    }
    let mut found = HashMap::new();
    collect(root, &mut found);
    found
}

/// The first of two elements keeps their identifier, as in a browser.
fn once(element: &mut Element, there: &mut HashSet<usize>) {
    element.id = element.id.filter(|id| there.insert(*id));
    element.elements_mut().for_each(|child| once(child, there));
}

fn without_lost(element: &mut Element, there: &HashSet<usize>) {
    element.attributes.retain_mut(|(name, value)| {
        let (Value::Url(id) | Value::Link(id)) = value else { return true };
        if there.contains(id) {
            return true;
        }
        // A colour that is not there is none; the next best would be black.
        *value = Value::Text("none".to_owned());
        matches!(*name, "fill" | "stroke")
    });
    element.elements_mut().for_each(|child| without_lost(child, there));
}

fn used(element: &Element, found: &mut HashSet<usize>) {
    found.extend(element.references());
    element.elements().for_each(|child| used(child, found));
}

/// Removes what is never drawn: what nothing refers to among what waits for it, and empty groups.
fn prune(element: &mut Element, used: &HashSet<usize>, waiting: bool) {
    element.children.retain_mut(|child| {
        let Node::Element(child) = child else { return true };
        let wanted = is_used(child, used);
        let waiting = waiting || WAITING.contains(&child.name);
        prune(child, used, waiting && !wanted);
        let empty = matches!(child.name, "g" | "defs") && child.children.is_empty();
        (!waiting || wanted || holds_used(child, used)) && (!empty || wanted)
    });
}

fn is_used(element: &Element, used: &HashSet<usize>) -> bool {
    element.id.is_some_and(|id| used.contains(&id))
}

fn holds_used(element: &Element, used: &HashSet<usize>) -> bool {
    element.elements().any(|child| is_used(child, used) || holds_used(child, used))
}

/// Counts what is drawn and how deep it lies.
struct Measure<'e> {
    by_id: HashMap<usize, &'e Element>,
    /// By identifier. `None`: being counted, so that who meets it again refers to itself.
    known: HashMap<usize, Option<(u64, usize)>>,
}

impl Measure<'_> {
    /// Number of elements and depth of what an element draws.
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
