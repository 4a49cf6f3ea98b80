//! Foreign text → [`Html`]: the only door through which markup enters a page.

use super::player;
use crate::model::Html;
use crate::model::html::PICTURE;
use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event as Part, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

/// Markdown, which may hold HTML, as safe HTML.
///
/// Headings are moved so that they fit below the page's own: the highest becomes `<h3>`.
pub fn markdown(text: &str) -> Html {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut used = [false; 7];
    for event in Parser::new_ext(text, options) {
        if let Part::Start(Tag::Heading { level, .. }) = event {
            used[level as usize] = true;
        }
    }
    let lower = |level: HeadingLevel| match lowered(level as usize, &used) {
        3 => HeadingLevel::H3,
        4 => HeadingLevel::H4,
        5 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    };
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

/// What the texts of a server are read with.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// Address of the server: relative addresses lead there.
    pub base: Arc<str>,
    /// The pictures of texts that were fetched: the name of the file by the address in the text.
    pub pictures: Arc<HashMap<String, String>>,
}

/// HTML of a text editor, full of what editors leave behind. Its pictures are ours or gone, and
/// frames of known players are links that the page can turn into players. `None` when nothing is
/// left to read.
pub fn editor_html(unsafe_html: &str, around: &Surroundings) -> Option<Html> {
    let lowered = demote(&frames(unsafe_html));
    let mut policy = policy();
    if let Ok(base) = ammonia::Url::parse(&around.base) {
        policy.url_relative(UrlRelative::RewriteWithBase(base));
    }
    policy.add_allowed_classes("a", ["player"]);
    let pictures = around.pictures.clone();
    policy.attribute_filter(move |element, attribute, value| match (element, attribute) {
        ("img", "src") => pictures.get(value).map(|file| format!("{PICTURE}{file}").into()),
        // So that below `<` begins nothing but tags.
        _ => (!value.contains('<')).then(|| value.into()),
    });
    let mut clean = without_empty_pictures(&policy.clean(&lowered).to_string());
    for (found, kept) in EDITOR_LITTER {
        while clean.contains(found) {
            clean = clean.replace(found, kept);
        }
    }
    let html = Html::from_sanitized(players(clean.trim()));
    let seen = ["<img", " data-embed="].iter().any(|seen| html.as_str().contains(seen));
    let something = seen || !html.text().trim().is_empty();
    something.then_some(html)
}

/// The addresses of the pictures in a text, as the text writes them.
pub fn pictures(unsafe_html: &str) -> Vec<String> {
    if !unsafe_html.contains("<img") && !unsafe_html.contains("<IMG") {
        return Vec::new();
    }
    let found: Arc<Mutex<Vec<String>>> = Arc::default();
    let mut policy = policy();
    let list = found.clone();
    policy.attribute_filter(move |element, attribute, value| {
        if (element, attribute) == ("img", "src")
            && let Ok(mut list) = list.lock()
        {
            list.push(value.to_owned());
        }
        Some(value.into())
    });
    let _ = policy.clean(unsafe_html);
    found.lock().map(|mut found| std::mem::take(&mut *found)).unwrap_or_default()
}

/// Frames of known players as links; other frames are gone.
fn frames(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = find_ignoring_case(rest, "<iframe") {
        out.push_str(&rest[..at]);
        let frame = &rest[at..];
        let tag_end = frame.find('>').map_or(frame.len(), |end| end + 1);
        let end = find_ignoring_case(frame, "</iframe>").map(|end| end + "</iframe>".len());
        if let Some(player) = source_of(&frame[..tag_end]).and_then(|source| player::of(&source))
            && player.embed.is_some()
        {
            let (url, name) = (escape(&player.url), escape(&player.provider));
            out.push_str(&format!("<p><a class=\"player\" href=\"{url}\">{name}</a></p>"));
        }
        rest = &frame[end.unwrap_or(tag_end)..];
    }
    out.push_str(rest);
    out
}

fn find_ignoring_case(text: &str, ascii: &str) -> Option<usize> {
    text.as_bytes().windows(ascii.len()).position(|w| w.eq_ignore_ascii_case(ascii.as_bytes()))
}

/// The attribute `src` of a tag.
fn source_of(tag: &str) -> Option<String> {
    let at = find_ignoring_case(tag, "src=")?;
    let value = tag[at + "src=".len()..].trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
    };
    Some(value.replace("&amp;", "&"))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// Without the pictures that have no address: those that are not ours.
