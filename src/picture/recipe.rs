//! Recipes: the wanted encodings of a photograph.

use super::settings::Settings;

/// Parameters of one encoding of a photograph. Its [`key`](Recipe::key) names the result in the
/// cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipe {
    pub cut: Cut,
    /// Width of the result in pixels.
    pub width: u32,
    /// Height of the result in pixels.
    pub height: u32,
    pub format: Format,
    /// True to keep author and copyright from the metadata of the file.
    pub credits: bool,
}

/// Part of a photograph that is shown: all of it, or a crop for one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    Whole,
    Card,
    Social,
}

/// File format of an encoding, with the parameters of its encoder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Webp { quality: u8, effort: u8 },
    Avif { quality: u8 },
    Jpeg { quality: u8 },
}

impl Format {
    pub fn extension(self) -> &'static str {
        match self {
            Format::Webp { .. } => "webp",
            Format::Avif { .. } => "avif",
            Format::Jpeg { .. } => "jpg",
        }
    }
}

impl Recipe {
    /// Unique name of the recipe, of letters, digits and `-`: `400x300-w75e2`.
    pub fn key(&self) -> String {
        let format = match self.format {
            Format::Webp { quality, effort } => format!("w{quality}e{effort}"),
            Format::Avif { quality } => format!("a{quality}"),
            Format::Jpeg { quality } => format!("j{quality}"),
        };
        let cut = if self.cut == Cut::Whole { "" } else { "-cut" };
        let credits = if self.credits { "-credits" } else { "" };
        format!("{}x{}-{format}{cut}{credits}", self.width, self.height)
    }

    /// Returns the part (left, top, width, height) of a photograph of the given size that is shown:
    /// all of it, or a crop around the centre.
    pub fn part(&self, [width, height]: [u32; 2]) -> [f64; 4] {
        let (width, height) = (f64::from(width), f64::from(height));
        if self.cut == Cut::Whole {
            return [0.0, 0.0, width, height];
        }
        let ratio = f64::from(self.width) / f64::from(self.height);
        let (part_width, part_height) = (width.min(height * ratio), height.min(width / ratio));
        [(width - part_width) / 2.0, (height - part_height) / 2.0, part_width, part_height]
    }

    /// Returns the factor by which a photograph of the given size is reduced, at most 1.
    pub fn scale(&self, size: [u32; 2]) -> f64 {
        f64::from(self.width) / self.part(size)[2]
    }
}

/// Returns all wanted recipes for a photograph of the given size, turned upright. `lead` is true
/// for the first photograph of an object, which is shown on its card.
pub fn recipes(settings: &Settings, size: [u32; 2], lead: bool) -> Vec<Recipe> {
    let webp = Format::Webp { quality: settings.quality, effort: settings.effort };
    let jpeg = Format::Jpeg { quality: settings.jpeg_quality };
    let avif = settings.avif.map(|quality| Format::Avif { quality });
    let credits = settings.credits;
    let mut recipes = Vec::new();
    let mut ladder = |cut: Cut, [width, height]: [u32; 2], widths: &[u32], formats: &[Format]| {
        let largest = width.min(*widths.last().expect("a ladder has a step"));
        let smaller = widths.iter().copied().filter(|step| *step < largest);
        for width_of_step in smaller.chain([largest]) {
            let exact = f64::from(height) * f64::from(width_of_step) / f64::from(width);
            let (width, height) = (width_of_step, (exact.round() as u32).max(1));
            let recipe = |format: &Format| Recipe { cut, width, height, format: *format, credits };
            recipes.extend(formats.iter().map(recipe));
        }
    };
    let modern: Vec<Format> = avif.into_iter().chain([webp]).collect();
    ladder(Cut::Whole, size, &settings.widths, &modern);
    ladder(Cut::Whole, size, &[settings.jpeg_width], &[jpeg]);
    if lead {
        if let Some(card) = &settings.card {
            let part = largest_cut(size, card.ratio);
            // A photograph that already has the ratio of cards needs no crop.
            if part.iter().zip(size).any(|(part, whole)| part * 100 < whole * 99) {
                ladder(Cut::Card, part, &card.widths, &modern);
                ladder(Cut::Card, part, &card.widths[card.widths.len() - 1..], &[jpeg]);
            }
        }
        let part = largest_cut(size, settings.social);
        ladder(Cut::Social, part, &settings.social[..1], &[jpeg]);
    }
    recipes
}

/// Returns width and height of the largest part that has the given ratio.
fn largest_cut([width, height]: [u32; 2], ratio: [u32; 2]) -> [u32; 2] {
    let ratio = f64::from(ratio[0]) / f64::from(ratio[1]);
    let part = [
        f64::from(width).min(f64::from(height) * ratio),
        f64::from(height).min(f64::from(width) / ratio),
    ];
    part.map(|side| (side.round() as u32).max(1))
}

#[cfg(test)]
mod tests {
    use super::super::settings::Card;
    use super::*;

    fn keys(size: [u32; 2], lead: bool, settings: &Settings) -> Vec<String> {
        recipes(settings, size, lead).iter().map(Recipe::key).collect()
    }

    #[test]
    fn a_ladder_never_enlarges_and_keeps_the_ratio() {
        let settings = Settings::of(&[]);
        assert_eq!(
            keys([4032, 3024], false, &settings),
            ["400x300-w75e2", "800x600-w75e2", "1200x900-w75e2", "1920x1440-w75e2", "1200x900-j78"]
        );
        assert_eq!(
            keys([640, 427], false, &settings),
            ["400x267-w75e2", "640x427-w75e2", "640x427-j78"]
        );
        assert_eq!(keys([800, 1], false, &settings), ["400x1-w75e2", "800x1-w75e2", "800x1-j78"]);
    }

    #[test]
    fn the_first_photograph_is_cut_for_cards_and_social_networks() {
        let mut settings = Settings::of(&[]);
        settings.card = Some(Card { widths: vec![300, 600], ratio: [3, 2] });
        let leads = keys([3024, 4032], true, &settings);
        assert_eq!(
            leads[5..],
            ["300x200-w75e2-cut", "600x400-w75e2-cut", "600x400-j78-cut", "1200x630-j78-cut"]
        );
        assert_eq!(keys([3000, 2001], true, &settings)[5..], ["1200x630-j78-cut"]);
        // A photograph that is too small is cropped, not enlarged.
        let small = keys([300, 300], true, &settings);
        assert_eq!(small[2..], ["300x200-w75e2-cut", "300x200-j78-cut", "300x158-j78-cut"]);
    }

    #[test]
    fn a_cut_is_in_the_middle() {
        let settings = Settings::of(&[]);
        let recipes = recipes(&settings, [4000, 3000], true);
        let social = recipes.last().unwrap();
        let [left, top, width, height] = social.part([4000, 3000]);
        assert_eq!((left, width), (0.0, 4000.0));
        assert!((top - (3000.0 - height) / 2.0).abs() < 1e-9 && (height - 2100.0).abs() < 1e-9);
        assert!((social.scale([4000, 3000]) - 0.3).abs() < 1e-9);
    }
}
