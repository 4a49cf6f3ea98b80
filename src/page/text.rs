//! Safe HTML and plain texts, as views carry them.

use super::site::Site;
use crate::model::html::PICTURE;
use crate::model::{Html, Lang, Localized};
use crate::picture::Variant;
use serde::Serialize;
use tera::Value;

/// A fragment of safe HTML in a view. Serialized as a marked table, which [`value`] turns into a
/// string that templates print as it is.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Markup {
    #[serde(rename = "$html")]
    html: String,
}

/// The HTML in a language, or empty. Links from the root get the path the site lives under, and
/// pictures of ours what browsers need to choose one that fits.
pub fn markup(site: &Site, text: &Localized<Html>, lang: &Lang) -> Markup {
    let html = text.get(lang).map_or("", Html::as_str);
    Markup { html: rebase(&site.settings.base_url.path, &with_pictures(site, html)) }
}

impl Markup {
    /// For what was made here.
    pub fn trusted(html: String) -> Markup {
        Markup { html }
    }

    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }

    /// With headings one level higher: for a text that is the page, below its title only.
    pub fn raised(self) -> Markup {
        let mut html = self.html;
        for level in 3..=6 {
            for tag in ["<h", "</h"] {
                html = html.replace(&format!("{tag}{level}"), &format!("{tag}{}", level - 1));
            }
        }
        Markup { html }
    }
}

fn rebase(base: &str, html: &str) -> String {
    let mut rebased = html.to_owned();
    if base == "/" {
        return rebased;
    }
    for attribute in [" href=\"/", " src=\"/"] {
        let protocol_relative = format!("{attribute}/");
        let marked = rebased.replace(&protocol_relative, &protocol_relative.replace("//", "\u{0}"));
        let with_base = marked.replace(attribute, &attribute.replace('/', base));
        rebased = with_base.replace('\u{0}', "//");
    }
    rebased
}

/// How wide a picture in a text is shown.
const SIZES: &str = "(min-width: 48rem) 44rem, 92vw";

/// A picture that could not be read is gone from the text, and so is one that nobody can see: it
/// counted readers where it came from.
fn with_pictures(site: &Site, html: &str) -> String {
    // `rebase` does not see the addresses of a `srcset`.
    let base = site.settings.base_url.path.trim_end_matches('/');
    let named = format!(" src=\"{PICTURE}");
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(&named) {
        let tag = rest[..at].rfind('<').unwrap_or(at);
        let (name, after) = rest[at + named.len()..].split_once('"').unwrap_or_default();
        let (attributes, after) = after.split_once('>').unwrap_or_default();
        out.push_str(&rest[..tag]);
        let picture = site.picture_in_text(name).map(|picture| &picture.whole);
        if let Some(picture) = picture.filter(|p| p.jpeg.width.min(p.jpeg.height) > 2) {
            // From the root: `rebase` adds what the site lives under.
            let url = |variant: &Variant| format!("/{}", super::media::path(variant));
            let source = |(format, variants): (&str, &[Variant])| {
                let srcset: Vec<String> =
                    variants.iter().map(|v| format!("{base}{} {}w", url(v), v.width)).collect();
                let srcset = srcset.join(", ");
                format!("<source type=\"image/{format}\" srcset=\"{srcset}\" sizes=\"{SIZES}\">")
            };
            let sources = [("avif", &*picture.avif), ("webp", &*picture.webp)];
            let sources = sources.into_iter().filter(|(_, variants)| !variants.is_empty());
            out.push_str("<picture>");
            out.extend(sources.map(source));
            out.push_str(&format!(
                "{} src=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\" decoding=\"async\"{attributes}></picture>",
                &rest[tag..at],
                url(&picture.jpeg),
                picture.jpeg.width,
                picture.jpeg.height,
            ));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Plain text in a language, or empty.
pub fn plain(text: &Localized<String>, lang: &Lang) -> String {
    text.get(lang).cloned().unwrap_or_default()
}

/// The language of a name that stands in for the missing one of this language, or empty.
pub fn spoken(name: &Localized<String>, lang: &Lang) -> String {
    name.spoken(lang).map_or(String::new(), Lang::to_string)
}

/// The beginning of the first text that says something: at most about 200 characters.
pub fn teaser<'t>(texts: impl IntoIterator<Item = &'t Localized<Html>>, lang: &Lang) -> String {
    let mut texts = texts.into_iter().filter_map(|text| text.get(lang)).map(Html::text);
    shorten(&texts.find(|text| !text.is_empty()).unwrap_or_default())
}

/// At most about 200 characters, whole words.
pub fn shorten(text: &str) -> String {
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
        let rebased = rebase("/rando/", html.as_str());
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
