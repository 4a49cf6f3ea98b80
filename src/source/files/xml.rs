//! XML as devices write it: read by local names, forgiving everything but the loss of data.

use crate::source::files::track::{Problem, Problems};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements deeper than this are no track file.
const DEEPEST: usize = 64;
/// Problems told one by one; the others are only counted.
const TOLD: usize = 3;

/// What a reader of a format hears.
pub trait Handler {
    /// An element starts. `path`: the local names of the elements around it, itself last.
    fn start(&mut self, path: &[String], element: &BytesStart, at: &mut At);
    /// An element ends, with all the text it held directly.
    fn end(&mut self, path: &[String], text: &str, at: &mut At);
}

/// Where the reader is, and what went wrong there.
pub struct At<'a> {
    text: &'a str,
    byte: usize,
    problems: Problems,
}

impl At<'_> {
    /// Notes a problem with the line it is on.
    pub fn problem(&mut self, message: impl Into<String>) {
        let line = || Some(crate::source::files::fence::line_at(self.text, self.byte));
        self.problems.note(line, message);
    }
}

/// Reads a document to its end, or to where it breaks off. Elements left open are closed then.
pub fn read(text: &str, handler: &mut impl Handler) -> Vec<Problem> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let mut at = At { text, byte: 0, problems: Problems::at_most(TOLD) };
    // Names and texts of the open elements; the strings are used again and again.
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

/// Predefined entities and character references. One that nobody declared is left as written;
/// nothing is ever expanded twice.
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

/// An attribute as a number; a decimal comma is a decimal point.
pub fn number(element: &BytesStart, name: &str) -> Option<f64> {
    let attribute = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    parse_number(&attribute.value)
}

pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = text.parse::<f64>().ok().or_else(|| text.replacen(',', ".", 1).parse().ok());
    number.filter(|number| number.is_finite())
}

/// The local name of the `depth`-th element from the innermost: 0 is the element itself.
pub fn name(path: &[String], depth: usize) -> &str {
    path.len().checked_sub(depth + 1).map_or("", |index| &path[index])
}
