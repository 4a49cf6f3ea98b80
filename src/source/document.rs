//! Files other than pictures that are published unchanged: documents, sounds, videos, tracks.

/// Extensions of the files that are published. A browser never runs them as part of the site.
const FILES: [&str; 22] = [
    "pdf", "epub", "odt", "ods", "odp", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "csv", "txt",
    "mp3", "m4a", "ogg", "oga", "wav", "mp4", "webm", "gpx", "kml",
];

/// True for the extension of a file that is published. It is in lower case, without dot.
pub fn is_published(extension: &str) -> bool {
    FILES.contains(&extension)
}

/// True for the path of a file that is published, by its extension.
pub fn is_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(_, own)| is_published(&own.to_ascii_lowercase()))
}
