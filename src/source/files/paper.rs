//! What is written as on paper, and is no fact for a machine: the quotation marks of a word
//! processor, dates with strokes.

use serde_json::{Map, Value};

/// Quotation marks that open and close, in any of the ways of Europe but «…», which belong to
/// texts.
const DOUBLE: [char; 4] = ['“', '”', '„', '‟'];
const SINGLE: [char; 4] = ['‘', '’', '‚', '‛'];

/// So many values at most are looked at.
const MOST: usize = 20;

/// What to say of a value in typographic quotation marks.
pub const QUOTES: &str =
    "has the quotation marks of a word processor (“…”): write straight ones (\"…\"), or none";

/// What a line of TOML that cannot be read was probably meant to be.
pub fn hint(line: &str) -> Option<String> {
    if has_typographic_quotes(line) {
        return Some(
            "its quotation marks are those of a word processor (“…”): write straight ones (\"…\")"
                .to_owned(),
        );
    }
    let value = line.split_once('=')?.1.split('#').next()?.trim();
    let better = date(value)?;
    Some(format!("`{value}` is no date here: write year, month and day, like `{better}`"))
}

/// True where a value begins with such a mark, or ends with one.
fn has_typographic_quotes(line: &str) -> bool {
    let is_start = |at: usize| line[..at].trim_end().ends_with(['=', ',', '[', '{']);
    let is_end = |rest: &str| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with([',', ']', '}', '#'])
    };
    line.char_indices().any(|(at, mark)| {
        let rest = &line[at + mark.len_utf8()..];
        match mark {
            _ if DOUBLE.contains(&mark) => is_start(at) || is_end(rest),
            _ if SINGLE.contains(&mark) => is_start(at),
            _ => false,
        }
    })
}

/// Takes the typographic quotation marks from the values of YAML that stand in nothing else.
/// Returns the names of their fields.
pub fn unquote(front: &str, fields: &mut Map<String, Value>) -> Vec<String> {
    let mut keys = Vec::new();
    let mut looked = 0;
    'all: for (key, value) in fields {
        let texts = match value {
            Value::Array(items) => items.as_mut_slice(),
            other => std::slice::from_mut(other),
        };
        for text in texts {
            let Value::String(text) = text else { continue };
            let Some(inner) = inside(text) else { continue };
            if looked == MOST {
                break 'all;
            }
            looked += 1;
            if is_bare(front, text) {
                *text = inner.to_owned();
                keys.push(key.clone());
            }
        }
    }
    keys.dedup();
    keys
}

/// The text between two typographic quotation marks.
fn inside(text: &str) -> Option<&str> {
    [DOUBLE, SINGLE].iter().find_map(|marks| {
        let inner = text.strip_prefix(marks)?.strip_suffix(marks)?;
        (!inner.contains(marks)).then_some(inner)
    })
}

/// True when a value is written without quotation marks that count.
fn is_bare(front: &str, value: &str) -> bool {
    let mut found = front.match_indices(value).map(|(at, _)| front[..at].trim_end());
    found.any(|before| before.ends_with([':', '[', ',', '-']))
}

/// `15/08/2027`, `15.8.2027` or `2027/08/15` as `2027-08-15`. The day comes before the month,
/// unless that cannot be.
pub fn date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(['/', '.', '-', ' ']).collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let [a, b, c] = parts[..] else { return None };
    let (a, b, c, is_year_first) = (number(a)?, number(b)?, number(c)?, a.len() == 4);
    let (year, month, day) = match (is_year_first, b) {
        (true, _) => (a, b, c),
        (false, 13..) => (c, a, b),
        (false, _) => (c, b, a),
    };
    let year = if year < 100 { year + 2000 } else { year };
    let date = format!("{year:04}-{month:02}-{day:02}");
    (year >= 1000 && is_date(&date)).then_some(date)
}

/// True for a day of the calendar, written like `2027-06-12`.
pub fn is_date(text: &str) -> bool {
    let mut parts = text.split('-').map(|part| part.parse::<u32>().ok());
    let (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_on_paper_is_a_date() {
        for text in [
            "15/08/2027",
            "15.8.2027",
            "15-08-2027",
            "2027/08/15",
            "08/15/2027",
            " 15 8 2027",
            "15/08/27",
        ] {
            assert_eq!(date(text).as_deref(), Some("2027-08-15"), "{text}");
        }
        assert_eq!(date("05/08/2027").as_deref(), Some("2027-08-05"));
        for text in ["31/02/2027", "15/08/127", "15 août 2027", "1/2", "2027", "12345/1/1", ""] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn marks_inside_of_a_text_are_no_mistake() {
        for line in [
            "name = “Lac”",
            "name = \"Lac”",
            "name = „Lac“ # x",
            "a = [\"b\", ‘c’]",
            "a = { fr = “b” }",
        ] {
            assert!(has_typographic_quotes(line), "{line}");
        }
        for line in
            ["name = \"L’été\" x", "name = \"Dit “Le Roc” ici\" x", "name = 'a' 'b'", "a = [1 2]"]
        {
            assert_eq!(hint(line), None, "{line}");
        }
    }
}
