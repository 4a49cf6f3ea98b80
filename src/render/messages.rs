//! Messages of the interface, from Fluent files: `i18n/<lang>.ftl`.

use crate::model::Lang;
use crate::render::format;
use crate::render::theme::Layer;
use anyhow::{Result, anyhow, bail};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_memoizer::Memoizable;
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::sync::{Arc, PoisonError, RwLock};
use tera::{Error, Kwargs, State, Tera, Value};
use unic_langid::LanguageIdentifier;

/// Fallback language, in which `classic` has every message.
const FALLBACK: &str = "en";

/// Messages by language.
pub struct Messages {
    bundles: BTreeMap<String, FluentBundle<FluentResource>>,
    default_lang: String,
    /// Messages without arguments that were formatted, by language and key.
    plain: RwLock<HashMap<String, HashMap<String, Value>>>,
}

impl Messages {
    /// Reads all languages of all layers. A message of a higher layer replaces the message of a
    /// lower one.
    ///
    /// # Errors
    /// When a file is not valid Fluent.
    pub fn load(layers: &[Layer], default_lang: &Lang) -> Result<Messages> {
        let mut bundles = BTreeMap::new();
        for layer in layers.iter().rev() {
            for (path, bytes) in &layer.files {
                let Some(lang) = path.strip_prefix("i18n/").and_then(|p| p.strip_suffix(".ftl"))
                else {
                    continue;
                };
                let file = format!("{}/{path}", layer.name);
                let text = String::from_utf8_lossy(bytes).into_owned();
                if let Some(line) = nested_too_deep(&text) {
                    bail!("{file}: line {line} has braces nested too deep");
                }
                let resource = FluentResource::try_new(text)
                    .map_err(|(_, errors)| anyhow!("{file}: {}", errors[0]))?;
                let bundle = bundles.entry(lang.to_owned()).or_insert_with(|| bundle(lang));
                bundle.add_resource_overriding(resource);
            }
        }
        Ok(Messages { bundles, default_lang: default_lang.to_string(), plain: RwLock::default() })
    }

    /// True when a theme has messages in a language or its base language (`fr` for `fr-ch`).
    pub fn speaks(&self, lang: &Lang) -> bool {
        let base = lang.as_str().split('-').next().unwrap_or(lang.as_str());
        [lang.as_str(), base].iter().any(|lang| self.bundles.contains_key(*lang))
    }

    /// Returns a message without arguments, see [`Messages::format`]. It is formatted once.
    fn plain(&self, lang: &str, key: &str) -> Option<Value> {
        let known = self.plain.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(message) = known.get(lang).and_then(|of_lang| of_lang.get(key)) {
            return Some(message.clone());
        }
        drop(known);
        let message = Value::from(self.format(lang, key, &FluentArgs::new())?);
        let mut known = self.plain.write().unwrap_or_else(PoisonError::into_inner);
        let of_lang = known.entry(lang.to_owned()).or_default();
        of_lang.insert(key.to_owned(), message.clone());
        Some(message)
    }

    /// Formats a message in the language, else in its base language (`fr` for `fr-ch`), else in the
    /// default language of the site, else in English. `None` when no language has the message.
    fn format(&self, lang: &str, key: &str, args: &FluentArgs) -> Option<String> {
        let base = lang.split('-').next().unwrap_or(lang);
        [lang, base, &self.default_lang, FALLBACK].into_iter().find_map(|lang| {
            let bundle = self.bundles.get(lang)?;
            let pattern = bundle.get_message(key)?.value()?;
            Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
        })
    }
}

/// Returns the first line, starting at 1, where braces are nested too deep. The parser has no limit
/// and would overflow the stack.
fn nested_too_deep(text: &str) -> Option<usize> {
    const MAX_DEPTH: usize = 32;
    let mut depth: usize = 0;
    for (number, line) in text.lines().enumerate() {
        // Continuation lines of a message are indented.
        if !line.starts_with([' ', '\t', '}']) {
            depth = 0;
        }
        for letter in line.bytes() {
            match letter {
                b'{' | b'(' => depth += 1,
                b'}' | b')' => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if depth > MAX_DEPTH {
                return Some(number + 1);
            }
        }
    }
    None
}

/// Makes an empty bundle that formats numbers like the filter `number`.
fn bundle(lang: &str) -> FluentBundle<FluentResource> {
    let id = lang.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Invisible isolation marks around arguments would end up in titles and descriptions.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, languages| match value {
        FluentValue::Number(number) => languages
            .with_try_get::<Tag, _, _>((), |tag| {
                format::number(number.value, 2, &format::Language::of(&tag.0))
            })
            .ok(),
        _ => None,
    }));
    bundle
}

