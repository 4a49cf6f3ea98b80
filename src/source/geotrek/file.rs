//! Files of objects: which ones are downloaded, and whether they can be used.

use crate::model::*;
use crate::source::files::text;
use crate::source::geotrek::object::Object;
use crate::source::geotrek::snapshot::Snapshot;
use crate::source::sanitize::{self, References};
use crate::source::{document, svg};
use crate::{input, sniff};
use anyhow::{Result, ensure};
use reqwest::Url;
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Extensions of photographs.
pub const PHOTOGRAPHS: [&str; 5] = ["jpg", "jpeg", "png", "webp", "gif"];

/// Largest size of a pictogram.
pub const PICTOGRAM: input::Limit = input::Limit { bytes: 200_000, remedy: "simplify it" };

/// Text that follows the name of the photograph of an information desk in the name of its thumbnail.
pub const THUMBNAIL: &str = ".150x150_q85.";

/// Addresses of the files of an object, as it writes them.
pub fn wanted(raw: &RawValue, server: &Url) -> Vec<String> {
    const KEYS: [&str; 8] = [
        "attachments",
        "attachments_accessibility",
        "photo_url",
        "thumbnail_url",
        METADATA,
        "pictogram",
        "type",
        "types",
    ];
    let object = Object::part(raw, &KEYS);
    let attachments = object.objects("attachments");
    let attachments = attachments.iter().filter(|a| is_image(a) || is_file(a));
    let accessibility = object.objects("attachments_accessibility");
    let mut wanted: Vec<String> =
        attachments.chain(&accessibility).filter_map(|a| a.text("url")).collect();
    wanted.extend(photo_of_desk(&object).into_iter().flatten());
    wanted.extend(object.text("thumbnail_url"));
    wanted.extend(object.text(METADATA));
    let lists = object.objects("types");
    let values = lists.iter().flat_map(|list| list.objects("values"));
    let with_pictogram = values.chain(object.object("type")).chain([object]);
    wanted.extend(with_pictogram.filter_map(|object| object.text("pictogram")));
    let References { pictures, links } = in_texts(raw, server);
    wanted.extend(pictures);
    wanted.extend(links);
    wanted
}

/// Addresses of the pictures in the texts of an object, and of the files on its server that the texts
/// link to.
pub fn in_texts(raw: &RawValue, server: &Url) -> References {
    fn texts(value: &Value, found: &mut References) {
        match value {
            Value::String(text) => {
                let References { pictures, links } = sanitize::references(text);
                found.pictures.extend(pictures);
                found.links.extend(links);
            }
            Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
            Value::Object(fields) => fields.values().for_each(|field| texts(field, found)),
            _ => {}
        }
    }
    let mut found = References::default();
    if !may_refer(raw.get()) {
        return found;
    }
    let fields: HashMap<Cow<str>, &RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    for field in fields.values().filter(|field| may_refer(field.get())) {
        texts(&serde_json::from_str(field.get()).unwrap_or_default(), &mut found);
    }
    found.links.retain(|link| is_file_of(server, link));
    found
}

/// True for a field that may have pictures or links in its texts. A quick check, which is false for
/// most texts and for geometries, which are long.
pub fn may_refer(json: &str) -> bool {
    let tag = |(at, _): (usize, &str)| match &json.as_bytes()[at + 1..] {
        [b'a' | b'A', next, ..] => !next.is_ascii_alphanumeric(),
        [name @ .., _] => name.get(..3).is_some_and(|name| name.eq_ignore_ascii_case(b"img")),
        [] => false,
    };
    ["\\u003c", "\\u003C"].iter().any(|escaped| json.contains(escaped))
        || json.match_indices('<').any(tag)
}

/// True for a link to a file on the server that is published with the site. Addresses outside of
/// `/media/`, which the server computes, are never requested.
pub fn is_file_of(server: &Url, link: &str) -> bool {
    server.join(link).is_ok_and(|url| {
        url.host_str() == server.host_str()
            && url.path().starts_with("/media/")
            && document::is_file(url.path())
    })
}

