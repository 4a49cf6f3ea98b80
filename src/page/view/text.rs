//! Safe HTML and plain texts in views.

use crate::model::html::{Place, escape_text, escape_value};
use crate::model::{Html, Lang, Localized, Player};
use crate::page::site::{Site, file_path};
use crate::picture::{Ladder, Variant};
use serde::{Serialize, Serializer};
use std::fmt::Write;
use tera::Value;

/// A fragment of safe HTML in a view: a string that templates do not escape.
#[derive(Debug, Clone, Default)]
pub struct Markup {
    html: String,
}

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::safe_string(&self.html).serialize(serializer)
    }
}

impl Markup {
    /// Wraps HTML that was written by this program.
    pub fn trusted(html: String) -> Markup {
        Markup { html }
    }

    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }
}

/// HTML of a text in a language, or empty.
pub fn markup(site: &Site, text: &Localized<Html>, lang: &Lang) -> Markup {
    filled(site, text.get(lang), 0)
}

/// HTML of a text in a language, or empty, with headings one level higher: for a text directly
/// below the title of the page.
pub fn markup_below_title(site: &Site, text: &Localized<Html>, lang: &Lang) -> Markup {
    filled(site, text.get(lang), 1)
}

/// Fills in the placeholders of a text: addresses below the path of the site, pictures in several
/// sizes, and headings `raised` by a number of levels.
fn filled(site: &Site, html: Option<&Html>, raised: u8) -> Markup {
    let base = site.settings.base_url.path.trim_end_matches('/');
    let fill = |place: &Place, out: &mut String| match place {
        Place::Base => out.push_str(base),
        Place::Level(level) => drop(write!(out, "{}", level - raised)),
        Place::Player(player) => link_to_player(player, out),
        Place::File(file) => {
            out.push_str(&site.asset_url(&file_path::encoded(&file_path::linked_path(file))));
        }
        Place::LargePicture(file) => {
            let large =
                site.picture(file).map(|picture| file_path::variant_path(&picture.whole.jpeg));
            out.push_str(&large.map_or(String::new(), |path| site.asset_url(&path)));
        }
        Place::Picture(file, attributes) => {
            // Leaves out pictures that could not be decoded, and tracking pixels.
            let picture = site.picture(file).map(|picture| &picture.whole);
            let picture = picture.filter(|photo| photo.jpeg.width.min(photo.jpeg.height) > 2);
            if let Some(photo) = picture {
                write_picture(photo, base, attributes, out);
            }
        }
    };
    Markup { html: html.map_or(String::new(), |html| html.filled(fill)) }
}

/// Width of pictures in texts, as a value of `sizes`.
const SIZES: &str = "(min-width: 48rem) 44rem, 92vw";

/// Writes a `<picture>` element. `attributes` are escaped already.
fn write_picture(photo: &Ladder, base: &str, attributes: &str, out: &mut String) {
    let url = |variant: &Variant| format!("{base}/{}", file_path::variant_path(variant));
    out.push_str("<picture>");
    for (format, variants) in [("avif", &photo.avif), ("webp", &photo.webp)] {
        if variants.is_empty() {
            continue;
        }
        let srcset = variants.iter().map(|v| format!("{} {}w", url(v), v.width));
        let srcset = srcset.collect::<Vec<_>>().join(", ");
        let _ =
            write!(out, "<source type=\"image/{format}\" srcset=\"{srcset}\" sizes=\"{SIZES}\">");
    }
    let (src, width, height) = (url(&photo.jpeg), photo.jpeg.width, photo.jpeg.height);
    let _ = write!(
        out,
        "<img src=\"{src}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" decoding=\"async\"{attributes}></picture>"
    );
}

/// Writes a link that a script replaces by the player.
fn link_to_player(player: &Player, out: &mut String) {
    out.push_str("<a class=\"player\" data-embed=\"");
    escape_value(player.embed.as_deref().unwrap_or_default(), out);
    out.push_str("\" href=\"");
    escape_value(&player.url, out);
    out.push_str("\" rel=\"noopener\">");
    escape_text(&player.provider, out);
    out.push_str("</a>");
}

/// Plain text in a language, or empty.
pub fn plain(text: &Localized<String>, lang: &Lang) -> String {
    text.get(lang).cloned().unwrap_or_default()
}

/// Language of a name that replaces a missing translation; empty for a translated name.
pub fn spoken(name: &Localized<String>, lang: &Lang) -> String {
    name.spoken(lang).map_or(String::new(), Lang::to_string)
}

/// Beginning of the first text that is not empty, as plain text of at most about 200 characters.
pub fn teaser<'t>(texts: impl IntoIterator<Item = &'t Localized<Html>>, lang: &Lang) -> String {
    let mut texts = texts.into_iter().filter_map(|text| text.get(lang)).map(Html::text);
    shorten(&texts.find(|text| !text.is_empty()).unwrap_or_default())
}

/// Shortens a text to at most about 200 characters, at the end of a word.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_teaser_ends_at_a_word() {
        assert_eq!(shorten("Lac"), "Lac");
        let long = shorten(&"abcd ".repeat(60));
        assert!(long.ends_with("abcd…") && long.chars().count() <= 201, "{long}");
    }
}
