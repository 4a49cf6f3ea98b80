//! The words of the interface, in Fluent files: `i18n/<lang>.ftl`.

use crate::model::Lang;
use crate::render::format;
use crate::render::theme::Layer;
use anyhow::{Result, anyhow, bail};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_locale_core::{Locale, ParseError};
use intl_memoizer::Memoizable;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, Value};
use unic_langid::LanguageIdentifier;

/// The language in which `classic` always says everything.
const LAST_RESORT: &str = "en";

/// Messages by language.
pub struct Messages {
    bundles: BTreeMap<String, FluentBundle<FluentResource>>,
    default_lang: String,
}

impl Messages {
    /// Reads all languages of all layers; a message of an upper layer replaces that below it.
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
        Ok(Messages { bundles, default_lang: default_lang.to_string() })
    }

    /// True when a theme has words of the interface in a language.
    pub fn speaks(&self, lang: &Lang) -> bool {
        let base = lang.as_str().split('-').next().unwrap_or(lang.as_str());
        [lang.as_str(), base].iter().any(|lang| self.bundles.contains_key(*lang))
    }

    /// In the language, else in its base language, else in that of the site, else in English.
    fn format(&self, lang: &str, key: &str, args: &FluentArgs) -> Option<String> {
        let base = lang.split('-').next().unwrap_or(lang);
        [lang, base, &self.default_lang, LAST_RESORT].into_iter().find_map(|lang| {
            let bundle = self.bundles.get(lang)?;
            let pattern = bundle.get_message(key)?.value()?;
            Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
        })
    }
}

/// The line, from 1, of a message that holds more braces in braces than any: its parser has no
/// limit of its own but the stack.
fn nested_too_deep(text: &str) -> Option<usize> {
    const DEEPEST: usize = 32;
    let mut depth: usize = 0;
    for (number, line) in text.lines().enumerate() {
        // What goes on is indented.
        if !line.starts_with([' ', '\t', '}']) {
            depth = 0;
        }
        for letter in line.bytes() {
            match letter {
                b'{' | b'(' => depth += 1,
                b'}' | b')' => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if depth > DEEPEST {
                return Some(number + 1);
            }
        }
    }
    None
}

fn bundle(lang: &str) -> FluentBundle<FluentResource> {
    let id = lang.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // The marks that isolate arguments would show in titles and descriptions.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, languages| match value {
        FluentValue::Number(number) => languages
            .with_try_get::<Language, _, _>((), |language| {
                format::number(number.value, 2, &language.0)
            })
            .ok(),
        _ => None,
    }));
    bundle
}

/// The language of a bundle, which writes the numbers in its messages.
struct Language(Locale);

impl Memoizable for Language {
    type Args = ();
    type Error = ParseError;

    fn construct(lang: LanguageIdentifier, (): ()) -> Result<Language, ParseError> {
        lang.to_string().parse().map(Language)
    }
}

/// `t(key="trek-stages", count=3)`, in the language of the page.
pub fn register(tera: &mut Tera, messages: Arc<Messages>) {
    tera.register_function("t", move |kwargs: Kwargs, state: &State| {
        let key = kwargs.must_get::<&str>("key")?;
        let lang = format::lang(state)?;
        let mut args = FluentArgs::new();
        for (name, value) in kwargs.iter() {
            if let Some(name) = name.as_str().filter(|name| *name != "key") {
                args.set(name.to_owned(), fluent(value));
            }
        }
        messages.format(&lang, key, &args).ok_or_else(|| {
            Error::message(format!("there is no message `{key}` in i18n/{lang}.ftl"))
        })
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
    fn an_upper_layer_replaces_a_message_and_english_is_the_last_resort() {
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
    fn braces_in_braces_have_an_end() {
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
    fn all_languages_of_classic_say_the_same_things() {
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