/// True for an attachment that is a photograph. Old servers have no type: it is a photograph then.
pub fn is_image(attachment: &Object) -> bool {
    attachment.text("type").is_none_or(|kind| kind == "image")
}

/// True for an attachment that is another file and is published unchanged.
pub fn is_file(attachment: &Object) -> bool {
    let address = attachment.text("url").unwrap_or_default();
    !is_image(attachment) && document::is_file(address.split(['?', '#']).next().unwrap_or_default())
}

/// Addresses of the photograph of an information desk and of its thumbnail. The API has only the
/// latter. `None` when there is no photograph.
pub fn photo_of_desk(object: &Object) -> Option<[String; 2]> {
    let thumbnail = object.text("photo_url")?;
    let photograph = thumbnail.split(THUMBNAIL).next().unwrap_or_default().to_owned();
    Some([photograph, thumbnail])
}

/// True for an extension that a downloaded file keeps.
pub fn is_kept(extension: &str) -> bool {
    extension == "svg" || PHOTOGRAPHS.contains(&extension) || document::is_published(extension)
}

/// Checks that downloaded bytes are what their extension says: a server with an error may answer with
/// an HTML page.
///
/// # Errors
/// When they are something else.
pub fn check(bytes: &[u8], extension: &str) -> Result<()> {
    let start = bytes.get(..1024).unwrap_or(bytes);
    let begins = |text: &[u8]| start.windows(text.len()).any(|window| window == text);
    match extension {
        "jpg" | "jpeg" | "png" | "webp" | "gif" => drop(sniff::picture(bytes)?),
        "svg" => ensure!(text::decode(start).contains("<svg"), "it is not an SVG drawing"),
        "json" => drop(serde_json::from_slice::<serde::de::IgnoredAny>(bytes)?),
        "pdf" => ensure!(begins(b"%PDF"), "it is not a PDF"),
        "gpx" | "kml" => ensure!(!begins(b"<html"), "it is a page, not a file"),
        _ => ensure!(
            !bytes.is_empty() && !start.trim_ascii_start().starts_with(b"<"),
            "it is a page, not a file"
        ),
    }
    Ok(())
}

/// Path of a downloaded file, or the reason why it is missing. `None` for an address that was never
/// requested.
pub fn fetched(
    snapshot: &Snapshot,
    media: &Path,
    address: &str,
) -> Option<Result<PathBuf, String>> {
    let medium = snapshot.media.get(address)?;
    let file = media.join(&medium.file);
    Some(match &medium.problem {
        Some(problem) => Err(problem.clone()),
        None if file.is_file() => Ok(file),
        None => Err("it is gone from the cache: pull again".to_owned()),
    })
}

/// Pictogram of a term. `None` when there is none, or it cannot be used, with a warning.
pub fn pictogram(snapshot: &Snapshot, media: &Path, object: &Object) -> Option<Drawing> {
    let address = object.text("pictogram")?;
    let file = fetched(snapshot, media, &address)?;
    file.and_then(|file| drawing(file).map_err(str::to_owned))
        .inspect_err(|problem| {
            object.wrong("pictogram", &format!("names {address}, which is left out: {problem}"));
        })
        .ok()
}

/// Reads a pictogram from a file.
///
/// # Errors
/// The reason why it cannot be used.
pub fn drawing(file: PathBuf) -> Result<Drawing, &'static str> {
    let bytes = input::read(&file, PICTOGRAM).map_err(|problem| match problem {
        input::Unreadable::TooLarge(_) => "it is larger than 200 kB",
        _ => "it cannot be read",
    })?;
    if file.extension().is_some_and(|extension| extension == "svg") {
        return Ok(Drawing::Svg(Arc::new(svg::pictogram(&bytes)?)));
    }
    let starts: [&[u8]; 4] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"];
    let known = starts.iter().any(|start| bytes.starts_with(start));
    if known { Ok(Drawing::Picture(file)) } else { Err("it is not a picture") }
}

/// Field with the address of the metadata of tiles. Geotrek has it since 2.97.3.
pub const METADATA: &str = "metadata_url";
