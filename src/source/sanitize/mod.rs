//! Untrusted text → [`Html`]. All markup of a page that comes from a source goes through here.

mod depth;
mod headings;
mod nesting;
mod policy;
mod reader;
mod references;
mod words;
mod writer;

pub use references::{References, references};

use crate::model::{Html, LinkedFile};
use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TokenSink, Tokenizer, TokenizerOpts};
use pulldown_cmark::{Options, Parser};
use reqwest::Url;
use std::path::Path;
use std::sync::Arc;

/// Surroundings of a text: how the addresses in it are resolved.
#[derive(Clone, Default)]
pub struct Surroundings {
    /// Server that the text comes from: relative addresses are resolved there, and the empty elements
    /// of its rich text editor are removed. `None` for the text of a file, where they lead to this
    /// site.
    pub server: Option<Arc<Url>>,
    /// Finds the picture or file for an address, which is as in the text but without its fragment
    /// (`#…`). `None` when nothing is published with this text.
    pub find: Option<Arc<Find>>,
}

/// Function from an address to a picture or file. `None` for an address that is left as it is.
type Find = dyn Fn(&str) -> Option<Own> + Send + Sync;

/// A picture or file that is published because a text links to it.
#[derive(Debug, Clone)]
pub enum Own {
    Picture(Arc<Path>),
    File(Arc<LinkedFile>),
    /// A picture or file that cannot be published, with the reason.
    Missing(String),
}

/// Converts Markdown, which may contain HTML, to safe HTML. `warn` is called with each problem.
pub fn markdown(text: &str, around: &Surroundings, warn: &mut dyn FnMut(String)) -> Html {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut unsafe_html = String::with_capacity(text.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut unsafe_html, Parser::new_ext(text, options));
    html(&unsafe_html, around, warn)
}

/// Converts untrusted HTML to safe HTML: without scripts, event handlers, styles, addresses of other
/// schemes, and frames except those of known players. Levels of headings are lowered to fit below
/// those of the page. `warn` is called with each problem.
pub fn html(unsafe_html: &str, around: &Surroundings, warn: &mut dyn FnMut(String)) -> Html {
    let unsafe_html = unsafe_html.trim();
    if depth::is_too_deep(unsafe_html) {
        warn(format!(
            "is shown as plain text: more than {} quotes, lists or other elements are nested or never closed; write it with fewer",
            depth::DEEPEST
        ));
        return reader::paragraph(&plain(unsafe_html));
    }
    let (html, problems) = reader::read(&policy::POLICY.clean(unsafe_html).to_string(), around);
    problems.into_iter().for_each(warn);
    html
}

/// Feeds HTML to a sink of tokens, and returns the sink.
fn tokens<S: TokenSink>(html: &str, sink: S) -> S {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink
}

/// Tokenizer state for the content of an element that holds raw text and nothing to read. `None` for
/// other elements.
fn raw_text(element: &str) -> Option<RawKind> {
    match element {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        _ => None,
    }
}

/// Text without markup, on one line.
pub fn plain(text: &str) -> String {
    let text = text.trim();
    if !text.contains(['<', '&']) {
        return collapse(text);
    }
    collapse(&words::words(text))
}

/// E-mail address that is safe in a `mailto:` link. `None` for other texts, and for addresses with
/// parameters such as a subject.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim();
    let (name, host) = text.split_once('@')?;
    let plain = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || ".-_+'".contains(c))
    };
    (plain(name) && plain(host) && host.contains('.')).then(|| text.to_owned())
}

/// Web address (`http` or `https`). `None` for other texts.
pub fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    let lower = url.to_ascii_lowercase();
    let allowed = lower.starts_with("https://") || lower.starts_with("http://");
    (allowed && !url.contains(|c: char| c.is_whitespace() || c.is_control()))
        .then(|| url.to_owned())
}

/// Address of a menu item: `http`, `https`, `mailto` or `tel`. `None` for other texts.
pub fn link(url: &str) -> Option<String> {
    let url = url.trim();
    let call =
        ["mailto:", "tel:"].iter().any(|scheme| url.to_ascii_lowercase().starts_with(scheme));
    let plain = !url.contains(|c: char| c.is_whitespace() || c.is_control());
    web_address(url).or_else(|| (call && plain).then(|| url.to_owned()))
}

/// Colour in the form `#rgb` or `#rrggbb`, in lower case. `None` for other texts, which may not be
/// safe in a stylesheet.
pub fn color(text: &str) -> Option<String> {
    let digits = text.trim().strip_prefix('#')?;
    let valid = matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    valid.then(|| format!("#{}", digits.to_ascii_lowercase()))
}

/// Text with each sequence of white space and control characters replaced by one space.
fn collapse(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests;
