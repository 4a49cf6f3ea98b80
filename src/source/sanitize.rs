//! Foreign text → [`Html`]: the only door through which markup enters a page.

use crate::model::Html;
use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event as Part, HeadingLevel, Options, Parser, Tag, TagEnd};
use quick_xml::events::Event;
use std::collections::HashSet;

/// Markdown, which may hold HTML, as safe HTML.
///
/// Headings are moved down so that they fit below the page's own: `#` becomes `<h3>`.
pub fn markdown(text: &str) -> Html {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(text, options).map(|event| match event {
        Part::Start(Tag::Heading { level, id, classes, attrs }) => {
            Part::Start(Tag::Heading { level: lower(level), id, classes, attrs })
        }
        Part::End(TagEnd::Heading(level)) => Part::End(TagEnd::Heading(lower(level))),
        other => other,
    });
    let mut unsafe_html = String::with_capacity(text.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut unsafe_html, events);
    html(&unsafe_html)
}

/// HTML from anyone as safe HTML: scripts, handlers, styles, frames and odd addresses are gone.
pub fn html(unsafe_html: &str) -> Html {
    Html::from_sanitized(policy().clean(unsafe_html.trim()).to_string().trim().to_owned())
}

/// HTML of a text editor, full of what editors leave behind. Relative addresses lead to `base`.
/// `None` when nothing is left to read.
pub fn editor_html(unsafe_html: &str, base: &str) -> Option<Html> {
    let lowered = demote(unsafe_html);
    let mut policy = policy();
    if let Ok(base) = ammonia::Url::parse(base) {
        policy.url_relative(UrlRelative::RewriteWithBase(base));
    }
    let mut clean = policy.clean(&lowered).to_string();
    for (found, kept) in EDITOR_LITTER {
        while clean.contains(found) {
            clean = clean.replace(found, kept);
        }
    }
    let html = Html::from_sanitized(clean.trim().to_owned());
    let something = html.as_str().contains("<img") || !html.text().trim().is_empty();
    something.then_some(html)
}

/// Empty paragraphs and runs of spaces, as the sanitiser writes them.
const EDITOR_LITTER: [(&str, &str); 7] = [
    ("&nbsp;&nbsp;", "&nbsp;"),
    ("<p>&nbsp;</p>", ""),
    ("<p> </p>", ""),
    ("<p><br></p>", ""),
    ("<p></p>", ""),
    ("<span></span>", ""),
    ("<br><br><br>", "<br><br>"),
];

/// Headings two levels lower, below the page's own.
fn demote(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        let slash = usize::from(tag.starts_with('/'));
        out.push_str(&rest[..at + 1 + slash]);
        rest = &tag[slash..];
        let level = match rest.as_bytes() {
            [b'h' | b'H', level @ b'1'..=b'4', next, ..] if !next.is_ascii_alphanumeric() => *level,
            _ => continue,
        };
        out.push('h');
        out.push(char::from(level + 2));
        rest = &rest[2..];
    }
    out.push_str(rest);
    out
}

/// Text without any markup: what is left of a name when its tags are taken away.
pub fn plain(text: &str) -> String {
    let text = text.trim();
    if !text.contains(['<', '&']) {
        return collapse(text);
    }
    collapse(&Html::from_sanitized(Builder::empty().clean(text).to_string()).text())
}

/// An e-mail address that is safe in a link: nothing but an address, no subject, no copy.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim();
    let (name, host) = text.split_once('@')?;
    let plain = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || ".-_+'".contains(c))
    };
    (plain(name) && plain(host) && host.contains('.')).then(|| text.to_owned())
}

/// The address, if a visitor may be sent there.
pub fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    let lower = url.to_ascii_lowercase();
    let allowed = lower.starts_with("https://") || lower.starts_with("http://");
    (allowed && !url.contains(|c: char| c.is_whitespace() || c.is_control()))
        .then(|| url.to_owned())
}

/// Why an SVG cannot be published as it is: opened on its own it would act in the name of the site.
pub fn problem_of_svg(svg: &str) -> Option<&'static str> {
    const ACTING: [&str; 7] =
        ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener"];
    let mut reader = quick_xml::Reader::from_str(svg);
    loop {
        let element = match reader.read_event() {
            Ok(Event::Eof) => return None,
            Ok(Event::DocType(text)) if text.contains('[') => return Some("it declares entities"),
            Ok(Event::PI(text)) if text.starts_with("xml-stylesheet") => {
                return Some("it loads a style");
            }
            Ok(Event::Start(element) | Event::Empty(element)) => element,
            Ok(_) => continue,
            Err(_) => return Some("it is broken"),
        };
        let name = element.local_name().as_ref().to_ascii_lowercase();
        if ACTING.contains(&name.as_str()) {
            return Some("it holds a script, or something that can act like one");
        }
        for attribute in element.attributes() {
            let Ok(attribute) = attribute else { return Some("it is broken") };
            let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
            let value = attribute.value.trim().to_ascii_lowercase();
            if key.starts_with("on") {
                return Some("it holds a script, or something that can act like one");
            }
            let inside =
                ["#", "data:image/png", "data:image/jpeg"].iter().any(|s| value.starts_with(s));
            let loads = value.contains("url(") && value.contains("//");
            // A character reference could hide the word.
            let hidden = value.contains("&#") && value.contains(':');
            if key == "href" && !inside || value.contains("javascript:") || loads || hidden {
                return Some("it refers to something outside of it");
            }
        }
    }
}

