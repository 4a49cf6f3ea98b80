//! Markdown files with TOML or YAML front matter, read field by field.
//!
//! A field of the wrong type costs that field, with a warning that names file and line.

use crate::model::{Html, Position};
use crate::report::Report;
use crate::source::sanitize::{self, Surroundings};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The fields in front of a text, and the text.
pub struct FrontMatter<'a> {
    item: String,
    text: &'a str,
    /// Lines of the text before these fields.
    above: usize,
    /// The fields could not be read at all.
    unreadable: bool,
    fields: Map<String, Value>,
    body: &'a str,
    /// What addresses in its texts lead to.
    around: Surroundings,
    asked: RefCell<BTreeSet<String>>,
    problems: RefCell<Report>,
}

impl<'a> FrontMatter<'a> {
    /// Reads `+++` TOML or `---` YAML, then the body. `item` is the file as the user knows it.
    pub fn parse(item: &str, text: &'a str) -> FrontMatter<'a> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut problems = Report::default();
        let mut unreadable = false;
        let above = text.len() - text.trim_start().len();
        let above = text.as_bytes().iter().take(above).filter(|byte| **byte == b'\n').count();
        let (fields, body) = match split(text.trim_start()) {
            Split::None => (Map::new(), text),
            Split::Unclosed(fence) => {
                problems.warn_at(
                    item,
                    1,
                    format!("the front matter has no closing `{fence}` line"),
                );
                unreadable = true;
                (Map::new(), "")
            }
            Split::Found(fence, front, body) => {
                // Empty lines stand for what is above, so that line numbers are the file's.
                let front = format!("{}{front}", "\n".repeat(above + 1));
                let fields = if fence == "+++" { toml_fields(&front) } else { yaml_fields(&front) };
                let fields = fields.unwrap_or_else(|(line, problem)| {
                    unreadable = true;
                    problems.warnings.push(crate::report::Warning {
                        item: item.to_owned(),
                        line,
                        problem: format!("the front matter cannot be read: {problem}"),
                    });
                    Map::new()
                });
                (fields, body)
            }
        };
        FrontMatter {
            item: item.to_owned(),
            text,
            above: 0,
            unreadable,
            fields,
            body,
            around: Surroundings::default(),
            asked: RefCell::default(),
            problems: RefCell::new(problems),
        }
    }

