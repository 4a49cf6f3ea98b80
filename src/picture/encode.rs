//! A photograph → its variants.

use super::recipe::{Format, Recipe};
use super::{Credit, credit, decode};
use anyhow::{Context, Result, anyhow};
use image::RgbImage;
use ravif::{Img, RGB8};

/// Raised whenever the same recipe gives other bytes: here, or in an encoder.
pub const VERSION: &str = "4";

/// Width in pixels to which a larger photograph is reduced first. Variants that need no more are
/// made from that, the others from the whole photograph.
const BASE_WIDTH: u32 = 1920;

/// AV1 has no end of trying: the fastest is still small.
const AVIF_SPEED: u8 = 10;

/// What was made of a photograph.
pub struct Encoded {
    /// Pixels, turned upright.
    pub size: [u32; 2],
    /// Average colour, `#6b7f5e`.
    pub color: String,
    pub credit: Credit,
    pub variants: Vec<(Recipe, Vec<u8>)>,
}

/// Decodes and encodes. `recipes` says what is wanted of a photograph of a size. The bytes of a
/// variant depend on the photograph and its recipe only, not on what else is wanted.
///
/// # Errors
/// When it cannot be decoded: the message says why.
pub fn variants(bytes: &[u8], recipes: impl FnOnce([u32; 2]) -> Vec<Recipe>) -> Result<Encoded> {
    let opened = decode::open(bytes)?;
    let size = opened.size;
    let credit = credit::read(opened.exif.as_deref(), opened.iptc.as_deref());
    let base_scale = (f64::from(BASE_WIDTH) / f64::from(size[0])).min(1.0);
    let (of_base, of_whole): (Vec<Recipe>, Vec<Recipe>) =
        recipes(size).into_iter().partition(|recipe| recipe.scale(size) <= base_scale);
    let encode = |photo: &RgbImage, recipe: Recipe| {
        let part = recipe.part(photo.dimensions().into());
        let small = decode::resize(photo, part, [recipe.width, recipe.height])?;
        let exif = recipe.credits.then(|| credit::exif(&credit)).flatten();
        Ok((recipe, encode(&small, recipe.format, exif)?))
    };
    let photo = opened.shrunk(base_scale)?;
    let color = average(&decode::resize(&photo, whole(&photo), [1, 1])?);
    let mut variants: Vec<_> =
        of_base.into_iter().map(|recipe| encode(&photo, recipe)).collect::<Result<_>>()?;
    drop(photo);
    if !of_whole.is_empty() {
        let photo = decode::open(bytes)?.shrunk(1.0)?;
        for recipe in of_whole {
            variants.push(encode(&photo, recipe)?);
        }
    }
    Ok(Encoded { size, color, credit, variants })
}

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
        Format::Avif { quality } => {
            let pixels: Vec<RGB8> =
                photo.pixels().map(|pixel| RGB8::new(pixel.0[0], pixel.0[1], pixel.0[2])).collect();
            let (width, height) = (photo.width() as usize, photo.height() as usize);
            let mut encoder = ravif::Encoder::new()
                .with_quality(f32::from(quality))
                .with_speed(AVIF_SPEED)
                .with_num_threads(Some(1));
            if let Some(exif) = exif {
                encoder = encoder.with_exif(exif);
            }
            let encoded = encoder.encode_rgb(Img::new(&pixels, width, height));
            Ok(encoded.context("it cannot be encoded as AVIF")?.avif_file)
        }
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

fn average(pixel: &RgbImage) -> String {
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

    fn of(format: ImageFormat) -> Vec<u8> {
        let photo = RgbImage::from_fn(48, 40, |x, y| {
            image::Rgb([(x * 5) as u8, (y * 6) as u8, (x * y % 251) as u8])
        });
        let photo = DynamicImage::from(photo);
        // GIF has colours of its own.
        let photo = if format == ImageFormat::Gif { photo.into_rgba8().into() } else { photo };
        let mut bytes = Cursor::new(Vec::new());
        photo.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_jpeg_that_would_get_wrong_colours_is_told() {
        let photo = RgbImage::from_pixel(64, 64, image::Rgb([200, 100, 50]));
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        // This encoder then writes a scan for each channel.
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
            let encoded = encoded(&of(format)).unwrap();
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
            let mut bytes = of(format);
            for (at, value) in damage {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            if is_cut {
                bytes.truncate(end.index(bytes.len()));
            }
            // It must not panic, nor take the memory that its header may claim.
            let _ = encoded(&bytes);
        }
    }
}
