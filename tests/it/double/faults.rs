//! A double of a whole Geotrek-admin that fails in every way it knows.

use super::{Double, pages, site};
use crate::geotrek::done;
use crate::support::{Numbers, Portal, copy, tree};
use serde_json::{Value, json};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Checks every item on a few doubles at once, each with a portal that was built from it. A check
/// that says false is followed by a portal that is as it was.
///
/// `timeout` of an item is the portal's, in seconds.
fn on_doubles<T: Sync>(
    items: &[T],
    timeout: impl Fn(&T) -> u64 + Sync,
    check: impl Fn(&Double, &Portal, &T) -> bool + Sync,
) {
    const DOUBLES: usize = 4;
    // One crowd at a time: a machine that is too busy is a fault that nobody ordered.
    static CROWD: Mutex<()> = Mutex::new(());
    let _crowd = CROWD.lock().unwrap_or_else(PoisonError::into_inner);
    let next = AtomicUsize::new(0);
    let work = || {
        let Some(double) = Double::with_small_photographs(&[], &[]) else { return };
        let built = double.portal(&["fr"], "");
        done(&built.run(&["build"]));
        let settings = fs::read_to_string(built.path().join("site.toml")).unwrap();
        let fresh = || {
            let portal = Portal::empty();
            copy(built.path(), portal.path());
            portal
        };
        let mut portal = fresh();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            portal.write("site.toml", format!("{settings}timeout = {}\n", timeout(item)));
            if !check(&double, &portal, item) {
                portal = fresh();
            }
        }
    };
    std::thread::scope(|scope| (0..DOUBLES).for_each(|_| drop(scope.spawn(work))));
}

/// Longer than any machine is busy, in seconds; the faults for which it is too long have their own.
const TIMEOUT: u64 = 60;

/// Faults that make a full pull fail.
const REFUSED: &str = r#"
{"path": "/trek/", "status": 502}
{"path": "/trek/", "status": 403}
{"path": "/poi/", "html200": true}
{"path": "/touristiccontent/", "truncate": 0.5}
{"path": "/theme/", "reset": true}
{"timeout": 1, "path": "/trek/", "hang_s": 30}
{"timeout": 1, "path": "/trek/", "delay_ms": 4000}
{"path": "/label/", "gzip": "broken"}
{"path": "/trek/", "redirect": "file:///etc/passwd"}
{"path": "/trek/", "redirect": "http://10.0.0.1/"}
{"path": "/poi/", "redirect": "loop"}
{"path": "/poi/", "redirect": "self"}
{"path": "/poi/", "close_after_bytes": 0.3}
{"path": "/trek/", "endpoint_missing": "html"}
{"path": "/poi/", "endpoint_missing": "json"}
{"path": "/trek/[?]", "drop": 25}
{"path": "/trek/", "remove": ["id"]}
{"path": "/trek/", "set": {"id": 4}}
{"path": "/trek/", "null_geometry": true}
{"path": "/trek/", "null": ["name"]}
{"path": "/poi/", "null_geometry": true}
{"path": "/theme/", "endpoint_missing": "json"}
{"path": "/trek_difficulty/", "drop": 100}
{"path": "/media/", "status": 500}
{"path": "/media/", "reset": true}
{"path": "/trekking_trek/", "media": 404}
{"path": "/trekking_trek/", "media": "truncated_jpeg"}
{"path": "/trekking_trek/", "media": "html"}
{"path": "/trekking_trek/", "media": "html", "lie": true}
{"path": "/trekking_trek/", "media": "svg_script"}
{"path": "/trekking_trek/", "media": "png_bomb"}
{"path": "/trekking_trek/", "media": "empty"}
{"path": "/trekking_trek/", "media": "garbage"}
"#;

/// Faults that a full pull sees through.
const OVERCOME: &str = r#"
{"path": "/trek/[?]", "status": 503, "retry_after": 1, "times": 1}
{"path": "/theme/", "status": 429, "retry_after": "date:1", "times": 1}
{"path": "/trek/[?]", "next": "loop"}
{"path": "/trek/[?]", "next": null}
{"path": "/trek/[?]", "next": {"host": "evil.example"}}
{"path": "/trek/[?]", "duplicate": 5}
{"path": "/poi/[?]", "origin": "http://evil.example"}
{"path": "/trek/[?]", "count": "+3"}
{"path": "/trek/[?]", "reset_after_bytes": 0.5, "times": 2}
{"path": ".", "chunked": true}
{"path": ".", "no_length": true}
{"path": "/trek/[?]", "delay_ms": 200}
{"path": "/theme/", "bytes_per_s": 200}
{"path": "/trek/", "stringify": ["id", "ascent", "duration", "length_2d"]}
{"path": "/media/", "status": 500, "times": 3}
{"path": "/media/", "close_after_bytes": 20, "times": 3}
"#;

