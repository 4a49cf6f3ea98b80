//! HD views of the API → the catalog, with the tiles of their pictures.
//!
//! The tiles are those of [large_image](https://girder.github.io/large_image/). Its metadata give the
//! number of levels: the last level is the full picture, each one before it is half as large.

use crate::model::*;
use crate::source::geotrek::attachment::described;
use crate::source::geotrek::file::{METADATA, fetched};
use crate::source::geotrek::object::Object;
use crate::source::geotrek::reading::Reading;
use serde::Deserialize;

/// Largest number of levels that is accepted.
const MOST_LEVELS: u32 = 24;

/// Metadata of a picture from large_image.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    levels: u32,
    size_x: u32,
    size_y: u32,
    tile_width: u32,
    tile_height: u32,
    /// True for a map: its tiles do not follow the pixels of the picture.
    #[serde(default)]
    geospatial: bool,
}

impl Metadata {
    fn tiles(self, url: String) -> Result<Tiles, String> {
        let sides = [self.size_x, self.size_y, self.tile_width, self.tile_height];
        if sides.contains(&0) || !(1..=MOST_LEVELS).contains(&self.levels) {
            return Err("a picture or tiles without size".to_owned());
        }
        if self.geospatial {
            return Err("a map, not a picture".to_owned());
        }
        Ok(Tiles {
            url,
            width: self.size_x,
            height: self.size_y,
            levels: self.levels,
            tile_width: self.tile_width,
            tile_height: self.tile_height,
        })
    }
}

impl Reading<'_> {
    pub fn hd_view(&self, id: &str, object: &Object) -> Option<HdView> {
        let title = object.names("title");
        let thumbnail = object.text("thumbnail_url").and_then(|url| self.file(object, &url));
        let annotations = object.object("annotations");
        let annotations =
            annotations.iter().flat_map(|annotations| annotations.objects("features"));
        let of = |key| object.object(key).and_then(|reference| reference.id("id"));
        Some(HdView {
            id: self.id(&self.local(id, &title)),
            uuid: object.text("uuid"),
            legend: object.names("legend"),
            thumbnail: thumbnail.map(|file| described(AttachmentKind::Image(file), object)),
            annotations: annotations
                .filter_map(|annotation| self.annotation(&annotation))
                .collect(),
            geometry: object.place("geometry"),
            tiles: self.tiles(object),
            trek: of("trek").and_then(|id| self.named("trek", &id)),
            poi: of("poi").and_then(|id| self.named("poi", &id)),
            outdoor_site: of("site").and_then(|id| self.named("outdoor_site", &id)),
            origin: self.origin("hdviewpoint", id),
            title,
        })
    }

    /// Tiles of an HD view. `None` when there are no metadata, or they cannot be used, with a warning.
    fn tiles(&self, object: &Object) -> Option<Tiles> {
        let url = self.on_server(&object.web_address("picture_tiles_url")?);
        let url = url.replace("%7B", "{").replace("%7D", "}");
        if !["{z}", "{x}", "{y}"].iter().all(|part| url.contains(part)) {
            object.wrong(
                "picture_tiles_url",
                "is not an address of tiles: only its thumbnail is shown",
            );
            return None;
        }
        let file = fetched(self.snapshot, self.media, &object.text(METADATA)?)?;
        let read = |file| std::fs::read(file).map_err(|error| error.to_string());
        let parsed = |bytes: Vec<u8>| {
            serde_json::from_slice::<Metadata>(&bytes).map_err(|error| error.to_string())
        };
        file.and_then(read)
            .and_then(parsed)
            .and_then(|metadata| metadata.tiles(url))
            .inspect_err(|problem| {
                let problem = format!(
                    "does not describe the picture ({problem}): only its thumbnail is shown"
                );
                object.wrong(METADATA, &problem);
            })
            .ok()
    }

    /// Annotation of an HD view. `None` when it has no name.
    fn annotation(&self, annotation: &Object) -> Option<Annotation> {
        let properties = annotation.object("properties")?;
        let pixels = annotation.pixels("geometry");
        let name = Some(properties.names("name")).filter(|name| !name.is_empty())?;
        let category = self.terms.one(Vocabulary::AnnotationCategory, &properties, "category");
        Some(Annotation { name, category, pixels })
    }
}
