//! Foreign text → [`Html`]: the only door through which markup enters a page.

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

/// What the addresses in a text lead to.
#[derive(Clone, Default)]
pub struct Surroundings {
    /// The server whose editor wrote the text: relative addresses lead there, and what editors
    /// leave behind is taken out. `None`: the text is of a file, and they lead to this site.
    pub server: Option<Arc<Url>>,
    /// Finds what an address stands for, as the text writes it but for what follows `#`. `None`:
    /// nothing is published with this text.
    pub find: Option<Arc<Find>>,
}

/// `None` for an address that is left to lead where it leads.
type Find = dyn Fn(&str) -> Option<Own> + Send + Sync;

/// What is published with the site because a text names it.
#[derive(Debug, Clone)]
pub enum Own {
    Picture(Arc<Path>),
    File(Arc<LinkedFile>),
    /// It should be, and cannot be had: why.
    Missing(String),
}

/// Markdown, which may hold HTML, as safe HTML. `warn` is told what is wrong with it.
pub fn markdown(text: &str, around: &Surroundings, warn: &mut dyn FnMut(String)) -> Html {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut unsafe_html = String::with_capacity(text.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut unsafe_html, Parser::new_ext(text, options));
    html(&unsafe_html, around, warn)
}

/// HTML from anyone as safe HTML: scripts, handlers, styles and odd addresses are gone, and so are
/// frames but those of known players. Headings fit below those of the page. `warn` is told what is
/// wrong with it.
pub fn html(unsafe_html: &str, around: &Surroundings, warn: &mut dyn FnMut(String)) -> Html {
    let unsafe_html = unsafe_html.trim();
    if depth::is_too_deep(unsafe_html) {
        warn(format!(
            "is shown as words only: more than {} quotes, lists or other elements are inside of each other, or begin and never end; write it with fewer",
            depth::DEEPEST
        ));
        return reader::paragraph(&plain(unsafe_html));
    }
    let (html, problems) = reader::read(&policy::POLICY.clean(unsafe_html).to_string(), around);
    problems.into_iter().for_each(warn);
    html
}

/// Feeds HTML to a reader of its tags and words.
fn tokens<S: TokenSink>(html: &str, sink: S) -> S {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink
}

/// How the content of an element is read that holds no markup, and nothing for readers.
fn raw_text(element: &str) -> Option<RawKind> {
    match element {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        _ => None,
    }
}

/// Text without any markup: what is left of a name when its tags are taken away.
pub fn plain(text: &str) -> String {
    let text = text.trim();
    if !text.contains(['<', '&']) {
        return collapse(text);
    }
    collapse(&words::words(text))
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

fn collapse(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests;
