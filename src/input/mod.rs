//! The files that a portal is made from: where they may lie, and which are met on the way.

mod places;
mod walk;

pub use places::{Places, Refused, Settings};
pub use walk::Walked;

/// Files that are left out, by the name that the user knows them by, with the reason.
pub type Problems = Vec<(String, String)>;

/// What to tell of a file or folder that the system does not open, and how to mend it.
pub fn unreadable(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            "cannot be read: the account that builds the site has no right to; allow all to read it, in the properties of the file or with `chmod a+rX`".to_owned()
        }
        std::io::ErrorKind::NotFound => "is not there".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// Name of the list of files by which an output folder is recognised: its content is no source.
pub const OUTPUT_LIST: &str = ".sentier.json";

/// Name of the settings file.
pub const SETTINGS_FILE: &str = "site.toml";
