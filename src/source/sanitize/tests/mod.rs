//! Tests of sanitising good and bad texts.

mod hostile;

use super::*;
use crate::model::html::Place;

/// Markup of a text, with each place filled in.
fn shown(html: &Html) -> String {
    html.filled(|place, out| match place {
        Place::Base => out.push_str("/rando"),
        Place::Level(level) => out.push_str(&level.to_string()),
        Place::Picture(file, attributes) => {
            out.push_str(&format!("<img src=\"{}\"{attributes}>", file.display()));
        }
        Place::File(file) => out.push_str(&format!("/media/{}", file.file.display())),
        Place::LargePicture(file) => out.push_str(&format!("/large/{}", file.display())),
        Place::Player(player) => out.push_str(&format!(
            "<a href=\"{}\">{}</a>",
            player.embed.as_deref().unwrap(),
            player.provider
        )),
    })
}

fn silent(problem: String) {
    panic!("{problem}");
}

#[track_caller]
fn check(input: &str, expected: &str) {
    let html = markdown(input, &Surroundings::default(), &mut silent);
    assert_eq!(shown(&html), expected);
}

fn park() -> Surroundings {
    let find = |address: &str| match address {
        "/media/a.jpg" => Some(Own::Picture(Path::new("0a.jpg").into())),
        "/media/a.pdf" => {
            Some(Own::File(Arc::new(LinkedFile { file: "0a.pdf".into(), name: None })))
        }
        "/media/lost.pdf" | "/media/lost.jpg" => Some(Own::Missing("it is lost".to_owned())),
        _ => None,
    };
    Surroundings {
        server: Url::parse("https://admin.example.org").ok().map(Arc::new),
        find: Some(Arc::new(find)),
    }
}

#[track_caller]
fn check_editor(input: &str, expected: &str) {
    assert_eq!(shown(&html(input, &park(), &mut silent)), expected);
}

#[test]
fn markdown_becomes_html_below_the_page_headings() {
    check("# Start\n\nGo *up*.", "<h3>Start</h3>\n<p>Go <em>up</em>.</p>");
    check("## Start\n\n#### Up", "<h3>Start</h3>\n<h4>Up</h4>");
    check("# Start\n\n<h2 lang=fr>Up</h2>", "<h3>Start</h3>\n<h4 lang=\"fr\">Up</h4>");
}

#[test]
fn scripts_handlers_styles_and_frames_are_removed() {
    check("<script>alert(1)</script>ok", "ok");
    check("<p onclick=\"x()\" style=\"color:red\">ok</p>", "<p>ok</p>");
    check("<iframe src=\"https://evil.example\">no</iframe>ok", "ok");
    check("[x](javascript:alert(1))", "<p><a rel=\"noopener\">x</a></p>");
    check("<img src=\"data:image/svg+xml,x\">", "");
    check("<q cite=\"javascript:alert(1)\">x</q>", "<p><q>x</q></p>");
}

#[test]
fn addresses_from_the_root_are_below_the_site() {
    check("[a](/trek/lac/)", "<p><a href=\"/rando/trek/lac/\" rel=\"noopener\">a</a></p>");
    check("[a](//other.example/)", "<p><a href=\"//other.example/\" rel=\"noopener\">a</a></p>");
    check("![c](/c.jpg)", "<p><img src=\"/rando/c.jpg\" alt=\"c\"></p>");
    check("<q cite=\"/c/\">c</q>", "<p><q cite=\"/rando/c/\">c</q></p>");
}

#[test]
fn empty_elements_of_an_editor_are_removed() {
    for nothing in
        ["<p>&nbsp;</p><P></P>", "<p><br> <b></b><span> </span></p>", "<h2>&nbsp;</h2>\n<p>\n</p>"]
    {
        assert!(!html(nothing, &park(), &mut silent).shows_something(), "{nothing}");
        check_editor(nothing, "");
    }
    check_editor(
        "<H1 class='x'>A</H1><p>b&nbsp;&nbsp;&nbsp;c</p><p>&nbsp;</p>",
        "<h3>A</h3><p>b&nbsp;c</p>",
    );
    check_editor("a<br><br><br><br>b<br>c", "a<br><br>b<br>c");
    check_editor("a<span></span><span> </span>b", "a<span> </span>b");
    check_editor(
        "<p><a href='/doc'>a</a></p>",
        "<p><a href=\"https://admin.example.org/doc\" rel=\"noopener\">a</a></p>",
    );
    check_editor(
        "<p class=MsoNormal style='mso-x:1'><o:p>a</o:p><script>alert(1)</script></p>",
        "<p>a</p>",
    );
    // In a file they are intended.
    check("<p>a&nbsp;&nbsp;b</p><p>&nbsp;</p>", "<p>a&nbsp;&nbsp;b</p><p>&nbsp;</p>");
}

