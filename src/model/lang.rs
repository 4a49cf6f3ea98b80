//! Languages, and texts that exist in some of them.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A language, as a lower-case BCP 47 tag: `fr`, `en`, `pt-br`.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize,
)]
#[serde(try_from = "String")]
pub struct Lang(Arc<str>);

impl Lang {
    /// `und`, "undetermined" in BCP 47: the language of texts that are valid in every language,
    /// such as a name from a GPX file.
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

/// A value per language. A missing translation stays missing, with two exceptions: a value of
/// [`Lang::undetermined`] is valid in every language, and a missing name may be replaced by the
/// name in another language, together with that language.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Localized<T> {
    values: BTreeMap<Lang, T>,
    /// Real language of each replacement value, by the language that has no value of its own.
    spoken: BTreeMap<Lang, Lang>,
}

impl<T> Localized<T> {
    /// Makes a value that is valid in every language.
    pub fn everywhere(value: T) -> Localized<T> {
        [(Lang::undetermined(), value)].into_iter().collect()
    }

    /// Returns the value in a language, or the value that is valid in every language.
    pub fn get(&self, lang: &Lang) -> Option<&T> {
        self.values.get(lang).or_else(|| self.values.get("und"))
    }

    pub fn insert(&mut self, lang: Lang, value: T) {
        self.spoken.remove(&lang);
        self.values.insert(lang, value);
    }

    /// Inserts a replacement for the missing value in `lang`; `spoken` is its real language.
    pub fn insert_spoken(&mut self, lang: Lang, value: T, spoken: Lang) {
        self.spoken.insert(lang.clone(), spoken);
        self.values.insert(lang, value);
    }

    /// Real language of the replacement value in `lang`; `None` when the value is not a
    /// replacement.
    pub fn spoken(&self, lang: &Lang) -> Option<&Lang> {
        self.spoken.get(lang)
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Returns the value in the first of the preferred languages that has one, else in any
    /// language.
    pub fn any(&self, preferred: &[Lang]) -> Option<&T> {
        let known = preferred.iter().find_map(|lang| self.get(lang));
        known.or_else(|| self.values.values().next())
    }

    /// Returns the value in the first of the preferred languages that has one, else in any
    /// language, with its language.
    pub fn first<'s>(&'s self, preferred: &'s [Lang]) -> Option<(&'s Lang, &'s T)> {
        let known = preferred.iter().find_map(|lang| Some((lang, self.get(lang)?)));
        known.or_else(|| self.values.iter().next())
    }

    /// Converts each value, and leaves out those for which `convert` returns `None`.
    pub fn filter_map<U>(&self, convert: impl Fn(&T) -> Option<U>) -> Localized<U> {
        let values = self.values.iter();
        let values = values.filter_map(|(lang, value)| Some((lang.clone(), convert(value)?)));
        Localized { values: values.collect(), spoken: self.spoken.clone() }
    }

    /// Returns every value, in the order of the language codes.
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
    fn a_replacement_value_has_its_real_language() {
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
