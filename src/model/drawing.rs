//! Logos and pictograms.

use std::path::PathBuf;
use std::sync::Arc;

/// A logo or a pictogram.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub enum Drawing {
    Svg(Arc<Svg>),
    /// PNG, JPEG or WebP file, published unchanged.
    Picture(PathBuf),
}

/// A vector drawing that is known to be safe.
///
/// Only `source::svg` creates values of this type (a test checks it), so that pages may print them
/// without escaping.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Svg {
    /// Identifier made from a hash of the content. It begins with a letter, because all identifiers
    /// inside the drawing begin with it.
    pub id: String,
    /// Attributes of the `<svg>` or `<symbol>` element around `content`, with the `viewBox`.
    pub frame: String,
    /// Markup inside the `<svg>` element.
    pub content: String,
    pub colors: Colors,
}

/// Kind of colours of a vector drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Colors {
    /// The colour of the surrounding text; white became the custom property `--ground`.
    Text,
    /// Colours of its own.
    Own,
    /// Colours of its own, with gradients or masks, which some browsers do not render from a
    /// sprite.
    Shaded,
}
