//! Tests of reading good and bad SVG.

mod hostile;

use super::*;
use quick_xml::Reader;
use quick_xml::events::Event;

const HEAD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 8 8\">";
const SHAPE: &str = "<path d=\"M0 0h8v8z\"/>";

fn around(inside: &str) -> String {
    format!("{HEAD}{inside}</svg>")
}

/// Checks how a drawing with these elements is published. Identifiers are compared without their
/// prefix.
#[track_caller]
fn check(inside: &str, clean: &str) {
    let svg = logo(around(inside).as_bytes()).unwrap();
    harmless(&svg);
    assert_eq!(svg.content.replace(&format!("{}-", svg.id), ""), clean);
}

#[track_caller]
fn refused(svg: &str, why: &str) {
    let problem = logo(svg.as_bytes()).unwrap_err();
    assert!(problem.contains(why), "{problem}");
}

fn symbol(inside: &str) -> (Colors, String) {
    let svg = pictogram(around(inside).as_bytes()).unwrap();
    harmless(&svg);
    (svg.colors, svg.content)
}

/// Checks that a published drawing loads and runs nothing.
#[track_caller]
fn harmless(svg: &Svg) {
    let text = format!("<svg {}>{}</svg>", svg.frame, svg.content);
    let mut reader = Reader::from_str(&text);
    loop {
        let element = match reader.read_event().unwrap() {
            Event::Eof => return,
            Event::Start(element) | Event::Empty(element) => element,
            Event::End(_) | Event::Text(_) | Event::GeneralRef(_) => continue,
            other => panic!("{other:?} in {text}"),
        };
        let name = element.name();
        assert!(rules::element(name.as_ref()).is_some(), "<{name:?}> in {text}");
        for attribute in element.attributes() {
            let attribute = attribute.unwrap();
            let (key, value) = (attribute.key.as_ref(), attribute.value.to_ascii_lowercase());
            assert!(!key.starts_with("on") && !key.contains(':'), "{key} in {text}");
            let own = value.starts_with(&format!("#{}-", svg.id));
            assert!(key != "href" || own, "{value} in {text}");
            let own = value.starts_with(&format!("url(#{}-", svg.id));
            assert!(!value.contains("url") || own, "{value} in {text}");
            for bad in ["javascript", "data:", "//", "\\", "import"] {
                assert!(!value.contains(bad), "{value} in {text}");
            }
        }
    }
}

#[test]
fn shapes_are_kept() {
    check(SHAPE, SHAPE);
    check(
        "<g transform=\"translate(1 2)\" fill=\"none\"><circle r=\"2\" stroke=\"rgb(0%,1%,2%)\"/></g>",
        "<g transform=\"translate(1 2)\" fill=\"none\"><circle r=\"2\" stroke=\"rgb(0%,1%,2%)\"/></g>",
    );
    check(
        "<title>Parc &amp; co</title><text font-family=\"'Open Sans'\">é<tspan>1</tspan></text>",
        "<title>Parc &amp; co</title><text font-family=\"'Open Sans'\">é<tspan>1</tspan></text>",
    );
    check(
        "<defs><linearGradient id=\"a\"><stop offset=\"5%\" stop-color=\"#123\"/></linearGradient></defs><rect fill=\"url( '#a' )\"/><use xlink:href=\"#b\"/><g id=\"b\"/>",
        "<defs><linearGradient id=\"0\"><stop offset=\"5%\" stop-color=\"#123\"/></linearGradient></defs><rect fill=\"url(#0)\"/><use href=\"#1\"/><g id=\"1\"/>",
    );
    check(
        "<use xmlns:x=\"http://www.w3.org/1999/xlink\" x:href=\"#a\"/><path id=\"a\"/>",
        "<use href=\"#0\"/><path id=\"0\"/>",
    );
    // Identifiers that are not referenced are removed; of two equal ones the first is kept.
    check(
        "<g id=\"Calque_1\"><path id=\"x\"/><path id=\"x\"/><use href=\"#x\"/></g>",
        "<g><path id=\"1\"/><path/><use href=\"#1\"/></g>",
    );
    // Templates that are not referenced are removed.
    check(
        "<g/><defs><symbol id=\"old\"><path/></symbol><g><path id=\"a\"/><path/></g></defs><use href=\"#a\"/><mask><path/></mask>",
        "<defs><g><path id=\"1\"/></g></defs><use href=\"#1\"/>",
    );
    check(&format!("<a href=\"https://example.org\">{SHAPE}</a>"), &format!("<g>{SHAPE}</g>"));
}

