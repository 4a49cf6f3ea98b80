//! Terms of `terms.toml`: practices, difficulties, themes and others, with their names in each
//! language.

use crate::address;
use crate::model::{Html, Lang, Localized, Term, Vocabulary};
use crate::report::Report;
use crate::source::files::fence;
use crate::source::files::front_matter::FrontMatter;
use crate::source::files::suggestion::did_you_mean;
use crate::source::sanitize::{self, Surroundings};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The terms that a source declares.
#[derive(Debug, Default)]
pub struct Terms {
    declared: BTreeMap<Vocabulary, BTreeMap<String, Arc<Term>>>,
}

impl Terms {
    /// Parses `terms.toml`. Entries that cannot be used are warnings. `item` is the name of the file in
    /// warnings.
    pub fn parse(item: &str, text: &str, report: &mut Report) -> Terms {
        let mut terms = Terms::default();
        let tables: toml::Table = match toml::from_str(text) {
            Ok(tables) => tables,
            Err(error) => {
                let (line, problem) = fence::toml_problem(text, &error);
                report.warn_at(item, line.unwrap_or(1), problem);
                return terms;
            }
        };
        for (name, entries) in &tables {
            // Months are named by the calendar, not by this file.
            let all = Vocabulary::ALL.iter().filter(|(known, _)| *known != Vocabulary::Month);
            let Some((vocabulary, _)) = all.clone().find(|(_, known)| known == name) else {
                let hint = did_you_mean(name, all.map(|(_, known)| *known));
                report.warn(item, format!("`{name}` is not a vocabulary{hint}"));
                continue;
            };
            let declared = terms.declared.entry(*vocabulary).or_default();
            let Some(entries) = entries.as_table() else {
                report.warn(
                    item,
                    format!("`{name}` is not a table: write `[{name}.easy]`, then its `name`"),
                );
                continue;
            };
            for (id, entry) in entries {
                let key = format!("{name}.{id}");
                let term =
                    term(*vocabulary, id, &key, entry, &mut |problem| report.warn(item, problem));
                declared.insert(id.clone(), Arc::new(term));
            }
        }
        terms
    }

    /// Term that a field names.
    pub fn one(&self, vocabulary: Vocabulary, front: &FrontMatter, key: &str) -> Option<Arc<Term>> {
        front.text(key).map(|word| self.find(vocabulary, &word, front, key))
    }

    /// Terms that a field lists.
    pub fn many(&self, vocabulary: Vocabulary, front: &FrontMatter, key: &str) -> Vec<Arc<Term>> {
        front.texts(key).iter().map(|word| self.find(vocabulary, word, front, key)).collect()
    }

    /// Finds a term by its identifier or by its name in any language. An undeclared word becomes a new
    /// term, with a warning if `terms.toml` has this vocabulary.
    fn find(
        &self,
        vocabulary: Vocabulary,
        word: &str,
        front: &FrontMatter,
        key: &str,
    ) -> Arc<Term> {
        let Some(declared) = self.declared.get(&vocabulary) else {
            return undeclared(vocabulary, word);
        };
        let named = |term: &&Arc<Term>| {
            term.name.values().any(|name| name.to_lowercase() == word.to_lowercase())
        };
        if let Some(term) = declared.get(word).or_else(|| declared.values().find(named)) {
            return term.clone();
        }
        let hint = did_you_mean(word, declared.keys().map(String::as_str));
        let table = vocabulary.name();
        front.wrong::<()>(
            key,
            &format!("`{word}` is not among the [{table}.…] of terms.toml{hint}"),
        );
        undeclared(vocabulary, word)
    }
}

/// Term that is named by its own word in all languages.
fn undeclared(vocabulary: Vocabulary, word: &str) -> Arc<Term> {
    let name = Localized::everywhere(word.to_owned());
    Arc::new(Term::named(vocabulary, address::slug(word), name))
}

/// Fields of a term.
const TERM_KEYS: [&str; 4] = ["name", "rank", "color", "advice"];

/// Reads a term from a table, or from a text, which is its name in all languages.
fn term(
    vocabulary: Vocabulary,
    id: &str,
    key: &str,
    entry: &toml::Value,
    warn: &mut dyn FnMut(String),
) -> Term {
    let text = toml::Table::from_iter([("name".to_owned(), entry.clone())]);
    let table = entry.as_table().unwrap_or(&text);
    for (field, value) in table {
        let is_valid = match field.as_str() {
            "rank" => value.as_integer().is_some_and(|rank| u32::try_from(rank).is_ok()),
            "color" => value.as_str().is_some_and(|color| sanitize::color(color).is_some()),
            "name" | "advice" => value.is_str() || value.is_table(),
            _ => {
                let hint = did_you_mean(field, TERM_KEYS.into_iter());
                warn(format!("`{key}.{field}` is not a field that is read here{hint}"));
                continue;
            }
        };
        if !is_valid {
            let expected = match field.as_str() {
                "rank" => "a whole number",
                "color" => "a colour like `#2f6b4f`",
                _ => "a text, or texts by language like `{ fr = \"…\", en = \"…\" }`",
            };
            warn(format!("`{key}.{field}` is not {expected}"));
        }
        for problem in wrong_languages(&format!("{key}.{field}"), Some(value)) {
            warn(problem);
        }
    }
    let advice = localized::<Html>(table.get("advice"), |text| {
        let mut warn = |problem: String| warn(format!("`{key}.advice` {problem}"));
        sanitize::markdown(text, &Surroundings::default(), &mut warn)
    });
    let name = localized(table.get("name"), sanitize::plain);
    let name = if name.is_empty() { Localized::everywhere(id.to_owned()) } else { name };
    Term {
        rank: table.get("rank").and_then(toml::Value::as_integer).and_then(|n| n.try_into().ok()),
        color: table.get("color").and_then(toml::Value::as_str).and_then(sanitize::color),
        advice,
        ..Term::named(vocabulary, address::slug(id), name)
    }
}

/// Problems of a table of texts by language: keys that are not languages, values that are not texts.
pub fn wrong_languages(key: &str, value: Option<&toml::Value>) -> Vec<String> {
    let texts = value.and_then(toml::Value::as_table).into_iter().flatten();
    let problem = |(tag, text): (&String, &toml::Value)| match tag.parse::<Lang>() {
        Err(problem) => Some(format!("`{key}`: {problem}")),
        Ok(_) if !text.is_str() => Some(format!("`{key}.{tag}` is not a text")),
        Ok(_) => None,
    };
    texts.filter_map(problem).collect()
}

/// Reads a text for all languages, or a table of texts by language.
pub fn localized<T>(value: Option<&toml::Value>, mut read: impl FnMut(&str) -> T) -> Localized<T> {
    match value {
        Some(toml::Value::String(text)) => Localized::everywhere(read(text)),
        Some(toml::Value::Table(by_lang)) => by_lang
            .iter()
            .filter_map(|(lang, text)| Some((lang.parse::<Lang>().ok()?, read(text.as_str()?))))
            .collect(),
        _ => Localized::default(),
    }
}
