//! Rules of nesting: which element a browser keeps inside of which.
//!
//! When the sanitiser removes an element but keeps its content, a link may remain inside a link, or a
//! paragraph inside a paragraph. A browser would take them apart.

/// True when a parser keeps an element inside of these open ones. `within` is their names, innermost
/// first.
pub fn stays<'n>(element: &str, within: impl Iterator<Item = &'n str> + Clone) -> bool {
    let parent = within.clone().next().unwrap_or_default();
    // Elements outside of a table cell do not matter inside of it.
    let mut near = within.take_while(|name| !matches!(*name, "table" | "caption" | "td" | "th"));
    let fits = match element {
        "caption" | "colgroup" | "thead" | "tbody" | "tfoot" => parent == "table",
        "tr" => matches!(parent, "thead" | "tbody" | "tfoot"),
        "td" | "th" => parent == "tr",
        "col" => parent == "colgroup",
        _ => !holds_parts_only(parent),
    };
    fits && !(ends_a_paragraph(element) && near.clone().any(|name| name == "p"))
        && match element {
            "a" => !near.any(|name| name == "a"),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => !is_heading(parent),
            "li" => near.find(|name| is_scope(name)) != Some("li"),
            "dd" | "dt" => !matches!(near.find(|name| is_scope(name)), Some("dd" | "dt")),
            "rp" | "rt" => !has_optional_end(parent),
            "rtc" => !has_optional_end(parent) && parent != "rtc",
            _ => true,
        }
}

/// True for an element of a table that may only contain other elements of the table, and no text.
pub fn holds_parts_only(element: &str) -> bool {
    matches!(element, "table" | "colgroup" | "thead" | "tbody" | "tfoot" | "tr")
}

/// True for a void element, which has no content and no end tag.
pub fn is_void(element: &str) -> bool {
    matches!(element, "br" | "col" | "hr" | "img" | "wbr")
}

/// True for an element whose end tag may be omitted.
fn has_optional_end(element: &str) -> bool {
    matches!(element, "dd" | "dt" | "li" | "p" | "rp" | "rt")
}

fn is_heading(element: &str) -> bool {
    matches!(element, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// True for an element whose start tag ends an open paragraph.
fn ends_a_paragraph(element: &str) -> bool {
    const BLOCKS: &str = " address article aside blockquote dd details div dl dt figcaption figure \
        footer header hgroup hr li nav ol p pre section summary table ul ";
    is_heading(element) || BLOCKS.split(' ').any(|block| block == element)
}

/// True for an element beyond which the parser does not look for an open list item to end.
fn is_scope(element: &str) -> bool {
    ends_a_paragraph(element) && !matches!(element, "address" | "div" | "p")
}
