//! Values written as on paper, which a machine does not understand: typographic quotation marks,
//! dates with slashes.

use serde_json::{Map, Value};

/// Typographic double quotation marks of European languages, except «…»: those belong to texts.
const DOUBLE: [char; 4] = ['“', '”', '„', '‟'];
/// Typographic single quotation marks.
const SINGLE: [char; 4] = ['‘', '’', '‚', '‛'];

/// Number of quoted values of one file that are looked at.
const MOST: usize = 20;

/// Warning about a value in typographic quotation marks.
pub const QUOTES: &str =
    "has the quotation marks of a word processor (“…”): write straight ones (\"…\"), or none";

/// Advice about a line of TOML that cannot be parsed. `None` when its mistake is of another kind.
pub fn hint(line: &str) -> Option<String> {
    if has_typographic_quotes(line) {
        return Some(
            "its quotation marks are those of a word processor (“…”): write straight ones (\"…\")"
                .to_owned(),
        );
    }
    let value = line.split_once('=')?.1.split('#').next()?.trim();
    let better = date(value)?;
    Some(format!("`{value}` is not a date: write year, month and day, like `{better}`"))
}

/// True when a value of the line begins or ends with a typographic quotation mark.
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

/// Removes the typographic quotation marks around values of YAML that have no other ones. Returns
/// the names of the changed fields.
pub fn unquote(front: &str, fields: &mut Map<String, Value>) -> Vec<String> {
    let mut keys = Vec::new();
    let mut count = 0;
    'all: for (key, value) in fields {
        let texts = match value {
            Value::Array(items) => items.as_mut_slice(),
            other => std::slice::from_mut(other),
        };
        for text in texts {
            let Value::String(text) = text else { continue };
            let Some(inner) = inside(text) else { continue };
            if count == MOST {
                break 'all;
            }
            count += 1;
            if is_bare(front, text) {
                *text = inner.to_owned();
                keys.push(key.clone());
            }
        }
    }
    keys.dedup();
    keys
}

/// Text between two typographic quotation marks. `None` for a text that is not enclosed in them.
fn inside(text: &str) -> Option<&str> {
    [DOUBLE, SINGLE].iter().find_map(|marks| {
        let inner = text.strip_prefix(marks)?.strip_suffix(marks)?;
        (!inner.contains(marks)).then_some(inner)
    })
}

/// True when a value of YAML is written without straight quotation marks.
fn is_bare(front: &str, value: &str) -> bool {
    let mut found = front.match_indices(value).map(|(at, _)| front[..at].trim_end());
    found.any(|before| before.ends_with([':', '[', ',', '-']))
}

/// Converts a date like `15/08/2027`, `15.8.2027` or `2027/08/15` to `2027-08-15`. The day comes
/// before the month, unless the second number is larger than 12. `None` for other texts.
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

/// True for an existing day, written like `2027-06-12`.
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
    fn dates_written_as_on_paper_are_understood() {
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
    fn typographic_quotes_inside_a_text_are_not_a_mistake() {
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
