//! Paths of published files in the output folder, and percent-encoding.

use crate::map::Sheet;
use crate::model::{Drawing, LinkedFile, Structure};
use crate::picture::Variant;
use std::path::Path;

/// Path of a variant of a photograph.
pub fn variant_path(variant: &Variant) -> String {
    format!("media/{}", variant.name)
}

/// Path of a drawn map.
pub fn sheet_path(sheet: &Sheet) -> String {
    format!("assets/maps/{}.svg", sheet.key)
}

/// Path of the logo of a structure. It is not in `media/`, because its name does not change with
/// its content.
pub fn logo_path(structure: &Structure) -> Option<String> {
    let extension = match structure.logo.as_ref()? {
        Drawing::Svg(_) => "svg".to_owned(),
        Drawing::Picture(file) => file.extension()?.to_str()?.to_ascii_lowercase(),
    };
    let known = matches!(extension.as_str(), "svg" | "png" | "jpg" | "jpeg" | "webp");
    known.then(|| format!("logo/{}.{extension}", structure.id.local()))
}

/// Path of a file with a unique name that is published unchanged.
pub fn file_path(file: &Path) -> Option<String> {
    Some(format!("media/{}", file.file_name()?.to_str()?))
}

/// Path of a file that a text links to. A file that keeps its name is not in `media/`, because its
/// content may change under that name.
pub fn linked_path(linked: &LinkedFile) -> String {
    let name = linked.name.as_ref().map(|name| format!("file/{name}"));
    name.or_else(|| file_path(&linked.file)).unwrap_or_default()
}

/// Percent-encodes each part of a path.
pub fn encoded(path: &str) -> String {
    path.split('/').map(percent_encoded).collect::<Vec<_>>().join("/")
}

/// Percent-encodes a text: everything but the unreserved characters of RFC 3986.
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
