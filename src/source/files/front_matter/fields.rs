//! Fields of front matter, each read as the type that its caller asks for.
//!
//! Every method returns `None` or nothing for a missing field, and warns about one that cannot be
//! used.

use super::FrontMatter;
use super::problems::Cause;
use crate::model::{Html, Position};
use crate::source::files::paper;
use crate::source::sanitize;
use serde_json::Value;
use std::collections::HashSet;

impl<'a> FrontMatter<'a> {
    /// Text of one line, without markup. `None` when it is empty.
    pub fn text(&self, key: &str) -> Option<String> {
        let text = match self.value(key)? {
            Value::String(text) => sanitize::plain(text),
            Value::Number(number) => self.as_written(key, number, &self.words_of(key))?,
            _ => return self.wrong(key, "is not a text: put it in quotes"),
        };
        (!text.is_empty()).then_some(text)
    }

    /// Markdown of one or more paragraphs, as HTML. `None` when it is empty.
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

    /// Text of a value that was parsed as a number. Warns when parsing has lost something, such as
    /// the zero of the postcode `05100`. `words` are those on the line of the field, if known.
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

    /// Words and numbers on the line of a field, as they are written. `None` when the line is not
    /// known.
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

    /// Number of hours, metres and the like, which cannot be negative.
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

    /// List of texts. A single text is a list of one.
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

    /// Position written as `[longitude, latitude]` or `[longitude, latitude, elevation]`.
    pub fn position(&self, key: &str) -> Option<Position> {
        match position(self.value(key)?) {
            Some(position) => Some(position),
            None => {
                self.wrong(key, "is not a position: write it like `[6.41, 45.02]`, longitude first")
            }
        }
    }

    /// List of positions, each like those of [`FrontMatter::position`].
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

    /// Date like `2026-05-12`. A time behind it is dropped.
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
        self.as_on_paper(Cause::Date, key, problem);
        None
    }

    pub fn email(&self, key: &str) -> Option<String> {
        let text = self.text(key)?;
        match sanitize::email(&text) {
            Some(email) => Some(email),
            None => self.wrong(key, "is not an e-mail address like `info@example.org`"),
        }
    }

    /// Address that a page may link to: `http` or `https`.
    pub fn web_address(&self, key: &str) -> Option<String> {
        let text = self.text(key)?;
        match sanitize::web_address(&text) {
            Some(url) => Some(url),
            None => self.wrong(key, "is not a web address: it starts with `https://`"),
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
