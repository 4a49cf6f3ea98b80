//! Languages, and texts that exist in some of them.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A language, as a lower-case BCP 47 tag: `fr`, `en`, `pt-br`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(try_from = "String")]
pub struct Lang(Arc<str>);

impl Lang {
    /// `und`, BCP 47's "undetermined": a text that is the same in every language, like a
    /// name read from a GPX file.
    pub fn undetermined() -> Lang {
        Lang("und".into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Lang {
    type Err = String;

    fn from_str(tag: &str) -> Result<Lang, String> {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split('-');
        let primary = parts.next().unwrap_or_default();
        let well_formed = (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_lowercase())
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        if well_formed {
            Ok(Lang(tag.into()))
        } else {
            Err(format!("`{tag}` is not a language code: write it like `fr`, `en` or `pt-br`"))
        }
    }
}

impl TryFrom<String> for Lang {
    type Error = String;

    fn try_from(tag: String) -> Result<Lang, String> {
        tag.parse()
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value per language. What is missing in a language is missing: nothing leaks from one
/// language to another, except what was said in no language at all ([`Lang::undetermined`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized<T>(BTreeMap<Lang, T>);

impl<T> Localized<T> {
    /// A value that is the same in every language.
    pub fn everywhere(value: T) -> Localized<T> {
        Localized(BTreeMap::from([(Lang::undetermined(), value)]))
    }

    pub fn get(&self, lang: &Lang) -> Option<&T> {
        self.0.get(lang).or_else(|| self.0.get("und"))
    }

    pub fn insert(&mut self, lang: Lang, value: T) {
        self.0.insert(lang, value);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value in the first of these languages that has one, else in any.
    pub fn any(&self, preferred: &[Lang]) -> Option<&T> {
        preferred.iter().find_map(|lang| self.get(lang)).or_else(|| self.0.values().next())
    }

    /// Every value, in the order of the language codes.
    /// What the values are otherwise, in the same languages.
    pub fn filter_map<U>(&self, other: impl Fn(&T) -> Option<U>) -> Localized<U> {
        self.0.iter().filter_map(|(lang, value)| Some((lang.clone(), other(value)?))).collect()
    }

    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.values()
    }
}

impl<T> Default for Localized<T> {
    fn default() -> Localized<T> {
        Localized(BTreeMap::new())
    }
}

impl<T> FromIterator<(Lang, T)> for Localized<T> {
    fn from_iter<I: IntoIterator<Item = (Lang, T)>>(values: I) -> Localized<T> {
        Localized(values.into_iter().collect())
    }
}

impl std::borrow::Borrow<str> for Lang {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_text_is_missing() {
        let french: Lang = "fr".parse().unwrap();
        let english: Lang = "EN".parse().unwrap();
        let mut name = Localized::default();
        name.insert(french.clone(), "Lac");
        assert_eq!(name.get(&french), Some(&"Lac"));
        assert_eq!(name.get(&english), None);
        assert_eq!(Localized::everywhere("Lac").get(&english), Some(&"Lac"));
    }

    #[test]
    fn a_path_is_not_a_language() {
        assert!("../etc".parse::<Lang>().is_err());
        assert!("".parse::<Lang>().is_err());
    }
}
