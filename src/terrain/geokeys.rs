//! Keys of a GeoTIFF (OGC 19-008r4, §7), which define its coordinate system.

use crate::crs::Reprojection;
use anyhow::{Result, bail, ensure};
use std::collections::BTreeMap;

/// Code of a coordinate system that is defined by other keys.
const USER_DEFINED: u16 = 32767;
/// Tag of the floating-point numbers that keys refer to.
const DOUBLES: u16 = 34736;
/// Semi-major axis of the Earth in metres, in WGS84, GRS80 and the systems based on them.
const SEMI_MAJOR_AXIS: f64 = 6_378_137.0;

mod key {
    pub const MODEL_TYPE: u16 = 1024;
    pub const RASTER_TYPE: u16 = 1025;
    pub const GEODETIC_CRS: u16 = 2048;
    pub const ANGULAR_UNITS: u16 = 2054;
    pub const SEMI_MAJOR_AXIS: u16 = 2057;
    pub const PROJECTED_CRS: u16 = 3072;
    pub const METHOD: u16 = 3075;
    pub const LINEAR_UNITS: u16 = 3076;
    pub const PARALLELS: [u16; 2] = [3078, 3079];
    pub const NATURAL_ORIGIN: [u16; 2] = [3080, 3081];
    pub const FALSE_COORDINATES: [u16; 2] = [3082, 3083];
    pub const FALSE_ORIGIN: [u16; 2] = [3084, 3085];
    pub const COORDINATES_AT_FALSE_ORIGIN: [u16; 2] = [3086, 3087];
    pub const SCALE: u16 = 3092;
    pub const VERTICAL_UNITS: u16 = 4099;
}

const PROJECTED: u16 = 1;
const GEOGRAPHIC: u16 = 2;
const PIXEL_IS_POINT: u16 = 2;
const METRE: u16 = 9001;
const DEGREE: u16 = 9102;
const TRANSVERSE_MERCATOR: u16 = 1;
const LAMBERT_CONIC_2SP: u16 = 8;

/// Values of the keys.
#[derive(Default)]
pub struct GeoKeys {
    numbers: BTreeMap<u16, u16>,
    doubles: BTreeMap<u16, f64>,
}

impl GeoKeys {
    /// Reads the keys. `directory` is the content of tag 34735: four numbers of header, then four per
    /// key. `doubles` is the content of tag 34736.
    pub fn new(directory: &[u16], doubles: &[f64]) -> GeoKeys {
        let mut keys = GeoKeys::default();
        let (entries, _) = directory.get(4..).unwrap_or_default().as_chunks();
        for [key, tag, _, value] in entries {
            match *tag {
                0 => drop(keys.numbers.insert(*key, *value)),
                DOUBLES => {
                    keys.doubles.extend(doubles.get(usize::from(*value)).map(|d| (*key, *d)));
                }
                _ => {}
            }
        }
        keys
    }

    /// True when the coordinates of a cell are those of its sample, false when those of its corner.
    pub fn pixel_is_point(&self) -> bool {
        self.number(key::RASTER_TYPE) == Some(PIXEL_IS_POINT)
    }

    /// Conversion between the coordinates and degrees. `None` when they are in degrees.
    ///
    /// # Errors
    /// When the coordinate system or the unit of elevations is not supported.
    pub fn reprojection(&self) -> Result<Option<Reprojection>> {
        let axis = self.doubles.get(&key::SEMI_MAJOR_AXIS);
        ensure!(
            axis.is_none_or(|axis| (axis - SEMI_MAJOR_AXIS).abs() < 1.0),
            "its coordinate system is not based on WGS84: convert it to WGS84 (EPSG:4326)"
        );
        self.ensure_unit(key::VERTICAL_UNITS, METRE, "its heights are not in metres")?;
        match self.number(key::MODEL_TYPE) {
            Some(GEOGRAPHIC) => {
                self.ensure_unit(key::ANGULAR_UNITS, DEGREE, "its coordinates are not in degrees")?;
                match self.number(key::GEODETIC_CRS) {
                    None | Some(USER_DEFINED) => Ok(None),
                    Some(code) => Reprojection::named(&format!("EPSG:{code}")),
                }
            }
            Some(PROJECTED) => match self.number(key::PROJECTED_CRS) {
                None | Some(USER_DEFINED) => self.user_defined().map(Some),
                Some(code) => Reprojection::named(&format!("EPSG:{code}")),
            },
            _ => bail!(
                "it does not say in which coordinate system it is: save it with one, such as WGS84 (EPSG:4326)"
            ),
        }
    }

