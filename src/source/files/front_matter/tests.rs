//! Tests of reading front matter.

use super::*;

#[track_caller]
fn check_warnings(text: &str, read: impl Fn(&FrontMatter), expected: &[&str]) {
    let front = FrontMatter::parse("trek.md", text);
    read(&front);
    let mut report = Report::default();
    front.finish(&mut report);
    let warnings: Vec<_> = report.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings, expected);
}

#[test]
fn toml_and_yaml_give_the_same_fields() {
    for text in
        ["+++\nname = \"Lac\"\nduration = 2\n+++\nGo.", "---\nname: Lac\nduration: 2\n---\nGo."]
    {
        let front = FrontMatter::parse("trek.md", text);
        assert_eq!(front.text("name").as_deref(), Some("Lac"));
        assert_eq!(front.number("duration"), Some(2.0));
        assert_eq!(front.body().unwrap().text(), "Go.");
    }
}

#[test]
fn an_unknown_field_is_named_with_its_line_and_the_nearest_name() {
    check_warnings(
        "+++\nname = \"Lac\"\ndifficutly = \"easy\"\n+++\n",
        |front| {
            front.text("name");
            front.text("difficulty");
        },
        &["trek.md:3: `difficutly` is not a field that is read here: did you mean `difficulty`?"],
    );
}

#[test]
fn a_wrong_value_is_ignored_with_a_warning() {
    check_warnings(
        "---\nduration: long\nposition: [6]\nbegin_date: soon\n---\n",
        |front| {
            assert_eq!(front.number("duration"), None);
            assert_eq!(front.position("position"), None);
            assert_eq!(front.date("begin_date"), None);
        },
        &[
            "trek.md:2: `duration` is not a number: write it like `3.5`",
            "trek.md:3: `position` is not a position: write it like `[6.41, 45.02]`, longitude first",
            "trek.md:4: `begin_date` is not a date: write it like `2027-06-12`",
        ],
    );
}

#[test]
fn broken_front_matter_is_one_warning_with_its_line() {
    check_warnings(
        "+++\nname = \"Lac\"\nduration = = 2\n+++\n",
        |_| {},
        &["trek.md:3: the front matter cannot be read: extra `=`, expected nothing"],
    );
    check_warnings(
        "+++\nname = 1",
        |_| {},
        &["trek.md:1: the front matter has no closing `+++` line"],
    );
}
