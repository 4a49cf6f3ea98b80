//! Encoding of a photograph into its variants.

use super::recipe::{Format, Recipe};
use super::{Credit, avif, credit, decode};
use anyhow::{Context, Result, anyhow};
use image::RgbImage;

/// Version of the encoders, part of the names in the cache. Increased whenever the same recipe
/// gives other bytes, because of this code or of an encoder.
pub const VERSION: &str = "4";

/// Width in pixels of the reduced photograph that most variants are made from. Larger variants are
/// made from the full photograph.
const BASE_WIDTH: u32 = 1920;

/// Variants of a photograph, and facts about it.
pub struct Encoded {
    /// Width and height of the photograph in pixels, turned upright.
    pub size: [u32; 2],
    /// Average colour, `#6b7f5e`.
    pub color: String,
    pub credit: Credit,
    pub variants: Vec<(Recipe, Vec<u8>)>,
}

/// Decodes a photograph and encodes its variants. `recipes` returns the wanted recipes for the size
/// of the photograph. The bytes of a variant depend on nothing but the photograph and the recipe.
///
/// # Errors
/// When the photograph cannot be decoded.
pub fn variants(bytes: &[u8], recipes: impl FnOnce([u32; 2]) -> Vec<Recipe>) -> Result<Encoded> {
    let opened = decode::open(bytes)?;
    let size = opened.size;
    let credit = credit::read(opened.exif.as_deref(), opened.iptc.as_deref());
    let base_scale = (f64::from(BASE_WIDTH) / f64::from(size[0])).min(1.0);
    let (from_base, from_whole): (Vec<Recipe>, Vec<Recipe>) =
        recipes(size).into_iter().partition(|recipe| recipe.scale(size) <= base_scale);
    let encode = |photo: &RgbImage, recipe: Recipe| {
        let part = recipe.part(photo.dimensions().into());
        let small = decode::resize(photo, part, [recipe.width, recipe.height])?;
        let exif = recipe.credits.then(|| credit::exif(&credit)).flatten();
        Ok((recipe, encode(&small, recipe.format, exif)?))
    };
    let photo = opened.shrunk(base_scale)?;
    let color = hex_color(&decode::resize(&photo, whole(&photo), [1, 1])?);
    let mut variants: Vec<_> =
        from_base.into_iter().map(|recipe| encode(&photo, recipe)).collect::<Result<_>>()?;
    drop(photo);
    if !from_whole.is_empty() {
        let photo = decode::open(bytes)?.shrunk(1.0)?;
        for recipe in from_whole {
            variants.push(encode(&photo, recipe)?);
        }
    }
    Ok(Encoded { size, color, credit, variants })
}

/// The part (left, top, width, height) that covers a whole photograph.
fn whole(photo: &RgbImage) -> [f64; 4] {
    [0.0, 0.0, f64::from(photo.width()), f64::from(photo.height())]
}

fn encode(photo: &RgbImage, format: Format, exif: Option<Vec<u8>>) -> Result<Vec<u8>> {
    match format {
        Format::Webp { quality, effort } => {
            let encoder = webpx::Encoder::new_rgb(photo.as_raw(), photo.width(), photo.height());
            let encoder = encoder.quality(f32::from(quality)).method(effort);
            let bytes = encoder.encode(webpx::Unstoppable).map_err(|e| anyhow!("{e}"))?;
            match exif {
                Some(exif) => webpx::embed_exif(&bytes, &exif).map_err(|e| anyhow!("{e}")),
                None => Ok(bytes),
            }
        }
        Format::Avif { quality } => avif::encode(photo, quality, exif),
        Format::Jpeg { quality } => {
            let mut bytes = Vec::new();
            let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
            encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
            if let Some(exif) = exif {
                encoder.add_exif_metadata(&exif)?;
            }
            let (width, height) = (u16::try_from(photo.width())?, u16::try_from(photo.height())?);
            encoder
                .encode(photo.as_raw(), width, height, jpeg_encoder::ColorType::Rgb)
                .context("it cannot be encoded as JPEG")?;
            Ok(bytes)
        }
    }
}

/// Colour of a picture of one pixel, `#rrggbb`.
fn hex_color(pixel: &RgbImage) -> String {
    let [r, g, b] = pixel.get_pixel(0, 0).0;
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::super::recipe;
    use super::super::settings::Settings;
    use super::*;
    use image::{DynamicImage, ImageFormat};
    use proptest::prelude::*;
    use std::io::Cursor;

    fn sample(format: ImageFormat) -> Vec<u8> {
        let photo = RgbImage::from_fn(48, 40, |x, y| {
            image::Rgb([(x * 5) as u8, (y * 6) as u8, (x * y % 251) as u8])
        });
        let photo = DynamicImage::from(photo);
        // GIF is encoded from RGBA.
        let photo = if format == ImageFormat::Gif { photo.into_rgba8().into() } else { photo };
        let mut bytes = Cursor::new(Vec::new());
        photo.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_jpeg_that_would_get_wrong_colours_is_an_error() {
        let photo = RgbImage::from_pixel(64, 64, image::Rgb([200, 100, 50]));
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        // With optimised tables, this encoder writes a scan for each channel.
        encoder.set_optimized_huffman_tables(true);
        encoder.encode(&photo, 64, 64, jpeg_encoder::ColorType::Rgb).unwrap();
        let error = encoded(&bytes).err().unwrap().to_string();
        assert!(error.contains("one after the other"), "{error}");
    }

    fn encoded(bytes: &[u8]) -> Result<Encoded> {
        variants(bytes, |size| recipe::recipes(&Settings::of(&[]), size, true))
    }

    #[test]
    fn every_format_gives_its_average_colour() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
            let encoded = encoded(&sample(format)).unwrap();
            assert_eq!((encoded.size, encoded.variants.len()), ([48, 40], 3));
            let red = u8::from_str_radix(&encoded.color[1..3], 16).unwrap();
            assert!(red.abs_diff(117) < 4, "{format:?}: {}", encoded.color);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

        #[test]
        fn damaged_bytes_give_a_picture_or_an_error(
            format in prop::sample::select(&[
                ImageFormat::Jpeg,
                ImageFormat::Png,
                ImageFormat::WebP,
                ImageFormat::Gif,
            ]),
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
            end in any::<prop::sample::Index>(),
            is_cut in any::<bool>(),
        ) {
            let mut bytes = sample(format);
            for (at, value) in damage {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            if is_cut {
                bytes.truncate(end.index(bytes.len()));
            }
            // Must neither panic nor allocate the memory that a damaged header may claim.
            let _ = encoded(&bytes);
        }
    }
}