    /// The same, with these surroundings of its texts.
    pub fn within(self, around: Surroundings) -> FrontMatter<'a> {
        FrontMatter { around, ..self }
    }

    /// A table that is no file's front matter, such as the properties of a GeoJSON feature.
    pub fn of_fields(item: &str, fields: Map<String, Value>) -> FrontMatter<'static> {
        FrontMatter {
            item: item.to_owned(),
            text: "",
            above: 0,
            unreadable: false,
            fields,
            body: "",
            around: Surroundings::default(),
            asked: RefCell::default(),
            problems: RefCell::default(),
        }
    }

    /// The Markdown after the front matter, if there is any.
    pub fn body(&self) -> Option<Html> {
        let body = self.body.trim();
        let mut warn = |problem: String| {
            self.problems.borrow_mut().warn(&self.item, format!("the text {problem}"));
        };
        (!body.is_empty()).then(|| sanitize::markdown(body, &self.around, &mut warn))
    }

    /// True when what is missing was perhaps written, but cannot be read.
    pub fn is_unreadable(&self) -> bool {
        self.unreadable
    }

    pub fn has(&self, key: &str) -> bool {
        self.fields.get(key).is_some_and(|value| !value.is_null())
    }

    /// Text on one line, without markup.
    pub fn text(&self, key: &str) -> Option<String> {
        let text = match self.value(key)? {
            Value::String(text) => sanitize::plain(text),
            Value::Number(number) => self.as_written(key, number)?,
            _ => return self.wrong(key, "is not a text: put it in quotes"),
        };
        (!text.is_empty()).then_some(text)
    }

    /// Markdown, several paragraphs or one.
    pub fn html(&self, key: &str) -> Option<Html> {
        match self.value(key)? {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(self.markdown(key, text)),
            Value::Number(number) => Some(self.markdown(key, &self.as_written(key, number)?)),
            _ => self.wrong(key, "is not a text: put it in quotes"),
        }
    }

    fn markdown(&self, key: &str, text: &str) -> Html {
        let mut warn = |problem: String| self.wrong(key, &problem).unwrap_or_default();
        sanitize::markdown(text, &self.around, &mut warn)
    }

    /// A number where a text belongs: fine while nothing is lost, as the zero of `05100` is.
    fn as_written(&self, key: &str, number: &serde_json::Number) -> Option<String> {
        let text = number.to_string();
        let text = text.strip_suffix(".0").unwrap_or(&text);
        let line = self.line_of(key).and_then(|line| self.text.lines().nth(line as usize - 1));
        let word = |c: char| !(c.is_alphanumeric() || ".+-_".contains(c));
        if line.is_none_or(|line| line.split(word).any(|word| word == text)) {
            return Some(text.to_owned());
        }
        self.wrong(key, "is read as a number: put it in quotes to keep it as it is written")
    }

    pub fn number(&self, key: &str) -> Option<f64> {
        let number = match self.value(key)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().replace(',', ".").parse().ok(),
            _ => None,
        };
        match number.filter(|number| number.is_finite()) {
            Some(number) => Some(number),
            None => self.wrong(key, "is not a number: write it like `3.5`"),
        }
    }

    /// A number of hours, metres…: never negative.
    pub fn amount(&self, key: &str) -> Option<f64> {
        let amount = self.number(key)?;
        if amount < 0.0 { self.wrong(key, "cannot be negative") } else { Some(amount) }
    }

    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.value(key)? {
            Value::Bool(flag) => Some(*flag),
            _ => self.wrong(key, "is neither `true` nor `false`"),
        }
    }

    /// One text or a list of them.
    pub fn texts(&self, key: &str) -> Vec<String> {
        match self.value(key) {
            None => Vec::new(),
            Some(Value::Array(items)) => items
                .iter()
                .filter_map(|item| match item {
                    Value::String(text) => Some(sanitize::plain(text)),
                    Value::Number(number) => self.as_written(key, number),
                    _ => self.wrong(key, "has an item that is not a text"),
                })
                .filter(|text| !text.is_empty())
                .collect(),
            Some(_) => self.text(key).into_iter().collect(),
        }
    }

    /// `[longitude, latitude]`, or with an elevation as third number.
    pub fn position(&self, key: &str) -> Option<Position> {
        match position(self.value(key)?) {
            Some(position) => Some(position),
            None => {
                self.wrong(key, "is not a position: write it like `[6.41, 45.02]`, longitude first")
            }
        }
    }

    pub fn positions(&self, key: &str) -> Vec<Position> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let positions: Option<Vec<_>> =
            value.as_array().and_then(|items| items.iter().map(position).collect());
        match positions {
            Some(positions) => positions,
            None => self
                .wrong(key, "is not a list of positions like `[[6.41, 45.02], [6.42, 45.03]]`")
                .unwrap_or_default(),
        }
    }

    /// `2026-05-12`, with or without a time behind it.
    pub fn date(&self, key: &str) -> Option<String> {
        let text = self.text(key)?;
        let date = text.get(..10).filter(|date| is_date(date));
        match date {
            Some(date) => Some(date.to_owned()),
            None => self.wrong(key, "is not a date: write it like `2027-06-12`"),
        }
    }

    pub fn email(&self, key: &str) -> Option<String> {
        let text = self.text(key)?;
        match sanitize::email(&text) {
            Some(email) => Some(email),
            None => self.wrong(key, "is not an e-mail address like `info@example.org`"),
        }
    }

    /// An address that visitors may be sent to.
    pub fn web_address(&self, key: &str) -> Option<String> {
        let text = self.text(key)?;
        match sanitize::web_address(&text) {
            Some(url) => Some(url),
            None => self.wrong(key, "is not a web address: it starts with `https://`"),
        }
    }

    /// Reads a list of tables, each as fields of its own. Fields of theirs that nobody asked for
    /// are named like those of the text itself.
    pub fn tables<T>(
        &self,
        key: &str,
        mut read: impl FnMut(&FrontMatter<'a>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(items) = value.as_array().filter(|items| items.iter().all(Value::is_object))
        else {
            let problem =
                format!("is not a list of tables: write `[[{key}]]` above each one's fields");
            return self.wrong(key, &problem).unwrap_or_default();
        };
        let tables = items.iter().filter_map(Value::as_object).enumerate();
        let one = |(number, fields): (usize, &Map<String, Value>)| {
            let table = FrontMatter {
                above: self.table_line(key, number),
                text: self.text,
                around: self.around.clone(),
                ..FrontMatter::of_fields(&self.item, fields.clone())
            };
            let found = read(&table);
            table.finish(&mut self.problems.borrow_mut());
            found
        };
        tables.filter_map(one).collect()
    }

    /// Lines above the table of this number, from 0: behind its `[[key]]` in TOML, its `-` in YAML.
    fn table_line(&self, key: &str, number: usize) -> usize {
        let heading = format!("[[{key}]]");
        let mut lines = self.text.lines().enumerate();
        let toml = lines.clone().filter(|(_, line)| line.trim() == heading).nth(number);
        let yaml = || {
            lines.find(|(_, line)| line.trim_end() == format!("{key}:"))?;
            lines.filter(|(_, line)| line.trim_start().starts_with("- ")).nth(number)
        };
        toml.or_else(yaml).map_or(0, |(line, _)| line)
    }

    /// The raw value, for what no other method reads.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.asked.borrow_mut().insert(key.to_owned());
        self.fields.get(key).filter(|value| !value.is_null())
    }

    /// Notes that a field cannot be used. Returns `None`, to be returned in turn.
    pub fn wrong<T>(&self, key: &str, problem: &str) -> Option<T> {
        let problem = format!("`{key}` {problem}");
        match self.line_of(key) {
            Some(line) => self.problems.borrow_mut().warn_at(&self.item, line, problem),
            None => self.problems.borrow_mut().warn(&self.item, problem),
        }
        None
    }

    /// All that was wrong. To be called last: fields that nobody asked for are named too.
    pub fn finish(self, report: &mut Report) {
        let asked = self.asked.borrow();
        for key in self.fields.keys().filter(|key| !asked.contains(*key)) {
            let hint = did_you_mean(key, asked.iter().map(String::as_str));
            self.wrong::<()>(key, &format!("is not a field that is read here{hint}"));
        }
        drop(asked);
        report.extend(self.problems.into_inner());
    }

    /// What was wrong up to now. For an item that is left out: nobody asked for its fields.
    pub fn give_up(self, report: &mut Report) {
        report.extend(self.problems.into_inner());
    }

    fn line_of(&self, key: &str) -> Option<u32> {
        let line = self.text.lines().skip(self.above).position(|line| {
            let line = line.trim_start().trim_start_matches("- ").trim_start_matches('[');
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start().starts_with(['=', ':', ']']))
        })?;
        u32::try_from(self.above + line + 1).ok()
    }
}

