//! Decoding of photographs to pixels: turned upright, in sRGB, no larger than needed.

use super::color;
use crate::input;
use crate::sniff;
use anyhow::{Result, ensure};
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use std::io::Cursor;

/// A photograph whose header was read.
pub struct Opened<D> {
    decoder: D,
    orientation: Orientation,
    /// Memory that decoding needs, in bytes.
    memory: u64,
    /// Width and height in pixels, turned upright.
    pub size: [u32; 2],
    /// Raw EXIF metadata.
    pub exif: Option<Vec<u8>>,
    /// Raw IPTC metadata.
    pub iptc: Option<Vec<u8>>,
}

/// Reads the header of a photograph.
///
/// # Errors
/// When the bytes are not a supported picture, are truncated, or need too much memory.
pub fn open(bytes: &[u8]) -> Result<Opened<impl ImageDecoder>> {
    let format = sniff::picture(bytes)?;
    // The decoder gives wrong colours and no error (zune-image, issue 422; fixed in 0.5.16).
    ensure!(
        format != ImageFormat::Jpeg || !sniff::is_by_channel(bytes),
        "its channels come one after the other: open it and save it again as JPEG"
    );
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(input::BUDGET);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(sniff::undecodable)?;
    let memory = memory_for(&decoder, format, bytes);
    let (width, height) = decoder.dimensions();
    ensure!(
        memory <= input::BUDGET,
        "its {width} × {height} pixels take too much memory: export it smaller"
    );
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let size = if is_turned(orientation) { [height, width] } else { [width, height] };
    let exif = decoder.exif_metadata().ok().flatten();
    let iptc = decoder.iptc_metadata().ok().flatten();
    Ok(Opened { decoder, orientation, memory, size, exif, iptc })
}

/// True when turning upright exchanges width and height.
fn is_turned(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// Upper bound of the memory that the decoder and the pixels need, in bytes.
fn memory_for(decoder: &impl ImageDecoder, format: ImageFormat, bytes: &[u8]) -> u64 {
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let working = match format {
        // Progressive JPEG: two bytes for each coefficient of three channels.
        ImageFormat::Jpeg if sniff::is_progressive(bytes) => pixels * 6,
        ImageFormat::WebP | ImageFormat::Gif => pixels * 4,
        _ => 0,
    };
    let copy = if decoder.color_type() == ColorType::Rgb8 { 0 } else { pixels * 3 };
    decoder.total_bytes() + working + copy + bytes.len() as u64
}

impl<D: ImageDecoder> Opened<D> {
    /// Decodes the photograph and reduces its size by `scale`, at most 1.
    ///
    /// # Errors
    /// When the photograph is broken.
    pub fn shrunk(mut self, scale: f64) -> Result<RgbImage> {
        let _share = input::share(self.memory);
        let profile = self.decoder.icc_profile().unwrap_or_default();
        let photo = DynamicImage::from_decoder(self.decoder).map_err(sniff::undecodable)?;
        let photo = if photo.color().has_alpha() { on_white(&photo) } else { photo.into_rgb8() };
        let side = |pixels: u32| ((f64::from(pixels) * scale).round() as u32).clamp(1, pixels);
        let (width, height) = photo.dimensions();
        let whole = [0.0, 0.0, f64::from(width), f64::from(height)];
        let mut photo =
            if scale < 1.0 { resize(&photo, whole, [side(width), side(height)])? } else { photo };
        if let Some(profile) = profile {
            // A photograph with a broken profile is shown with unconverted colours.
            let _ = color::to_srgb(&mut photo, &profile);
        }
        let mut photo = DynamicImage::from(photo);
        photo.apply_orientation(self.orientation);
        Ok(photo.into_rgb8())
    }
}

/// Replaces transparency by a white background.
fn on_white(photo: &DynamicImage) -> RgbImage {
    let over = |channel: u16, alpha: u16, most: u32| {
        let (channel, alpha) = (u32::from(channel), u32::from(alpha));
        ((channel * alpha + most * (most - alpha)) / most * 255 / most) as u8
    };
    let (width, height) = (photo.width(), photo.height());
    match photo {
        DynamicImage::ImageRgba8(photo) => RgbImage::from_fn(width, height, |x, y| {
            let [r, g, b, alpha] = photo.get_pixel(x, y).0.map(u16::from);
            image::Rgb([r, g, b].map(|channel| over(channel, alpha, 255)))
        }),
        DynamicImage::ImageLumaA8(photo) => RgbImage::from_fn(width, height, |x, y| {
            let [grey, alpha] = photo.get_pixel(x, y).0.map(u16::from);
            image::Rgb([over(grey, alpha, 255); 3])
        }),
        other => on_white(&DynamicImage::ImageRgba8(other.to_rgba8())),
    }
}

/// Crops a picture to a part (left, top, width, height) and resizes that part.
///
/// # Errors
/// When the part is not inside the picture.
pub fn resize(photo: &RgbImage, part: [f64; 4], [width, height]: [u32; 2]) -> Result<RgbImage> {
    let [left, top, part_width, part_height] = part;
    let whole = (left, top) == (0.0, 0.0) && (width, height) == photo.dimensions();
    if whole && [part_width, part_height] == [f64::from(width), f64::from(height)] {
        return Ok(photo.clone());
    }
    // With the type of the pixels, the code for all other types of pixels is not compiled.
    let source = TypedImageRef::<U8x3>::from_buffer(photo.width(), photo.height(), photo.as_raw())?;
    let mut small = RgbImage::new(width, height);
    let mut target = TypedImage::<U8x3>::from_buffer(width, height, &mut small)?;
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .crop(left, top, part_width, part_height);
    Resizer::new().resize_typed(&source, &mut target, &options)?;
    Ok(small)
}