/// Tag of the language of a bundle, to format the numbers in its messages.
struct Tag(String);

impl Memoizable for Tag {
    type Args = ();
    type Error = Infallible;

    fn construct(lang: LanguageIdentifier, (): ()) -> Result<Tag, Infallible> {
        Ok(Tag(lang.to_string()))
    }
}

/// Registers the function `t(key="trek-stages", count=3)`, which formats a message in the language
/// of the page.
pub fn register(tera: &mut Tera, messages: Arc<Messages>) {
    tera.register_function("t", move |kwargs: Kwargs, state: &State| {
        let key = kwargs.must_get::<&str>("key")?;
        let lang = format::lang(state)?;
        let lang = lang.as_str().unwrap_or_default();
        let missing = || Error::message(format!("there is no message `{key}` in i18n/{lang}.ftl"));
        if kwargs.iter().count() == 1 {
            return messages.plain(lang, key).ok_or_else(missing);
        }
        let mut args = FluentArgs::new();
        for (name, value) in kwargs.iter() {
            if let Some(name) = name.as_str().filter(|name| *name != "key") {
                args.set(name.to_owned(), fluent(value));
            }
        }
        messages.format(lang, key, &args).map(Value::from).ok_or_else(missing)
    });
}

fn fluent(value: &Value) -> FluentValue<'static> {
    match value.as_f64().filter(|_| value.is_number()) {
        Some(number) => FluentValue::from(number),
        None => FluentValue::from(value.as_str().unwrap_or_default().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(name: &str, file: &str, text: &str) -> Layer {
        let files = BTreeMap::from([(file.to_owned(), text.as_bytes().to_owned().into())]);
        Layer { name: name.to_owned(), files }
    }

    #[test]
    fn a_higher_layer_replaces_a_message_and_english_is_the_fallback() {
        let layers = [
            layer("theme", "i18n/fr.ftl", "trek = Balade\n"),
            layer("classic", "i18n/fr.ftl", "trek = Randonnée\nlist = Liste\n"),
            layer("classic", "i18n/en.ftl", "trek = Hike\nonly = Only here\n"),
        ];
        let messages = Messages::load(&layers, &"fr".parse().unwrap()).unwrap();
        let say = |lang, key| messages.format(lang, key, &FluentArgs::new());
        assert_eq!(say("fr", "trek").as_deref(), Some("Balade"));
        assert_eq!(say("fr-ch", "list").as_deref(), Some("Liste"));
        assert_eq!(say("de", "trek").as_deref(), Some("Balade"));
        assert_eq!(say("fr", "only").as_deref(), Some("Only here"));
        assert_eq!(say("fr", "nothing"), None);
    }

    #[test]
    fn braces_nested_too_deep_are_an_error() {
        let load = |text: &str| {
            let layers = [layer("theme", "i18n/fr.ftl", text)];
            Messages::load(&layers, &"fr".parse().unwrap()).map(|_| ())
        };
        for nested in ["{ ", "{ NUMBER(", "NUMBER(", "{ $n ->\n *[a] "] {
            let text = format!("fine = Oui\ndeep = {{ {}\n", nested.repeat(100_000));
            let problem = load(&text).unwrap_err().to_string();
            assert!(problem.starts_with("theme/i18n/fr.ftl: line "), "{problem}");
        }
        load("smile = :-( { \"{\" }\n".repeat(100).as_str()).unwrap();
    }

    #[test]
    fn all_languages_of_classic_have_the_same_keys() {
        let nowhere = crate::input::Places::new("/nowhere".into(), []);
        let (layers, _) = crate::render::theme::layers("classic", &nowhere).unwrap();
        let keys = |lang: &str| -> Vec<String> {
            let bytes = &layers[0].files[&format!("i18n/{lang}.ftl")];
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            let mut keys: Vec<String> = text
                .lines()
                .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
                .filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned()))
                .collect();
            keys.sort();
            keys
        };
        for lang in ["fr", "it", "es", "de"] {
            assert_eq!(keys(lang), keys("en"), "{lang}");
        }
    }
}
