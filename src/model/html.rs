//! HTML that is known to be safe.

/// How a picture of ours is named in a text, before the name of its file: no address that anyone
/// else can write begins so.
pub const PICTURE: &str = "picture:";

/// A fragment of HTML that went through the sanitiser.
///
/// Only `source::sanitize` makes one (held by a test), so that a template may print it as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(String);

impl Html {
    /// Vouches that `clean` came out of the sanitiser.
    pub(crate) fn from_sanitized(clean: String) -> Html {
        Html(clean)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a reader sees of it, on one line.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some((before, tag)) = rest.split_once('<') {
            text.push_str(before);
            // Words of two paragraphs or list items are two words.
            let inline = ["a", "/a", "b>", "/b>", "i>", "/i>", "em", "/em", "strong", "/strong"];
            if !inline.iter().any(|name| tag.starts_with(name)) {
                text.push(' ');
            }
            // The name of a player is no word of the text.
            let end = if tag.starts_with("a class=\"player\" data-") { "</a>" } else { ">" };
            rest = tag.split_once(end).map_or("", |(_, rest)| rest);
        }
        text.push_str(rest);
        // The sanitiser writes only these five entities.
        let text = text
            .replace("&nbsp;", "\u{a0}")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_html_has_no_markup() {
        let html =
            Html("<p>Un <em>lac</em> &amp; un col</p>\n<ul><li>a</li><li>b</li></ul>".into());
        assert_eq!(html.text(), "Un lac & un col a b");
        let player = Html("<p>a <a class=\"player\" data-embed=\"x\">YouTube</a> b</p>".into());
        assert_eq!(player.text(), "a b");
    }
}
