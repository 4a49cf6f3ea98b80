//! Which element may stand in which, as a browser reads them.
//!
//! When the sanitiser takes an element away and leaves what it held, a link may be left in a link
//! or a paragraph in a paragraph: no browser leaves them there.

/// True for an element that a parser leaves where it is, within these others, the innermost first.
pub fn stays<'n>(element: &str, within: impl Iterator<Item = &'n str> + Clone) -> bool {
    let parent = within.clone().next().unwrap_or_default();
    // A cell begins anew.
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
            "li" => near.find(|name| stops(name)) != Some("li"),
            "dd" | "dt" => !matches!(near.find(|name| stops(name)), Some("dd" | "dt")),
            "rp" | "rt" => !ends_by_itself(parent),
            "rtc" => !ends_by_itself(parent) && parent != "rtc",
            _ => true,
        }
}

/// True for an element of a table that holds other elements of it, and neither text nor anything
/// else.
pub fn holds_parts_only(element: &str) -> bool {
    matches!(element, "table" | "colgroup" | "thead" | "tbody" | "tfoot" | "tr")
}

/// True for an element that has neither content nor an end.
pub fn is_void(element: &str) -> bool {
    matches!(element, "br" | "col" | "hr" | "img" | "wbr")
}

/// True for an element whose end need not be written.
fn ends_by_itself(element: &str) -> bool {
    matches!(element, "dd" | "dt" | "li" | "p" | "rp" | "rt")
}

fn is_heading(element: &str) -> bool {
    matches!(element, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn ends_a_paragraph(element: &str) -> bool {
    const BLOCKS: &str = " address article aside blockquote dd details div dl dt figcaption figure \
        footer header hgroup hr li nav ol p pre section summary table ul ";
    is_heading(element) || BLOCKS.split(' ').any(|block| block == element)
}

/// True for an element behind which no open item of a list is looked for.
fn stops(element: &str) -> bool {
    ends_a_paragraph(element) && !matches!(element, "address" | "div" | "p")
}