    /// Conversion for a projection that is defined by keys instead of an EPSG code.
    fn user_defined(&self) -> Result<Reprojection> {
        self.ensure_unit(key::LINEAR_UNITS, METRE, "its coordinates are not in metres")?;
        let double = |key: u16| self.doubles.get(&key).copied();
        let both = |keys: [u16; 2]| keys.map(|key| double(key).unwrap_or_default());
        let [lon, lat] = both(key::NATURAL_ORIGIN);
        let [x, y] = both(key::FALSE_COORDINATES);
        let projection = match self.number(key::METHOD) {
            Some(TRANSVERSE_MERCATOR) => {
                let scale = double(key::SCALE).unwrap_or(1.0);
                format!("tmerc +lon_0={lon} +lat_0={lat} +k={scale} +x_0={x} +y_0={y}")
            }
            Some(LAMBERT_CONIC_2SP) => {
                let [first, second] = both(key::PARALLELS);
                // Some programs write the keys of the natural origin instead of those of the false origin.
                let or = |keys: [u16; 2], other: [f64; 2]| {
                    [0, 1].map(|i| double(keys[i]).unwrap_or(other[i]))
                };
                let [lon, lat] = or(key::FALSE_ORIGIN, [lon, lat]);
                let [x, y] = or(key::COORDINATES_AT_FALSE_ORIGIN, [x, y]);
                format!(
                    "lcc +lon_0={lon} +lat_0={lat} +lat_1={first} +lat_2={second} +x_0={x} +y_0={y}"
                )
            }
            _ => {
                bail!("it has a projection that is not supported: convert it to WGS84 (EPSG:4326)")
            }
        };
        Reprojection::defined(&format!(
            "+proj={projection} +ellps=WGS84 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs"
        ))
    }

    fn ensure_unit(&self, key: u16, unit: u16, problem: &str) -> Result<()> {
        ensure!(self.number(key).is_none_or(|number| number == unit), "{problem}: convert them");
        Ok(())
    }

    fn number(&self, key: u16) -> Option<u16> {
        self.numbers.get(&key).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys with whole numbers, and keys with doubles.
    fn keys(numbers: &[(u16, u16)], doubles: &[(u16, f64)]) -> GeoKeys {
        let mut directory = vec![1, 1, 0, 0];
        directory.extend(numbers.iter().flat_map(|(key, value)| [*key, 0, 1, *value]));
        let by_place = doubles.iter().zip(0..).flat_map(|((key, _), i)| [*key, DOUBLES, 1, i]);
        directory.extend(by_place);
        let doubles: Vec<f64> = doubles.iter().map(|(_, value)| *value).collect();
        GeoKeys::new(&directory, &doubles)
    }

    #[test]
    fn lambert_93_spelt_out_is_lambert_93() {
        let numbers = [(1024, 1), (3072, USER_DEFINED), (3075, 8), (3076, METRE)];
        let doubles =
            [(3078, 49.0), (3079, 44.0), (3084, 3.0), (3085, 46.5), (3086, 7e5), (3087, 6.6e6)];
        let spelt_out = keys(&numbers, &doubles).reprojection().unwrap().unwrap();
        let (x, y) = spelt_out.coordinates(6.0, 45.0).unwrap();
        assert!((x - 936_341.257).abs() < 1e-2 && (y - 6_437_909.151).abs() < 1e-2, "{x} {y}");
    }

    #[test]
    fn unsupported_coordinate_systems_are_refused_with_advice() {
        let refused = |numbers: &[(u16, u16)], doubles: &[(u16, f64)]| {
            keys(numbers, doubles).reprojection().map(drop).unwrap_err().to_string()
        };
        assert!(refused(&[], &[]).contains("coordinate system"));
        assert!(refused(&[(1024, 1), (3072, 27572)], &[]).contains("EPSG:27572"));
        assert!(refused(&[(1024, 1), (3072, USER_DEFINED), (3075, 15)], &[]).contains("EPSG:4326"));
        assert!(refused(&[(1024, 2), (4099, 9002)], &[]).contains("heights"));
        assert!(refused(&[(1024, 2), (2048, 4807), (2054, 9105)], &[]).contains("degrees"));
        assert!(refused(&[(1024, 2)], &[(2057, 6_378_249.2)]).contains("WGS84"));
    }
}
