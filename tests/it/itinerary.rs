//! What the page of an itinerary lists, and what it leaves to the pages of its stages.

use crate::geotrek::{Server, done, trek};
use crate::support::{Portal, tree};
use serde_json::{Value, json};

/// So many 1/100 degrees (1.1 km each) up the meridian that all these treks follow.
fn at(north: f64) -> Value {
    json!([6.1, 45.1 + north / 100.0, 1200.0])
}

fn place(id: u32, name: &str, north: f64) -> Value {
    json!({
        "id": id, "name": {"fr": name}, "published": {"fr": true}, "begin_date": "2040-06-12",
        "geometry": {"type": "Point", "coordinates": at(north)},
    })
}

/// A tour of three stages, of which the last is published in French only, and one of everything
/// at the middle of each stage. The tour alone goes on.
fn tour() -> Server {
    let server = Server::start();
    let line = |id: u32, name: &str, from: f64, to: f64| {
        let mut trek = trek(id, name);
        trek["geometry"]["coordinates"] = json!([at(from), at(to)]);
        trek
    };
    let mut last = line(3, "Jour trois", 40.0, 60.0);
    last["published"]["en"] = json!(false);
    let mut tour = line(9, "Le tour", 0.0, 80.0);
    tour["children"] = json!([1, 2, 3]);
    let days = [line(1, "Jour un", 0.0, 20.0), line(2, "Jour deux", 20.0, 40.0), last, tour];
    server.list("trek", &days);
    let middles = [(1, 10.0), (2, 30.0), (3, 50.0), (4, 70.0)];
    let each = |endpoint: &str, kind: &str| {
        let place = |(number, north): (u32, f64)| {
            let mut place = place(number, &format!("{kind} {number}"), north);
            if ["signage", "infrastructure"].contains(&endpoint) {
                place["name"] = json!(format!("{kind} {number}"));
            }
            place
        };
        server.list(endpoint, &middles.map(place));
    };
    each("poi", "Lieu");
    each("signage", "Poteau");
    each("infrastructure", "Banc");
    each("touristiccontent", "Gîte");
    each("touristicevent", "Fête");
    server
}

/// The numbers of what is listed of a kind, in order.
fn listed(page: &str, kind: &str) -> Vec<u32> {
    // Below are the cards of other treks.
    let main = page.split("<main").nth(1).unwrap().split("id=\"nearby\"").next().unwrap();
    let before = format!(">{kind} ");
    let found = main.split(&before).skip(1);
    found.map(|rest| rest[..1].parse().unwrap()).collect()
}

fn built(portal: &Portal, path: &str) -> String {
    String::from_utf8(tree(&portal.path().join("public"))[path].clone()).unwrap()
}

#[test]
fn an_itinerary_leaves_to_its_stages_what_their_pages_list() {
    let server = tour();
    let portal = server.portal();
    done(&portal.run(&["build"]));
    let page = built(&portal, "trek/9-le-tour/index.html");
    for kind in ["Poteau", "Banc", "Gîte", "Fête"] {
        assert_eq!(listed(&page, kind), [4], "{kind}: {page}");
        let stage = built(&portal, "trek/2-jour-deux/index.html");
        assert_eq!(listed(&stage, kind), [2], "{kind}: {stage}");
    }
    assert_eq!(listed(&page, "Lieu"), [1, 2, 3, 4], "all POIs are on the way: {page}");
    assert!(!page.contains("class=\"place-title\"><a href=\"/poi/"), "in a line each: {page}");
    assert!(page.contains("est sur sa page"), "{page}");

    // Where a stage has no page, nothing can be left to it.
    let page = built(&portal, "en/trek/9-le-tour/index.html");
    assert_eq!(listed(&page, "Poteau"), [3, 4], "{page}");
}
