//! Conversion between WGS84 and the coordinate systems of older GeoJSON and of elevation models.

use anyhow::{Context, Result, bail};
use proj4rs::Proj;

const LAMBERT_93: &str = "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";
const WEB_MERCATOR: &str = "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs";
const WGS84: &str = "+proj=longlat +ellps=WGS84 +datum=WGS84 +no_defs";

/// Conversion between a coordinate system and WGS84.
pub struct Reprojection {
    from: Proj,
    to: Proj,
}

impl Reprojection {
    /// Conversion for a coordinate system by name, like `urn:ogc:def:crs:EPSG::2154` or `EPSG:2154`.
    /// `None` for systems in longitude and latitude, which need none.
    ///
    /// # Errors
    /// When the system is not supported.
    pub fn named(name: &str) -> Result<Option<Reprojection>> {
        let code = name.rsplit(':').next().unwrap_or(name).trim();
        let number: u32 = code.parse().unwrap_or_default();
        let definition = match number {
            _ if name.to_ascii_uppercase().contains("CRS84") => return Ok(None),
            // WGS84, RGF93 and ETRS89 differ by less than a metre.
            4326 | 4171 | 4258 | 4979 => return Ok(None),
            2154 | 9793 => LAMBERT_93.to_owned(),
            3857 | 900_913 | 3785 | 102_100 => WEB_MERCATOR.to_owned(),
            32601..=32660 => utm(number - 32600, ""),
            32701..=32760 => utm(number - 32700, "+south"),
            25828..=25838 => utm(number - 25800, ""),
            _ => bail!(
                "it uses the coordinate system `{name}`, which is not supported: export it in WGS84 (EPSG:4326) or Lambert-93 (EPSG:2154)"
            ),
        };
        Reprojection::defined(&definition).map(Some)
    }

    /// Conversion for a coordinate system by its PROJ string.
    ///
    /// # Errors
    /// When the string is not valid, or its projection is not supported.
    pub fn defined(definition: &str) -> Result<Reprojection> {
        let proj = |text: &str| Proj::from_proj_string(text).context("a projection is not valid");
        Ok(Reprojection { from: proj(definition)?, to: proj(WGS84)? })
    }

    /// Longitude and latitude in degrees of a place in the coordinate system. `None` outside of the
    /// area where the projection is valid.
    pub fn degrees(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let mut point = (x, y, 0.0);
        proj4rs::transform::transform(&self.from, &self.to, &mut point).ok()?;
        let (lon, lat) = (point.0, point.1);
        // Far outside of its area a projection gives an arbitrary place: converting back differs.
        proj4rs::transform::transform(&self.to, &self.from, &mut point).ok()?;
        let came_back = (point.0 - x).abs() < 1.0 && (point.1 - y).abs() < 1.0;
        came_back.then(|| (lon.to_degrees(), lat.to_degrees()))
    }

    /// Coordinates, in the coordinate system, of a place in degrees. `None` outside of the area where
    /// the projection is valid.
    pub fn coordinates(&self, lon: f64, lat: f64) -> Option<(f64, f64)> {
        let mut point = (lon.to_radians(), lat.to_radians(), 0.0);
        proj4rs::transform::transform(&self.to, &self.from, &mut point).ok()?;
        (point.0.is_finite() && point.1.is_finite()).then_some((point.0, point.1))
    }
}

/// PROJ string of a UTM zone. `south` is `+south` in the southern hemisphere, otherwise empty.
fn utm(zone: u32, south: &str) -> String {
    format!("+proj=utm +zone={zone} {south} +datum=WGS84 +units=m +no_defs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, (x, y): (f64, f64), (lon, lat): (f64, f64)) {
        let system = Reprojection::named(name).unwrap().unwrap();
        let (found_lon, found_lat) = system.degrees(x, y).unwrap();
        assert!(
            (found_lon - lon).abs() < 1e-6 && (found_lat - lat).abs() < 1e-6,
            "{found_lon} {found_lat}"
        );
        let (found_x, found_y) = system.coordinates(lon, lat).unwrap();
        assert!((found_x - x).abs() < 1e-2 && (found_y - y).abs() < 1e-2, "{found_x} {found_y}");
    }

    #[test]
    fn known_systems_are_reprojected() {
        // References computed with PROJ 9.
        check("urn:ogc:def:crs:EPSG::2154", (936_341.257, 6_437_909.151), (6.0, 45.0));
        check("EPSG:3857", (667_916.944_7, 5_621_521.486_2), (6.0, 45.0));
        check("EPSG:32632", (263_553.973, 4_987_329.504), (6.0, 45.0));
    }

    #[test]
    fn coordinates_outside_of_the_projection_are_refused() {
        for (x, y) in [(9e9, 9e9), (f64::NAN, 1.0)] {
            assert_eq!(Reprojection::named("EPSG:2154").unwrap().unwrap().degrees(x, y), None);
        }
    }

    #[test]
    fn an_unknown_system_is_refused_with_advice() {
        let error = Reprojection::named("EPSG:27572").map(drop).unwrap_err().to_string();
        assert!(error.contains("EPSG:27572") && error.contains("EPSG:4326"), "{error}");
        assert!(Reprojection::named("urn:ogc:def:crs:OGC:1.3:CRS84").unwrap().is_none());
    }
}
