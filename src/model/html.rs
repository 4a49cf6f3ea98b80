//! HTML that is known to be safe.

use super::{LinkedFile, Player};
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

/// A fragment of HTML that went through the sanitiser: finished markup, with typed places for what
/// only a page can fill in. Nothing that a text says is ever one of these places.
///
/// Only `source::sanitize` makes one (held by a test), so that a template may print it as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html {
    markup: String,
    /// By the byte of the markup in front of which each stands, in order.
    places: Vec<(usize, Place)>,
}

/// What a page fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The path under which the site lives, without the slash at its end: an address from the root
    /// of the site follows.
    Base,
    /// The digit in a tag of a heading, 3 for the highest.
    Level(u8),
    /// A picture, and its attributes but for size and address, as they are written.
    Picture(Arc<Path>, String),
    /// In the place of an address: that of a file that is published as it is.
    File(Arc<LinkedFile>),
    /// In the place of an address: that of a picture, as large as it is published.
    LargePicture(Arc<Path>),
    /// The link to a video or a sound on another site.
    Player(Box<Player>),
}

impl Place {
    /// True for a whole element; the others are parts of tags.
    fn is_element(&self) -> bool {
        matches!(self, Place::Picture(..) | Place::Player(_))
    }
}

/// Elements that do not separate the words before and after them.
const INLINE: [&str; 30] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i",
    "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
];

impl Html {
    /// Vouches that this came out of the sanitiser: balanced markup, in which `<` and `>` are the
    /// ends of tags and nothing else.
    pub(crate) fn from_sanitized(markup: String, places: Vec<(usize, Place)>) -> Html {
        Html { markup, places }
    }

    /// The markup, with what `fill` writes in each place.
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

    /// True when there is something to see: words, a picture, a player.
    pub fn shows_something(&self) -> bool {
        self.places.iter().any(|(_, place)| place.is_element()) || !self.text().is_empty()
    }

    /// The words of it, on one line. The name of a player is none of them.
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
            // Words of two paragraphs or list items are two words.
            if !is_inline(tag.trim_start_matches('/').split(' ').next().unwrap_or_default()) {
                text.push(' ');
            }
            rest = after;
        }
        text.push_str(rest);
        // Those that are written here.
        let text = text
            .replace("&nbsp;", "\u{a0}")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Writes words so that nothing in them begins or ends a tag.
pub fn escape_text(text: &str, out: &mut String) {
    escape(text, &['&', '<', '>', '\u{a0}'], out);
}

/// Writes the value of an attribute so that nothing in it ends the attribute or its tag.
pub fn escape_value(text: &str, out: &mut String) {
    escape(text, &['&', '<', '>', '\u{a0}', '"'], out);
}

fn escape(text: &str, signs: &[char], out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(signs) {
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

/// True for an element that may stand within a word.
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
    fn a_place_is_filled_where_it_stands_and_is_no_word() {
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
