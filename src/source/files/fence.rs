//! Front matter between two fences, parsed as TOML (`+++`) or YAML (`---`).

use crate::input;
use crate::source::files::paper;
use serde_json::{Map, Value};

/// A text, split into front matter and body.
pub enum Split<'a> {
    /// No front matter.
    None,
    /// An opening fence without a closing one.
    Unclosed(&'static str),
    /// The fence, the front matter, and the body.
    Found(&'static str, &'a str, &'a str),
}

/// Splits the front matter from a text.
pub fn split(text: &str) -> Split<'_> {
    let Some((first, rest)) = text.split_once('\n') else { return Split::None };
    let fence = match first.trim_end() {
        "+++" => "+++",
        "---" => "---",
        _ => return Split::None,
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == fence {
            return Split::Found(fence, &rest[..at], &rest[at + line.len()..]);
        }
        at += line.len();
    }
    Split::Unclosed(fence)
}

/// Line of a parse error, starting at 1, if it is known; and the problem.
pub type Unreadable = (Option<u32>, String);

/// Parses front matter: TOML where the fence is `+++`, YAML where it is `---`.
///
/// # Errors
/// When it is not valid, or too large.
pub fn fields(fence: &str, front: &str) -> Result<Map<String, Value>, Unreadable> {
    match fence {
        _ if front.len() as u64 > input::SETTINGS.bytes => Err(too_large()),
        "+++" => toml_fields(front),
        _ => yaml_fields(front),
    }
}

const TOO_DEEP: &str = "lists or tables are nested too deep in it";
const TOO_MANY: &str = "it is too long for a list of fields: texts belong below it";

/// Explains why a text is not valid TOML.
pub fn toml_problem(text: &str, error: &toml::de::Error) -> Unreadable {
    let line = error.span().map(|span| line_at(text, span.start));
    let at_fault = line.and_then(|line| text.lines().nth(line as usize - 1));
    let hint = at_fault.and_then(paper::hint);
    (line, hint.unwrap_or_else(|| plain(error.message())))
}

/// Message of a parser. The parser's own limits are explained in plain words.
fn plain(message: &str) -> String {
    let is_deep = ["recurs", "budget breached: Depth"].iter().any(|word| message.contains(word));
    match message {
        _ if is_deep => TOO_DEEP.to_owned(),
        _ if message.contains("budget breached") => TOO_MANY.to_owned(),
        other => other.to_owned(),
    }
}

fn too_large() -> Unreadable {
    let most = input::SETTINGS;
    (None, format!("it is larger than {most}: texts belong below it"))
}

fn toml_fields(front: &str) -> Result<Map<String, Value>, Unreadable> {
    let table: toml::Table = toml::from_str(front).map_err(|error| toml_problem(front, &error))?;
    Ok(table.into_iter().map(|(key, value)| (key, json(value))).collect())
}

/// Line that holds a byte of a text, starting at 1.
pub fn line_at(text: &str, byte: usize) -> u32 {
    let before = text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

fn yaml_fields(front: &str) -> Result<Map<String, Value>, Unreadable> {
    serde_saphyr::from_str::<Option<Map<String, Value>>>(front).map(Option::unwrap_or_default).map_err(
        |error| {
            let line = error.location().and_then(|location| u32::try_from(location.line()).ok());
            let message = error.without_snippet().to_string();
            let message = plain(message.split(" at line ").next().unwrap_or(&message));
            let toml = front.lines().any(|line| line.contains(" = "));
            let hint = ": between `---` lines fields are written `name: Lac`; `name = \"Lac\"` belongs between `+++` lines";
            (line, if toml { message + hint } else { message })
        },
    )
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => Value::Bool(flag),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fence: &str, front: &str, expected: &str) {
        let (_, problem) = fields(fence, front).unwrap_err();
        assert_eq!(problem, expected);
    }

    #[test]
    fn front_matter_that_is_nested_too_deep_is_refused() {
        const DEPTH: usize = 100_000;
        for (fence, start, piece, end) in [
            ("+++", "a = ", "[", ""),
            ("+++", "a = ", "{a=", ""),
            ("+++", "a", ".a", " = 1"),
            ("+++", "[a", ".a", "]"),
            ("---", "a: ", "[", ""),
            ("---", "a: ", "{a: ", ""),
        ] {
            check(fence, &format!("{start}{}{end}", piece.repeat(DEPTH)), TOO_DEEP);
        }
        let steps = (0..400).map(|depth| format!("{}a:\n", " ".repeat(depth)));
        check("---", &steps.collect::<String>(), TOO_DEEP);
    }

    #[test]
    fn front_matter_that_is_too_large_is_refused() {
        let list = |items: usize| format!("a: [{}]", "1,".repeat(items));
        assert_eq!(fields("---", &list(1_000)).unwrap()["a"].as_array().unwrap().len(), 1_000);
        check("---", &list(300_000), TOO_MANY);
        // Each name stands for ten of the one before.
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let bomb = names.windows(2).map(|pair| {
            format!("{}: &{} [{}]\n", pair[1], pair[1], vec![format!("*{}", pair[0]); 10].join(","))
        });
        check("---", &format!("a: &a [1]\n{}", bomb.collect::<String>()), TOO_MANY);
        let most = input::SETTINGS.bytes as usize;
        let text = |length: usize| format!("a = \"{}\"", "x".repeat(length - 6));
        assert!(fields("+++", &text(most)).is_ok());
        check("+++", &text(most + 1), &too_large().1);
    }
}