fn without_empty_pictures(clean: &str) -> String {
    let mut out = String::with_capacity(clean.len());
    let mut rest = clean;
    while let Some(at) = rest.find("<img") {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let kept = rest[at..end].contains(&format!(" src=\"{PICTURE}"));
        out.push_str(&rest[..if kept { end } else { at }]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Tells the page what the links of players may become.
fn players(clean: &str) -> String {
    const LINK: &str = "<a class=\"player\" href=\"";
    let mut out = String::with_capacity(clean.len());
    let mut rest = clean;
    while let Some(at) = rest.find(LINK) {
        let (before, link) = rest.split_at(at);
        out.push_str(before);
        let href = link[LINK.len()..].split('"').next().unwrap_or_default();
        let player = player::of(&href.replace("&amp;", "&"));
        match player.and_then(|player| player.embed) {
            Some(embed) => {
                let embed = escape(&embed);
                out.push_str(&format!("<a class=\"player\" data-embed=\"{embed}\" href=\""));
            }
            None => out.push_str(LINK),
        }
        rest = &link[LINK.len()..];
    }
    out.push_str(rest);
    out
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

/// Headings below the page's own: the highest of the text becomes `<h3>`.
fn demote(html: &str) -> String {
    let mut used = [false; 7];
    headings(html, |level| {
        used[level] = true;
        level
    });
    headings(html, |level| lowered(level, &used))
}

/// The text with another level for each tag of a heading.
fn headings(html: &str, mut level_of: impl FnMut(usize) -> usize) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        let slash = usize::from(tag.starts_with('/'));
        out.push_str(&rest[..at + 1 + slash]);
        rest = &tag[slash..];
        let level = match rest.as_bytes() {
            [b'h' | b'H', level @ b'1'..=b'6', next, ..] if !next.is_ascii_alphanumeric() => level,
            _ => continue,
        };
        out.push_str(&format!("h{}", level_of(usize::from(level - b'0'))));
        rest = &rest[2..];
    }
    out.push_str(rest);
    out
}

/// The level of a heading when the highest of those that are used becomes 3, the next 4, and so
/// on: none is skipped.
fn lowered(level: usize, used: &[bool; 7]) -> usize {
    let higher = used[..level].iter().filter(|used| **used).count();
    (3 + higher).min(6)
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

/// The address of a menu: a page on the web, a mail or a call.
pub fn link(url: &str) -> Option<String> {
    let url = url.trim();
    let call =
        ["mailto:", "tel:"].iter().any(|scheme| url.to_ascii_lowercase().starts_with(scheme));
    let plain = !url.contains(|c: char| c.is_whitespace() || c.is_control());
    web_address(url).or_else(|| (call && plain).then(|| url.to_owned()))
}

/// A CSS colour, if it is one that is safe to print in a stylesheet: `#rgb` or `#rrggbb`.
pub fn color(text: &str) -> Option<String> {
    let digits = text.trim().strip_prefix('#')?;
    let valid = matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    valid.then(|| format!("#{}", digits.to_ascii_lowercase()))
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
        check("## Start\n\n#### Up", "<h3>Start</h3>\n<h4>Up</h4>");
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
            let html = editor_html(input, &park());
            assert_eq!(html.as_ref().map(Html::as_str), expected);
        };
        check("<p>&nbsp;</p><P></P>", None);
        check(
            "<H1 class='x'>A</H1><p>b&nbsp;&nbsp;&nbsp;c</p><p>&nbsp;</p>",
            Some("<h3>A</h3><p>b&nbsp;c</p>"),
        );
        check(
            "<p><a href='/doc'>a</a></p>",
            Some("<p><a href=\"https://admin.example.org/doc\" rel=\"noopener\">a</a></p>"),
        );
        check(
            "<p class=MsoNormal style='mso-x:1'><o:p>a</o:p><script>alert(1)</script></p>",
            Some("<p>a</p>"),
        );
    }

    fn park() -> Surroundings {
        let pictures = [("/media/a.jpg".to_owned(), "0a.jpg".to_owned())];
        Surroundings {
            base: "https://admin.example.org".into(),
            pictures: Arc::new(HashMap::from(pictures)),
        }
    }

    #[track_caller]
    fn check_editor(input: &str, expected: &str) {
        assert_eq!(editor_html(input, &park()).unwrap().as_str(), expected);
    }

    #[test]
    fn headings_of_a_text_begin_below_those_of_the_page_and_skip_none() {
        check_editor("<h2>a</h2><H5 class='x'>b</H5><h2>c</h2>", "<h3>a</h3><h4>b</h4><h3>c</h3>");
        check_editor("<h1>a</h1><p>h1 &lt;h1</p>", "<h3>a</h3><p>h1 &lt;h1</p>");
    }

    #[test]
    fn pictures_in_texts_are_ours_or_gone() {
        check_editor(
            "<p>a<img alt='b' src=\"/media/a.jpg\" onerror='x()' width=9></p>",
            "<p>a<img alt=\"b\" src=\"picture:0a.jpg\"></p>",
        );
        check_editor("<p>a<img src=\"https://spy.example/pixel.gif\"></p>", "<p>a</p>");
        check_editor("<p>a<img src=\"picture:b.jpg\"></p>", "<p>a</p>");
        check_editor("<p>a<img alt=\"<img\" src='x'><b title='<img'>c</b></p>", "<p>a<b>c</b></p>");
        let found = pictures("<P><IMG SRC='/media/a.jpg'><img src=\"/b?c&amp;d\"></P>");
        assert_eq!(found, ["/media/a.jpg", "/b?c&d"]);
    }

    #[test]
    fn frames_of_known_players_become_links_and_others_are_gone() {
        check_editor(
            "a<IFRAME width=5 src='//www.youtube.com/embed/b1'>c</iframe>d",
            "a<p><a class=\"player\" data-embed=\"https://www.youtube-nocookie.com/embed/b1\" href=\"https://www.youtube.com/watch?v=b1\" rel=\"noopener\">YouTube</a></p>d",
        );
        assert!(editor_html("<iframe src='https://youtu.be/b1'></iframe>", &park()).is_some());
        check_editor("a<iframe src=\"https://ads.example/1\"></iframe>b", "ab");
        check_editor("a<iframe src=\"javascript:alert(1)\">b", "ab");
        check_editor(
            "<a class=\"player\" href=\"https://example.org/\">a</a>",
            "<a class=\"player\" href=\"https://example.org/\" rel=\"noopener\">a</a>",
        );
        check_editor(
            "<a class='player big' data-embed='x' href='/a'>a</a>",
            "<a class=\"player\" href=\"https://admin.example.org/a\" rel=\"noopener\">a</a>",
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
    fn only_web_addresses_are_links() {
        assert_eq!(web_address("javascript:alert(1)"), None);
        assert_eq!(web_address("https://example.org/x y"), None);
        assert!(web_address(" HTTPS://example.org/").is_some());
    }
}
