//! Encoding as AVIF, in programs that were built with the feature `avif`.

use anyhow::Result;
use image::RgbImage;

/// Says how to get a program that can encode AVIF; `None` when this one can.
pub const MISSING: Option<&str> = if cfg!(feature = "avif") {
    None
} else {
    Some(
        "this program was built without AVIF: remove `avif`, or install sentier again with \
         `cargo install --path . --features avif`",
    )
};

/// Encodes a photograph as AVIF. `quality` is 1 to 100, `exif` the metadata to keep.
///
/// # Errors
/// When the encoder refuses the photograph.
#[cfg(feature = "avif")]
pub fn encode(photo: &RgbImage, quality: u8, exif: Option<Vec<u8>>) -> Result<Vec<u8>> {
    use anyhow::Context;
    use ravif::{Img, RGB8};

    /// Speed of the encoder, 1 to 10: the fastest still gives small files.
    const SPEED: u8 = 10;
    let pixels: Vec<RGB8> =
        photo.pixels().map(|pixel| RGB8::new(pixel.0[0], pixel.0[1], pixel.0[2])).collect();
    let mut encoder = ravif::Encoder::new()
        .with_quality(f32::from(quality))
        .with_speed(SPEED)
        .with_num_threads(Some(1));
    if let Some(exif) = exif {
        encoder = encoder.with_exif(exif);
    }
    let (width, height) = (photo.width() as usize, photo.height() as usize);
    let encoded = encoder.encode_rgb(Img::new(&pixels, width, height));
    Ok(encoded.context("it cannot be encoded as AVIF")?.avif_file)
}

/// Stands in for the encoder that this program was built without.
///
/// # Errors
/// Always. The settings do not ask for AVIF then, because [`MISSING`] is an error there.
#[cfg(not(feature = "avif"))]
pub fn encode(_: &RgbImage, _: u8, _: Option<Vec<u8>>) -> Result<Vec<u8>> {
    anyhow::bail!("{}", MISSING.unwrap_or_default())
}
