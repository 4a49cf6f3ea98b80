//! Builds after changes of a whole Geotrek-admin: each gives the site of a build that knows nothing of
//! an earlier one.

use super::{Double, listed};
use crate::geotrek::done;
use crate::incremental::{assert_same, sequences};
use crate::support::Numbers;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Number of changes in a sequence.
const CHANGES: u64 = 6;

/// Endpoints whose objects have a name.
const NAMED: [&str; 6] =
    ["trek", "poi", "touristiccontent", "touristicevent", "outdoor_site", "informationdesk"];

/// One of the changes that editors make, as an order to the double.
fn change(numbers: &mut Numbers, ids: &BTreeMap<&str, Vec<u64>>) -> Value {
    let number = numbers.below(50);
    let any = |numbers: &mut Numbers, endpoint: &str| *numbers.one(&ids[endpoint]);
    match numbers.below(10) {
        0 | 1 => {
            let endpoint = *numbers.one(&NAMED);
            let id = any(numbers, endpoint);
            json!({"op": "update", "endpoint": endpoint, "id": id, "set": {"name": {"fr": format!("Nom {number}")}}})
        }
        2 => {
            let id = any(numbers, "trek");
            json!({"op": "update", "endpoint": "trek", "id": id, "set": {"description": {"fr": format!("<p>Texte {number}</p>")}}})
        }
        3 => json!({"op": "delete", "endpoint": "trek", "id": any(numbers, "trek")}),
        4 => {
            json!({"op": "unpublish", "endpoint": "trek", "id": any(numbers, "trek"), "language": "en"})
        }
        5 => {
            json!({"op": "create", "endpoint": "trek", "like": any(numbers, "trek"), "set": {"name": {"fr": format!("Nouveau {number}")}}})
        }
        6 => {
            let position = [6.0 + number as f64 / 100.0, 44.8 + number as f64 / 200.0];
            let place = json!({"type": "Point", "coordinates": position});
            json!({"op": "update", "endpoint": "poi", "id": any(numbers, "poi"), "set": {"geometry": place}})
        }
        7 => {
            let id = any(numbers, "theme");
            json!({"op": "update", "endpoint": "theme", "id": id, "set": {"label": {"fr": format!("Thème {number}")}}, "bump": false})
        }
        8 => {
            let id = any(numbers, "structure");
            json!({"op": "update", "endpoint": "structure", "id": id, "set": {"name": format!("Structure {number}")}, "bump": false})
        }
        _ => {
            let children: Vec<u64> = (0..3).map(|_| any(numbers, "trek")).collect();
            json!({"op": "update", "endpoint": "trek", "id": any(numbers, "trek"), "set": {"children": children}})
        }
    }
}

#[test]
fn after_any_changes_of_an_admin_the_site_is_that_of_a_new_build() {
    for seed in 0..sequences(1) {
        let Some(double) = Double::with_small_photographs(&[], &[]) else { return };
        let portal = double.portal(&["fr", "en"], "");
        let endpoints = NAMED.into_iter().chain(["theme", "structure"]);
        let ids: BTreeMap<&str, Vec<u64>> = endpoints
            .map(|endpoint| (endpoint, listed(&double, endpoint, "").into_iter().collect()))
            .collect();
        done(&portal.run(&["build"]));
        let mut numbers = Numbers(seed);
        let mut told = format!("seed {seed}");
        for _ in 0..CHANGES {
            let order = change(&mut numbers, &ids);
            told += &format!("\n{order}");
            // What was deleted cannot be changed.
            let answer = double.ask("POST", "/__control", &order.to_string());
            if answer.status == 200 {
                done(&portal.run(&["build", "--full"]));
            }
        }
        let new = portal.path().join("new");
        let out = ["build", "--offline", "--out", new.to_str().unwrap()];
        done(&portal.run(&out));
        assert_same(&portal.path().join("public"), &new, &told);
    }
}