#[test]
fn elements_that_run_or_load_something_are_removed() {
    for inside in [
        "<script>alert(1)</script>",
        "<script href=\"https://example.org/x.js\"/>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">alert(1)</s:script>",
        "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
        "<x:path xmlns:x=\"http://www.w3.org/1999/xhtml\"/>",
        "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><script>1</script></body></foreignObject>",
        "<foreignObject><path/></foreignObject>",
        "<iframe src=\"https://example.org\"/>",
        "<image href=\"https://example.org/pixel.png\"/>",
        "<image href=\"data:image/png;base64,AAAA\"/>",
        "<use href=\"https://example.org/x.svg#a\"/>",
        "<use xlink:href=\"other.svg#a\"/>",
        "<use href=\"data:image/svg+xml,&lt;svg/>#a\"/>",
        "<use href=\"#\"/>",
        "<animate attributeName=\"href\" values=\"javascript:alert(1)\"/>",
        "<set attributeName=\"onload\" to=\"alert(1)\"/>",
        "<style>@import url(https://example.org/x.css); .a{background:url(//example.org)}</style>",
        "<style><![CDATA[path{fill:url(https://example.org/x.svg#a)}]]></style>",
        "<filter id=\"f\"><feImage href=\"https://example.org\"/></filter>",
        "<handler type=\"text/javascript\">alert(1)</handler>",
        "<metadata><rdf:RDF xmlns:rdf=\"urn:r\"/></metadata>",
        "<sodipodi:namedview xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\"/>",
        "<!-- <script>alert(1)</script> -->",
        "<?xml-stylesheet href=\"https://example.org/x.css\"?>",
        "text that nobody sees",
    ] {
        check(&format!("{inside}{SHAPE}"), SHAPE);
    }
    for attribute in [
        "onload=\"alert(1)\"",
        "onLoad=\"alert(1)\"",
        "xlink:href=\"#a\"",
        "href=\"javascript:alert(1)\"",
        "fill=\"url(https://example.org/x.svg#a)\"",
        "fill=\"url('//example.org')\"",
        "fill=\"u\\72l(//example.org)\"",
        "filter=\"url(#f)\"",
        "mask=\"url(other.svg#a)\"",
        "clip-path=\"URL(//example.org)\"",
        "style=\"fill:url(//example.org);background:url(//example.org)\"",
        "style=\"fill:image-set('x.png' 1x)\"",
        "style=\"-moz-binding:url(//example.org)\"",
        "inkscape:label=\"x\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\"",
        "xml:base=\"https://example.org\"",
        "data-x=\"1\" class=\"a\" tabindex=\"0\"",
        "fill=\"&#117;rl(&#104;ttps://example.org)\"",
    ] {
        check(&SHAPE.replace("<path", &format!("<path {attribute}")), SHAPE);
    }
}

#[test]
fn simple_styles_become_attributes() {
    check(
        "<style>.cls-1{fill:#fc0}.a,.b{stroke:none;filter:url(#x)}</style><path class=\"cls-1 b\" fill=\"red\" style=\"stroke-width: 2px !important; fill-rule:evenodd\"/>",
        "<path fill=\"#fc0\" stroke=\"none\" stroke-width=\"2px\" fill-rule=\"evenodd\"/>",
    );
    // A colour that is not allowed becomes `none`.
    check("<path style=\"fill:url(#gone)\" mask=\"url(#gone)\"/>", "<path fill=\"none\"/>");
}

#[test]
fn other_files_are_refused() {
    refused("", "not SVG");
    refused("<html><body>502 Bad Gateway</body></html>", "not SVG");
    refused("502 Bad Gateway", "not SVG");
    refused("\u{89}PNG\r\n", "not SVG");
    refused(&around(""), "nothing is left");
    refused(&around("<image href=\"data:image/png;base64,AAAA\"/>"), "nothing is left");
    refused(&HEAD.replace("2000/svg", "1999/xhtml"), "not SVG");
    for broken in [
        format!("{HEAD}{SHAPE}"),
        around("<g></svg>"),
        around("<path d=\"a\" d=\"b\"/>"),
        around("<path d=M0/>"),
        around("&nobody;"),
        around("<path d=\"&nobody;\"/>"),
        around(SHAPE) + &around(SHAPE),
        around(SHAPE) + "more",
    ] {
        refused(&broken, "broken");
    }
}

