//! Tests with random bytes and drawings: what is published loads and runs nothing.

use super::*;
use proptest::prelude::*;

/// Random pieces of SVG, good and bad.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<g>",
        "</g>",
        "<path d=\"M0 0\"/>",
        "<use href=\"#a\"/>",
        "<g id=\"a\">",
        "<g id=\"a\" fill=\"url(#a)\">",
        "<script>",
        "</script>",
        "<style>.a{fill:url(//x)}</style>",
        "<text onload=\"a\">",
        "</text>",
        "<script",
        "]]>",
        "&lt;script&gt;",
        "javascript:",
        " onload=\"a\"",
        "\"",
        "'",
        ">",
        "<",
        "<![CDATA[<script>]]>",
        "url(#a)",
        "\\",
        "<rect fill='",
        "&#x6a;",
        "<svg xmlns=\"http://www.w3.org/2000/svg\">",
        "</svg>",
        "<x:g xmlns:x=\"http://www.w3.org/2000/svg\">",
        "</x:g>",
        "\u{0}",
        "é",
    ]);
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = pictogram(&bytes);
        let _ = pictogram(&[HEAD.as_bytes(), &bytes, b"</svg>"].concat()).map(|svg| harmless(&svg));
    }

    #[test]
    fn published_drawings_are_harmless(inside in pieces(), open in any::<bool>()) {
        let text = if open { format!("{HEAD}{inside}") } else { around(&format!("<path/>{inside}")) };
        for read in [logo, pictogram] {
            if let Ok(svg) = read(text.as_bytes()) {
                harmless(&svg);
                let again = around(&svg.content);
                prop_assert!(logo(again.as_bytes()).is_ok(), "{again}");
                prop_assert!(!svg.content.contains("<script"));
            }
        }
    }

    #[test]
    fn any_value_is_harmless(value in "[ -~]{0,30}", name in "(fill|style|d|href|mask|onload|id|class)") {
        let value = value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let svg = pictogram(around(&format!("<path {name}=\"{value}\"/>")).as_bytes()).unwrap();
        harmless(&svg);
    }
}
