//! Parts of views that several pages share: with the `…View` of each page, the reference for
//! theme authors. Lengths are metres, durations hours; texts in HTML went through the sanitiser.

use crate::page::html::accessibility::Status;
use crate::page::html::alerts::{AlertMarkView, AlertView};
use crate::page::text::Markup;
use serde::Serialize;

/// `site`: the same on all pages of a language.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    pub title: String,
    /// One sentence about the territory, or empty.
    pub description: String,
    /// Language of the page, `fr`.
    pub lang: String,
    /// Path under which the site lives, with both slashes: `/` or `/rando/`.
    pub base: String,
    /// Home page of this language.
    pub url: String,
    /// Address of the list of treks.
    pub treks_url: String,
    /// Address of the list of photographs, or empty where none is shown.
    pub credits_url: String,
    pub site_map_url: String,
    /// Addresses of the legal notice and of the accessibility statement, or empty.
    pub legal_url: String,
    pub accessibility_url: String,
    /// `full`, `partial` or `none`: how far the site is accessible, by its statement.
    pub accessibility_status: Option<Status>,
    /// Address of the list of alerts, or empty where there are none.
    pub alerts_url: String,
    /// Those about the whole territory, the worst first.
    pub alerts: Vec<AlertView>,
    /// The menu, of several levels.
    pub menu: Vec<MenuView>,
    /// All editorial pages.
    pub pages: Vec<LinkView>,
    /// The structure that signs the site, if the settings name one.
    pub brand: Option<BrandView>,
    /// All structures that have a page.
    pub structures: Vec<LinkView>,
    pub map: MapSettingsView,
    /// Content-Security-Policy of the page.
    pub csp: Markup,
    /// Who counts visits; `None` when nobody does.
    pub analytics: Option<AnalyticsView>,
    /// True when scripts send reports of problems: what could not be sent is offered on all pages.
    pub report: bool,
    /// CSS colour that accents derive from, or empty for the theme's own.
    pub color: String,
}

/// `page`: where this page is.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// Name of its kind, which is also that of its template: `trek`.
    pub kind: String,
    pub title: String,
    /// For search engines and cards: plain text, at most about 200 characters; or empty.
    pub description: String,
    /// Path on the server: `/en/trek/lac-bleu/`.
    pub url: String,
    /// Full address; empty where none is wanted (404).
    pub canonical: String,
    /// `mailto:` address of a letter that tells someone about the page, or empty.
    pub letter_url: String,
    /// The same page in all its languages, this one included; empty for a page of one language.
    pub alternates: Vec<AlternateView>,
    /// Every language of the site with where its visitors go from here: the same page, or home.
    pub languages: Vec<LanguageView>,
    /// Full address of the picture for cards of social networks, or empty.
    pub image: String,
    /// What it shows and who made it: plain text, or empty.
    pub image_alt: String,
    /// For search engines: JSON-LD, ready for a `script` of that type; or empty.
    pub structured_data: Markup,
}