/// Faults that take something away, with what is left; the next full pull brings it back.
const ENDURED: &str = r#"
{"left": "68 treks, 138 POIs", "path": "/trek/", "ids": [10], "null_geometry": true}
{"left": "63 treks, 138 POIs", "path": "/trek/[?]", "drop": 5}
{"left": "68 treks, 138 POIs", "path": "/trek/", "null": ["length_2d", "ascent", "difficulty"]}
{"left": "68 treks, 138 POIs", "path": "/trek/", "nan": ["ascent", "duration"]}
{"left": "68 treks, 138 POIs", "path": "/trek/", "remove": ["practice", "themes"]}
{"left": "68 treks, 138 POIs", "path": "/trek/", "set": {"duration": "long", "description": [1]}}
{"left": "68 treks, 138 POIs", "path": "/touristicevent_type/", "ids": [1], "drop": 1}
{"left": "68 treks, 138 POIs", "path": "/trekking_trek/9/", "media": 404}
"#;

/// Good photographs of which a few are answered wrongly: what was good stays.
const KEPT: &str = r#"
{"path": "/trekking_trek/9/", "media": "truncated_jpeg"}
{"path": "/trekking_trek/9/", "media": "html"}
{"path": "/trekking_trek/9/", "media": "garbage"}
{"path": "/trekking_trek/9/", "status": 500}
"#;

fn rules(text: &str) -> Vec<Value> {
    serde_json::Deserializer::from_str(text).into_iter().map(Result::unwrap).collect()
}

#[test]
fn no_fault_gives_half_a_site() {
    let cases: Vec<(&str, Value)> = [REFUSED, OVERCOME, ENDURED, KEPT]
        .into_iter()
        .flat_map(|list| rules(list).into_iter().map(move |rule| (list, rule)))
        .collect();
    let timeout = |(_, rule): &(&str, Value)| rule["timeout"].as_u64().unwrap_or(TIMEOUT);
    on_doubles(&cases, timeout, |double, portal, (list, rule)| {
        let before = site(portal);
        double.faults(std::slice::from_ref(rule));
        let ran = portal.run(&["pull", "--full"]);
        assert_eq!(ran.code, i32::from(*list == REFUSED), "{rule}: {ran:?}");
        let told = ran.err.contains("failed to pull from http");
        assert_eq!(told, *list == REFUSED, "{rule}: {}", ran.err);
        assert!(double.fired() > 0, "{rule} was never met");
        let ran = portal.run(&["build", "--offline"]);
        done(&ran);
        let left = rule["left"].as_str().unwrap_or("68 treks, 138 POIs");
        assert!(ran.out.lines().any(|line| line.starts_with(left)), "{rule}: {}", ran.out);
        if *list == ENDURED {
            double.faults(&[]);
            done(&portal.run(&["build", "--full"]));
        }
        assert!(site(portal) == before, "{rule}");
        true
    });
}

/// Where a fault may be.
const LISTS: &str = "/trek/[?] /poi/[?] /touristiccontent/[?] /touristicevent/[?] /outdoor_site/[?] /outdoor_course/[?] /sensitivearea/[?] /flatpage/[?] /theme/[?] /city/[?]";
const ANYWHERE: &str = r". /api/v2/ /media/ /trek/\d /menu_item/";

