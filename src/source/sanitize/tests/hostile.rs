//! Tests of texts that want to break the page: random soups of tags, and deep nesting.

use super::*;
use ammonia::Builder;
use proptest::prelude::*;
use std::collections::HashSet;

/// Elements and attributes that a page may contain, listed independently of the code.
fn allowed() -> Builder<'static> {
    let elements = "a abbr acronym article aside b bdi bdo blockquote br caption cite code col \
        colgroup data dd del details dfn div dl dt em figcaption figure footer h3 h4 h5 h6 header \
        hgroup hr i img ins kbd li mark nav ol p pre q rp rt rtc ruby s samp section small span \
        strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr \
        address main";
    let mut policy = Builder::default();
    policy
        .tags(elements.split_whitespace().collect())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .add_tag_attributes("main", ["id"])
        .add_tag_attributes("a", ["rel"])
        .add_generic_attributes(["dir"])
        .add_tag_attributes("ol", ["reversed", "type"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("time", ["datetime"])
        .add_tag_attributes("data", ["value"])
        .add_tag_attributes("details", ["open"])
        .link_rel(None);
    policy
}

/// Checks that a text contains only what is allowed, and does not change the page around it.
#[track_caller]
fn check_safe(text: &Html) {
    let around = format!("<main id=\"a\">{}</main><main id=\"b\">after</main>", shown(text));
    let read = allowed().clean(&around).to_string();
    // The parser drops the first line end of some elements.
    let same = |html: &str| html.replace('\n', "");
    assert_eq!(same(&read), same(&around));
}

/// Random pieces of HTML, good and bad.
fn soup() -> impl Strategy<Value = String> {
    const NAMES: &str = "a b i font span p div address section h1 h2 h4 ul ol li dl dt dd table \
        thead tbody tfoot tr td th caption colgroup col blockquote pre br hr img iframe script \
        style svg math mi desc foreignObject title textarea select option button form object \
        marquee template noscript plaintext xmp ruby rt rp rtc nobr details summary body frameset";
    const WORDS: [&str; 28] = [
        "text",
        " ",
        "\n",
        "&nbsp;",
        "&nbsp;&nbsp;",
        "&lt;h2",
        "<",
        ">",
        "\"",
        "'",
        "&",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!doctype html>",
        "<?x",
        "</",
        "<p",
        "<a href=\"",
        "\u{0}",
        " src=\"picture:0a.jpg\" alt=\"",
        " href=\"/trek/\"",
        "<h2",
        "</main>",
        "# ",
        "> ",
        "- ",
    ];
    const ATTRIBUTES: [&str; 16] = [
        "",
        " href=/x",
        " href='https://example.org/\"x'",
        " href=javascript:alert(1)",
        " src=/media/a.jpg",
        " href=/media/a.pdf#1",
        " src='//youtu.be/b1'",
        " src=\"picture:0a.jpg\"",
        " title=' src=\"picture:0a.jpg\"'",
        " title='><h2>'",
        " alt=\"a'b\"",
        " onclick=x()",
        " style=color:red",
        " class=player data-embed=x",
        " cite=data:x",
        " encoding=text/html",
    ];
    let name = proptest::sample::select(NAMES.split_whitespace().collect::<Vec<_>>());
    let attribute = proptest::sample::select(&ATTRIBUTES[..]);
    let start = (name.clone(), attribute).prop_map(|(name, more)| format!("<{name}{more}>"));
    let piece = prop_oneof![
        4 => start,
        3 => name.prop_map(|name| format!("</{name}>")),
        3 => proptest::sample::select(&WORDS[..]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn no_text_changes_the_page_around_it(soup in soup()) {
        for around in [Surroundings::default(), park()] {
            check_safe(&html(&soup, &around, &mut silent));
            check_safe(&markdown(&soup, &around, &mut silent));
        }
    }
}

/// Texts nested this deep, as Markdown and as HTML.
fn deep(levels: usize) -> Vec<String> {
    vec![
        format!("{}a\n{}b\n", "> ".repeat(levels), "> ".repeat(levels)),
        format!("{}a\n\nb", "- ".repeat(levels)),
        format!("{}a", "1. ".repeat(levels)),
        format!("{}a{}", "*a **b ".repeat(levels / 2), " b** a*".repeat(levels / 2)),
        "<div>a".repeat(levels),
        "<blockquote>a</i>".repeat(levels),
        "<span>a<div></span></div>".repeat(levels),
        "<table><tr><td>a".repeat(levels),
        (0..levels).map(|i| format!("<b title={i}>a")).collect(),
        (0..levels).map(|i| format!("<p><font size={i}>a")).collect(),
    ]
}

#[test]
fn a_text_that_is_nested_too_deep_is_shown_as_plain_text_with_a_warning() {
    for text in deep(30_000) {
        let mut told = Vec::new();
        let html = markdown(&text, &park(), &mut |problem| told.push(problem));
        let start: String = text.chars().take(30).collect();
        assert!(told.len() == 1 && told[0].contains("more than 100"), "{start} {told:?}");
        assert!(html.text().starts_with('a'), "{start}");
        check_safe(&html);
    }
}

#[test]
fn a_name_that_is_nested_too_deep_is_plain_text() {
    assert_eq!(plain(&"<b><p>".repeat(30_000)), "");
    assert_eq!(plain(&format!("{}a", "<i>".repeat(30_000))), "a");
}

#[test]
fn the_length_of_a_text_is_not_limited() {
    let table = "<tr><td>a<td><p><b>b</b>".repeat(2_000);
    for text in [
        "<p>a <b>b</b>\n".repeat(5_000),
        "<ul><li>a<li>b</ul>".repeat(5_000),
        format!("<table>{table}</table>"),
        "<p><b>a</p></b><span>b".repeat(30),
        "- a\n  - b\n    - c\n".repeat(2_000),
    ] {
        check_safe(&html(&text, &park(), &mut silent));
        check_safe(&markdown(&text, &park(), &mut silent));
    }
}
