//! Conversion of the colours of a photograph to sRGB, which all browsers show.

use anyhow::{Context, Result};
use image::RgbImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions, Xyzd};

/// Largest difference between the primaries of two equal profiles: profiles round them.
const TOLERANCE: f64 = 0.003;

/// Converts a photograph from the colours of an ICC profile to sRGB. Phones use a wider colour
/// space (Display P3), whose photographs look pale when their colours are taken for sRGB.
///
/// Ignores a profile of another kind than RGB: the decoder has converted the pixels to RGB.
///
/// # Errors
/// When the profile is broken or not supported.
pub fn to_srgb(photo: &mut RgbImage, profile: &[u8]) -> Result<()> {
    let profile = ColorProfile::new_from_slice(profile).context("its colour profile is broken")?;
    let srgb = ColorProfile::new_srgb();
    if profile.color_space != DataColorSpace::Rgb || has_primaries_of(&profile, &srgb) {
        return Ok(());
    }
    let options = TransformOptions::default();
    let transform = profile
        .create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options)
        .context("its colour profile cannot be used")?;
    let row = photo.width() as usize * 3;
    let mut converted = vec![0; row];
    for pixels in photo.as_flat_samples_mut().samples.chunks_exact_mut(row.max(1)) {
        transform.transform(pixels, &mut converted).context("its colours cannot be converted")?;
        pixels.copy_from_slice(&converted);
    }
    Ok(())
}

/// True when both profiles have the same primaries.
fn has_primaries_of(a: &ColorProfile, b: &ColorProfile) -> bool {
    let near = |a: Xyzd, b: Xyzd| {
        [a.x - b.x, a.y - b.y, a.z - b.z].into_iter().all(|apart| apart.abs() < TOLERANCE)
    };
    near(a.red_colorant, b.red_colorant)
        && near(a.green_colorant, b.green_colorant)
        && near(a.blue_colorant, b.blue_colorant)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Converts one pixel.
    fn converted(pixel: [u8; 3], profile: &ColorProfile) -> [u8; 3] {
        let mut photo = RgbImage::from_pixel(3, 2, image::Rgb(pixel));
        to_srgb(&mut photo, &profile.encode().unwrap()).unwrap();
        photo.get_pixel(2, 1).0
    }

    #[test]
    fn colours_of_display_p3_keep_their_appearance() {
        // CSS Color 4, 17: color(display-p3 0.784 0.392 0.196) in sRGB.
        let [r, g, b] = converted([200, 100, 50], &ColorProfile::new_display_p3());
        let near = |found: u8, expected: f64| (f64::from(found) - expected).abs() < 2.0;
        assert!(near(r, 214.9) && near(g, 92.6) && near(b, 31.0), "{r} {g} {b}");
        let grey = converted([120, 120, 120], &ColorProfile::new_display_p3());
        assert!(grey.into_iter().all(|c| c.abs_diff(120) <= 1), "{grey:?}");
    }

    #[test]
    fn srgb_stays_unchanged_and_a_broken_profile_is_an_error() {
        assert_eq!(converted([200, 100, 50], &ColorProfile::new_srgb()), [200, 100, 50]);
        assert!(to_srgb(&mut RgbImage::new(1, 1), b"no profile").is_err());
    }
}
