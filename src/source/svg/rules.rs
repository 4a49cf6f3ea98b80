//! Elements, attributes and values that are allowed in an SVG. All others are left out.

/// Allowed elements: containers, shapes, and elements that they refer to.
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

/// Elements that paint.
pub const SHAPES: [&str; 9] =
    ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"];

/// Elements that are not painted at their place.
pub const HIDDEN: [&str; 8] =
    ["defs", "symbol", "title", "desc", "linearGradient", "radialGradient", "clipPath", "mask"];

/// Allowed attributes for position, size and shape.
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

/// Allowed attributes that are also properties of CSS.
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

/// Attributes whose value may be `url(#…)`.
pub const REFERRING: [&str; 4] = ["fill", "stroke", "clip-path", "mask"];

/// Name under which an element is written. `None` when it is left out with its content.
pub fn element(name: &str) -> Option<&'static str> {
    // Links and alternatives are only drawn, like a group.
    let name = if matches!(name, "a" | "switch") { "g" } else { name };
    ELEMENTS.into_iter().find(|known| *known == name)
}

/// Name of an allowed attribute. `None` for others.
pub fn attribute(name: &str) -> Option<&'static str> {
    GEOMETRY.into_iter().find(|known| *known == name).or_else(|| presentation(name))
}

/// Name of an allowed attribute that is also a property of CSS. `None` for others.
pub fn presentation(name: &str) -> Option<&'static str> {
    PRESENTATION.into_iter().find(|known| *known == name)
}

/// True for a value that loads and runs nothing: words, numbers, colours, and functions for colours
/// and transformations. Without `:`, `\`, `@` and `;` it cannot contain an address or an escape.
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

/// Identifier of a value `url(#…)`, which may be followed by a fallback colour. `None` for others.
pub fn referred(value: &str) -> Option<&str> {
    let inside = value.trim().strip_prefix("url(")?.split_once(')')?.0.trim();
    let quoted = ['"', '\'']
        .into_iter()
        .find_map(|quote| inside.strip_prefix(quote).and_then(|inside| inside.strip_suffix(quote)));
    quoted.unwrap_or(inside).strip_prefix('#')
}

/// Converts a length to pixels. `None` for a relative length, such as one in per cent.
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