#[test]
fn bombs_are_refused() {
    let entities = "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>";
    refused(&format!("{entities}{}", around("<text>&b;</text>")), "entities");
    let public =
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/svg11.dtd\">";
    assert!(logo(format!("{public}{}", around(SHAPE)).as_bytes()).is_ok());

    let doubled = |link: &dyn Fn(usize) -> String| -> String {
        (0..40).map(|n| format!("<g id=\"g{n}\">{}</g>", link(n + 1).repeat(2))).collect()
    };
    refused(&around(&doubled(&|n| format!("<use href=\"#g{n}\"/><path/>"))), "repeat");
    let masks: String = (0..40)
        .map(|n| {
            format!(
                "<mask id=\"m{n}\">{}</mask>",
                format!("<path mask=\"url(#m{})\"/>", n + 1).repeat(2)
            )
        })
        .collect();
    refused(&around(&masks), "repeat");
    let chain: String =
        (0..9000).map(|n| format!("<use id=\"u{n}\" href=\"#u{}\"/>", n + 1)).collect();
    refused(&around(&format!("{chain}{SHAPE}")), "repeat");
    refused(&around("<g id=\"a\"><path/><use href=\"#a\"/></g>"), "itself");
    refused(
        &around(&format!("{}<path/>{}", "<g>".repeat(200), "</g>".repeat(200))),
        "too many elements",
    );
    refused(
        &around(&format!("{}{}", "<b>".repeat(9000), "</b>".repeat(9000))),
        "too many elements",
    );
    refused(&around(&"<path/>".repeat(30_000)), "too many elements");
    refused(&around(&" ".repeat(600_000)), "larger");
}

#[test]
fn every_encoding_is_read_and_cleaned() {
    let text = around("<script>alert(1)</script><title>Écrins</title><path/>");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin1 = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{text}");
    let latin1: Vec<u8> = latin1.chars().map(|c| c as u8).collect();
    for bytes in [text.as_bytes(), &[&[0xff, 0xfe], &utf16[..]].concat(), &latin1] {
        assert_eq!(logo(bytes).unwrap().content, "<title>Écrins</title><path/>");
    }
}

#[test]
fn a_drawing_has_a_size() {
    let is = |attributes: &str, view_box: &str| {
        let svg = logo(format!("<svg {attributes}><path/></svg>").as_bytes()).unwrap();
        assert_eq!(svg.frame, format!("viewBox=\"{view_box}\""));
    };
    is("viewBox=\"0 0 24 12\"", "0 0 24 12");
    is("viewBox=\"0,0,24,12\" width=\"96pt\" height=\"48pt\"", "0,0,24,12");
    is("width=\"20\" height=\"10px\"", "0 0 20 10");
    is("width=\"1in\" height=\"72pt\"", "0 0 96 96");
    is("width=\"100%\" height=\"100%\"", "0 0 300 150");
    is("viewBox=\"0 0 0 8\" width=\"x\" height=\"-1\"", "0 0 300 150");
}

#[test]
fn colours_of_the_root_are_inherited() {
    let svg = logo(
        b"<svg viewBox=\"0 0 9 9\" fill=\"none\" style=\"stroke:red\" onload=\"x\"><path/></svg>",
    );
    assert_eq!(svg.unwrap().content, "<g fill=\"none\" stroke=\"red\"><path/></g>");
}

#[test]
fn all_black_all_grey_or_all_white_takes_the_colour_of_the_text() {
    let text = |inside: &str, content: &str| {
        assert_eq!(symbol(inside), (Colors::Text, content.to_owned()), "{inside}");
    };
    text("<path/>", "<g fill=\"currentColor\"><path/></g>");
    text(
        "<path fill=\"#000\" stroke=\"none\"/>",
        "<g fill=\"currentColor\"><path fill=\"currentColor\" stroke=\"none\"/></g>",
    );
    text(
        "<line stroke=\"#212121\"/>",
        "<g fill=\"currentColor\"><line stroke=\"currentColor\"/></g>",
    );
    text("<path fill=\"#FEFEFE\"/>", "<g fill=\"currentColor\"><path fill=\"currentColor\"/></g>");
    text(
        "<path fill=\"rgb(0,0,0)\"/><path fill=\"white\"/>",
        "<g fill=\"currentColor\"><path fill=\"currentColor\"/><path fill=\"var(--ground, #fff)\"/></g>",
    );
    let own = |inside: &str| assert_eq!(symbol(inside).0, Colors::Own, "{inside}");
    own("<path fill=\"#f9d411\"/>");
    own("<path fill=\"yellow\"/>");
    own("<path fill=\"#000\"/><path fill=\"#e53935\"/>");
    own("<defs><path id=\"a\"/></defs><use href=\"#a\" fill=\"red\"/><use href=\"#a\"/>");
    let shaded = "<linearGradient id=\"a\"/><path fill=\"url(#a)\"/>";
    assert_eq!(symbol(shaded).0, Colors::Shaded);
    let clipped = "<clipPath id=\"a\"><path/></clipPath><path clip-path=\"url(#a)\"/>";
    assert_eq!(symbol(clipped).0, Colors::Text);
}

#[test]
fn the_same_drawing_has_the_same_name_and_others_have_others() {
    let id = |inside: &str| logo(around(inside).as_bytes()).unwrap().id;
    assert_eq!(id("<path/><!-- saved today -->"), id("<path/><!-- saved tomorrow -->"));
    assert_ne!(id("<path/>"), id("<rect/>"));
}
