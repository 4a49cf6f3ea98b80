//! Structures with their brand, and pages of text.

use crate::input;
use crate::model::*;
use crate::report::Report;
use crate::source::files::front_matter::FrontMatter;
use crate::source::files::suggestion::did_you_mean;
use crate::source::files::terms::{localized, wrong_languages};
use crate::source::files::texts::{self, Texts};
use crate::source::files::walk::Item;
use crate::source::files::{Reading, fence, id};
use crate::source::{sanitize, svg};
use std::sync::Arc;

/// Fields of `brand.toml`.
const BRAND_KEYS: [&str; 8] =
    ["name", "description", "color", "logo", "website", "email", "phone", "address"];

/// Reads a structure, `structures/<slug>/brand.toml`.
pub fn structure(item: &Item, reading: &mut Reading) {
    let Some(file) = item.files.iter().find(|file| file.path.ends_with("brand.toml")) else {
        reading.report.warn(format!("structures/{}", item.slug), "has no `brand.toml`");
        return;
    };
    let text = match input::read(&file.path, input::SETTINGS) {
        Ok(bytes) => crate::source::files::text::decode(&bytes).into_owned(),
        Err(error) => return reading.report.warn(&file.name, error),
    };
    let brand: toml::Table = match toml::from_str(&text) {
        Ok(brand) => brand,
        Err(error) => {
            let (line, problem) = fence::toml_problem(&text, &error);
            return reading.report.warn_at(&file.name, line.unwrap_or(1), problem);
        }
    };
    let mut unknown = Report::default();
    for key in brand.keys().filter(|key| !BRAND_KEYS.contains(&key.as_str())) {
        let hint = did_you_mean(key, BRAND_KEYS.into_iter());
        unknown.warn(&file.name, format!("`{key}` is not a field that is read here{hint}"));
    }
    reading.report.first_of(&file.name, unknown);
    let plain = |key: &str| brand.get(key).and_then(toml::Value::as_str).map(sanitize::plain);
    for problem in
        ["name", "description"].iter().flat_map(|key| wrong_languages(key, brand.get(*key)))
    {
        reading.report.warn(&file.name, problem);
    }
    for key in &BRAND_KEYS[2..] {
        if brand.get(*key).is_some_and(|value| !value.is_str()) {
            reading
                .report
                .warn(&file.name, format!("`{key}` is not a text: write it between quotes"));
        }
    }
    let name = localized(brand.get("name"), sanitize::plain);
    if name.is_empty() {
        reading
            .report
            .warn(&file.name, format!("has no `name`: it is called “{}” for now", item.slug));
    }
    let color = plain("color").and_then(|text| {
        let color = sanitize::color(&text);
        if color.is_none() {
            reading.report.warn(&file.name, "`color` is not a colour like `#2f6b4f`");
        }
        color
    });
    let logo = plain("logo").and_then(|name| {
        let logo = logo(item, &name);
        logo.inspect_err(|problem| reading.report.warn(&file.name, problem)).ok()
    });
    let website = plain("website").and_then(|text| {
        let website = sanitize::web_address(&text);
        if website.is_none() {
            reading
                .report
                .warn(&file.name, "`website` is not an address like `https://example.org`");
        }
        website
    });
    let email = plain("email").and_then(|text| {
        let email = sanitize::email(&text);
        if email.is_none() {
            reading.report.warn(&file.name, "`email` is not an address like `info@example.org`");
        }
        email
    });
    let around = reading.folder.around(&file.name);
    let description = localized(brand.get("description"), |text| {
        let mut warn = |problem: String| {
            reading.report.warn(&file.name, format!("`description` {problem}"));
        };
        sanitize::markdown(text, &around, &mut warn)
    });
    reading.catalog.structures.push(Arc::new(Structure {
        id: id(&item.slug),
        name: if name.is_empty() { Localized::everywhere(item.slug.clone()) } else { name },
        description,
        color,
        logo,
        website,
        email,
        phone: plain("phone"),
        address: plain("address"),
        origin: file.name.clone(),
    }));
}

/// Reads the logo of a structure.
///
/// # Errors
/// The reason why it is not shown.
fn logo(item: &Item, name: &str) -> Result<Drawing, String> {
    let Some(file) = item.files.iter().find(|file| file.path.ends_with(name)) else {
        return Err(format!("`logo` names `{name}`, which is not in this folder"));
    };
    let unreadable = |error| format!("`logo` is not shown: {} {error}", file.name);
    if file.is_image() {
        input::readable(&file.path).map_err(unreadable)?;
        return Ok(Drawing::Picture(file.path.clone()));
    }
    if file.extension() != "svg" {
        return Err("`logo` is not shown: save it as SVG, PNG, JPEG or WebP".to_owned());
    }
    let bytes = input::read(&file.path, input::DRAWING).map_err(unreadable)?;
    svg::logo(&bytes)
        .map(|svg| Drawing::Svg(Arc::new(svg)))
        .map_err(|problem| format!("`logo` is not shown: {problem}"))
}

/// Reads a page of text, `pages/<slug>.<lang>.md`.
pub fn flatpage(item: &Item, reading: &mut Reading) {
    let files = texts::read(item, reading.languages, &mut reading.report);
    let Some(first) = files.first() else {
        return crate::source::files::track_file::tracks_of(item, reading);
    };
    let texts = Texts::parse(&files, &reading.folder);
    let mut title = texts.localized("title", FrontMatter::text);
    for file in &files {
        if title.get(&file.lang).is_none() {
            if !texts.is_unreadable(&file.lang) {
                let problem = format!("has no `title`: it is called “{}” for now", item.slug);
                reading.report.warn(&file.name, problem);
            }
            title.insert(file.lang.clone(), item.slug.clone());
        }
    }
    let order = texts.fact("order", FrontMatter::number).map_or(100, |order| order as i64);
    reading.catalog.flatpages.push(Arc::new(FlatPage {
        id: id(&item.slug),
        title,
        content: texts.body(),
        order: Some(order),
        attachments: texts.attachments(item),
        origin: first.name.clone(),
    }));
    texts.finish(&mut reading.report);
}
