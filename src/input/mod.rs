//! The files that a portal is made from: where they may lie, and how much of each is read.

mod memory;
mod places;
mod read;
mod stamp;
mod walk;

pub use memory::{BUDGET, Share, share};
pub use places::{Places, Refused, Settings};
pub use read::{
    ASSET, DRAWING, Limit, PHOTOGRAPH, SETTINGS, TEXT, TRACK, Unreadable, beginning, read, readable,
};
pub use stamp::Stamp;
pub use walk::{Walked, path_below};

/// Files that are left out, by the name that the user knows them by, with the reason.
pub type Problems = Vec<(String, String)>;

/// Name of the list of files by which an output folder is recognised: its content is no source.
pub const OUTPUT_LIST: &str = ".sentier.json";

/// Name of the settings file.
pub const SETTINGS_FILE: &str = "site.toml";
