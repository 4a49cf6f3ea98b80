//! The colours of a photograph as browsers show them: in sRGB.

use anyhow::{Context, Result};
use image::RgbImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions, Xyzd};

/// How far apart the primaries of two profiles may be that are the same: profiles round them.
const SAME: f64 = 0.003;

/// Converts from the colours of an ICC profile. Photographs of phones have wider ones (Display
/// P3), which look pale when they are taken for sRGB.
///
/// A profile of other than red, green and blue says nothing of what the decoder gives, and is
/// left aside.
///
/// # Errors
/// For a profile that cannot be used.
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

fn has_primaries_of(a: &ColorProfile, b: &ColorProfile) -> bool {
    let near = |a: Xyzd, b: Xyzd| {
        [a.x - b.x, a.y - b.y, a.z - b.z].into_iter().all(|apart| apart.abs() < SAME)
    };
    near(a.red_colorant, b.red_colorant)
        && near(a.green_colorant, b.green_colorant)
        && near(a.blue_colorant, b.blue_colorant)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One pixel, converted.
    fn converted(pixel: [u8; 3], profile: &ColorProfile) -> [u8; 3] {
        let mut photo = RgbImage::from_pixel(3, 2, image::Rgb(pixel));
        to_srgb(&mut photo, &profile.encode().unwrap()).unwrap();
        photo.get_pixel(2, 1).0
    }

    #[test]
    fn colours_of_phones_keep_their_look() {
        // CSS Color 4, 17: color(display-p3 0.784 0.392 0.196) in sRGB.
        let [r, g, b] = converted([200, 100, 50], &ColorProfile::new_display_p3());
        let near = |found: u8, expected: f64| (f64::from(found) - expected).abs() < 2.0;
        assert!(near(r, 214.9) && near(g, 92.6) && near(b, 31.0), "{r} {g} {b}");
        let grey = converted([120, 120, 120], &ColorProfile::new_display_p3());
        assert!(grey.into_iter().all(|c| c.abs_diff(120) <= 1), "{grey:?}");
    }

    #[test]
    fn what_is_srgb_stays_and_what_is_no_profile_is_told() {
        assert_eq!(converted([200, 100, 50], &ColorProfile::new_srgb()), [200, 100, 50]);
        assert!(to_srgb(&mut RgbImage::new(1, 1), b"no profile").is_err());
    }
}
