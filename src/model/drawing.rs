//! Logos and pictograms.

use std::path::PathBuf;
use std::sync::Arc;

/// A logo or a pictogram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drawing {
    Svg(Arc<Svg>),
    /// PNG, JPEG or WebP, published as it is.
    Picture(PathBuf),
}

/// A vector drawing that is known to be safe.
///
/// Only `source::svg` makes one (held by a test), so that a page may print its parts as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg {
    /// Changes with the content. Begins with a letter, as every identifier inside begins with it.
    pub id: String,
    /// Attributes of the element around `content`, with the `viewBox`.
    pub frame: String,
    /// The elements inside.
    pub content: String,
    pub colors: Colors,
}

/// Which colours a vector drawing has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colors {
    /// That of the text around it; what was white is `--ground`.
    Text,
    /// Its own.
    Own,
    /// Its own, with gradients or masks, which not every browser finds in a sprite.
    Shaded,
}