/// A CSS colour, if it is one that is safe to print in a stylesheet: `#rgb` or `#rrggbb`.
pub fn color(text: &str) -> Option<String> {
    let digits = text.trim().strip_prefix('#')?;
    let valid = matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    valid.then(|| format!("#{}", digits.to_ascii_lowercase()))
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

fn policy() -> Builder<'static> {
    let mut policy = Builder::default();
    policy
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::PassThrough)
        // The page has its own `h1` and `h2`; centred text and fixed sizes are the theme's matter.
        .rm_tags(["h1", "h2", "center", "map", "area"])
        .rm_tag_attributes("img", ["align", "width", "height"])
        .rm_tag_attributes("table", ["align", "char", "charoff", "summary"])
        .link_rel(Some("noopener"));
    policy
}

fn collapse(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        assert_eq!(markdown(input).as_str(), expected);
    }

    #[test]
    fn markdown_becomes_html_below_the_page_headings() {
        check("# Start\n\nGo *up*.", "<h3>Start</h3>\n<p>Go <em>up</em>.</p>");
    }

    #[test]
    fn scripts_handlers_styles_and_frames_are_gone() {
        check("<script>alert(1)</script>ok", "ok");
        check("<p onclick=\"x()\" style=\"color:red\">ok</p>", "<p>ok</p>");
        check("<iframe src=\"https://evil.example\"></iframe>ok", "ok");
        check("[x](javascript:alert(1))", "<p><a rel=\"noopener\">x</a></p>");
        check("<img src=\"data:image/svg+xml,x\">", "<img>");
    }

    #[test]
    fn what_an_editor_leaves_behind_is_gone() {
        let check = |input: &str, expected: Option<&str>| {
            let html = editor_html(input, "https://admin.example.org");
            assert_eq!(html.as_ref().map(Html::as_str), expected);
        };
        check("<p>&nbsp;</p><P></P>", None);
        check(
            "<H1 class='x'>A</H1><p>b&nbsp;&nbsp;&nbsp;c</p><p>&nbsp;</p>",
            Some("<h3>A</h3><p>b&nbsp;c</p>"),
        );
        check(
            "<p><img src=\"/media/a.jpg\"></p>",
            Some("<p><img src=\"https://admin.example.org/media/a.jpg\"></p>"),
        );
        check(
            "<p class=MsoNormal style='mso-x:1'><o:p>a</o:p><script>alert(1)</script></p>",
            Some("<p>a</p>"),
        );
    }

    #[test]
    fn a_name_has_no_markup() {
        assert_eq!(plain(" <b>Lac</b> &amp;\n Col <script>x</script>"), "Lac & Col");
        assert_eq!(plain("a < b"), "a < b");
    }

    #[test]
    fn an_email_address_is_nothing_more() {
        assert_eq!(email(" info@example.org ").as_deref(), Some("info@example.org"));
        for wrong in ["info", "a@b", "a@b.c?bcc=x@y.z", "a b@c.d", "a@b@c.d"] {
            assert_eq!(email(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_svg_that_acts_is_refused() {
        let around =
            |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>");
        for fine in [
            "<path d=\"M0 0\" fill=\"url(#a)\"/>",
            "<use href=\"#a\"/><title>Parc &amp; co</title>",
        ] {
            assert_eq!(problem_of_svg(&around(fine)), None, "{fine}");
        }
        for wrong in [
            "<script>alert(1)</script>",
            "<a href=\"javascript:alert(1)\"/>",
            "<g onload=\"alert(1)\"/>",
            "<image href=\"https://example.org/pixel.png\"/>",
            "<foreignObject/>",
            "<g></svg>",
        ] {
            assert!(problem_of_svg(&around(wrong)).is_some(), "{wrong}");
        }
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert_eq!(web_address("javascript:alert(1)"), None);
        assert_eq!(web_address("https://example.org/x y"), None);
        assert!(web_address(" HTTPS://example.org/").is_some());
    }
}
