//! The manual in `docs/` is complete: what it describes exists, and what exists is described.

mod markdown;
mod views;

use crate::support::{Portal, root, sentier, tree};
use markdown::{
    anchors, between, blocks, codes, codes_with_blocks, line_of_codes, prose, rows, table, under,
    without_links,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use syn::Item;
use views::{documented_views, name, serde};

/// Headings of `docs/themes.md` below which each `###` heading is a template or a view.
const DATA: [&str; 2] = ["Variables", "Types"];

#[test]
fn every_field_that_templates_see_is_documented_with_its_type() {
    let (sections, views, templates) = (data_sections(), documented_views(), templates());
    for (name, fields) in &views {
        let place = format!("docs/themes.md, `### {name}`");
        let rows = sections.get(name).unwrap_or_else(|| panic!("{place} is missing"));
        same(&place, rows, fields);
    }
    for (heading, rows) in sections.iter().filter(|(heading, _)| !views.contains_key(*heading)) {
        let is_known = templates.contains(heading);
        assert!(is_known, "docs/themes.md: no view and no template is `{heading}`");
        assert!(
            rows.is_empty(),
            "docs/themes.md: `{heading}` has a table, and no view has its name"
        );
    }
}

#[test]
fn every_template_is_documented() {
    let listed = table(&themes(), "Templates").into_iter().map(|row| codes(&row[0]).concat());
    let mut templates = templates();
    same("docs/themes.md, the table of templates", &listed.collect(), &templates);
    templates.remove("base.html");
    let sections: BTreeSet<String> = data_sections().into_keys().collect();
    let missing: Vec<_> = templates.difference(&sections).collect();
    assert!(missing.is_empty(), "docs/themes.md has no heading `### …` for {missing:?}");
}

#[test]
fn every_component_is_documented_with_its_arguments() {
    let documented = table(&themes(), "Components").into_iter();
    let documented = documented.map(|row| (codes(&row[0]).concat(), codes(&row[1]))).collect();
    let mut components = BTreeMap::new();
    for (_, text) in texts("themes/classic/templates/components", ".html") {
        for rest in text.split("{% component ").skip(1) {
            let (name, arguments) = rest.split("%}").next().unwrap().split_once('(').unwrap();
            let arguments = arguments.rsplit_once(')').unwrap().0.split(',').map(str::trim);
            let arguments = arguments.filter(|one| !one.is_empty() && !one.starts_with('@'));
            components.insert(name.to_owned(), arguments.map(without_type).collect::<Vec<_>>());
        }
    }
    same("docs/themes.md, the table of components", &documented, &components);
}

#[test]
fn custom_properties_in_the_manual_exist() {
    let styles: Vec<String> = texts("themes/classic/assets/css", ".css")
        .into_iter()
        .chain(texts("src/page/file/brand", ".rs"))
        .map(|(_, text)| text)
        .collect();
    let is_set = |name: &str| styles.iter().any(|style| style.contains(&format!("{name}:")));
    let themes = themes();
    let mut found = 0;
    for (at, _) in themes.match_indices("--") {
        let before = themes[..at].chars().next_back();
        let name: String = themes[at..].chars().take_while(|c| is_part_of_name(*c)).collect();
        if before.is_some_and(|c| "`( ".contains(c)) && name.len() > 2 {
            assert!(is_set(&name), "docs/themes.md: no stylesheet sets `{name}`");
            found += 1;
        }
    }
    assert!(found > 10, "the manual names {found} custom properties");
}

#[test]
fn messages_in_the_manual_exist() {
    let words = texts("themes/classic/i18n", ".ftl");
    let manual = texts("docs", ".md");
    let own: BTreeSet<&str> = words.iter().flat_map(|(_, text)| keys(text)).collect();
    let example: BTreeSet<&str> =
        manual.iter().flat_map(|(_, text)| blocks(text, "fluent")).flat_map(keys).collect();
    for (file, text) in &manual {
        for rest in text.split("t(key=\"").skip(1) {
            let key = rest.split('"').next().unwrap();
            let is_known = own.contains(key) || example.contains(key) || key == "…";
            assert!(is_known, "{file}: no message has the key `{key}`");
        }
    }
    for key in example.difference(&own) {
        let is_used = manual.iter().any(|(_, text)| text.contains(&format!("t(key=\"{key}\"")));
        assert!(is_used, "an example writes the message `{key}`, which no template of it shows");
    }
}

#[test]
fn icons_filters_and_blocks_are_all_documented() {
    let themes = themes();
    let icons = std::fs::read_to_string(root().join("themes/classic/assets/icons.svg")).unwrap();
    let symbols = between(&icons, "<symbol id=\"", '"');
    same("docs/themes.md, the icons", &line_of_codes(&themes, "Icons:"), &symbols);

    let base = std::fs::read_to_string(root().join("themes/classic/templates/base.html")).unwrap();
    let listed = table(&themes, "Blocks").into_iter().map(|row| codes(&row[0]).concat());
    same("docs/themes.md, the blocks", &listed.collect(), &between(&base, "{% block ", ' '));

    let code: String = texts("src/render", ".rs").into_iter().map(|(_, text)| text).collect();
    let mut registered = between(&code, "register_filter(\"", '"');
    registered.extend(between(&code, "register_function(\"", '"'));
    let listed = table(&themes, "Filters and functions").into_iter();
    let listed = listed.map(|row| codes(&row[0]).concat()).collect();
    same("docs/themes.md, the filters and functions", &listed, &registered);
}

#[test]
fn the_examples_of_themes_work() {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for part in themes().split("\n`theme/").skip(1) {
        let path = part.split('`').next().unwrap();
        let code = part.split("```").nth(1).unwrap().split_once('\n').unwrap().1;
        *files.entry(format!("theme/{path}")).or_default() += code;
    }
    assert!(files.len() > 3, "{files:?}");
    let portal = Portal::hamlet();
    for (path, content) in files {
        portal.write(&path, content);
    }
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0]);
    let page = built.text("en/treks/index.html");
    for shown in ["css/own.css", "card-line", "About "] {
        assert!(page.contains(shown), "{shown} is not on the list of treks");
    }
}

