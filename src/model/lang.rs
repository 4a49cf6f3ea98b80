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
/// language to another, except what was said in no language at all ([`Lang::undetermined`]), and
/// names that stand in for missing ones, with the language that they are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized<T> {
    values: BTreeMap<Lang, T>,
    /// For each language whose value stands in for a missing one, the language that it is in.
    spoken: BTreeMap<Lang, Lang>,
}

impl<T> Localized<T> {
    /// A value that is the same in every language.
    pub fn everywhere(value: T) -> Localized<T> {
        [(Lang::undetermined(), value)].into_iter().collect()
    }

    pub fn get(&self, lang: &Lang) -> Option<&T> {
        self.values.get(lang).or_else(|| self.values.get("und"))
    }

    pub fn insert(&mut self, lang: Lang, value: T) {
        self.spoken.remove(&lang);
        self.values.insert(lang, value);
    }

    /// Inserts a value that stands in for the missing one of a language, and is in another.
    pub fn insert_spoken(&mut self, lang: Lang, value: T, spoken: Lang) {
        self.spoken.insert(lang.clone(), spoken);
        self.values.insert(lang, value);
    }

    /// The language of the value that stands in for the missing one of this language.
    pub fn spoken(&self, lang: &Lang) -> Option<&Lang> {
        self.spoken.get(lang)
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value in the first of these languages that has one, else in any.
    pub fn any(&self, preferred: &[Lang]) -> Option<&T> {
        let known = preferred.iter().find_map(|lang| self.get(lang));
        known.or_else(|| self.values.values().next())
    }

    /// The same with its language.
    pub fn first<'s>(&'s self, preferred: &'s [Lang]) -> Option<(&'s Lang, &'s T)> {
        let known = preferred.iter().find_map(|lang| Some((lang, self.get(lang)?)));
        known.or_else(|| self.values.iter().next())
    }

    /// What the values are otherwise, in the same languages.
    pub fn filter_map<U>(&self, other: impl Fn(&T) -> Option<U>) -> Localized<U> {
        let values = self.values.iter();
        let values = values.filter_map(|(lang, value)| Some((lang.clone(), other(value)?)));
        Localized { values: values.collect(), spoken: self.spoken.clone() }
    }

    /// Every value, in the order of the language codes.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.values.values()
    }
}

impl<T> Default for Localized<T> {
    fn default() -> Localized<T> {
        Localized { values: BTreeMap::new(), spoken: BTreeMap::new() }
    }
}

impl<T> FromIterator<(Lang, T)> for Localized<T> {
    fn from_iter<I: IntoIterator<Item = (Lang, T)>>(values: I) -> Localized<T> {
        Localized { values: values.into_iter().collect(), spoken: BTreeMap::new() }
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
    fn a_value_that_stands_in_for_a_missing_one_says_its_language() {
        let [french, english]: [Lang; 2] = ["fr", "en"].map(|tag| tag.parse().unwrap());
        let mut name: Localized<&str> = [(french.clone(), "Lac")].into_iter().collect();
        name.insert_spoken(english.clone(), "Lac", french.clone());
        assert_eq!((name.get(&english), name.spoken(&english)), (Some(&"Lac"), Some(&french)));
        assert_eq!(name.spoken(&french), None);
        name.insert(english.clone(), "Lake");
        assert_eq!(name.spoken(&english), None);
    }

    #[test]
    fn a_path_is_not_a_language() {
        assert!("../etc".parse::<Lang>().is_err());
        assert!("".parse::<Lang>().is_err());
    }
}
