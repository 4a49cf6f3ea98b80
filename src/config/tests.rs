//! Tests of the messages about `site.toml`.

use super::*;

#[test]
fn a_wrong_setting_is_shown_with_its_line_a_caret_and_a_suggestion() {
    let text = "title = \"Rando\"\nlangages = [\"fr\"]\n";
    let message = parse(text, Path::new("portal/site.toml")).unwrap_err().to_string();
    assert!(message.starts_with("portal/site.toml, line 2, column 1"), "{message}");
    assert!(message.contains("\n2 | langages = [\"fr\"]\n  | ^^^^^^^^"), "{message}");
    assert!(message.ends_with("did you mean `languages`?"), "{message}");
}

#[test]
fn a_setting_of_the_site_at_the_top_gets_a_hint_where_to_write_it() {
    let text = "title = \"Rando\"\ndescription = \"Trails\"\n";
    let message = parse(text, Path::new("site.toml")).unwrap_err().to_string();
    assert!(message.ends_with("write `description` below a line `[site]`"), "{message}");
}

#[test]
fn a_wrong_setting_of_a_source_is_shown_on_its_line() {
    for (line, caret, hint) in [
        ("portal = [1]", "4 | portal = [1]\n  | ^^^^^^", "did you mean `portals`?"),
        (
            "kind = \"geotrk\"",
            "4 | kind = \"geotrk\"\n  |        ^^^^^^^^",
            "did you mean `geotrek`?",
        ),
        ("drape = \"al\"", "4 | drape = \"al\"\n  |         ^^^^", "did you mean `all`?"),
        ("terrains = \"dem\"", "4 | terrains = \"dem\"", "did you mean `terrain`?"),
        ("url = \"admin\"", "4 | url = \"admin\"\n  |       ^^^^^^^", "https://admin.example.org"),
        ("path = \".\"\nurl = \"https://a.b\"", "[[sources]]", "keys of a source of kind `files`"),
    ] {
        let text = format!("title = \"Rando\"\n\n[[sources]]\n{line}\n");
        let message = parse(&text, Path::new("site.toml")).unwrap_err().to_string();
        assert!(message.contains(caret) && message.contains(hint), "{message}");
    }
}

#[test]
fn a_wrong_season_is_shown_on_its_line() {
    let season = "above = 1800\nfrom = 6\nto = 10\n";
    let two = format!("{season}[[figures.seasons]]\n{season}");
    for (season, caret, hint) in [
        (season.replace('6', "0"), "3 | from = 0\n  |        ^", "there is no month 0"),
        (season.replace("10", "13"), "4 | to = 13\n  |      ^^", "from 1 (January) to 12"),
        (season.replace('6', "\"June\""), "        ^^^^^^", "expected a whole number"),
        (season.replace("1800", "1800.5"), "^^^^^^", "expected a whole number"),
        (season.replace("to = 10", ""), "1 | [[figures.seasons]]", "missing field `to`"),
        (season.replace("above", "abov"), "2 | abov = 1800\n  | ^^^^", "did you mean `above`?"),
        (two, "1 | [[figures.seasons]]\n  | ^^^^^", "two seasons have `above = 1800`"),
    ] {
        let text = format!("[[figures.seasons]]\n{season}");
        let message = parse(&text, Path::new("site.toml")).unwrap_err().to_string();
        assert!(message.contains(caret) && message.contains(hint), "{message}");
    }
    let one = format!("[figures.seasons]\n{season}");
    let message = parse(&one, Path::new("site.toml")).unwrap_err().to_string();
    assert!(message.contains("in two brackets"), "{message}");
}

#[test]
fn a_wrong_photograph_of_the_home_page_gets_a_hint() {
    for (text, hint) in [
        ("[[site.hero]]\nlegend = { fr = \"Lac\" }\n", "missing field `file`"),
        ("[[site.hero]]\nfile = \"a.jpg\"\nauthr = \"Me\"\n", "did you mean `author`?"),
        ("[[site.hero]]\nfile = \"a.jpg\"\nlegend = \"Lac\"\n", "a text per language"),
        ("[site]\nhero = 3\n", "expected the file of a photograph"),
    ] {
        let message = parse(text, Path::new("site.toml")).unwrap_err().to_string();
        assert!(message.contains(hint), "{message}");
    }
}

#[test]
fn a_wrong_language_or_address_is_shown_on_its_line() {
    for text in ["languages = [\"fr\", \"french language\"]", "base_url = \"example.org\""] {
        let message = parse(text, Path::new("site.toml")).unwrap_err().to_string();
        assert!(message.contains("^^^^"), "{message}");
    }
}