#[test]
fn every_setting_is_documented() {
    let manual = [page("settings.md"), themes()].concat();
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let written: BTreeSet<&str> =
        codes_with_blocks(&manual).flat_map(|code| code.split(move |c| !is_word(c))).collect();
    let mut found = 0;
    for (file, text) in texts("src", ".rs") {
        let Ok(code) = syn::parse_file(&text) else { panic!("{file} is not Rust") };
        for item in code.items {
            let Item::Struct(item) = item else { continue };
            if !serde(&item.attrs).contains_key("deny_unknown_fields") {
                continue;
            }
            for field in &item.fields {
                let name = name(field);
                assert!(
                    written.contains(&*name),
                    "no manual page names the setting `{name}` of {file}"
                );
                found += 1;
            }
        }
    }
    assert!(found > 50, "only {found} settings were found");
}

#[test]
fn every_command_and_option_is_documented() {
    let manual = page("commands.md");
    let run = |words: &[&str]| sentier(words.iter().chain(&["--help"])).out;
    let help = run(&[]);
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let is_name = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let name = |line: &'_ str| line.trim().split(' ').next().unwrap().to_owned();
    let commands: Vec<String> = commands.lines().filter(is_name).map(name).collect();
    assert!(commands.len() > 5, "{commands:?}");
    for command in commands.iter().filter(|command| *command != "help") {
        let part = under(&manual, "## ", command);
        for option in run(&[command.as_str()]).lines().filter(|line| line.trim().starts_with('-')) {
            let long = option.split("--").nth(1).unwrap();
            let long: String = long.chars().take_while(|c| is_part_of_name(*c)).collect();
            let is_written = part.contains(&format!("`--{long}")) || long == "help";
            assert!(is_written, "docs/commands.md, `## {command}`: `--{long}` is missing");
        }
    }
}

