//! Contrast between colours, and the nearest colour with enough contrast.
//!
//! Contrast and luminance: WCAG 2.2, <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>.
//! OKLCH: Björn Ottosson, <https://bottosson.github.io/posts/oklab/>.

/// Minimum contrast of text of normal size (WCAG 1.4.3, level AA).
pub const TEXT: f64 = 4.5;

pub const WHITE: Color = Color([1.0; 3]);

/// A colour in linear sRGB: red, green and blue, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Color(pub [f64; 3]);

/// A colour in the perceptual colour space OKLCH.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oklch {
    /// Lightness from 0 to 1.
    pub lightness: f64,
    pub chroma: f64,
    /// Hue in radians.
    pub hue: f64,
}

impl Color {
    /// Parses `#rgb` or `#rrggbb`; `None` for any other text.
    pub fn parse(text: &str) -> Option<Color> {
        let digits = text.strip_prefix('#')?;
        let each = match digits.len() {
            3 => 1,
            6 => 2,
            _ => return None,
        };
        let mut parts = [0.0; 3];
        for (part, at) in parts.iter_mut().zip((0..).step_by(each)) {
            let value = u8::from_str_radix(digits.get(at..at + each)?, 16).ok()?;
            *part = linear(f64::from(if each == 1 { value * 17 } else { value }) / 255.0);
        }
        Some(Color(parts))
    }

    /// Writes the colour as `#rrggbb`.
    pub fn hex(self) -> String {
        let byte = |part: f64| (encoded(part.clamp(0.0, 1.0)) * 255.0).round() as u8;
        let [red, green, blue] = self.0.map(byte);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Relative luminance, from 0 (black) to 1 (white).
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0;
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Converts the colour to OKLCH.
    pub fn oklch(self) -> Oklch {
        let [red, green, blue] = self.0;
        let l = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let m = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let s = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
        let lightness = 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s;
        Oklch { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }
}

impl Oklch {
    /// Converts the colour to sRGB, with channels clipped to the gamut.
    pub fn color(self) -> Color {
        Color(self.unclipped().map(|part| part.clamp(0.0, 1.0)))
    }

    /// Converts the colour to sRGB, with the largest possible chroma at the same lightness and hue.
    pub fn fitted(self) -> Color {
        let is_in_gamut = |chroma: f64| {
            let parts = Oklch { chroma, ..self }.unclipped();
            parts.iter().all(|part| (-0.0005..=1.0005).contains(part))
        };
        let (mut least, mut most) = (0.0, self.chroma);
        if is_in_gamut(most) {
            return self.color();
        }
        for _ in 0..20 {
            let middle = f64::midpoint(least, most);
            *(if is_in_gamut(middle) { &mut least } else { &mut most }) = middle;
        }
        Oklch { chroma: least, ..self }.color()
    }

    /// Linear sRGB channels, which may be outside 0 to 1.
    fn unclipped(self) -> [f64; 3] {
        let (a, b) = (self.chroma * self.hue.cos(), self.chroma * self.hue.sin());
        let l = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ]
    }
}

/// Contrast ratio of two colours, from 1 (equal) to 21 (black and white).
pub fn ratio(one: Color, other: Color) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns the nearest darker shade of the same hue that is readable on white, and under white
/// text.
pub fn readable_on_white(color: Color) -> Option<Color> {
    let own = color.oklch();
    let steps = (0..=200u32).map(|step| own.lightness - f64::from(step) / 200.0);
    let shades = steps.take_while(|lightness| *lightness >= 0.0);
    // Checks the contrast of the rounded colour, as it is written.
    let mut shades =
        shades.filter_map(|lightness| Color::parse(&Oklch { lightness, ..own }.fitted().hex()));
    shades.find(|shade| ratio(*shade, WHITE) >= TEXT)
}

/// Converts a channel from the sRGB encoding to linear.
fn linear(encoded: f64) -> f64 {
    if encoded <= 0.04045 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) }
}

/// Converts a channel from linear to the sRGB encoding.
fn encoded(linear: f64) -> f64 {
    if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(text: &str) -> Color {
        Color::parse(text).unwrap()
    }

    #[test]
    fn contrasts_are_equal_to_published_ones() {
        for (one, other, expected) in [
            ("#000", "#fff", 21.0),
            ("#ffffff", "#fff", 1.0),
            ("#777777", "#fff", 4.48),
            ("#767676", "#fff", 4.54),
            ("#ffd700", "#fff", 1.40),
            ("#00f", "#fff", 8.59),
            ("#f00", "#000", 5.25),
        ] {
            let found = ratio(color(one), color(other));
            assert!((found - expected).abs() < 0.005, "{one} on {other}: {found}");
        }
    }

    #[test]
    fn oklch_is_equal_to_that_of_browsers_and_can_be_converted_back() {
        for (text, lightness, chroma, hue) in [
            ("#ff0000", 0.628, 0.258, 29.2),
            ("#0000ff", 0.452, 0.313, 264.1),
            ("#ffff00", 0.968, 0.211, 109.8),
            ("#008000", 0.520, 0.177, 142.5),
        ] {
            let found = color(text).oklch();
            let degrees = found.hue.to_degrees().rem_euclid(360.0);
            assert!((found.lightness - lightness).abs() < 0.001, "{text}: {found:?}");
            assert!((found.chroma - chroma).abs() < 0.001, "{text}: {found:?}");
            assert!((degrees - hue).abs() < 0.2, "{text}: {degrees}");
            assert_eq!(found.color().hex(), text);
            assert_eq!(found.fitted().hex(), text);
        }
        assert_eq!(Color::parse("#12345"), None);
        assert_eq!(Color::parse("red"), None);
    }

    #[test]
    fn the_nearest_readable_shade_keeps_its_hue_and_is_no_darker_than_needed() {
        for text in ["#ffd700", "#ffff00", "#ffffff", "#7cb342", "#00ffff", "#ff69b4", "#777777"] {
            let shade = readable_on_white(color(text)).unwrap();
            let contrast = ratio(shade, WHITE);
            assert!((TEXT..TEXT + 0.2).contains(&contrast), "{text}: {} {contrast}", shade.hex());
            let (own, found) = (color(text).oklch(), shade.oklch());
            let turned = (own.hue - found.hue).to_degrees().rem_euclid(360.0);
            assert!(own.chroma < 0.01 || !(3.0..357.0).contains(&turned), "{text}: {turned}");
        }
        for text in ["#2f6b4f", "#000000", "#0000ff", "#767676"] {
            assert_eq!(readable_on_white(color(text)).unwrap().hex(), text);
        }
    }
}
