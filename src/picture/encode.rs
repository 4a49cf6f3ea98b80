//! A photograph → its variants.

use super::recipe::{Format, Recipe};
use super::{Credit, credit, decode};
use anyhow::{Context, Result, anyhow};
use image::RgbImage;
use ravif::{Img, RGB8};

/// Raised whenever the same recipe gives other bytes: here, or in an encoder.
pub const VERSION: &str = "3";

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

/// Decodes and encodes. `recipes` says what is wanted of a photograph of a size.
///
/// # Errors
/// When it cannot be decoded: the message says why.
pub fn variants(bytes: &[u8], recipes: impl FnOnce([u32; 2]) -> Vec<Recipe>) -> Result<Encoded> {
    let opened = decode::open(bytes)?;
    let size = opened.size;
    let credit = credit::read(opened.exif.as_deref(), opened.iptc.as_deref());
    let recipes = recipes(size);
    let scale = recipes.iter().map(|recipe| recipe.scale(size)).fold(0.0, f64::max);
    let photo = opened.shrunk(scale.min(1.0))?;
    let color = average(&decode::resize(&photo, whole(&photo), [1, 1])?);
    let encode = |recipe: Recipe| {
        let part = recipe.part(photo.dimensions().into());
        let small = decode::resize(&photo, part, [recipe.width, recipe.height])?;
        let exif = recipe.credits.then(|| credit::exif(&credit)).flatten();
        Ok((recipe, encode(&small, recipe.format, exif)?))
    };
    let variants = recipes.into_iter().map(encode).collect::<Result<_>>()?;
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
            encoder.set_optimized_huffman_tables(true);
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
