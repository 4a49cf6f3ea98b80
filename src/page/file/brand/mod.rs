//! `assets/brand.css`: the brand colour, from which the theme derives its accents.

mod contrast;

use crate::model::Structure;
use crate::page::site::Site;
use crate::page::site::page::{Content, Page};
use crate::report::Report;
use contrast::{Color, Oklch, TEXT, WHITE};
use std::sync::Arc;

/// Plans the stylesheet.
pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let color = site.color();
    let css = css(color);
    let content = Content::Bytes(Box::new(move || css.clone().into_bytes()));
    let path = "assets/brand.css".to_owned();
    vec![Page::new(path.clone(), "brand", &path, content)]
}

/// Content of the stylesheet for a brand colour.
fn css(color: &str) -> String {
    let Some(brand) = Color::parse(color) else {
        return String::from("/* The theme's own colour. */\n");
    };
    let (light, dark) = (on_light(brand).fitted().hex(), on_dark(brand).fitted().hex());
    // The two shades are for browsers that cannot derive colours themselves.
    format!(":root {{ --brand: {color}; --brand-on-light: {light}; --brand-on-dark: {dark}; }}\n")
}

/// Accent on a light background, with the formula of `css/style/10-tokens.css` of `classic`.
fn on_light(brand: Color) -> Oklch {
    let own = brand.oklch();
    Oklch { lightness: own.lightness.min(0.48), ..own }
}

/// Accent on a dark background, with the formula of `css/style.css` of `classic`.
fn on_dark(brand: Color) -> Oklch {
    let own = brand.oklch();
    Oklch { lightness: 0.78, chroma: own.chroma.min(0.11), ..own }
}

