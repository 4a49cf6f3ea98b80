//! Tests of reading GeoJSON.

use super::*;

#[track_caller]
fn first_line(json: &str) -> Vec<(f64, f64, Option<f64>)> {
    let (tracks, _, _) = read(json).unwrap();
    let positions = tracks[0].line.positions();
    positions.map(|p| (p.lon(), p.lat(), p.elevation())).collect()
}

#[test]
fn features_collections_and_bare_geometries() {
    let line = r#"{"type":"LineString","coordinates":[[6,45,1000],[6.1,45.1,1100]]}"#;
    let feature =
        format!(r#"{{"type":"Feature","properties":{{"NOM":"Tour"}},"geometry":{line}}}"#);
    let collection = format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#);
    for json in [line, &feature, &collection] {
        assert_eq!(first_line(json), [(6.0, 45.0, Some(1000.0)), (6.1, 45.1, Some(1100.0))]);
    }
    assert_eq!(read(&collection).unwrap().0[0].name.as_deref(), Some("Tour"));
}

#[test]
fn a_name_is_the_first_attribute_that_holds_a_text() {
    let name = |properties: &str| {
        let json = format!(
            r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"LineString","coordinates":[[6,45],[7,46]]}}}}"#
        );
        read(&json).unwrap().0[0].name.clone()
    };
    for (properties, expected) in [
        (r#"{"NAME":3,"name":" ","Name":"Tour","title":"Other"}"#, Some("Tour")),
        (r#"{"title":"Other","nom":"Tour"}"#, Some("Tour")),
        (r#"{"name":null,"titre":"Tour"}"#, Some("Tour")),
        ("[]", None),
    ] {
        assert_eq!(name(properties).as_deref(), expected, "{properties}");
    }
}

#[test]
fn lambert_93_is_reprojected() {
    let json = r#"{"type":"Feature","crs":{"type":"name","properties":{"name":"EPSG:2154"}},"properties":null,
        "geometry":{"type":"LineString","coordinates":[[936341.257,6437909.151],[936400,6437909.151]]}}"#;
    let (lon, lat, _) = first_line(json)[0];
    assert!((lon - 6.0).abs() < 1e-6 && (lat - 45.0).abs() < 1e-6);
}

#[test]
fn metres_without_a_coordinate_system_are_refused_with_advice() {
    let json = r#"{"type":"LineString","coordinates":[[936341,6437909],[936400,6437909]]}"#;
    assert!(read(json).unwrap_err().to_string().contains("not degrees"));
}

#[test]
fn a_bad_elevation_or_position_is_left_out() {
    let json =
        r#"{"type":"LineString","coordinates":[[6,45,null],[null,45],["x"],[6.1,45.1,900]]}"#;
    assert_eq!(first_line(json), [(6.0, 45.0, None), (6.1, 45.1, Some(900.0))]);
}

#[test]
fn bad_positions_in_multi_lines_and_collections_are_left_out() {
    let json = r#"{"type":"GeometryCollection","geometries":[{"type":"MultiLineString","coordinates":
        [[[6,45,null],[6.1,45.1],null],[[1],"x"],[[7,46, 5],[7.1,46.1,"a,b"]]]},{"type":"Point","coordinates":[6,45]}]}"#;
    let (tracks, waypoints, problems) = read(json).unwrap();
    let found: Vec<_> = tracks[0].line.positions().map(|p| (p.lon(), p.elevation())).collect();
    assert_eq!(found, [(6.0, None), (6.1, None), (7.0, Some(5.0)), (7.1, None)]);
    assert_eq!(waypoints.len(), 1);
    let lost = "points left out, because they have no usable position: 3";
    assert_eq!(problems.iter().map(|p| &*p.message).collect::<Vec<_>>(), [lost]);
}

#[test]
fn many_points_of_one_feature_are_one_place() {
    let points = "[6,45],".repeat(1_000);
    let json = format!(
        r#"{{"type":"Feature","properties":{{"name":"Grange"}},"geometry":{{"type":"MultiPoint","coordinates":[{points}[7,46]]}}}}"#
    );
    let (_, waypoints, _) = read(&json).unwrap();
    assert_eq!((waypoints.len(), waypoints[0].position.lon()), (1, 6.0));
}

#[test]
fn a_bad_feature_is_left_out() {
    let json = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null},
        {"type":"Feature","properties":{"name":"ok"},"geometry":{"type":"LineString","coordinates":[[6,45],[7,46]]}}, 5]}"#;
    let (tracks, _, problems) = read(json).unwrap();
    assert_eq!((tracks.len(), problems.len()), (1, 2));
}

#[test]
fn other_files_are_refused_with_a_reason() {
    assert!(read("{\"a\":").unwrap_err().to_string().contains("line 1"));
    assert!(read("[1]").is_err() && read("{}").is_err());
}
