//! Paths of files that are published as they are, and how addresses write them.

use crate::model::{Drawing, LinkedFile, Structure};
use crate::picture::Variant;
use std::path::Path;

/// Path in the output folder of a variant.
pub fn variant_path(variant: &Variant) -> String {
    format!("media/{}", variant.name)
}

/// Path of a structure's logo. Not among `media`, whose names change with their content.
pub fn logo_path(structure: &Structure) -> Option<String> {
    let extension = match structure.logo.as_ref()? {
        Drawing::Svg(_) => "svg".to_owned(),
        Drawing::Picture(file) => file.extension()?.to_str()?.to_ascii_lowercase(),
    };
    let known = matches!(extension.as_str(), "svg" | "png" | "jpg" | "jpeg" | "webp");
    known.then(|| format!("logo/{}.{extension}", structure.id.local()))
}

/// Path of a file that is published as it is: its own name is unique.
pub fn file_path(file: &Path) -> Option<String> {
    Some(format!("media/{}", file.file_name()?.to_str()?))
}

/// Path of a file that a text leads to. One that keeps its name is not among `media`: it may change
/// and be called the same.
pub fn linked_path(linked: &LinkedFile) -> String {
    let name = linked.name.as_ref().map(|name| format!("file/{name}"));
    name.or_else(|| file_path(&linked.file)).unwrap_or_default()
}

/// A path as addresses write it.
pub fn encoded(path: &str) -> String {
    path.split('/').map(percent_encoded).collect::<Vec<_>>().join("/")
}

/// With everything but the unreserved characters of RFC 3986 as `%2F`.
pub fn percent_encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::site::settings::security;

    #[test]
    fn an_address_is_encoded_and_an_origin_has_no_path() {
        assert_eq!(
            percent_encoded("Le col – 2 & 3\r\n"),
            "Le%20col%20%E2%80%93%202%20%26%203%0D%0A"
        );
        let origin = |url| security::origin(url).unwrap();
        assert_eq!(origin("https://a.example.org:8080/geo/trek"), "https://a.example.org:8080");
        assert_eq!(origin("https://a.example.org"), "https://a.example.org");
    }
}
