//! What a site asks of browsers and of servers: nothing of others that the settings do not name.

use crate::support::{Built, Portal, tree};

const TITLE: &str = "title = \"Lacs\"\nbase_url = \"https://example.org/rando/\"\n";
const TREK: &str = "+++\nname = \"Lake\"\nratings = [\"t3\"]\n+++\nWalk.\n";
const GPX: &str = "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg><trkpt lat=\"45.1\" lon=\"6.1\"/><trkpt lat=\"45.2\" lon=\"6.1\"/></trkseg></trk></gpx>";

fn portal(settings: &str) -> Portal {
    Portal::empty()
        .with("site.toml", format!("{TITLE}{settings}"))
        .with("treks/lake/track.gpx", GPX)
        .with("treks/lake/index.en.md", TREK)
}

/// The policy that all pages carry.
fn policy(built: &Built) -> String {
    let mut policies: Vec<&str> = Vec::new();
    for path in built.files.keys().filter(|path| path.ends_with(".html")) {
        let (before, rest) = built
            .text(path)
            .split_once("<meta http-equiv=\"Content-Security-Policy\" content=\"")
            .unwrap_or_else(|| panic!("{path} has no policy"));
        let early = ["<link", "<script", "<img", "<title"];
        assert!(!early.iter().any(|tag| before.contains(tag)), "{path}: too late");
        policies.push(rest.split('"').next().unwrap());
    }
    policies.dedup();
    assert_eq!(policies.len(), 1, "{policies:#?}");
    policies[0].to_owned()
}

fn directive<'p>(policy: &'p str, name: &str) -> &'p str {
    let found = policy.split("; ").find_map(|one| one.strip_prefix(&format!("{name} ")));
    found.unwrap_or_else(|| panic!("no {name} in {policy}"))
}

#[test]
fn a_page_may_load_what_is_its_own_and_what_the_settings_name() {
    let plain = policy(&portal("[map]\ntiles = \"/tiles/{z}/{x}/{y}.webp\"\n").build());
    assert_eq!(
        plain,
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; frame-src 'self' https://www.youtube-nocookie.com \
         https://player.vimeo.com https://www.dailymotion.com https://w.soundcloud.com; \
         object-src 'none'; base-uri 'self'; form-action 'self'"
    );
    let others =
        policy(&portal("[map]\ntiles = \"https://{s}.tiles.example.org/{z}.png\"\n").build());
    assert_eq!(directive(&others, "img-src"), "'self' data: https://*.tiles.example.org");
    assert_eq!(directive(&others, "connect-src"), "'self' https://*.tiles.example.org");
    let usual = policy(&portal("").build());
    assert_eq!(directive(&usual, "img-src"), "'self' data: https://tile.openstreetmap.org");
}

#[test]
fn an_owner_may_allow_more() {
    let more = "[map]\ntiles = \"\"\n[security]\ncsp = { \"img-src\" = [\"https://a.example.org\"], \"font-src\" = [\"https://fonts.example.org\"], \"object-src\" = [\"'self'\"], \"frame-ancestors\" = [\"https://park.example.org\"] }\n";
    let built = portal(more).build();
    let found = policy(&built);
    assert_eq!(directive(&found, "img-src"), "'self' data: https://a.example.org");
    assert_eq!(directive(&found, "font-src"), "'self' https://fonts.example.org");
    assert_eq!(directive(&found, "object-src"), "'self'");
    assert!(!found.contains("frame-ancestors"), "browsers complain of it there");
    for file in ["_headers", ".htaccess"] {
        let sent = built.text(file);
        assert!(sent.contains("frame-ancestors 'self' https://park.example.org"), "{sent}");
        assert!(sent.contains(&directive(&found, "img-src").to_owned()), "{sent}");
    }
}