#[test]
fn headings_of_a_text_begin_below_those_of_the_page_and_skip_none() {
    check_editor("<h2>a</h2><H5 class='x'>b</H5><h2>c</h2>", "<h3>a</h3><h4>b</h4><h3>c</h3>");
    check_editor("<h1>a</h1><p>h1 &lt;h1</p>", "<h3>a</h3><p>h1 &lt;h1</p>");
    check_editor(
        "<h4>a</h4><p title='<h2'>b &lt;h2></p>",
        "<h3>a</h3><p title=\"&lt;h2\">b &lt;h2&gt;</p>",
    );
    check_editor("<h1>&nbsp;</h1><h2>a</h2>", "<h3>a</h3>");
}

#[test]
fn pictures_that_are_not_published_are_removed() {
    check_editor(
        "<p>a<img alt='b' src=\" /media/a.jpg\" onerror='x()' width=9></p>",
        "<p>a<img src=\"0a.jpg\" alt=\"b\"></p>",
    );
    check_editor(" <img src=/media/a.jpg> a", "<img src=\"0a.jpg\"> a");
    check_editor("<p>a<img src=\"https://spy.example/pixel.gif\"></p>", "<p>a</p>");
    check_editor(
        "<p>a<img alt=\"<img\" src='x'><b title='<img'>c</b></p>",
        "<p>a<b title=\"&lt;img\">c</b></p>",
    );
    check_editor(
        "<img src=/media/a.jpg alt='\" src=\"/media/a.jpg\"><script>'>",
        "<img src=\"0a.jpg\" alt=\"&quot; src=&quot;/media/a.jpg&quot;&gt;&lt;script&gt;\">",
    );
}

#[test]
fn links_lead_to_published_files() {
    check_editor(
        "<a href=' /media/a.pdf#page=\"2'>a</a> <a href=/media/a.jpg>b</a>",
        "<a href=\"/media/0a.pdf#page=&quot;2\" rel=\"noopener\">a</a> <a href=\"/large/0a.jpg\" rel=\"noopener\">b</a>",
    );
    let mut told = Vec::new();
    let lost = "<a href='/media/lost.pdf#2'>a</a><img src=/media/lost.jpg>";
    let html = html(lost, &park(), &mut |problem| told.push(problem));
    let link = "<a href=\"https://admin.example.org/media/lost.pdf#2\" rel=\"noopener\">a</a>";
    assert_eq!(shown(&html), link);
    assert_eq!(
        told,
        [
            "leads to /media/lost.pdf, which is not published with the site: it is lost; the link leads to the server",
            "shows /media/lost.jpg, which is left out: it is lost",
        ]
    );
}

#[test]
fn the_addresses_in_a_text_are_found_as_it_is_read() {
    let found = references(
        "<P><IMG SRC='/media/a.jpg'><img src=\"/b?c&amp;d\"></P><!--<img src=c>--><script><img src=d></script><A\nHREF=\" e.pdf#2 \">",
    );
    assert_eq!(found.pictures, ["/media/a.jpg", "/b?c&d"]);
    assert_eq!(found.links, ["e.pdf"]);
}

#[test]
fn frames_of_known_players_become_links_and_others_are_removed() {
    let link = "<a href=\"https://www.youtube-nocookie.com/embed/b1\">YouTube</a>";
    let frame = "<IFRAME width=5 src='//www.youtube.com/embed/b1'><b>c</b></iframe>";
    check_editor(&format!("a{frame}d"), &format!("a<p>{link}</p>d"));
    check_editor(&format!("<p>{frame}</p>"), &format!("<p>{link}</p>"));
    check_editor(&format!("<p>a{frame}d</p>"), &format!("<p>a</p><p>{link}</p><p>d</p>"));
    check_editor(&format!("<p><b>a{frame}</b></p>"), &format!("<p><b>a{link}</b></p>"));
    check_editor(&format!("<a>a{frame}</a>"), "<a rel=\"noopener\">a</a>");
    let alone = "<iframe src='https://youtu.be/b1'></iframe>";
    assert!(html(alone, &park(), &mut silent).shows_something());
    check(frame, &format!("<p>{link}</p>"));
    check_editor("a<iframe src=\"https://ads.example/1\"></iframe>b", "ab");
    check_editor("a<iframe src=\"javascript:alert(1)\">b", "a");
    check_editor(
        "<p title='<iframe src=\"https://youtu.be/b1\">'>a</p>",
        "<p title=\"&lt;iframe src=&quot;https://youtu.be/b1&quot;&gt;\">a</p>",
    );
    check_editor(
        "<a class='player big' data-embed='x' href='https://youtu.be/b1'>a</a>",
        "<a href=\"https://youtu.be/b1\" rel=\"noopener\">a</a>",
    );
}