/// Every kind of fault of the double: of any answer, of lists, of media.
const CATALOGUE: [&str; 3] = [
    r#"
{"status": 500} {"status": 502} {"status": 503, "retry_after": 1}
{"status": 429, "retry_after": "date:1"} {"status": 404} {"status": 403} {"status": 302}
{"html200": true} {"endpoint_missing": "json"} {"endpoint_missing": "html"} {"delay_ms": 300}
{"delay_ms": 1500} {"hang_s": 3} {"bytes_per_s": 400000} {"reset": true}
{"reset_after_bytes": 0.5} {"close_after_bytes": 0.5} {"close_after_bytes": 10}
{"truncate": 0.7} {"gzip": "broken"} {"chunked": true} {"no_length": true}
{"redirect": "file:///etc/passwd"} {"redirect": "loop"} {"redirect": "self"}
{"redirect": "http://10.0.0.1/", "redirect_status": 301} {"origin": "http://evil.example"}
{"content_type": "text/html"} {"headers": {"Content-Encoding": "br"}}
"#,
    r#"
{"next": null} {"next": "loop"} {"next": "file:///etc/passwd"}
{"next": {"host": "evil.example", "port": 1, "scheme": "https"}} {"count": 0} {"count": "+3"}
{"count": 1000000} {"count": null} {"duplicate": 7} {"drop": 1} {"drop": 60}
{"null": ["name", "geometry", "attachments"]} {"null": ["id"]}
{"nan": ["id", "ascent", "duration"]} {"stringify": ["id", "geometry", "name", "published"]}
{"remove": ["id"]} {"remove": ["name", "published", "update_datetime"]}
{"set": {"id": [], "name": 7}} {"set": {"children": [[1], {}, "x/../y", -1]}}
{"set": {"geometry": {"type": "Point", "coordinates": [1e300, "x"]}}} {"null_geometry": true}
"#,
    r#"
{"media": 404} {"media": "truncated_jpeg"} {"media": "html"} {"media": "html", "lie": true}
{"media": "svg_script"} {"media": "png_bomb"} {"media": "empty"} {"media": "garbage"}
"#,
];

/// One fault of the catalogue, where and when the dice say.
fn fault(dice: &mut Numbers, seed: u64) -> Value {
    let kind = *dice.one(&[0, 0, 1, 2]);
    let mut fault = dice.one(&rules(CATALOGUE[kind])).clone();
    let paths = match kind {
        0 => *dice.one(&[LISTS, ANYWHERE]),
        1 => LISTS,
        _ => "/media/",
    };
    let paths: Vec<&str> = paths.split(' ').collect();
    fault["path"] = json!(dice.one(&paths));
    fault["seed"] = json!(seed);
    fault["also"] = json!(dice.below(2) == 0);
    if kind == 0 {
        fault["times"] = json!(1 + dice.below(40));
    } else {
        fault["fraction"] = json!(0.2);
    }
    match dice.below(4) {
        0 => fault["probability"] = json!(0.3),
        1 => fault["every"] = json!(2),
        2 => fault["after"] = json!(1),
        _ => {}
    }
    fault
}

#[test]
fn whatever_the_server_does_the_site_is_new_or_what_it_was() {
    let seeds: Vec<u64> = (1..=100).collect();
    let [good, failed] = [AtomicUsize::new(0), AtomicUsize::new(0)];
    // Short: many of the faults are slow answers. Where a machine is slow too, a pull fails more often.
    let timeout = |_: &u64| 1;
    on_doubles(&seeds, timeout, |double, portal, seed| {
        let mut dice = Numbers(*seed);
        let rules: Vec<Value> = (0..=dice.below(3)).map(|_| fault(&mut dice, *seed)).collect();
        let state = || [site(portal), tree(&portal.path().join(".sentier/geotrek"))];
        let before = state();
        double.faults(&rules);
        let ran = portal.run(&[*dice.one(&["build", "pull"]), "--full"]);
        let told = format!("seed {seed}: {} {ran:?}", json!(rules));
        assert!([0, 1, 4].contains(&ran.code) && !ran.err.contains("panicked"), "{told}");
        if ran.code == 0 {
            good.fetch_add(1, Ordering::Relaxed);
            assert!(pages(&site(portal), "fr", "trek").len() > 15, "{told}");
            return false;
        }
        failed.fetch_add(1, Ordering::Relaxed);
        let why = ran.err.lines().filter(|line| line.contains("failed to pull from http"));
        assert_eq!(why.count(), 1, "{told}");
        assert!(state() == before, "{told}");
        true
    });
    let counts = [good, failed].map(AtomicUsize::into_inner);
    println!("{counts:?} pulls were good and failed");
    assert!(counts == [0, 0] || counts.iter().all(|count| *count > 0), "{counts:?}");
}
