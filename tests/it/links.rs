//! Every link of the example leads somewhere, and every page is well made.

use crate::support::{Built, example};
use std::collections::BTreeSet;

const BASE: &str = "/rando/";

#[test]
fn the_example_has_no_broken_link_below_a_path() {
    let built = example();
    let mut broken = BTreeSet::new();
    for (path, html) in pages(&built) {
        for address in attributes(html, &["href", "src", "srcset", "poster"]) {
            let (file, fragment) = address.split_once('#').unwrap_or((&address, ""));
            if address.starts_with("//") || has_scheme(&address) {
                continue;
            }
            let target = match file {
                "" => path.to_owned(),
                file => match file.strip_prefix(BASE) {
                    Some("") => "index.html".to_owned(),
                    Some(inside) if inside.ends_with('/') => format!("{inside}index.html"),
                    Some(inside) => inside.to_owned(),
                    None => format!("outside of {BASE}: {file}"),
                },
            };
            let there = built.files.get(&target).is_some_and(|bytes| {
                let id = format!("id=\"{fragment}\"");
                fragment.is_empty() || String::from_utf8_lossy(bytes).contains(&id)
            });
            if !there {
                broken.insert(format!("{path}: {address}"));
            }
        }
    }
    assert_eq!(broken, BTreeSet::new());
}

#[test]
fn every_page_of_the_example_says_its_language_its_address_and_its_translations() {
    let built = example();
    for (path, html) in pages(&built) {
        let lang =
            path.split('/').next().filter(|part| ["en", "it"].contains(part)).unwrap_or("fr");
        assert!(html.contains(&format!("<html lang=\"{lang}\"")), "{path}");
        assert_eq!(html.matches("<h1").count(), 1, "{path}: one main heading");
        assert!(html.contains("<title>"), "{path}");
        if path.ends_with("404.html") {
            continue;
        }
        // A structure that is not described in a language has no description there.
        let described = html.contains("name=\"description\"") || path.contains("structure/");
        assert!(described, "{path}");
        let own = format!("https://example.org{BASE}{}", path.trim_end_matches("index.html"));
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{own}\"")), "{path}");
        for alternate in tags(html, "link").filter(|tag| tag.contains("hreflang")) {
            let address = attributes(alternate, &["href"]).pop().unwrap();
            let inside = address.strip_prefix("https://example.org/rando/").unwrap();
            let other = &built.text(&format!("{inside}index.html"));
            assert!(
                other.contains(&format!("href=\"{own}\"")),
                "{inside} does not name {path} back"
            );
        }
    }
}

#[test]
fn every_picture_of_the_example_has_a_text_and_a_size() {
    let built = example();
    for (path, html) in pages(&built) {
        for image in tags(html, "img") {
            for needed in [" alt=", " width=", " height="] {
                assert!(image.contains(needed), "{path}: {image} has no {needed}");
            }
        }
    }
}

#[test]
fn no_page_of_the_example_asks_another_host_or_runs_an_inline_script() {
    let built = example();
    for (path, html) in pages(&built) {
        for tag in
            ["script", "img", "source", "iframe", "object"].iter().flat_map(|t| tags(html, t))
        {
            let addresses = attributes(tag, &["src", "srcset", "data"]);
            let foreign = addresses.iter().any(|a| has_scheme(a) || a.starts_with("//"));
            assert!(!foreign, "{path}: {tag}");
        }
        for style in
            tags(html, "link").filter(|tag| tag.contains("stylesheet") || tag.contains("icon"))
        {
            assert!(attributes(style, &["href"])[0].starts_with(BASE), "{path}: {style}");
        }
        for script in tags(html, "script") {
            assert!(script.contains(" src=") || script.contains("json"), "{path}: {script}");
        }
        assert!(!html.contains(" style=\"") && !html.contains(" onclick="), "{path}");
    }
}

#[test]
fn the_sitemap_of_the_example_lists_its_pages_and_no_other() {
    let built = example();
    let listed: BTreeSet<String> = built
        .text("sitemap.xml")
        .split("<loc>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().replace("https://example.org/rando/", ""))
        .map(|folder| format!("{folder}index.html"))
        .collect();
    let planned: BTreeSet<String> = pages(&built)
        .filter(|(path, _)| !path.ends_with("404.html") && !goes_on(path))
        .map(|(path, _)| path.to_owned())
        .collect();
    assert_eq!(listed, planned);
}

/// True for the second page of a list, and the next ones: the first leads to them.
fn goes_on(path: &str) -> bool {
    path.split('/').any(|folder| folder.parse::<usize>().is_ok())
}

fn pages(built: &Built) -> impl Iterator<Item = (&str, &str)> {
    let html = built.files.keys().filter(|path| path.ends_with(".html"));
    html.map(|path| (path.as_str(), built.text(path)))
}

/// The opening tags of one name, as they are written.
fn tags<'h>(html: &'h str, name: &str) -> impl Iterator<Item = &'h str> {
    let open = format!("<{name}");
    let starts: Vec<usize> = html.match_indices(&open).map(|(at, _)| at).collect();
    let whole = move |at: usize| {
        let tag = &html[at..at + html[at..].find('>').unwrap()];
        tag[open.len()..].starts_with([' ', '\n']).then_some(tag)
    };
    starts.into_iter().filter_map(whole)
}

/// The addresses in these attributes of all tags.
fn attributes(html: &str, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for name in names {
        let start = format!(" {name}=\"");
        for (at, _) in html.match_indices(&start) {
            let value = html[at + start.len()..].split('"').next().unwrap().replace("&amp;", "&");
            match *name {
                "srcset" => found.extend(
                    value
                        .split(',')
                        .filter_map(|part| part.split_whitespace().next())
                        .map(str::to_owned),
                ),
                _ => found.push(value),
            }
        }
    }
    found
}

fn has_scheme(address: &str) -> bool {
    let scheme = address.split([':', '/', '#', '?']).next().unwrap_or_default();
    address[scheme.len()..].starts_with(':')
}