#[test]
fn no_text_can_imitate_a_place() {
    for said in [
        "src=\"picture:0a.jpg\" alt=\"b\"",
        "href=\"/trek/lac/\" src=\"/media/a.jpg\"",
        "{{ base }} {picture:0a.jpg} \u{0} <!--base-->",
    ] {
        let plain = said.replace("<!--base-->", "").replace('\u{0}', "");
        let plain = plain.trim_end();
        let quoted = plain.replace('"', "&quot;");
        check_editor(&format!("<b>a</b> {said}"), &format!("<b>a</b> {plain}"));
        let title = format!("<b title='{plain}'>a</b>");
        check_editor(&title, &format!("<b title=\"{quoted}\">a</b>"));
    }
}

#[test]
fn elements_that_a_browser_would_move_are_taken_apart() {
    check_editor(
        "<a href=/b>a<object><a href=/d>c</a></object></a>",
        "<a href=\"https://admin.example.org/b\" rel=\"noopener\">ac</a>",
    );
    check_editor("<p>a<button><p>b</p></button>c</p>", "<p>abc</p>");
    check_editor("<h2>a<font><h3>b</h3></font></h2>", "<h3>ab</h3>");
    check_editor("<ul><li>a<object><li>b</li></object></li></ul>", "<ul><li>ab</li></ul>");
    check_editor(
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
    );
}

#[test]
fn elements_that_structure_a_text_are_kept() {
    for kept in [
        "<ol reversed=\"\" type=\"A\" start=\"-3\"><li value=\"7\">a</li></ol>",
        "<table><colgroup><col span=\"2\"></colgroup><thead><tr><th scope=\"col\" abbr=\"a\">a</th></tr></thead><tbody><tr><td colspan=\"2\" rowspan=\"3\">b</td></tr></tbody><tfoot><tr><td>c</td></tr></tfoot></table>",
        "<p lang=\"oc\" dir=\"ltr\">a <abbr title=\"Office national des forêts\">ONF</abbr></p>",
        "<p><time datetime=\"2027-06-12\">a</time> <data value=\"3\">b</data> <bdo dir=\"rtl\">c</bdo></p>",
        "<blockquote cite=\"https://example.org/a\"><p>a</p></blockquote>",
        "<p><del datetime=\"2027-06-12\">a</del><ins cite=\"https://example.org/b\">b</ins></p>",
        "<details open=\"\"><summary>a</summary>b</details>",
        "<section><address>a<br>b</address></section>",
        "<p><a href=\"https://example.org/\" hreflang=\"en\" rel=\"noopener\">a</a></p>",
    ] {
        check_editor(kept, kept);
    }
    check_editor(
        "<ol type=square start=x reversed><li value=1.5>a</ol>",
        "<ol reversed=\"\"><li>a</li></ol>",
    );
    check_editor(
        "<table><tr><td colspan=x rowspan=99999 headers=h><p dir=up>a</table>",
        "<table><tbody><tr><td><p>a</p></td></tr></tbody></table>",
    );
}

#[test]
fn the_first_line_of_preformatted_text_is_kept() {
    // The parser drops the first line end: it takes two to have one.
    check_editor("<pre>\n\na\n b</pre>", "<pre>\n\na\n b</pre>");
    check_editor("<pre>\na</pre>", "<pre>a</pre>");
}

#[test]
fn a_name_has_no_markup() {
    assert_eq!(plain(" <b>Lac</b> &amp;\n Col <script>x</script>"), "Lac & Col");
    assert_eq!(plain("a < b"), "a < b");
    assert_eq!(plain("Lac<br>bleu <!-- c --> 1<sup>er</sup><style>p{}</style>"), "Lac bleu 1er");
}

#[test]
fn email_addresses_have_no_parameters() {
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
