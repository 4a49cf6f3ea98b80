//! `terms.toml`: names of practices, difficulties, themes… in each language.

use super::front_matter::{FrontMatter, did_you_mean, line_at};
use crate::model::{Html, Lang, Localized, Term, Vocabulary};
use crate::report::Report;
use crate::source::sanitize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The terms that a source declares.
#[derive(Debug, Default)]
pub struct Terms {
    declared: BTreeMap<Vocabulary, BTreeMap<String, Arc<Term>>>,
}

impl Terms {
    /// Reads `terms.toml`. What cannot be used is a warning.
    pub fn parse(item: &str, text: &str, report: &mut Report) -> Terms {
        let mut terms = Terms::default();
        let tables: toml::Table = match toml::from_str(text) {
            Ok(tables) => tables,
            Err(error) => {
                let line = error.span().map_or(1, |span| line_at(text, span.start));
                report.warn_at(item, line, error.message());
                return terms;
            }
        };
        for (name, entries) in &tables {
            let Some((vocabulary, _)) = Vocabulary::ALL.iter().find(|(_, known)| known == name)
            else {
                let hint = did_you_mean(name, Vocabulary::ALL.iter().map(|(_, known)| *known));
                report.warn(item, format!("`{name}` is no vocabulary{hint}"));
                continue;
            };
            let of_kind = terms.declared.entry(*vocabulary).or_default();
            for (id, entry) in entries.as_table().into_iter().flatten() {
                let Some(entry) = entry.as_table() else { continue };
                wrong_languages(item, &format!("{name}.{id}.name"), entry.get("name"), report);
                of_kind.insert(id.clone(), Arc::new(term(*vocabulary, id, entry)));
            }
        }
        terms
    }

    /// The one term that a field names.
    pub fn one(&self, vocabulary: Vocabulary, front: &FrontMatter, key: &str) -> Option<Arc<Term>> {
        front.text(key).map(|word| self.find(vocabulary, &word, front, key))
    }

    /// The terms that a field lists.
    pub fn many(&self, vocabulary: Vocabulary, front: &FrontMatter, key: &str) -> Vec<Arc<Term>> {
        front.texts(key).iter().map(|word| self.find(vocabulary, word, front, key)).collect()
    }

    /// By identifier or by name. A word that is in no list is a term of its own.
    fn find(&self, vocabulary: Vocabulary, word: &str, front: &FrontMatter, key: &str) -> Arc<Term> {
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
        front.wrong::<()>(key, &format!("`{word}` is not among the [{table}.…] of terms.toml{hint}"));
        undeclared(vocabulary, word)
    }
}

fn undeclared(vocabulary: Vocabulary, word: &str) -> Arc<Term> {
    Arc::new(Term {
        vocabulary,
        id: slug::slugify(word),
        name: Localized::everywhere(word.to_owned()),
        rank: None,
        color: None,
        advice: Localized::default(),
    })
}

fn term(vocabulary: Vocabulary, id: &str, entry: &toml::Table) -> Term {
    let name = localized(entry.get("name"), sanitize::plain);
    Term {
        vocabulary,
        id: slug::slugify(id),
        name: if name.is_empty() { Localized::everywhere(id.to_owned()) } else { name },
        rank: entry.get("rank").and_then(toml::Value::as_integer).and_then(|n| n.try_into().ok()),
        color: entry.get("color").and_then(toml::Value::as_str).and_then(sanitize::color),
        advice: localized::<Html>(entry.get("advice"), sanitize::markdown),
    }
}

/// Names the keys of a table of texts that are no languages.
pub fn wrong_languages(item: &str, key: &str, value: Option<&toml::Value>, report: &mut Report) {
    for tag in value.and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::keys) {
        if let Err(problem) = tag.parse::<Lang>() {
            report.warn(item, format!("`{key}`: {problem}"));
        }
    }
}

/// A text for all languages, or a table of texts by language.
pub fn localized<T>(value: Option<&toml::Value>, read: impl Fn(&str) -> T) -> Localized<T> {
    match value {
        Some(toml::Value::String(text)) => Localized::everywhere(read(text)),
        Some(toml::Value::Table(by_lang)) => by_lang
            .iter()
            .filter_map(|(lang, text)| Some((lang.parse::<Lang>().ok()?, read(text.as_str()?))))
            .collect(),
        _ => Localized::default(),
    }
}