/// `: did you mean …?`, or nothing when no name is near.
pub fn did_you_mean<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> String {
    nearest(word, names).map(|name| format!(": did you mean `{name}`?")).unwrap_or_default()
}

/// The name that was probably meant.
pub fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .map(|name| (strsim::osa_distance(&word.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| {
            *distance <= (name.len() / 3).max(1) && *distance < word.chars().count()
        })
        .min()
        .map(|(_, name)| name)
}

enum Split<'a> {
    None,
    Unclosed(&'static str),
    Found(&'static str, &'a str, &'a str),
}

fn split(text: &str) -> Split<'_> {
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

type Unreadable = (Option<u32>, String);

fn toml_fields(front: &str) -> Result<Map<String, Value>, Unreadable> {
    let table: toml::Table = toml::from_str(front).map_err(|error| {
        let line = error.span().map(|span| line_at(front, span.start));
        (line, error.message().to_owned())
    })?;
    Ok(table.into_iter().map(|(key, value)| (key, json(value))).collect())
}

/// The line, from 1, of a byte of a text.
pub fn line_at(text: &str, byte: usize) -> u32 {
    let before = text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

fn yaml_fields(front: &str) -> Result<Map<String, Value>, Unreadable> {
    serde_saphyr::from_str::<Option<Map<String, Value>>>(front).map(Option::unwrap_or_default).map_err(
        |error| {
            let line = error.location().and_then(|location| u32::try_from(location.line()).ok());
            let message = error.without_snippet().to_string();
            let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
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

fn position(value: &Value) -> Option<Position> {
    let numbers: Vec<f64> = value.as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
    match numbers[..] {
        [lon, lat] => Position::new(lon, lat, None),
        [lon, lat, elevation] => Position::new(lon, lat, Some(elevation)),
        _ => None,
    }
}

fn is_date(text: &str) -> bool {
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

    #[track_caller]
    fn check_warnings(text: &str, read: impl Fn(&FrontMatter), expected: &[&str]) {
        let front = FrontMatter::parse("trek.md", text);
        read(&front);
        let mut report = Report::default();
        front.finish(&mut report);
        let warnings: Vec<_> = report.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(warnings, expected);
    }

    #[test]
    fn toml_and_yaml_give_the_same_fields() {
        for text in
            ["+++\nname = \"Lac\"\nduration = 2\n+++\nGo.", "---\nname: Lac\nduration: 2\n---\nGo."]
        {
            let front = FrontMatter::parse("trek.md", text);
            assert_eq!(front.text("name").as_deref(), Some("Lac"));
            assert_eq!(front.number("duration"), Some(2.0));
            assert_eq!(front.body().unwrap().text(), "Go.");
        }
    }

    #[test]
    fn an_unknown_field_is_named_with_its_line_and_the_nearest_name() {
        check_warnings(
            "+++\nname = \"Lac\"\ndifficutly = \"easy\"\n+++\n",
            |front| {
                front.text("name");
                front.text("difficulty");
            },
            &[
                "trek.md:3: `difficutly` is not a field that is read here: did you mean `difficulty`?",
            ],
        );
    }

    #[test]
    fn a_wrong_value_costs_that_field() {
        check_warnings(
            "---\nduration: long\nposition: [6]\nbegin_date: soon\n---\n",
            |front| {
                assert_eq!(front.number("duration"), None);
                assert_eq!(front.position("position"), None);
                assert_eq!(front.date("begin_date"), None);
            },
            &[
                "trek.md:2: `duration` is not a number: write it like `3.5`",
                "trek.md:3: `position` is not a position: write it like `[6.41, 45.02]`, longitude first",
                "trek.md:4: `begin_date` is not a date: write it like `2027-06-12`",
            ],
        );
    }

    #[test]
    fn broken_front_matter_is_one_warning_with_its_line() {
        check_warnings(
            "+++\nname = \"Lac\"\nduration = = 2\n+++\n",
            |_| {},
            &["trek.md:3: the front matter cannot be read: extra `=`, expected nothing"],
        );
        check_warnings(
            "+++\nname = 1",
            |_| {},
            &["trek.md:1: the front matter has no closing `+++` line"],
        );
    }
}
