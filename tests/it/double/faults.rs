//! A double of a whole Geotrek-admin that fails in every way it knows.

use super::{Double, site};
use crate::geotrek::done;
use crate::support::{Portal, copy};
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Checks every item on a few doubles at once, each with a portal that was built from it. A check
/// that says false is followed by a portal that is as it was.
///
/// `timeout` is the portal's, in seconds.
fn on_doubles<T: Sync>(
    timeout: u64,
    items: &[T],
    check: impl Fn(&Double, &Portal, &T) -> bool + Sync,
) {
    const DOUBLES: usize = 4;
    // One crowd at a time: a machine that is too busy is a fault that nobody ordered.
    static CROWD: Mutex<()> = Mutex::new(());
    let _crowd = CROWD.lock().unwrap_or_else(PoisonError::into_inner);
    let next = AtomicUsize::new(0);
    let work = || {
        let Some(double) = Double::with_small_photographs(&[], &[]) else { return };
        let built = double.portal(&["fr"], &format!("timeout = {timeout}\n"));
        done(&built.run(&["build"]));
        let fresh = || {
            let portal = Portal::empty();
            copy(built.path(), portal.path());
            portal
        };
        let mut portal = fresh();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            if !check(&double, &portal, item) {
                portal = fresh();
            }
        }
    };
    std::thread::scope(|scope| (0..DOUBLES).for_each(|_| drop(scope.spawn(work))));
}

/// Faults that make a full pull fail.
const REFUSED: &str = r#"
{"path": "/trek/", "status": 502}
{"path": "/trek/", "status": 403}
{"path": "/poi/", "html200": true}
{"path": "/touristiccontent/", "truncate": 0.5}
{"path": "/theme/", "reset": true}
{"path": "/trek/", "hang_s": 30}
{"path": "/trek/", "delay_ms": 4000}
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
{"left": "67 treks, 138 POIs, 495", "path": "/trek/", "ids": [10], "null_geometry": true}
{"left": "63 treks, 138 POIs, 485", "path": "/trek/[?]", "drop": 5}
{"left": "68 treks, 138 POIs, 499", "path": "/trek/", "null": ["length_2d", "ascent", "difficulty"]}
{"left": "68 treks, 138 POIs, 499", "path": "/trek/", "nan": ["ascent", "duration"]}
{"left": "68 treks, 138 POIs, 499", "path": "/trek/", "remove": ["practice", "themes"]}
{"left": "68 treks, 138 POIs, 499", "path": "/trek/", "set": {"duration": "long", "description": [1]}}
{"left": "68 treks, 138 POIs, 499", "path": "/theme/", "endpoint_missing": "json"}
{"left": "68 treks, 138 POIs, 304", "path": "/trekking_trek/", "media": 404}
"#;

/// Photographs that are none: the pages are there without them.
const DAMAGED: &str = r#"
{"left": "68 treks, 138 POIs, 304", "path": "/trekking_trek/", "media": "truncated_jpeg"}
{"left": "68 treks, 138 POIs, 304", "path": "/trekking_trek/", "media": "html"}
{"left": "68 treks, 138 POIs, 304", "path": "/trekking_trek/", "media": "html", "lie": true}
{"left": "68 treks, 138 POIs, 304", "path": "/trekking_trek/", "media": "svg_script"}
{"left": "68 treks, 138 POIs, 304", "path": "/trekking_trek/", "media": "png_bomb"}
{"left": "68 treks, 138 POIs, 304", "path": "/trekking_trek/", "media": "empty"}
{"left": "68 treks, 138 POIs, 304", "path": "/trekking_trek/", "media": "garbage"}
"#;

fn rules(text: &str) -> Vec<Value> {
    serde_json::Deserializer::from_str(text).into_iter().map(Result::unwrap).collect()
}

#[test]
fn no_fault_gives_half_a_site() {
    let cases: Vec<(&str, Value)> = [REFUSED, OVERCOME, ENDURED, DAMAGED]
        .into_iter()
        .flat_map(|list| rules(list).into_iter().map(move |rule| (list, rule)))
        .collect();
    on_doubles(2, &cases, |double, portal, (list, rule)| {
        let before = site(portal);
        double.faults(std::slice::from_ref(rule));
        let ran = portal.run(&["pull", "--full"]);
        assert_eq!(ran.code, i32::from(*list == REFUSED), "{rule}: {ran:?}");
        let told = ran.err.contains("failed to pull from http");
        assert_eq!(told, *list == REFUSED, "{rule}: {}", ran.err);
        assert!(double.fired() > 0, "{rule} was never met");
        let ran = portal.run(&["build", "--offline"]);
        done(&ran);
        let left = rule["left"].as_str().unwrap_or("68 treks, 138 POIs, 499");
        assert!(ran.out.starts_with(left), "{rule}: {}", ran.out);
        if *list == ENDURED {
            double.faults(&[]);
            done(&portal.run(&["build", "--full"]));
        }
        assert!(*list == DAMAGED || site(portal) == before, "{rule}");
        *list != DAMAGED
    });
}