#[derive(Debug, Clone, Serialize)]
pub struct AlternateView {
    pub lang: String,
    /// Full address.
    pub canonical: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct LanguageView {
    pub lang: String,
    /// Its own name for itself: `Français`.
    pub name: String,
    pub url: String,
    /// True for the language of this page.
    pub current: bool,
    /// False when this page does not exist in it, and `url` leads to its home page.
    pub translated: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    pub name: String,
    pub url: String,
}

/// An entry of the menu.
#[derive(Debug, Clone, Serialize)]
pub struct MenuView {
    pub name: String,
    /// Empty for an entry that only holds others together.
    pub url: String,
    /// True when it leads to another site.
    pub external: bool,
    pub children: Vec<MenuView>,
}

/// Background of the maps.
#[derive(Debug, Clone, Serialize)]
pub struct MapSettingsView {
    /// Address of the tiles with `{z}/{x}/{y}`, or empty: lines on plain paper.
    pub tiles: String,
    /// HTML-free text to show in a corner of the map.
    pub attribution: String,
    pub min_zoom: u8,
    pub max_zoom: u8,
    /// West, south, east, north, in degrees: where there are tiles; empty when everywhere.
    pub bounds: Vec<f64>,
    /// Host that the visitor's browser will ask when the map is opened; empty when it is ours.
    pub third_party: String,
}

/// Counting of visits.
#[derive(Debug, Clone, Serialize)]
pub struct AnalyticsView {
    /// Host that counts: `stats.example.org`.
    pub host: String,
    /// True when nothing may be loaded before the visitor agrees.
    pub consent: bool,
    /// Address of a Matomo, with a slash at the end, and its number for the site; or empty and 0.
    pub matomo: String,
    pub site_id: u32,
    /// Address of a script, or empty.
    pub script: String,
    /// Its `data-` attributes without that word: JSON of names and values.
    pub data: String,
}

/// A structure as it signs things.
#[derive(Debug, Clone, Serialize)]
pub struct BrandView {
    pub name: String,
    pub url: String,
    /// Address of the logo, or empty.
    pub logo: String,
    /// CSS colour or empty.
    pub color: String,
}

/// A practice, a theme, a difficulty…
#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    /// Usable in class names: `easy`.
    pub id: String,
    pub name: String,
    /// Address of the page of the treks that it describes, or empty.
    pub url: String,
    /// Last part of that address: by it, forms and scripts tell words of one vocabulary apart.
    pub slug: String,
    /// CSS colour or empty.
    pub color: String,
    /// Degree of a difficulty (1 is the easiest), number of a month, or 0.
    pub rank: u32,
    /// Of what scale a rating is a degree, or empty.
    pub scale: String,
    pub pictogram: Option<PictogramView>,
    /// HTML, or empty: what a label asks of walkers, or a rating means.
    pub advice: Markup,
}

/// The small drawing of a word.
#[derive(Debug, Clone, Serialize)]
pub struct PictogramView {
    /// Address of a symbol to `<use>`, or of a picture.
    pub url: String,
    /// `text` for a symbol in the colour of the text, `own` for one in its own colours, `image`
    /// for a picture.
    pub kind: &'static str,
}

/// A photograph, ready for `<picture>`.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    /// JPEG for browsers (and readers of feeds) that know nothing newer.
    pub src: String,
    /// WebP in several widths, as `srcset` wants it.
    pub srcset: String,
    /// The same as AVIF; empty when the settings do not ask for it.
    pub srcset_avif: String,
    /// Address of the largest variant, to show it alone: WebP.
    pub largest: String,
    /// Of the largest variant, in pixels.
    pub width: u32,
    pub height: u32,
    /// A cut for cards: of the first photograph of an object, when the theme asks for one.
    pub card: Option<CutView>,
    /// Address of a cut for social networks: of the first photograph of an object; or empty.
    pub social: String,
    /// Average colour, to show until the picture is there: `#6b7f5e`.
    pub color: String,
    /// The nearest of 64 tints, red, green and blue from 0 to 3, for a class of a stylesheet: `121`.
    pub tint: String,
    /// Caption in this language, or empty: the picture is decorative then (`alt=""`).
    pub legend: String,
    pub author: String,
    pub license: String,
}

/// A part of a photograph.
#[derive(Debug, Clone, Serialize)]
pub struct CutView {
    /// JPEG.
    pub src: String,
    /// WebP, AVIF: as those of the photograph.
    pub srcset: String,
    pub srcset_avif: String,
    /// Of the largest variant, in pixels.
    pub width: u32,
    pub height: u32,
}

/// The figures one sees at a glance. `null` when nobody knows.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FactsView {
    /// Hours.
    pub duration: Option<f64>,
    /// The formula that gave the duration, `DIN 33466`; empty where the manager did.
    pub duration_method: String,
    /// Metres.
    pub length_2d: Option<f64>,
    /// Metres.
    pub ascent: Option<f64>,
    /// Metres, not negative.
    pub descent: Option<f64>,
    pub min_elevation: Option<f64>,
    pub max_elevation: Option<f64>,
    pub difficulty: Option<TermView>,
    pub route: Option<TermView>,
}

/// A trek in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// The address's last part: usable as an HTML id.
    pub slug: String,
    pub name: String,
    /// The language of a name that stands in for the missing one of the page's language, or empty.
    pub name_lang: String,
    pub url: String,
    pub picture: Option<PictureView>,
    pub practice: Option<TermView>,
    pub facts: FactsView,
    /// Where it starts, or empty.
    pub departure: String,
    /// SVG path of the trail in a box of 100 × 66, for cards without a picture; empty where nobody
    /// drew it.
    pub outline: String,
    /// Number of stages; 0 for a trek that is not an itinerary.
    pub stages: usize,
    /// Why one should look at its page before going, the worst first.
    pub alerts: Vec<AlertMarkView>,
}

