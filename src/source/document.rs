//! Files that are published as they are, beside photographs.

/// To read, to hear, to take along. None of them can act in the name of the site.
const FILES: [&str; 22] = [
    "pdf", "epub", "odt", "ods", "odp", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "csv", "txt",
    "mp3", "m4a", "ogg", "oga", "wav", "mp4", "webm", "gpx", "kml",
];

/// True for an extension, in small letters, of such a file.
pub fn is_published(extension: &str) -> bool {
    FILES.contains(&extension)
}

/// True for the path of such a file.
pub fn is_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(_, own)| is_published(&own.to_ascii_lowercase()))
}
