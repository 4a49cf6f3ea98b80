//! Markdown files with TOML or YAML front matter, read field by field.
//!
//! A field of the wrong type costs that field, with a warning that names file and line.

use crate::model::{Html, Position};
use crate::report::Report;
use crate::source::files::fence::{self, Split};
use crate::source::files::paper;
use crate::source::sanitize::{self, Surroundings};
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

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
    /// Those of its tables are among them.
    problems: Rc<Problems>,
}

/// Problems told one by one; the others are only counted.
const TOLD: usize = 20;

/// What is wrong with the fields of a file.
#[derive(Default)]
struct Problems {
    told: RefCell<Report>,
    untold: Cell<usize>,
    odd: RefCell<Vec<Odd>>,
}

/// A field that is written as on paper: all of one cause are told as one.
struct Odd {
    cause: Cause,
    key: String,
    line: Option<u32>,
    problem: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    Date,
    Quotes,
}

impl<'a> FrontMatter<'a> {
    /// Reads `+++` TOML or `---` YAML, then the body. `item` is the file as the user knows it.
    pub fn parse(item: &str, text: &'a str) -> FrontMatter<'a> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut problems = Report::default();
        let mut unreadable = false;
        let mut unquoted = Vec::new();
        let above = text.len() - text.trim_start().len();
        let above = text.as_bytes().iter().take(above).filter(|byte| **byte == b'\n').count();
        let (fields, body) = match fence::split(text.trim_start()) {
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
                let mut fields = fence::fields(fence, &front).unwrap_or_else(|(line, problem)| {
                    unreadable = true;
                    problems.warnings.push(crate::report::Warning {
                        item: item.to_owned(),
                        line,
                        problem: format!("the front matter cannot be read: {problem}"),
                    });
                    Map::new()
                });
                if fence == "---" {
                    unquoted = paper::unquote(&front, &mut fields);
                }
                (fields, body)
            }
        };
        let problems = Problems { told: RefCell::new(problems), ..Problems::default() };
        let front = FrontMatter {
            text,
            unreadable,
            body,
            around: Surroundings::default(),
            problems: Rc::new(problems),
            ..FrontMatter::of_fields(item, fields)
        };
        for key in unquoted {
            front.odd(Cause::Quotes, &key, paper::QUOTES.to_owned());
        }
        front
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
            problems: Rc::default(),
        }
    }

    /// The Markdown after the front matter, if there is any.
    pub fn body(&self) -> Option<Html> {
        let body = self.body.trim();
        let mut warn = |problem: String| self.note(None, format!("the text {problem}"));
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
            Value::Number(number) => self.as_written(key, number, &self.words_of(key))?,
            _ => return self.wrong(key, "is not a text: put it in quotes"),
        };
        (!text.is_empty()).then_some(text)
    }

    /// Markdown, several paragraphs or one.
    pub fn html(&self, key: &str) -> Option<Html> {
        match self.value(key)? {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(self.markdown(key, text)),
            Value::Number(number) => {
                let text = self.as_written(key, number, &self.words_of(key))?;
                Some(self.markdown(key, &text))
            }
            _ => self.wrong(key, "is not a text: put it in quotes"),
        }
    }

    fn markdown(&self, key: &str, text: &str) -> Html {
        let mut warn = |problem: String| self.wrong(key, &problem).unwrap_or_default();
        sanitize::markdown(text, &self.around, &mut warn)
    }

    /// A number where a text belongs: fine while nothing is lost, as the zero of `05100` is.
    fn as_written(
        &self,
        key: &str,
        number: &serde_json::Number,
        words: &Option<HashSet<&str>>,
    ) -> Option<String> {
        let text = number.to_string();
        let text = text.strip_suffix(".0").unwrap_or(&text);
        if words.as_ref().is_none_or(|words| words.contains(text)) {
            return Some(text.to_owned());
        }
        self.wrong(key, "is read as a number: put it in quotes to keep it as it is written")
    }

    /// The words and numbers on the line of a field, as they are written.
    fn words_of(&self, key: &str) -> Option<HashSet<&'a str>> {
        let line = self.text.lines().nth(self.line_of(key)? as usize - 1)?;
        let between = |c: char| !(c.is_alphanumeric() || ".+-_".contains(c));
        Some(line.split(between).collect())
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
            Some(Value::Array(items)) => {
                let any = items.iter().any(Value::is_number);
                let words = any.then(|| self.words_of(key)).flatten();
                let text = |item: &Value| match item {
                    Value::String(text) => Some(sanitize::plain(text)),
                    Value::Number(number) => self.as_written(key, number, &words),
                    _ => self.wrong(key, "has an item that is not a text"),
                };
                items.iter().filter_map(text).filter(|text| !text.is_empty()).collect()
            }
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
        if let Some(date) = text.get(..10).filter(|date| paper::is_date(date)) {
            return Some(date.to_owned());
        }
        let problem = match paper::date(&text) {
            Some(better) => {
                format!("is `{text}`: write year, month and day, like `{better}`")
            }
            None => "is not a date: write it like `2027-06-12`".to_owned(),
        };
        self.odd(Cause::Date, key, problem);
        None
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
        let lines = self.table_lines(key);
        let tables = items.iter().filter_map(Value::as_object).enumerate();
        let one = |(number, fields): (usize, &Map<String, Value>)| {
            let table = FrontMatter {
                above: lines.get(number).copied().unwrap_or_default(),
                // Where no table is found in the text, no field of one is looked for there.
                text: if lines.is_empty() { "" } else { self.text },
                around: self.around.clone(),
                problems: self.problems.clone(),
                ..FrontMatter::of_fields(&self.item, fields.clone())
            };
            let found = read(&table);
            table.unasked();
            found
        };
        tables.filter_map(one).collect()
    }

    /// Lines above each of the tables: behind its `[[key]]` in TOML, its `-` in YAML.
    fn table_lines(&self, key: &str) -> Vec<usize> {
        let heading = format!("[[{key}]]");
        let mut lines = self.text.lines().enumerate();
        let toml = lines.clone().filter(|(_, line)| line.trim() == heading);
        let toml: Vec<usize> = toml.map(|(line, _)| line).collect();
        if !toml.is_empty() || !lines.any(|(_, line)| line.trim_end() == format!("{key}:")) {
            return toml;
        }
        let yaml = lines.filter(|(_, line)| line.trim_start().starts_with("- "));
        yaml.map(|(line, _)| line).collect()
    }

    /// The raw value, for what no other method reads.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.asked.borrow_mut().insert(key.to_owned());
        self.fields.get(key).filter(|value| !value.is_null())
    }

    /// Notes that a field cannot be used. Returns `None`, to be returned in turn.
    pub fn wrong<T>(&self, key: &str, problem: &str) -> Option<T> {
        if self.has_told_enough() {
            self.problems.untold.update(|untold| untold + 1);
        } else {
            // The line is looked for only when it is told.
            self.note(self.line_of(key), format!("`{key}` {problem}"));
        }
        None
    }

    fn has_told_enough(&self) -> bool {
        self.problems.told.borrow().warnings.len() >= TOLD
    }

    fn note(&self, line: Option<u32>, problem: String) {
        if self.has_told_enough() {
            return self.problems.untold.update(|untold| untold + 1);
        }
        let mut told = self.problems.told.borrow_mut();
        match line {
            Some(line) => told.warn_at(&self.item, line, problem),
            None => told.warn(&self.item, problem),
        }
    }

    /// Notes that a field is written as on paper.
    fn odd(&self, cause: Cause, key: &str, problem: String) {
        let odd = Odd { cause, key: key.to_owned(), line: self.line_of(key), problem };
        self.problems.odd.borrow_mut().push(odd);
    }

    /// All that was wrong. To be called last: fields that nobody asked for are named too.
    pub fn finish(self, report: &mut Report) {
        self.unasked();
        self.give_up(report);
    }

    /// Names the fields that nobody asked for.
    fn unasked(&self) {
        let asked = self.asked.borrow();
        for key in self.fields.keys().filter(|key| !asked.contains(*key)) {
            let hint = did_you_mean(key, asked.iter().map(String::as_str));
            self.wrong::<()>(key, &format!("is not a field that is read here{hint}"));
        }
    }

    /// What was wrong up to now. For an item that is left out: nobody asked for its fields.
    pub fn give_up(self, report: &mut Report) {
        report.extend(self.problems.told.take());
        let odd = self.problems.odd.take();
        for cause in [Cause::Date, Cause::Quotes] {
            let mut of_cause = odd.iter().filter(|odd| odd.cause == cause);
            let Some(first) = of_cause.next() else { continue };
            let others = of_cause.map(|odd| format!("`{}`", odd.key)).take(TOLD);
            let others: Vec<String> = others.collect();
            let others = match others.is_empty() {
                true => String::new(),
                false => format!("; so it is with {}", others.join(", ")),
            };
            report.warnings.push(crate::report::Warning {
                item: self.item.clone(),
                line: first.line,
                problem: format!("`{}` {}{others}", first.key, first.problem),
            });
        }
        let untold = self.problems.untold.take();
        if untold > 0 {
            report.warn(&self.item, format!("and {untold} more problems of its fields"));
        }
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

fn position(value: &Value) -> Option<Position> {
    let numbers: Vec<f64> = value.as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
    match numbers[..] {
        [lon, lat] => Position::new(lon, lat, None),
        [lon, lat, elevation] => Position::new(lon, lat, Some(elevation)),
        _ => None,
    }
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