/// A POI, service, event or desk in a list.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceView {
    pub slug: String,
    pub name: String,
    /// As that of a card.
    pub name_lang: String,
    pub url: String,
    /// What it is, `Point de vue`, or empty.
    pub kind: String,
    pub picture: Option<PictureView>,
    /// Plain text, one or two sentences, or empty.
    pub teaser: String,
    /// Metres from the start along the trail; `null` outside a trek's page.
    pub distance: Option<f64>,
    /// The same for each further time that one passes it.
    pub again: Vec<f64>,
    /// Dates of an event, `2027-06-12`, or empty.
    pub begin_date: String,
    pub end_date: String,
}

/// A file to take along.
#[derive(Debug, Clone, Serialize)]
pub struct DownloadView {
    /// `GPX`.
    pub name: String,
    pub url: String,
    pub media_type: String,
}

/// The elevation profile, drawn: coordinates in a box of `width` × `height`.
#[derive(Debug, Clone, Serialize)]
pub struct ProfileView {
    pub width: u32,
    pub height: u32,
    /// SVG path of the line.
    pub line: String,
    /// SVG path of the surface below it.
    pub area: String,
    /// Marks of distance along the bottom.
    pub x_ticks: Vec<TickView>,
    /// Marks of elevation, the lowest first.
    pub y_ticks: Vec<TickView>,
    /// POIs above the line.
    pub marks: Vec<MarkView>,
    /// Runs of one class of slope, from left to right.
    pub slopes: Vec<SlopeView>,
    /// For the script that links it with the map: `[[metres, elevation, lon, lat], …]` as JSON.
    pub samples: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct TickView {
    /// Where, in the drawing.
    pub at: f64,
    /// Metres.
    pub value: f64,
}

/// A run of one class of slope.
#[derive(Debug, Clone, Serialize)]
pub struct SlopeView {
    pub x: f64,
    pub width: f64,
    /// 0 (less than 5 %) to 4 (25 % and more).
    pub class: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct MarkView {
    pub x: f64,
    pub y: f64,
    pub name: String,
    pub url: String,
}

/// What the map shows, and a still drawing of it for those who do not open it.
#[derive(Debug, Clone, Serialize)]
pub struct MapView {
    /// Address of the JSON that the script loads, or empty when `data` holds it all.
    pub data_url: String,
    /// JSON for the script: `{"bounds": [w, s, e, n], "lines": [{"line": encoded polyline
    /// (1e-5 degrees), "name", "url"}], "points": [{"lon", "lat", "name", "url", "kind"}]}`;
    /// `kind` is one of `trek` (one that nobody drew), `departure`, `arrival`, `parking`, `reference`, `poi`, `content`, `event`,
    /// `desk`, `facility`, `signpost`.
    pub data: String,
    /// The still drawing: SVG paths in a box of `width` × `height`.
    pub width: u32,
    pub height: u32,
    /// One path for each trail; a ring where one starts that nobody drew.
    pub lines: Vec<String>,
    /// Marks: `departure`, `arrival`, `parking`, `reference`, and the place that the page is about.
    pub points: Vec<StillPointView>,
    /// SVG path of dots: what lies along the trail, as far as it can be told apart; or empty.
    pub dots: String,
    /// SVG paths of areas to keep away from.
    pub areas: Vec<String>,
    /// Length in metres and in drawing units of a round scale bar.
    pub scale_metres: f64,
    pub scale_width: f64,
}

#[derive(Debug, Clone, Serialize)]
pub struct StillPointView {
    pub x: f64,
    pub y: f64,
    /// As in `data`.
    pub kind: String,
    pub name: String,
}

/// How to reach someone.
#[derive(Debug, Clone, Serialize)]
pub struct ContactView {
    /// HTML or empty.
    pub text: Markup,
    pub street: String,
    pub municipality: String,
    pub phone: String,
    pub email: String,
    pub website: String,
}
