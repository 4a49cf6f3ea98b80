//! Engine: draws topographic maps from a height model and a base map.
//!
//! A map is one SVG drawing, which follows the colour scheme of the reader: the relief as a picture for
//! light pages and one for dark pages, and above it contour lines, water, roads and names. It is drawn
//! once, and kept in a cache by what it is drawn from.

pub mod basemap;
mod contour;
mod digest;
mod drawing;
mod frame;
mod grid;
mod label;
mod lines;
mod names;
mod relief;
mod sheet;
mod style;
mod svg;
mod walk;
#[cfg(test)]
mod tests;

pub use basemap::Basemap;
pub use frame::Frame;
pub use relief::Range;
pub use sheet::{Maps, Sheet};
pub use walk::{Walk, distance};

/// Name of the folder of drawn maps in the cache.
pub const FOLDER: &str = "maps";
