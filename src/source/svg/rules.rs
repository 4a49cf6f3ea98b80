//! What an SVG may hold: everything else is left out.

/// Containers, shapes, and what they refer to.
const ELEMENTS: [&str; 21] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
];

/// Elements that paint something.
pub const SHAPES: [&str; 9] =
    ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"];

/// Elements that are not painted where they stand.
pub const HIDDEN: [&str; 8] =
    ["defs", "symbol", "title", "desc", "linearGradient", "radialGradient", "clipPath", "mask"];

/// Where an element is, and how large.
const GEOMETRY: [&str; 34] = [
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "fr",
    "width",
    "height",
    "d",
    "points",
    "dx",
    "dy",
    "rotate",
    "textLength",
    "lengthAdjust",
    "pathLength",
    "offset",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "clipPathUnits",
    "maskUnits",
    "maskContentUnits",
    "viewBox",
    "preserveAspectRatio",
    "transform",
];

/// What a style may say too, under the same names.
const PRESENTATION: [&str; 31] = [
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "color",
    "display",
    "visibility",
    "clip-rule",
    "clip-path",
    "mask",
    "stop-color",
    "stop-opacity",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "text-anchor",
    "letter-spacing",
    "word-spacing",
    "dominant-baseline",
    "baseline-shift",
    "vector-effect",
    "paint-order",
];

/// What may be `url(#…)`.
pub const REFERRING: [&str; 4] = ["fill", "stroke", "clip-path", "mask"];

/// An element under the name that it is written with. `None`: it goes, with all it holds.
pub fn element(name: &str) -> Option<&'static str> {
    // A link or an alternative is only what it draws.
    let name = if matches!(name, "a" | "switch") { "g" } else { name };
    ELEMENTS.into_iter().find(|known| *known == name)
}

pub fn attribute(name: &str) -> Option<&'static str> {
    GEOMETRY.into_iter().find(|known| *known == name).or_else(|| presentation(name))
}

pub fn presentation(name: &str) -> Option<&'static str> {
    PRESENTATION.into_iter().find(|known| *known == name)
}

/// True for a value that neither loads nor runs anything: words, numbers, colours, and functions
/// of colours and of place. Without `:`, `\`, `@` and `;` no address and no escape can be written.
pub fn is_plain(value: &str) -> bool {
    const FUNCTIONS: [&str; 11] = [
        "rgb",
        "rgba",
        "hsl",
        "hsla",
        "matrix",
        "translate",
        "scale",
        "rotate",
        "skewx",
        "skewy",
        "",
    ];
    let allowed = |c: char| c.is_ascii_alphanumeric() || " \t\r\n.,+-%#()_'\"".contains(c);
    let mut before_brackets = value.split('(').collect::<Vec<_>>();
    before_brackets.pop();
    let function = |text: &&str| {
        let name = text.trim_end().rsplit(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        FUNCTIONS.contains(&name.as_str())
    };
    value.chars().all(allowed) && before_brackets.iter().all(function)
}

/// The identifier in `url(#…)`, if the whole value is that, maybe with a colour to fall back to.
pub fn referred(value: &str) -> Option<&str> {
    let inside = value.trim().strip_prefix("url(")?.split_once(')')?.0.trim();
    let quoted = ['"', '\'']
        .into_iter()
        .find_map(|quote| inside.strip_prefix(quote).and_then(|inside| inside.strip_suffix(quote)));
    quoted.unwrap_or(inside).strip_prefix('#')
}

/// A length in pixels; `None` for a share of something.
pub fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let unit = length.find(|c: char| c.is_ascii_alphabetic() && c != 'e').unwrap_or(length.len());
    let factor = match &length[unit..] {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "mm" => 96.0 / 25.4,
        "cm" => 96.0 / 2.54,
        "in" => 96.0,
        _ => return None,
    };
    let pixels = length[..unit].trim().parse::<f64>().ok()? * factor;
    (pixels.is_finite() && pixels > 0.0).then_some(pixels)
}
