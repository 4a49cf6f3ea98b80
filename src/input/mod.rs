//! Files that a portal is made from: which may be read, and how much of each.

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

/// Files that are left out: a name that the user knows, and the reason.
pub type Problems = Vec<(String, String)>;

/// Name of the list of files in an output folder. A folder with it is not read as a source.
pub const OUTPUT_LIST: &str = ".sentier.json";

/// Name of the settings file.
pub const SETTINGS_FILE: &str = "site.toml";
