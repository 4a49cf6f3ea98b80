//! `[pictures]` of the settings: widths and qualities of published photographs.

use super::avif;
use serde::Deserialize;

/// `[pictures]` as written in `theme.toml` or `site.toml`. A missing setting is taken from the
/// layer below.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Written {
    widths: Option<Widths>,
    quality: Option<Quality>,
    effort: Option<Effort>,
    jpeg_width: Option<Width>,
    jpeg_quality: Option<Quality>,
    avif: Option<Avif>,
    avif_quality: Option<Quality>,
    card: Option<WrittenCard>,
    social: Option<[Width; 2]>,
    credits: Option<bool>,
    cache_limit: Option<Size>,
}

/// `[pictures.card]` as written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCard {
    widths: Widths,
    ratio: [Width; 2],
}

/// Settings of published photographs, merged from all layers.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Widths of the variants of a whole photograph, in pixels, ascending. Photographs are never
    /// enlarged.
    pub widths: Vec<u32>,
    /// Quality of WebP, 1 to 100.
    pub quality: u8,
    /// Effort of the WebP encoder, 0 (fast) to 6 (small files).
    pub effort: u8,
    /// Width in pixels of the JPEG for browsers that support nothing newer.
    pub jpeg_width: u32,
    /// Quality of JPEG, 1 to 100.
    pub jpeg_quality: u8,
    /// Quality of AVIF, 1 to 100; `None` for no AVIF.
    pub avif: Option<u8>,
    /// Crop of the first photograph of an object for cards; `None` for no crop.
    pub card: Option<Card>,
    /// Width and height in pixels of the JPEG cropped for social networks.
    pub social: [u32; 2],
    /// True to keep author and copyright in the metadata of photographs.
    pub credits: bool,
    /// Maximum size of the cache in bytes.
    pub cache_limit: u64,
}

/// A crop around the centre, for cards.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Widths of the variants in pixels, ascending.
    pub widths: Vec<u32>,
    /// Ratio of width to height, in any unit.
    pub ratio: [u32; 2],
}

impl Settings {
    /// Merges layers; the first layer that has a setting wins.
    pub fn of(layers: &[Written]) -> Settings {
        fn first<T: Clone>(layers: &[Written], of: fn(&Written) -> &Option<T>) -> Option<T> {
            layers.iter().find_map(|layer| of(layer).clone())
        }
        let quality = |of, otherwise| first::<Quality>(layers, of).map_or(otherwise, |q| q.0);
        let avif_quality = quality(|layer| &layer.avif_quality, 60);
        Settings {
            widths: first(layers, |layer| &layer.widths)
                .map_or_else(|| vec![400, 800, 1200, 1920], |widths| widths.0),
            quality: quality(|layer| &layer.quality, 75),
            // Effort 2 is two to three times as fast as 4, for 3 % more bytes.
            effort: first(layers, |layer| &layer.effort).map_or(2, |effort| effort.0),
            jpeg_width: first(layers, |layer| &layer.jpeg_width).map_or(1200, |width| width.0),
            jpeg_quality: quality(|layer| &layer.jpeg_quality, 78),
            avif: first(layers, |layer| &layer.avif)
                .is_some_and(|avif| avif.0)
                .then_some(avif_quality),
            card: first(layers, |layer| &layer.card)
                .map(|card| Card { widths: card.widths.0, ratio: card.ratio.map(|side| side.0) }),
            social: first(layers, |layer| &layer.social)
                .map_or([1200, 630], |size| size.map(|side| side.0)),
            credits: first(layers, |layer| &layer.credits).unwrap_or_default(),
            cache_limit: first(layers, |layer| &layer.cache_limit).map_or(10 * GB, |size| size.0),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Vec<Width>")]
struct Widths(Vec<u32>);

impl TryFrom<Vec<Width>> for Widths {
    type Error = &'static str;

    fn try_from(written: Vec<Width>) -> Result<Widths, &'static str> {
        let mut widths: Vec<u32> = written.into_iter().map(|width| width.0).collect();
        widths.sort_unstable();
        widths.dedup();
        if widths.is_empty() || widths.len() > 12 {
            return Err("expected one to twelve widths in pixels, like [400, 800, 1200, 1920]");
        }
        Ok(Widths(widths))
    }
}

/// True for AVIF beside WebP. Only a program that can encode AVIF accepts it.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "bool")]
struct Avif(bool);

impl TryFrom<bool> for Avif {
    type Error = &'static str;

    fn try_from(is_wanted: bool) -> Result<Avif, &'static str> {
        match avif::MISSING {
            Some(message) if is_wanted => Err(message),
            _ => Ok(Avif(is_wanted)),
        }
    }
}

/// A width or height in pixels, 1 to 8192.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "i64")]
struct Width(u32);

impl TryFrom<i64> for Width {
    type Error = &'static str;

