//! Safe HTML and plain texts, as views carry them.

use crate::model::{Html, Lang, Localized};
use serde::Serialize;
use tera::Value;

/// A fragment of safe HTML in a view. Serialized as a marked table, which [`value`] turns into a
/// string that templates print as it is.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Markup {
    #[serde(rename = "$html")]
    html: String,
}

/// The HTML in a language, or empty. Links from the root get the path the site lives under.
pub fn markup(base: &str, text: &Localized<Html>, lang: &Lang) -> Markup {
    let html = text.get(lang).map_or("", Html::as_str);
    if base == "/" {
        return Markup { html: html.to_owned() };
    }
    let mut rebased = html.to_owned();
    for attribute in [" href=\"/", " src=\"/"] {
        let protocol_relative = format!("{attribute}/");
        let marked = rebased.replace(&protocol_relative, &protocol_relative.replace("//", "\u{0}"));
        let with_base = marked.replace(attribute, &attribute.replace('/', base));
        rebased = with_base.replace('\u{0}', "//");
    }
    Markup { html: rebased }
}

/// Plain text in a language, or empty.
pub fn plain(text: &Localized<String>, lang: &Lang) -> String {
    text.get(lang).cloned().unwrap_or_default()
}

/// The beginning of the first text that says something: at most about 200 characters.
pub fn teaser<'t>(texts: impl IntoIterator<Item = &'t Localized<Html>>, lang: &Lang) -> String {
    let mut texts = texts.into_iter().filter_map(|text| text.get(lang)).map(Html::text);
    shorten(&texts.find(|text| !text.is_empty()).unwrap_or_default())
}

fn shorten(text: &str) -> String {
    const LIMIT: usize = 200;
    if text.chars().count() <= LIMIT {
        return text.to_owned();
    }
    let end = text.char_indices().nth(LIMIT).map_or(text.len(), |(at, _)| at);
    let cut = &text[..end];
    let cut = cut.rfind(' ').map_or(cut, |at| &cut[..at]);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// A view as templates see it.
pub fn value<T: Serialize>(view: &T) -> Value {
    unmark(Value::from_serializable(view))
}

fn unmark(value: Value) -> Value {
    if let Some(items) = value.as_array() {
        return Value::from(items.iter().cloned().map(unmark).collect::<Vec<_>>());
    }
    let Some(map) = value.as_map() else { return value };
    if map.len() == 1
        && let Some((key, html)) = map.iter().next()
        && key.as_str() == Some("$html")
    {
        return Value::safe_string(html.as_str().unwrap_or_default());
    }
    Value::from(
        map.iter().map(|(key, value)| (key.clone(), unmark(value.clone()))).collect::<tera::Map>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::sanitize;

    #[test]
    fn links_from_the_root_follow_the_site() {
        let html = sanitize::markdown("[a](/trek/lac/) [b](//other.example/) ![c](/c.jpg)");
        let text = Localized::everywhere(html);
        let rebased = markup("/rando/", &text, &"fr".parse().unwrap()).html;
        assert!(rebased.contains("href=\"/rando/trek/lac/\""), "{rebased}");
        assert!(rebased.contains("href=\"//other.example/\""), "{rebased}");
        assert!(rebased.contains("src=\"/rando/c.jpg\""), "{rebased}");
    }

    #[test]
    fn a_long_teaser_ends_at_a_word() {
        assert_eq!(shorten("Lac"), "Lac");
        let long = shorten(&"abcd ".repeat(60));
        assert!(long.ends_with("abcd…") && long.chars().count() <= 201, "{long}");
    }
}