#[test]
fn a_wrong_source_is_shown_where_it_stands() {
    for (settings, hint) in [
        ("csp = { img = [\"https://a.b\"] }", "`img` is not a directive"),
        ("csp = { \"img-src\" = [\"https://a.b; script-src *\"] }", "is not a source like"),
        ("header = false", "did you mean `headers`?"),
    ] {
        let portal = portal(&format!("[security]\n{settings}\n"));
        let ran = portal.run(&["build"]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("line 4") && ran.err.contains(hint), "{}", ran.err);
    }
}

#[test]
fn a_picture_that_browsers_do_not_load_is_told() {
    let text =
        |site: &str| format!("+++\nname = \"Lake\"\n+++\n![Lake](https://{site}/lake.jpg)\n");
    let portal = portal("[security]\ncsp = { \"img-src\" = [\"https://*.example.org\"] }\n");
    for (site, told) in [("photos.example.org", false), ("photos.example.com", true)] {
        portal.write("treks/lake/index.en.md", text(site));
        let ran = portal.run(&["check"]);
        assert_eq!(ran.out.contains("which browsers do not load"), told, "{}", ran.out);
    }
}

#[test]
fn servers_are_told_what_to_send() {
    let built = portal("").build();
    let headers = built.text("_headers");
    assert!(headers.starts_with("/rando/*\n  Content-Security-Policy: default-src 'self'; "));
    for line in [
        "  X-Content-Type-Options: nosniff\n",
        "  Referrer-Policy: strict-origin-when-cross-origin\n",
        "/rando/assets/:version/*\n  Cache-Control: public, max-age=31536000, immutable\n",
        "/rando/media/*\n  Cache-Control: public, max-age=31536000, immutable\n",
    ] {
        assert!(headers.contains(line), "{headers}");
    }
    // These hosts join what two rules say of one header.
    let rules = headers.split("\n/").filter(|rule| rule.contains("Cache-Control"));
    assert_eq!(rules.count(), 2, "{headers}");
    let apache = built.text(".htaccess");
    let lines: Vec<&str> = apache.lines().collect();
    assert_eq!(lines.first(), Some(&"<IfModule mod_headers.c>"));
    assert_eq!(lines.last(), Some(&"</IfModule>"));
    for line in &lines[1..lines.len() - 1] {
        assert!(line.starts_with("    Header set "), "{line}");
    }
    assert!(!portal("[security]\nheaders = false\n").build().files.contains_key("_headers"));
}

#[test]
fn what_the_owner_tells_the_server_comes_after_it() {
    let portal = portal("").with("static/.htaccess", "ErrorDocument 404 /rando/404.html\n");
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0]);
    let apache = built.text(".htaccess");
    assert!(apache.starts_with("<IfModule"), "{apache}");
    assert!(apache.ends_with("</IfModule>\n\nErrorDocument 404 /rando/404.html\n"), "{apache}");
}

