//! Elements, attributes and values that are allowed in a text: those that run nothing, load nothing
//! and cannot imitate the site.

use ammonia::{Builder, UrlRelative};
use reqwest::Url;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Allowed elements and attributes. Headings of all levels and frames are among them, because the
/// writer replaces them later.
pub static POLICY: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut policy = Builder::default();
    policy
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener"))
        .add_tags(["address", "iframe", "section", "tfoot"])
        // Alignment and sizes belong to the theme.
        .rm_tags(["center", "map", "area"])
        .rm_tag_attributes("img", ["align", "width", "height"])
        .rm_tag_attributes("table", ["align", "char", "charoff", "summary"])
        // Identifiers are removed, so cells cannot refer to their headers by them.
        .rm_tag_attributes("td", ["headers"])
        .rm_tag_attributes("th", ["headers"])
        .add_generic_attributes(["dir"])
        .add_tag_attributes("iframe", ["src"])
        .add_tag_attributes("ol", ["reversed", "type"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("th", ["abbr"])
        .add_tag_attributes("time", ["datetime"])
        .add_tag_attributes("data", ["value"])
        .add_tag_attributes("details", ["open"]);
    policy
});

/// True for a value that is valid for this attribute of this element.
pub fn is_valid(element: &str, attribute: &str, value: &str) -> bool {
    let number = || value.trim().parse::<i32>().ok();
    match (element, attribute) {
        ("ol", "start") | ("li", "value") => number().is_some(),
        ("ol", "type") => matches!(value, "1" | "a" | "A" | "i" | "I"),
        // Browsers limit larger numbers to these.
        (_, "colspan" | "span") => number().is_some_and(|number| (1..=1000).contains(&number)),
        (_, "rowspan") => number().is_some_and(|number| (0..=65534).contains(&number)),
        (_, "scope") => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        (_, "dir") => matches!(value, "ltr" | "rtl" | "auto"),
        (_, "cite") => is_on_the_web(value),
        _ => true,
    }
}

/// True for a web address or a relative address.
fn is_on_the_web(address: &str) -> bool {
    Url::parse(address).map_or(true, |url| matches!(url.scheme(), "http" | "https"))
}