/// Warns of brand colours that a theme uses directly and that have too little contrast to white.
/// The colours that `classic` derives always have enough contrast: see the tests.
pub fn check(site: &Site, report: &mut Report) {
    let Some(sheet) = &site.settings.raw_brand else { return };
    for structure in site.all::<Structure>() {
        let Some(text) = &structure.color else { continue };
        let Some(color) = Color::parse(text) else { continue };
        let found = contrast::ratio(color, WHITE);
        if found >= TEXT {
            continue;
        }
        // Rounded down, so that 4.49 is not reported as 4.5.
        let found = (found * 10.0).floor() / 10.0;
        let nearest = contrast::readable_on_white(color).map_or(String::new(), |shade| {
            format!(": the nearest that is readable is {}", shade.hex())
        });
        let problem = format!(
            "`color` {text} has a contrast of {found} to white, {TEXT} is needed, and {sheet} shows it as it is{nearest}"
        );
        report.warn(&structure.origin, problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = include_str!("../../../../themes/classic/assets/css/style/10-tokens.css");

    /// Values of a property outside the print styles, in the order of the stylesheet.
    fn values(property: &str) -> Vec<&'static str> {
        let start = format!(" {property}: ");
        let screens = SHEET.split("@layer print {").next().unwrap();
        screens.split(start.as_str()).skip(1).map(|rest| rest.split(';').next().unwrap()).collect()
    }

    /// Evaluates `oklch(L C H)` or `oklch(from var(--brand) L C H)` as a browser does.
    fn shown(value: &str, brand: Oklch) -> Oklch {
        let inner = value.strip_prefix("oklch(").unwrap().strip_suffix(')').unwrap();
        let (from, parts) = match inner.strip_prefix("from var(--brand) ") {
            Some(parts) => (brand, parts),
            None => (Oklch { lightness: 0.0, chroma: 0.0, hue: 0.0 }, inner),
        };
        let parts = parts.replace(", ", ",");
        let parts: Vec<&str> = parts.split(' ').collect();
        let [lightness, chroma, hue] = parts[..] else { panic!("{value}") };
        let part = |text: &str, own: f64, letter: &str| {
            let one = |text: &str| if text == letter { own } else { text.parse().unwrap() };
            match text.strip_prefix("min(").and_then(|rest| rest.strip_suffix(')')) {
                Some(inner) => inner.split(',').map(one).fold(f64::INFINITY, f64::min),
                None => one(text),
            }
        };
        Oklch {
            lightness: part(lightness, from.lightness, "l"),
            chroma: part(chroma, from.chroma, "c"),
            hue: if hue == "h" { from.hue } else { hue.parse::<f64>().unwrap().to_radians() },
        }
    }

    /// Colours in sixteen steps of red, green and blue, and some others.
    fn brands() -> impl Iterator<Item = Color> {
        let steps = || (0..=15).map(|step| step * 17);
        let all = steps().flat_map(move |r| {
            steps().flat_map(move |g| steps().map(move |b| format!("#{r:02x}{g:02x}{b:02x}")))
        });
        let odd = ["#ffd700", "#2f6b4f", "#008001", "#fefe01"].map(str::to_owned);
        all.chain(odd).map(|text| Color::parse(&text).unwrap())
    }

    /// Formulae of the stylesheet for a property, in the light and in the dark scheme.
    fn formulae(property: &str) -> (&'static str, &'static str) {
        let found = values(property);
        let made: Vec<_> =
            found.iter().filter(|value| value.contains("from var(--brand)")).collect();
        let [light, dark] = made[..] else { panic!("{property}: {found:?}") };
        (light, dark)
    }

    #[test]
    fn every_brand_can_be_read_in_both_schemes() {
        let (accent_light, accent_dark) = formulae("--accent");
        let trail_dark = values("--trail").pop().unwrap();
        let map_trail = values("--map-trail").pop().unwrap();
        let papers = ["--paper", "--paper-2", "--paper-3"].map(values);
        let on_accent = values("--on-accent");
        assert_eq!(on_accent[0], "#fff");
        let fixed = |value: &str| shown(value, BLACK).color();
        for brand in brands() {
            let own = brand.oklch();
            // For colours outside sRGB, browsers either clip the channels or keep the hue.
            let as_shown = |value: &str| [shown(value, own).color(), shown(value, own).fitted()];
            let check = |shades: [Color; 2], ground: Color, least: f64, what: &str| {
                for shade in shades {
                    let found = contrast::ratio(shade, ground);
                    assert!(found >= least, "{}: {found:.2} for {what}", brand.hex());
                }
            };
            for (scheme, accent) in [accent_light, accent_dark].into_iter().enumerate() {
                check(as_shown(accent), fixed(papers[0][scheme]), TEXT, "links");
                check(as_shown(accent), fixed(papers[1][scheme]), TEXT, "links on a band");
                check(as_shown(accent), fixed(papers[2][scheme]), 3.0, "icons");
            }
            check(as_shown(accent_light), WHITE, TEXT, "words on buttons");
            check(as_shown(accent_dark), fixed(on_accent[1]), TEXT, "words on buttons, dark");
            check(as_shown(trail_dark), fixed(papers[1][1]), 3.0, "the trail, dark");
            check(as_shown(map_trail), WHITE, 3.0, "the trail on its white edge");
        }
    }

    const BLACK: Oklch = Oklch { lightness: 0.0, chroma: 0.0, hue: 0.0 };

    #[test]
    fn browsers_that_cannot_derive_colours_get_the_same_ones() {
        let (light, dark) = formulae("--accent");
        for brand in brands() {
            assert_eq!(on_light(brand), shown(light, brand.oklch()));
            assert_eq!(on_dark(brand), shown(dark, brand.oklch()));
        }
        for (scheme, shade) in ["--brand-on-light", "--brand-on-dark"].into_iter().enumerate() {
            assert_eq!(values("--accent")[scheme], format!("var({shade})"));
            // The shade of the theme's own colour in the stylesheet is what a build would write.
            let own = values(shade)[0];
            let written = css(values("--brand")[0]);
            assert!(written.contains(&format!("{shade}: {own};")), "{written}");
        }
        assert_eq!(values("--map-trail")[0], "var(--brand-on-light)");
    }
}
