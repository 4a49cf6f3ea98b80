//! Tolerant reader of XML: elements are matched by local name, and malformed documents are read as
//! far as possible.

use crate::source::files::track::{Problem, Problems};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting of elements that is read.
const DEEPEST: usize = 64;
/// Number of problems that are reported one by one. Further ones are only counted.
const REPORTED: usize = 3;

/// Receives the elements of a document, for one file format.
pub trait Handler {
    /// Called when an element starts. `path` has the local names of the open elements, with that of
    /// the element itself last.
    fn start(&mut self, path: &[String], element: &BytesStart, at: &mut At);
    /// Called when an element ends. `text` is the text directly inside of it, without that of inner
    /// elements.
    fn end(&mut self, path: &[String], text: &str, at: &mut At);
}

/// Place of the reader in the document, to report problems with their line.
pub struct At<'a> {
    text: &'a str,
    byte: usize,
    problems: Problems,
}

impl At<'_> {
    /// Adds a problem at the current line.
    pub fn problem(&mut self, message: impl Into<String>) {
        let line = || Some(crate::source::files::fence::line_at(self.text, self.byte));
        self.problems.add(line, message);
    }
}

/// Reads a document to its end, or to the first place that cannot be parsed. Elements that are still
/// open there are closed. Returns the problems.
pub fn read(text: &str, handler: &mut impl Handler) -> Vec<Problem> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let mut at = At { text, byte: 0, problems: Problems::at_most(REPORTED) };
    // Names and texts of the open elements. The strings are reused.
    let mut names: Vec<String> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    let mut depth = 0;
    loop {
        at.byte = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                depth += 1;
                if depth > DEEPEST {
                    depth -= 1;
                    at.problem("elements are nested too deep: the rest of the file is left out");
                    break;
                }
                if names.len() < depth {
                    names.push(String::new());
                    texts.push(String::new());
                }
                texts[depth - 1].clear();
                names[depth - 1].clear();
                names[depth - 1].push_str(element.local_name().as_ref());
                handler.start(&names[..depth], &element, &mut at);
            }
            Ok(Event::End(_)) if depth > 0 => {
                handler.end(&names[..depth], texts[depth - 1].trim(), &mut at);
                depth -= 1;
            }
            Ok(Event::Text(piece)) if depth > 0 => texts[depth - 1].push_str(&piece),
            Ok(Event::CData(piece)) if depth > 0 => texts[depth - 1].push_str(&piece),
            Ok(Event::GeneralRef(name)) if depth > 0 => texts[depth - 1].push_str(&entity(&name)),
            Ok(Event::Eof) => {
                if depth > 0 {
                    at.problem("the file breaks off here: what comes before was read");
                }
                break;
            }
            Ok(_) => {}
            Err(error) => {
                at.byte = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                at.problem(format!(
                    "the file is damaged here ({error}): what comes before was read"
                ));
                break;
            }
        }
    }
    while depth > 0 {
        handler.end(&names[..depth], texts[depth - 1].trim(), &mut at);
        depth -= 1;
    }
    at.problems.finish()
}

/// Text of a predefined entity or a character reference. An unknown entity is left as it is written.
/// The result is never expanded again.
pub fn entity(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    });
    match (name, number.and_then(char::from_u32)) {
        (_, Some(letter)) => letter.to_string(),
        ("amp", _) => "&".to_owned(),
        ("lt", _) => "<".to_owned(),
        ("gt", _) => ">".to_owned(),
        ("quot", _) => "\"".to_owned(),
        ("apos", _) => "'".to_owned(),
        _ => format!("&{name};"),
    }
}

/// Value of an attribute as a number, with a decimal point or comma. `None` when it is missing or is
/// not a number.
pub fn number(element: &BytesStart, name: &str) -> Option<f64> {
    let attribute = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    parse_number(&attribute.value)
}

/// Parses a number with a decimal point or comma. `None` when it is not a finite number.
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = text.parse::<f64>().ok().or_else(|| text.replacen(',', ".", 1).parse().ok());
    number.filter(|number| number.is_finite())
}

/// Local name of an open element. `depth` counts from the innermost one, which is 0. Empty when there
/// is none.
pub fn name(path: &[String], depth: usize) -> &str {
    path.len().checked_sub(depth + 1).map_or("", |index| &path[index])
}
