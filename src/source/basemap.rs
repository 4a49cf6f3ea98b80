//! The base map of a portal: GeoJSON files in the folder `basemap`.

use crate::input::{self, Places};
use crate::map::Basemap;
use crate::map::basemap;
use crate::report::Report;
use crate::source::files::text;

/// Folder of the base map, beside `site.toml`.
pub const FOLDER: &str = "basemap";

/// Largest size of a file.
const LARGEST: input::Limit =
    input::Limit { bytes: 200_000_000, remedy: "cut it to your territory" };

/// Reads the base map of a portal, in the order of the names of its files. A file that cannot be used
/// is a warning.
pub fn load(places: &Places, report: &mut Report) -> Basemap {
    let folder = places.root().join(FOLDER);
    if !folder.is_dir() {
        return Basemap::default();
    }
    let walked = places.walk(&folder, |_| true);
    let mut objects = Vec::new();
    for entry in walked.files {
        let path = entry.path();
        let shown = places.shown(path);
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension.map(str::to_ascii_lowercase).as_deref() {
            Some("geojson" | "json") => {}
            Some("md" | "txt") => continue,
            _ => {
                report.warn(shown, "is left out: the base map is read from `.geojson` files");
                continue;
            }
        }
        let read = input::read(path, LARGEST).map_err(|problem| problem.to_string());
        let read = read.and_then(|bytes| basemap::read(&text::decode(&bytes)));
        match read {
            Ok(read) if read.is_empty() => {
                let problem = "has nothing that is drawn: its objects need the tags of OpenStreetMap, such as `natural=water` or `highway=path`";
                report.warn(shown, problem);
            }
            Ok(read) => objects.extend(read),
            Err(problem) => report.warn(shown, format!("is left out: {problem}")),
        }
    }
    Basemap::new(objects)
}
