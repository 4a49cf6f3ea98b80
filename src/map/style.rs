//! Colours and strengths of the maps, for light and dark pages.

/// A colour as red, green and blue from 0 to 255.
pub type Color = [f32; 3];

/// Colours of the relief.
pub struct Relief {
    /// Colours of the ground from the lowest to the highest place of the territory, each with its
    /// height from 0 to 1. After Imhof, *Cartographic Relief Presentation* (1965): green valleys, warm
    /// slopes, white heights.
    pub tint: [(f32, Color); 6],
    /// Colour of the shadow, and how strong it is at most, from 0 to 1.
    pub shadow: (Color, f32),
    /// Colour of the sun, and how strong it is at most, from 0 to 1.
    pub sun: (Color, f32),
    /// Colour where the elevation is not known.
    pub unknown: Color,
}

pub const LIGHT: Relief = Relief {
    tint: [
        (0.0, [211.0, 227.0, 196.0]),
        (0.2, [226.0, 235.0, 205.0]),
        (0.42, [241.0, 239.0, 211.0]),
        (0.65, [245.0, 234.0, 216.0]),
        (0.85, [246.0, 239.0, 232.0]),
        (1.0, [255.0, 255.0, 255.0]),
    ],
    shadow: ([86.0, 98.0, 143.0], 0.60),
    sun: ([255.0, 246.0, 207.0], 0.62),
    unknown: [238.0, 238.0, 234.0],
};

pub const DARK: Relief = Relief {
    tint: [
        (0.0, [29.0, 42.0, 38.0]),
        (0.3, [36.0, 48.0, 43.0]),
        (0.6, [47.0, 52.0, 51.0]),
        (0.85, [59.0, 61.0, 64.0]),
        (0.95, [70.0, 72.0, 77.0]),
        (1.0, [74.0, 76.0, 81.0]),
    ],
    shadow: ([7.0, 11.0, 20.0], 0.72),
    sun: ([201.0, 196.0, 168.0], 0.30),
    unknown: [38.0, 41.0, 44.0],
};

/// Style of the drawing of lines and names. Attributes are for light pages; the rules change them on
/// dark ones, where a browser draws the picture.
pub const RULES: &str = "text{font:11px system-ui,'DejaVu Sans',sans-serif;paint-order:stroke;stroke:#fff;stroke-opacity:.85;stroke-width:3;stroke-linejoin:round;fill:#2b2620;text-anchor:middle}\
.e{font-size:9px;fill:#8a5523}\
.h{font-size:9.5px}\
.v{font-weight:600;font-size:14px;stroke-width:4}\
.u{font-weight:600}\
.w{font-family:Georgia,'Liberation Serif',serif;font-style:italic;fill:#1f6fa8}\
@media screen and (prefers-color-scheme:dark){\
.y{display:none}.z{display:inline}\
text{stroke:#11161b;fill:#f1ece2}.e{fill:#d9b48c}.w{fill:#8ec7ea}\
.c{stroke:#c9a27a;stroke-opacity:.3}.i{stroke:#c9a27a;stroke-opacity:.55}.r{stroke:#9a9a9c}\
.f{fill:#2c5a3e}.g{fill:#7f98ad}.l{fill:#1d4257;stroke:#3d86ad}.s{stroke:#3d86ad}\
.k{stroke:#15181a}.m{stroke:#6a675f}.M{stroke:#a08748}.p{stroke:#b9b2a3}.b{fill:#8f897d}.n{fill:#f1ece2;stroke:#11161b}.o{fill:#ff8a80;stroke:#11161b}}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_the_ground_are_in_order() {
        for style in [&LIGHT, &DARK] {
            assert!(style.tint.windows(2).all(|pair| pair[0].0 < pair[1].0));
            assert_eq!((style.tint[0].0, style.tint[5].0), (0.0, 1.0));
        }
    }
}