#[test]
fn links_of_the_manual_lead_somewhere() {
    let mut pages = texts("docs", ".md");
    for name in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        pages.push((name.to_owned(), std::fs::read_to_string(root().join(name)).unwrap()));
    }
    for (page, text) in &pages {
        let folder = root().join(page).parent().unwrap().to_owned();
        for target in between(&prose(text), "](", ')') {
            if target.contains("://") || target.starts_with('/') {
                continue;
            }
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let file = if path.is_empty() { root().join(page) } else { folder.join(path) };
            assert!(file.exists(), "{page}: there is no {target}");
            if !anchor.is_empty() {
                let text = std::fs::read_to_string(file).unwrap();
                assert!(
                    anchors(&text).contains(anchor),
                    "{page}: no heading is #{anchor} ({target})"
                );
            }
        }
    }
}

/// The templates of the theme, without its components: `trek.html`.
fn templates() -> BTreeSet<String> {
    let paths = tree(&root().join("themes/classic/templates")).into_keys();
    paths.filter(|path| !path.contains('/')).collect()
}

fn themes() -> String {
    page("themes.md")
}

/// A page of the manual.
fn page(name: &str) -> String {
    std::fs::read_to_string(root().join("docs").join(name)).unwrap()
}

/// The fields of each `###` heading of `docs/themes.md` that is about data, with their types.
fn data_sections() -> BTreeMap<String, BTreeMap<String, String>> {
    let themes = themes();
    let mut sections = BTreeMap::new();
    for data in DATA {
        for part in under(&themes, "## ", data).split("\n### ").skip(1) {
            let (heading, text) = part.split_once('\n').unwrap();
            let mut fields = BTreeMap::new();
            for row in rows(text) {
                let kind = without_links(&row[1]);
                let names = match row[0].starts_with("all of ") {
                    true => vec![without_links(&row[0])],
                    false => codes(&row[0]),
                };
                for name in names {
                    let kind =
                        if row[0].starts_with("all of ") { String::new() } else { kind.clone() };
                    let twice = fields.insert(name.clone(), kind);
                    assert!(
                        twice.is_none(),
                        "docs/themes.md: `{name}` of {heading} is there twice"
                    );
                }
            }
            let twice = sections.insert(heading.to_owned(), fields);
            assert!(twice.is_none(), "docs/themes.md: `### {heading}` is there twice");
        }
    }
    sections
}

/// An argument of a component as the manual writes it: without its type.
fn without_type(argument: &str) -> String {
    let (declared, default) =
        argument.split_once(" = ").map_or((argument, None), |(a, b)| (a, Some(b)));
    let name = declared.split(':').next().unwrap().trim();
    default.map_or(name.to_owned(), |default| format!("{name} = {default}"))
}

/// The keys of the messages of a Fluent file.
fn keys(text: &str) -> impl Iterator<Item = &str> {
    let key = |line: &str| !line.starts_with([' ', '#', '-']) && line.contains(" =");
    text.lines().filter(move |line| key(line)).filter_map(|line| line.split(" =").next())
}

fn is_part_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

/// Every file below a folder of the repository whose name ends so, with its path from the
/// repository.
fn texts(folder: &str, end: &str) -> Vec<(String, String)> {
    let files = tree(&root().join(folder)).into_iter();
    let texts = files.filter(|(path, _)| path.ends_with(end));
    texts
        .map(|(path, text)| (format!("{folder}/{path}"), String::from_utf8(text).unwrap()))
        .collect()
}

/// Fails with what is only in one of the two, the manual or the code.
fn same<T: Debug + PartialEq + IntoIterator<Item = I> + Clone, I: Debug + Ord>(
    place: &str,
    documented: &T,
    real: &T,
) {
    let [written, real] =
        [documented, real].map(|set| set.clone().into_iter().collect::<BTreeSet<I>>());
    let gone: Vec<_> = written.difference(&real).collect();
    let missing: Vec<_> = real.difference(&written).collect();
    assert!(
        gone.is_empty() && missing.is_empty(),
        "{place}:\n  missing: {missing:?}\n  not there any more: {gone:?}"
    );
}