#[test]
fn rules_that_lie_in_the_site_already_stay() {
    let portal = portal("");
    portal.run(&["build"]);
    // As a site that an earlier version built: without ours, and with a lock.
    let mark = portal.path().join("public/.sentier.json");
    let known = std::fs::read_to_string(&mark).unwrap().replace("    \".htaccess\",\n", "");
    std::fs::write(mark, known).unwrap();
    portal.write("public/.htaccess", "Require valid-user\n");
    for _ in 0..2 {
        let ran = portal.run(&["build"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.err.contains("is not replaced: put it into static/"), "{}", ran.err);
        let site = tree(&portal.path().join("public"));
        assert_eq!(site[".htaccess"], b"Require valid-user\n");
        assert!(site.contains_key("_headers"));
    }
    portal.write("static/.htaccess", "Require valid-user\n");
    std::fs::remove_file(portal.path().join("public/.htaccess")).unwrap();
    assert!(!portal.run(&["build"]).err.contains("is not replaced"));
    let site = tree(&portal.path().join("public"));
    assert!(site[".htaccess"].ends_with(b"\nRequire valid-user\n"));
}

#[test]
fn the_colour_of_a_rating_needs_no_inline_style() {
    let portal = portal("").with("terms.toml", "[rating.t3]\nname = \"T3\"\ncolor = \"#ffd700\"\n");
    let built = portal.build();
    let page = built.text("trek/lake/index.html");
    assert!(page.contains("fill=\"#ffd700\""), "{page}");
    assert!(!page.contains(" style="), "{page}");
}

#[test]
fn nobody_counts_visits_unless_the_settings_say_so() {
    let built = portal("").build();
    for path in built.files.keys().filter(|path| path.ends_with(".html")) {
        assert!(!built.text(path).contains("consent"), "{path}");
        assert!(!built.text(path).contains("js/analytics.js"), "{path}");
    }
}

#[test]
fn a_matomo_is_allowed_and_asked_for_where_the_settings_name_it() {
    let matomo = "matomo = { url = \"https://stats.example.org/m\", site_id = 3 }";
    let built = portal(&format!("[analytics]\n{matomo}\n")).build();
    let found = policy(&built);
    for name in ["script-src", "img-src", "connect-src"] {
        assert!(directive(&found, name).ends_with(" https://stats.example.org"), "{found}");
    }
    let page = built.text("trek/lake/index.html");
    for part in [
        "data-consent=\"true\"",
        "data-matomo=\"https://stats.example.org/m/\"",
        "data-site-id=\"3\"",
        "/js/analytics.js\"",
        "If you accept, stats.example.org learns",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // Nothing is loaded by the page itself.
    assert!(!page.contains("src=\"https://"), "{page}");
    let quiet = portal(&format!("[analytics]\n{matomo}\nconsent = false\n")).build();
    assert!(quiet.text("index.html").contains("data-consent=\"false\""));
}

#[test]
fn a_plain_script_may_have_attributes() {
    let settings = "[analytics]\nscript = \"https://plain.example.org/js/script.js\"\ndata = { domain = \"rando.example.org\" }\n";
    let built = portal(settings).build();
    let page = built.text("index.html");
    assert!(page.contains("data-script=\"https://plain.example.org/js/script.js\""), "{page}");
    assert!(page.contains("{&quot;domain&quot;:&quot;rando.example.org&quot;}"), "{page}");
    assert!(directive(&policy(&built), "script-src").ends_with("https://plain.example.org"));
}

#[test]
fn a_wrong_way_to_count_is_told() {
    for (settings, hint) in [
        ("consent = false", "no tool is set"),
        ("script = \"stats.js\"", "is not an address like"),
        ("matomo = { url = \"https://a.b/\" }", "missing field `site_id`"),
        (
            "script = \"https://a.b/s.js\"\ndata = { \"on load\" = \"x\" }",
            "is not the name of a `data-` attribute",
        ),
    ] {
        let ran = portal(&format!("[analytics]\n{settings}\n")).run(&["build"]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains(hint), "{}", ran.err);
    }
}

#[test]
fn a_colour_that_a_theme_shows_as_it_is_must_be_readable() {
    let brand = |color: &str| format!("name = \"Park\"\ncolor = \"{color}\"\n");
    let portal = portal("").with("structures/park/brand.toml", brand("#ffd700"));
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0], "`classic` darkens it");
    assert_eq!(
        built.text("assets/brand.css"),
        ":root { --brand: #ffd700; --brand-on-light: #6f5c00; --brand-on-dark: #cdb760; }\n"
    );
    portal.write("theme/assets/css/own.css", "a { color: oklch(from var(--brand) 0.4 c h); }");
    assert_eq!(portal.build().warnings(), [""; 0], "so does the theme");
    portal.write("theme/assets/css/own.css", ".button { color: #fff; background: var(--brand); }");
    portal.build().assert_warns(
        "structures/park/brand.toml",
        "`color` #ffd700 has a contrast of 1.4 to white, 4.5 is needed, and theme/assets/css/own.css shows it as it is: the nearest that is readable is #8c7500",
    );
    portal.write("structures/park/brand.toml", brand("#2f6b4f"));
    assert_eq!(portal.build().warnings(), [""; 0]);
}
