//! Checks of the bytes of a picture before it is decoded.

use anyhow::{Context, Error, Result, anyhow, ensure};
use image::{ImageError, ImageFormat, ImageReader};
use std::io::Cursor;

/// Maximum number of pixels. It is checked before memory is allocated: a picture of a few kilobytes
/// may claim to be huge.
const MAX_PIXELS: u64 = 120_000_000;

/// Format of a complete picture. Only its header, its dimensions and its end are checked.
///
/// # Errors
/// When the bytes are not a JPEG, PNG or WebP picture, when the picture has too many pixels, and
/// when it is cut off before its end.
pub fn picture(bytes: &[u8]) -> Result<ImageFormat> {
    ensure!(!bytes.is_empty(), "the file is empty");
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let format =
        reader.format().context("it is not a JPEG, PNG or WebP picture: export it as JPEG")?;
    let (width, height) = reader.into_dimensions().map_err(undecodable)?;
    ensure!(width > 0 && height > 0, "it has no pixels");
    ensure!(
        u64::from(width) * u64::from(height) <= MAX_PIXELS,
        "it has {width} × {height} pixels, more than the limit of {} million: export it smaller",
        MAX_PIXELS / 1_000_000
    );
    let ends = match format {
        ImageFormat::Jpeg => jpeg_ends(bytes),
        // The last chunk of a PNG is `IEND` (ISO/IEC 15948, 11.2.5).
        ImageFormat::Png => bytes.windows(4).rev().any(|chunk| chunk == b"IEND"),
        // A WebP declares its length without the first eight bytes (RFC 9649, 2.4).
        ImageFormat::WebP => bytes.get(4..8).is_some_and(|length| {
            let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]);
            bytes.len() as u64 >= u64::from(length) + 8
        }),
        _ => true,
    };
    ensure!(ends, "it is cut off before its end: copy it or export it again");
    Ok(format)
}

/// Error about a picture that a decoder refuses. Only the root cause is shown, because each error
/// of the decoder repeats its cause.
pub fn undecodable(error: ImageError) -> Error {
    let error = Error::from(error).root_cause().to_string();
    anyhow!("it cannot be decoded ({}): export it again as JPEG", error.trim_end_matches('.'))
}

/// True when an end marker follows the image data of a JPEG (ITU T.81, annex B). It is checked here
/// because decoders do not fail on a truncated JPEG: they fill the missing part with grey.
fn jpeg_ends(bytes: &[u8]) -> bool {
    const START_OF_SCAN: u8 = 0xda;
    let scan = jpeg_segments(bytes).find(|(marker, _)| *marker == START_OF_SCAN);
    scan.is_some_and(|(_, at)| bytes[at..].windows(2).any(|pair| pair == [0xff, 0xd9]))
}

/// True for a progressive JPEG: a decoder holds all of its scans in memory.
pub fn is_progressive(bytes: &[u8]) -> bool {
    const PROGRESSIVE_FRAME: u8 = 0xc2;
    jpeg_segments(bytes).any(|(marker, _)| marker == PROGRESSIVE_FRAME)
}

/// True for a JPEG that is not progressive and stores its channels one after the other, in scans of
/// their own (ITU T.81, A.2.2).
pub fn is_by_channel(bytes: &[u8]) -> bool {
    let mut channels = None;
    for (marker, at) in jpeg_segments(bytes) {
        match marker {
            // Number of channels of a baseline or extended frame.
            0xc0 | 0xc1 => channels = bytes.get(at + 7),
            0xda => return channels > bytes.get(at + 2),
            _ => {}
        }
    }
    false
}

/// Markers of a JPEG up to its first scan, each with the index of the byte after it. A segment is
/// skipped by its length, so that the markers of a thumbnail inside of it are not returned.
fn jpeg_segments(bytes: &[u8]) -> impl Iterator<Item = (u8, usize)> {
    let mut at = 2;
    std::iter::from_fn(move || {
        loop {
            let [0xff, marker, rest @ ..] = bytes.get(at..)? else { return None };
            let start = at + 2;
            match (*marker, rest) {
                (0xff, _) => at += 1,
                (0x01 | 0xd0..=0xd8, _) => at += 2,
                (marker, [high, low, ..]) => {
                    at += 2 + usize::from(*high) * 256 + usize::from(*low);
                    return Some((marker, start));
                }
                _ => return None,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::jpeg::JpegEncoder;
    use image::{ImageEncoder, RgbImage};

    fn jpeg() -> Vec<u8> {
        let picture = RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 4, y as u8 * 5, 90]));
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new(&mut bytes);
        // A thumbnail has its own end marker.
        encoder.set_exif_metadata(vec![1, 0xff, 0xd9, 2]).unwrap();
        encoder.encode_image(&picture).unwrap();
        bytes
    }

    #[test]
    fn a_truncated_picture_is_refused() {
        let whole = jpeg();
        assert!(!is_progressive(&whole) && !is_by_channel(&whole));
        assert_eq!(picture(&whole).unwrap(), ImageFormat::Jpeg);
        let with_more = [&whole[..], b"trailer of a camera"].concat();
        assert!(picture(&with_more).is_ok());
        for part in [0.3, 0.6, 0.95] {
            let cut = &whole[..(whole.len() as f64 * part) as usize];
            assert!(picture(cut).is_err(), "{part}");
        }
    }

    #[test]
    fn a_truncated_png_or_webp_is_refused() {
        let small = RgbImage::new(20, 20);
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let mut bytes = Cursor::new(Vec::new());
            small.write_to(&mut bytes, format).unwrap();
            let bytes = bytes.into_inner();
            assert_eq!(picture(&bytes).unwrap(), format);
            assert!(picture(&bytes[..bytes.len() - 6]).is_err(), "{format:?}");
        }
    }

    #[test]
    fn pages_and_decompression_bombs_are_refused() {
        for bytes in [&b""[..], b"<html>", b"<svg/>", b"%PDF-1.4"] {
            assert!(picture(bytes).is_err());
        }
        let mut bomb =
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0".to_vec();
        bomb.extend([0; 40]);
        assert!(picture(&bomb).is_err());
    }
}
