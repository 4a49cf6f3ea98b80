//! HTML that is known to be safe.

use super::{LinkedFile, Player};
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

/// A fragment of HTML that went through the sanitiser: markup with typed placeholders, which each
/// page fills in. Words of a text are never taken for a placeholder.
///
/// Only `source::sanitize` creates values of this type (a test checks it), so that templates may
/// print them without escaping.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Html {
    markup: String,
    /// Placeholders with the byte offset in the markup where each is inserted, sorted by offset.
    places: Vec<(usize, Place)>,
}

/// A placeholder that each page fills in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub enum Place {
    /// Path of the site on its server, without trailing slash. The rest of an address follows.
    Base,
    /// Digit in the tag of a heading; 3 for the highest level.
    Level(u8),
    /// `<picture>` element of a picture file. The string holds the written attributes of `<img>`
    /// other than its size and address.
    Picture(Arc<Path>, String),
    /// Address of a file that is published unchanged.
    File(Arc<LinkedFile>),
    /// Address of the published JPEG of a picture.
    LargePicture(Arc<Path>),
    /// Link to a video or a sound on another site.
    Player(Box<Player>),
}

impl Place {
    /// True for a placeholder of a whole element, false for a placeholder inside a tag.
    fn is_element(&self) -> bool {
        matches!(self, Place::Picture(..) | Place::Player(_))
    }
}

/// Names of inline elements, which do not separate the words before and after them.
const INLINE: [&str; 30] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i",
    "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
];

impl Html {
    /// Wraps the output of the sanitiser: balanced markup in which `<` and `>` only delimit tags.
    pub(crate) fn from_sanitized(markup: String, places: Vec<(usize, Place)>) -> Html {
        Html { markup, places }
    }

    /// Returns the markup, with each placeholder replaced by what `fill` writes for it.
    pub fn filled(&self, mut fill: impl FnMut(&Place, &mut String)) -> String {
        let mut filled = String::with_capacity(self.markup.len());
        let mut from = 0;
        for (at, place) in &self.places {
            filled.push_str(&self.markup[from..*at]);
            fill(place, &mut filled);
            from = *at;
        }
        filled.push_str(&self.markup[from..]);
        filled
    }

    /// True when the fragment has words, a picture or a player.
    pub fn shows_something(&self) -> bool {
        self.places.iter().any(|(_, place)| place.is_element()) || !self.text().is_empty()
    }

    /// Returns the plain text on one line, without the names of players.
    pub fn text(&self) -> String {
        let elements = self.places.iter().any(|(_, place)| place.is_element());
        let markup = match elements {
            true => Cow::Owned(self.filled(|place, markup| {
                markup.push_str(if place.is_element() { "<img>" } else { "" });
            })),
            false => Cow::Borrowed(self.markup.as_str()),
        };
        let mut text = String::with_capacity(markup.len());
        let mut rest = &*markup;
        while let Some((before, after)) = rest.split_once('<') {
            text.push_str(before);
            let (tag, after) = after.split_once('>').unwrap_or_default();
            // Block elements separate words.
            if !is_inline(tag.trim_start_matches('/').split(' ').next().unwrap_or_default()) {
                text.push(' ');
            }
            rest = after;
        }
        text.push_str(rest);
        // The sanitiser writes no other character references.
        let text = text
            .replace("&nbsp;", "\u{a0}")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Appends text to `out`, escaped as the content of an element.
pub fn escape_text(text: &str, out: &mut String) {
    escape(text, &['&', '<', '>', '\u{a0}'], out);
}

/// Appends text to `out`, escaped as the value of an attribute in double quotes.
pub fn escape_value(text: &str, out: &mut String) {
    escape(text, &['&', '<', '>', '\u{a0}', '"'], out);
}

fn escape(text: &str, special: &[char], out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        out.push_str(&rest[..at]);
        let mut after = rest[at..].chars();
        out.push_str(match after.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "&nbsp;",
        });
        rest = after.as_str();
    }
    out.push_str(rest);
}

/// True for the name of an inline element, which may be part of a word.
pub fn is_inline(element: &str) -> bool {
    INLINE.contains(&element)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markup: &str) -> Html {
        Html::from_sanitized(markup.to_owned(), Vec::new())
    }

    #[test]
    fn the_text_of_html_has_no_markup() {
        let text = |markup: &str| html(markup).text();
        let mixed = "<p>Un <em>lac</em> &amp; un col</p>\n<ul><li>a</li><li>b</li></ul>";
        assert_eq!(text(mixed), "Un lac & un col a b");
        assert_eq!(text("le 1<sup>er</sup> mai<br>&amp;lt; 3"), "le 1er mai &lt; 3");
    }

    #[test]
    fn a_placeholder_is_filled_in_and_is_not_part_of_the_text() {
        let mut html = html("<h>a</h><p><a href=\"/b\">{b}</a> c</p>");
        html.places = vec![(2, Place::Level(3)), (7, Place::Level(3)), (20, Place::Base)];
        let filled = html.filled(|place, out| match place {
            Place::Level(level) => out.push_str(&level.to_string()),
            _ => out.push_str("/rando"),
        });
        assert_eq!(filled, "<h3>a</h3><p><a href=\"/rando/b\">{b}</a> c</p>");
        assert_eq!(html.text(), "a {b} c");
        html.places = vec![(26, Place::Picture(Path::new("a.jpg").into(), String::new()))];
        assert_eq!(html.text(), "a {b } c", "a picture separates words");
    }
}