    fn try_from(written: i64) -> Result<Width, &'static str> {
        match u32::try_from(written) {
            Ok(width @ 1..=8192) => Ok(Width(width)),
            _ => Err("expected a number of pixels from 1 to 8192"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "i64")]
struct Quality(u8);

impl TryFrom<i64> for Quality {
    type Error = &'static str;

    fn try_from(written: i64) -> Result<Quality, &'static str> {
        match u8::try_from(written) {
            Ok(quality @ 1..=100) => Ok(Quality(quality)),
            _ => Err("expected a quality from 1 (small files) to 100"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "i64")]
struct Effort(u8);

impl TryFrom<i64> for Effort {
    type Error = &'static str;

    fn try_from(written: i64) -> Result<Effort, &'static str> {
        match u8::try_from(written) {
            Ok(effort @ 0..=6) => Ok(Effort(effort)),
            _ => Err("expected an effort from 0 (fast) to 6 (3 % smaller files)"),
        }
    }
}

const MB: u64 = 1_000_000;
const GB: u64 = 1000 * MB;

/// A number of bytes, written as `500 MB` or `10 GB`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Size(pub u64);

impl std::str::FromStr for Size {
    type Err = &'static str;

    fn from_str(written: &str) -> Result<Size, &'static str> {
        let number_end = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len());
        let (number, unit) = written.split_at(number_end);
        let factor = match unit.trim().to_ascii_uppercase().as_str() {
            "MB" => Some(MB),
            "GB" => Some(GB),
            _ => None,
        };
        let size = factor.zip(number.parse::<u64>().ok());
        let bytes = size.and_then(|(factor, number)| number.checked_mul(factor));
        bytes.map(Size).ok_or("expected a size like \"500 MB\" or \"10 GB\"")
    }
}

impl TryFrom<String> for Size {
    type Error = &'static str;

    fn try_from(written: String) -> Result<Size, &'static str> {
        written.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_layer_that_has_a_setting_wins() {
        let site: Written = toml::from_str("avif = false\nquality = 60").unwrap();
        let theme: Written =
            toml::from_str("widths = [900, 300, 900]\nquality = 80\navif_quality = 50").unwrap();
        let settings = Settings::of(&[site, theme]);
        assert_eq!((settings.widths, settings.quality), (vec![300, 900], 60));
        assert_eq!((settings.avif, settings.jpeg_quality), (None, 78));
        assert_eq!(Settings::of(&[]).avif, None);
    }

    #[test]
    fn avif_is_accepted_by_a_program_that_can_encode_it() {
        let written: Result<Written, _> = toml::from_str("avif = true\navif_quality = 50");
        match (avif::MISSING, written) {
            (None, written) => assert_eq!(Settings::of(&[written.unwrap()]).avif, Some(50)),
            (Some(message), written) => {
                assert!(written.err().unwrap().to_string().contains(message));
            }
        }
    }

    #[test]
    fn a_wrong_value_is_an_error_that_says_what_was_expected() {
        for (text, expected) in [
            ("widths = []", "one to twelve widths"),
            ("widths = [0]", "from 1 to 8192"),
            ("quality = 101", "from 1 (small files) to 100"),
            ("effort = 7", "from 0 (fast) to 6"),
            ("cache_limit = \"10\"", "like \"500 MB\""),
            ("colour = 1", "unknown field"),
        ] {
            let error = toml::from_str::<Written>(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
        assert_eq!("2 GB".parse(), Ok(Size(2_000_000_000)));
        assert_eq!("500mb".parse(), Ok(Size(500_000_000)));
    }
}
