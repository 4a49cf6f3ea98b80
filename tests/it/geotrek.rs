//! A Geotrek-admin as a source, over real HTTP: a small server that answers what a test wrote, in
//! the shape of the API.

use crate::support::{Portal, Ran, fixtures, tree};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// Status, type, body. The body of a redirect is where it leads.
type Answer = (u16, &'static str, Vec<u8>);

/// A server of a few objects.
pub struct Server {
    pub url: String,
    answers: Arc<Mutex<BTreeMap<String, Answer>>>,
    fails: Arc<AtomicBool>,
    /// Path and query of what was asked, with `304` behind what was not sent again.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answers: Arc<Mutex<BTreeMap<String, Answer>>> = Arc::default();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let fails: Arc<AtomicBool> = Arc::default();
        let (known, log, failing) = (answers.clone(), asked.clone(), fails.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (known, log, failing) = (known.clone(), log.clone(), failing.clone());
                std::thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
                    let Some(Ok(first)) = lines.next() else { return };
                    let head: Vec<String> =
                        lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
                    let asked = first.split(' ').nth(1).unwrap().to_owned();
                    let (path, query) = asked.split_once('?').unwrap_or((&asked, ""));
                    let missing = (404, "text/html", b"<h1>not found</h1>".to_vec());
                    let refused = (403, "text/html", b"<h1>members only</h1>".to_vec());
                    let known = known.lock().unwrap();
                    // An answer to one question comes before that of its path.
                    let answer = match failing.load(Ordering::Relaxed) {
                        true => Some(refused),
                        false => known.get(&asked).cloned().or_else(|| {
                            known.get(path).and_then(|answer| of_portal(answer, query))
                        }),
                    };
                    drop(known);
                    let (mut status, kind, mut body) = answer.unwrap_or(missing);
                    let same = format!("if-none-match: \"{}\"", body.len());
                    if head.iter().any(|line| line.eq_ignore_ascii_case(&same)) {
                        (status, body) = (304, Vec::new());
                    }
                    let note = if status == 304 { format!("{asked} 304") } else { asked };
                    log.lock().unwrap().push(note);
                    let etag = body.len();
                    let location = match status {
                        302 => format!("Location: {}\r\n", String::from_utf8_lossy(&body)),
                        _ => String::new(),
                    };
                    let head = format!(
                        "HTTP/1.1 {status} x\r\n{location}Content-Type: {kind}\r\nETag: \"{etag}\"\r\nContent-Length: {etag}\r\nConnection: close\r\n\r\n"
                    );
                    let _ =
                        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
                });
            }
        });
        let server = Server { url, answers, fails, asked };
        server.say(
            "/api/v2/version",
            (200, "application/json", b"{\"version\":\"2.126.1\"}".to_vec()),
        );
        server
    }

    pub fn say(&self, path: &str, answer: Answer) {
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// Refuses everything, or no longer.
    pub fn fail(&self, fails: bool) {
        self.fails.store(fails, Ordering::Relaxed);
    }

    pub fn forget(&self, path: &str) {
        self.answers.lock().unwrap().remove(path);
    }

    /// Answers a list, and each of its objects by itself.
    pub fn list(&self, endpoint: &str, objects: &[Value]) {
        let list =
            json!({"count": objects.len(), "next": null, "previous": null, "results": objects});
        self.json(&format!("/api/v2/{endpoint}/"), &list);
        for object in objects {
            self.json(&format!("/api/v2/{endpoint}/{}/", object["id"]), object);
        }
    }

    pub fn json(&self, path: &str, value: &Value) {
        self.say(path, (200, "application/json", value.to_string().into_bytes()));
    }

    /// What was asked since the last time.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }

    /// A portal of this server.
    pub fn portal(&self) -> Portal {
        self.portal_with("")
    }

    pub fn portal_with(&self, settings: &str) -> Portal {
        Portal::empty().with(
            "site.toml",
            format!(
                "title = \"Vallées\"\nbase_url = \"https://example.org\"\nlanguages = [\"fr\", \"en\"]\n[[sources]]\nurl = \"{}\"\n{settings}",
                self.url
            ),
        )
    }
}

/// The part of an answer that a query for one portal leaves, where objects say on which portals
/// they are. `None` for an object that is on others only.
fn of_portal((status, kind, body): &Answer, query: &str) -> Option<Answer> {
    let asked = query.split('&').find_map(|part| part.strip_prefix("portals="));
    let whole = || (*status, *kind, body.clone());
    let Some(portal) = asked.and_then(|portal| portal.parse::<u64>().ok()) else {
        return Some(whole());
    };
    let Ok(mut value) = serde_json::from_slice::<Value>(body) else { return Some(whole()) };
    let is_there = |object: &Value| {
        object["portal"].as_array().is_none_or(|portals| portals.contains(&json!(portal)))
    };
    if let Some(results) = value["results"].as_array() {
        let left: Vec<Value> = results.iter().filter(|object| is_there(object)).cloned().collect();
        value["count"] = json!(left.len());
        value["results"] = json!(left);
    } else if !is_there(&value) {
        return None;
    }
    Some((*status, kind, value.to_string().into_bytes()))
}

pub fn trek(id: u32, name: &str) -> Value {
    json!({
        "id": id,
        "name": {"fr": name, "en": format!("{name} (en)")},
        "published": {"fr": true, "en": true},
        "update_datetime": "2026-05-12T10:00:00+02:00",
        "geometry": {"type": "LineString", "coordinates": [[6.1, 45.1, 1200.0], [6.1, 45.11, 1300.0]]},
        "children": [],
    })
}

/// A server with one object of each kind, which refer to each other.
pub fn valley() -> Server {
    let server = Server::start();
    let mut lake = trek(4, "Le lac");
    let more = json!({
        "description": {"fr": "<h1>Étapes</h1><p>Monter.</p><p>&nbsp;</p><script>alert(1)</script><p><img src=\"/media/dessin.jpg\" alt=\"Un dessin\"><img src=\"http://10.0.0.1/spy.gif\"></p><iframe src=\"//player.vimeo.com/video/7\"></iframe>", "en": null},
        "departure": {"fr": "Le pont", "en": ""},
        "practice": 1, "difficulty": "2", "themes": [3], "labels": [9], "ratings": [8], "ratings_description": {"fr": "<p>Pied sûr.</p>"}, "cities": [17],
        "length_2d": 8123.4, "ascent": 640, "descent": -640, "min_elevation": 1200, "max_elevation": 1800, "duration": "3.5",
        "structure": 1, "information_desks": [5],
        "attachments": [
            {"type": "image", "url": "http://localhost:9999/media/roue.jpg", "legend": "La roue", "author": "© A. Meunier", "license": "CC-BY-4.0"},
            {"type": "video", "url": "https://www.youtube.com/watch?v=x", "legend": "Le film"},
            {"type": "file", "url": "/media/topo.pdf", "title": "Topoguide"},
            {"type": "file", "url": "/media/page.html", "title": "Une page"},
        ],
        "attachments_accessibility": [{"info_accessibility": "width", "url": "/media/large.jpg", "legend": "Passerelle large"}],
        "web_links": [{"name": {"fr": "Le parc"}, "url": "https://example.org/parc"}, {"name": {"fr": "Non"}, "url": "javascript:alert(1)"}],
    });
    lake.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let mut french = trek(5, "La crête");
    french["published"]["en"] = json!(false);
    let mut tour = trek(7, "Le tour");
    tour["children"] = json!([5, 63]);
    server.list("trek", &[lake, french, tour]);
    let mut stage = trek(63, "Étape cachée");
    stage["published"] = json!({"fr": false, "en": false});
    server.json("/api/v2/trek/63/", &stage);
    server.list("trek_practice", &[json!({"id": 1, "name": {"fr": "À pied", "en": "On foot"}})]);
    server.list("trek_difficulty", &[json!({"id": 2, "label": {"fr": "Facile", "en": "Easy"}})]);
    server.list("theme", &[json!({"id": 3, "label": {"fr": "Lacs", "en": "Lakes"}})]);
    server.list(
        "label",
        &[json!({"id": 9, "name": {"fr": "Cœur"}, "advice": {"fr": "<p>Sans chien.</p>"}})],
    );
    server.list("city", &[json!({"id": 17, "code": "05101", "name": "Vallouise"})]);
    server.list(
        "structure",
        &[json!({"id": 1, "name": "Parc des Vallées"}), json!({"id": 2, "name": "Sans objet"})],
    );
    server.list("informationdesk", &[json!({"id": 5, "accessibility": {"fr": "De plain-pied"}, "label_accessibility": 3, "photo_url": "/media/maison.jpg.150x150_q85.jpg", "name": {"fr": "Maison du parc"}, "type": {"id": 1, "label": {"fr": "Maison"}}, "latitude": 45.1, "longitude": 6.1})]);
    let place = |id: u32, name: &str| json!({"id": id, "name": {"fr": name}, "published": {"fr": true}, "update_datetime": "2026-05-12", "geometry": {"type": "Point", "coordinates": [6.1, 45.105, 1250.0]}});
    let mut poi = place(30, "La source");
    poi["type"] = json!(8);
    server.list("poi", &[poi]);
    server.list("poi_type", &[json!({"id": 8, "label": {"fr": "Eau"}})]);
    let mut hut = place(31, "Le refuge");
    (hut["category"], hut["types"]) = (json!(1), json!({"101": [4], "102": []}));
    server.list("touristiccontent", &[hut]);
    server.list("touristiccontent_category", &[json!({"id": 1, "label": {"fr": "Hébergement"}, "types": [{"id": 101, "values": [{"id": 4, "label": {"fr": "Gîte"}}]}]})]);
    let mut festival = place(32, "La fête");
    (festival["begin_date"], festival["price"]) = (json!("2027-06-12"), json!("12.50"));
    server.list("touristicevent", &[festival]);
    server.list("label_accessibility", &[json!({"id": 3, "label": {"fr": "Handicap moteur"}})]);
    let page = |id: u32, title: &str| json!({"id": id, "title": {"fr": title}, "content": {"fr": "<p>Texte</p>"}, "published": {"fr": true}});
    server.list("flatpage", &[page(1, "Mentions"), page(2, "Le pays")]);
    server.json("/api/v2/menu_item/", &json!([{"id": 11, "title": {"fr": "Menu"}, "children": [{"id": 2, "title": {"fr": "Le pays"}, "page": 2, "children": []}]}, {"id": 3, "title": {"fr": "Mentions"}, "page": 1, "children": []}]));
    let crag = json!({
        "id": 50, "name": {"fr": "La falaise"}, "published": {"fr": true, "en": false},
        "description": {"fr": "<p>Du calcaire.</p>"}, "practice": 1, "type": 2, "ratings": [3],
        "orientation": ["S", "SW"], "children": [51], "courses": [60], "parent": null,
        "geometry": {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [6.1, 45.1]},
            {"type": "Polygon", "coordinates": [[[6.1, 45.1], [6.11, 45.1], [6.1, 45.11], [6.1, 45.1]]]}]},
    });
    let mut sector = crag.clone();
    (sector["id"], sector["name"]["fr"], sector["parent"], sector["children"], sector["courses"]) =
        (json!(51), json!("Le secteur"), json!(50), json!([]), json!([]));
    server.list("outdoor_site", &[crag, sector]);
    server.list("outdoor_course", &[json!({
        "id": 60, "name": {"fr": "L’arête"}, "published": {"fr": true}, "type": 4, "height": 120, "duration": 2.0, "sites": [50],
        "geometry": {"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates": [[6.1, 45.1], [6.11, 45.11]]}]},
    })]);
    server.list("sensitivearea", &[json!({
        "id": 70, "name": {"fr": "Aigle royal"}, "published": true, "update_datetime": "2026-05-12",
        "description": {"fr": "<p>Restez loin.</p>"}, "practices": [1], "info_url": "https://example.org/aigle",
        "period": [true, true, true, false, false, false, false, false, false, false, true, true],
        "rules": [{"id": 1, "name": {"fr": "VTT interdit"}}],
        "geometry": {"type": "Polygon", "coordinates": [[[6.09, 45.1], [6.11, 45.1], [6.11, 45.105], [6.09, 45.105], [6.09, 45.1]]]},
    })]);
    server.list("sensitivearea_practice", &[json!({"id": 1, "name": {"fr": "Terrestre"}})]);
    server.list("trek_rating", &[json!({"id": 8, "name": {"fr": "T3"}, "scale": 2})]);
    server.list("trek_ratingscale", &[json!({"id": 2, "name": {"fr": "Échelle SAC"}})]);
    along_the_trails(&server);
    let named = |id: u32, name: &str| json!({"id": id, "name": {"fr": name}});
    server.list("outdoor_practice", &[named(1, "Escalade")]);
    server.list("outdoor_sitetype", &[named(2, "École d’escalade")]);
    server.list("outdoor_rating", &[named(3, "6a")]);
    server.list("outdoor_coursetype", &[named(4, "Grande voie")]);
    let photo = fs::read(fixtures().join("hamlet/treks/moulin/roue.jpg")).unwrap();
    for name in ["roue", "dessin", "large", "maison", "panorama", "pont"] {
        server.say(&format!("/media/{name}.jpg"), (200, "image/jpeg", photo.clone()));
    }
    server.say("/media/topo.pdf", (200, "application/pdf", b"%PDF-1.4 topo".to_vec()));
    server.say("/media/page.html", (200, "text/html", b"<script>alert(1)</script>".to_vec()));
    server
}

/// Facilities and signposts along the trails, and facts about the server.
fn along_the_trails(server: &Server) {
    let at = json!({"type": "Point", "coordinates": [6.1, 45.103, 1230.0]});
    server.list("infrastructure", &[json!({
        "id": 80, "name": "Passerelle du moulin", "type": 1, "description": "En bois.", "conditions": [2], "usage_difficulty": 1,
        "accessibility": {"fr": "Poussettes"}, "geometry": at, "attachments": [{"type": "image", "url": "/media/pont.jpg", "author": "B. Roux"}],
    })]);
    let term = |id: u32, label: &str| json!({"id": id, "label": label});
    server.list("infrastructure_type", &[term(1, "Passerelle")]);
    server.list("infrastructure_condition", &[term(2, "Bon état")]);
    server.list("infrastructure_usage_difficulty_level", &[term(1, "Familial")]);
    server.list(
        "service",
        &[
            json!({"id": 81, "type": 1, "geometry": at}),
            json!({"id": 82, "type": 9, "geometry": at}),
        ],
    );
    server.list("service_type", &[json!({"id": 1, "name": {"fr": "Eau potable", "en": "Drinking water"}, "pictogram": "/media/eau.svg"})]);
    server.say(
        "/media/eau.svg",
        (
            200,
            "image/svg+xml",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>".to_vec(),
        ),
    );
    server.list("signage", &[json!({
        "id": 83, "name": "Poteau du pont", "code": "P12", "type": 1, "condition": 1, "printed_elevation": 1230, "geometry": at,
        "blades": [{"number": "1", "direction": 2, "lines": [{"text": "Le refuge", "distance": "3.4", "time": "01:15:00", "pictograms": [{"label": "Balise PR"}]}]}],
    })]);
    server.list("signage_type", &[term(1, "Directionnel")]);
    server.list("signage_direction", &[term(2, "À droite")]);
    server.list("hdviewpoint", &[json!({
        "id": 84, "title": "Le cirque", "legend": "Vu du lac", "author": "C. Blanc", "update_datetime": "2026-05-12", "trek": {"id": 4}, "poi": null, "site": null,
        "thumbnail_url": "/media/panorama.jpg", "picture_tiles_url": format!("{}/tiles/%7Bz%7D/%7Bx%7D/%7By%7D.png", server.url),
        "annotations": {"type": "FeatureCollection", "features": [{"geometry": {"type": "Point", "coordinates": [1200, -800]}, "properties": {"name": "La dent", "category": 1}}]},
    })]);
    server.list("annotation_category", &[json!({"id": 1, "label": {"fr": "Sommet"}})]);
    server.list("portal", &[json!({"id": 1, "name": "Rando Vallées", "title": {"fr": "Vallées"}, "website": "https://example.org"})]);
    server.list("feedback_category", &[json!({"id": 1, "label": {"fr": "Balisage"}})]);
    server.json("/api/v2/config/", &json!({"bbox": [6.0, 45.0, 6.2, 45.2]}));
}

#[track_caller]
pub fn done(ran: &Ran) {
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn one_line_of_settings_brings_the_whole_valley() {
    let server = valley();
    let portal = server.portal();
    let ran = portal.run(&["build"]);
    done(&ran);
    let site = tree(&portal.path().join("public"));
    let page = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    let lake = page("trek/4-le-lac/index.html");
    for part in [
        "<h1>Le lac</h1>",
        "<h3>Étapes</h3><p>Monter.</p>",
        "8,1\u{a0}km",
        "640\u{a0}m",
        "3\u{a0}h\u{a0}30",
        "À pied",
        "Facile",
        "Lacs",
        "Cœur",
        "Sans chien.",
        "Vallouise",
        "Maison du parc",
        "Parc des Vallées",
        "La roue",
        "© A. Meunier · CC-BY-4.0",
        "La source",
        "Le refuge",
        "La fête",
        "T3",
        "Pied sûr.",
        "Aigle royal",
        "novembre – mars",
        "Terrestre",
        "VTT interdit",
        "Restez loin.",
        "map-areas",
        "https://example.org/parc",
        "<b>Passerelle du moulin</b>",
        "En bois.",
        "Familial · Bon état",
        "Poussettes",
        "© B. Roux",
        "<b>Eau potable</b>",
        "class=\"pictogram\"",
        "<b>Poteau du pont</b>",
        "P12 · Directionnel",
        "<b>Le refuge</b> 3,4\u{a0}km · 1\u{a0}h\u{a0}15 <small>Balise PR · À droite</small>",
        "<b>Le cirque</b> – Vu du lac",
        "© C. Blanc",
        "La dent <small>Sommet</small>",
        "Échelle SAC : T3",
        "data-embed=\"https://www.youtube-nocookie.com/embed/x\" href=\"https://www.youtube.com/watch?v=x\"",
        "Le film",
        "data-embed=\"https://player.vimeo.com/video/7\"",
        "Topoguide</a> <small>PDF, 1\u{a0}ko</small>",
        "Passerelle large",
        "De plain-pied",
        "Handicap moteur",
        "loading=\"lazy\" decoding=\"async\" alt=\"Un dessin\"",
    ] {
        assert!(lake.contains(part), "no {part} in {lake}");
    }
    for bad in ["alert(1)", "&nbsp;", "-640", "localhost", "iframe", "10.0.0.1", "Une page", "© ©"]
    {
        assert!(!lake.contains(bad), "{bad} in {lake}");
    }
    let english = page("en/trek/4-le-lac/index.html");
    assert!(english.contains("<h1>Le lac (en)</h1>") && english.contains("On foot"));
    for leaked in ["Monter.", "Cœur", "Sans chien.", "Eau"] {
        assert!(!english.contains(leaked), "{leaked} in {english}");
    }
    assert!(!site.contains_key("en/trek/5-la-crete/index.html"), "it is not published in English");
    let tour = page("trek/7-le-tour/index.html");
    assert!(tour.contains("/trek/63-etape-cachee/") && tour.contains("/trek/5-la-crete/"));
    assert!(page("service/31-le-refuge/index.html").contains("Gîte"));
    assert!(page("event/32-la-fete/index.html").contains("<dd>12,50\u{a0}€</dd>"));
    let crag = page("outdoor-site/50-la-falaise/index.html");
    for part in [
        "Escalade",
        "École d’escalade",
        "6a",
        "sud, sud-ouest",
        "Du calcaire.",
        "/outdoor-site/51-le-secteur/",
        "/outdoor-course/60-l-arete/",
        "map-lines",
    ] {
        assert!(crag.contains(part), "no {part} in {crag}");
    }
    assert!(page("outdoor-site/51-le-secteur/index.html").contains("/outdoor-site/50-la-falaise/"));
    let course = page("outdoor-course/60-l-arete/index.html");
    for part in ["Grande voie", "120\u{a0}m", "2\u{a0}h", "/outdoor-site/50-la-falaise/"] {
        assert!(course.contains(part), "no {part} in {course}");
    }
    let home = page("index.html");
    assert!(home.contains("/outdoor-site/50-la-falaise/") && !home.contains("51-le-secteur"));
    let menu = home.split("<nav").nth(1).unwrap();
    let at = |part: &str| menu.find(part).unwrap_or_else(|| panic!("no {part} in {menu}"));
    assert!(at("<summary>Menu</summary>") < at("Le pays") && at("Le pays") < at("Mentions"));
    let documents = site.iter().filter(|(path, _)| path.ends_with(".pdf"));
    assert_eq!(
        documents.map(|(_, bytes)| bytes.as_slice()).collect::<Vec<_>>(),
        [b"%PDF-1.4 topo"]
    );
    let refused = "names the file /media/page.html, of a kind that is not published";
    assert!(ran.err.contains(refused), "{}", ran.err);
    assert!(!site.keys().any(|path| path.contains("sans-objet")));
    let facts: Value = serde_json::from_slice(&site["trek/4-le-lac/4-le-lac.geojson"]).unwrap();
    assert_eq!(facts["properties"]["origin"], format!("{}/api/v2/trek/4/", server.url));
    assert_eq!(facts["properties"]["descent"], 640.0);
    assert!(ran.err.contains("trek/4: `url` is not a web address"), "{}", ran.err);
    let check = portal.run(&["check", "--offline"]);
    assert!(
        check.out.contains("its length is said to be 8123 m, and its track gives 1111 m"),
        "{}",
        check.out
    );
}

#[test]
fn an_editor_may_write_what_markup_looks_like_and_nothing_too_deep() {
    const WORDS: &str = "Voir src=\"picture:x.jpg\" alt=\"\" puis href=\"/trek/\" ici.";
    let server = valley();
    let mut lake = trek(4, "Le lac");
    lake["description"] = json!({"fr": format!("<H2>A</H2><p>{WORDS}</p><p title=' src=\"picture:x.jpg\"'>B &lt;h2&gt;")});
    lake["ambiance"] = json!({"fr": format!("{}Calme.", "<blockquote>".repeat(30_000))});
    lake["access"] = json!({"fr": "<p title='&lt;iframe src=\"//player.vimeo.com/video/7\">'>C</p><p><b></b>&nbsp;</p>"});
    server.list("trek", &[lake]);
    let portal = server.portal();
    let ran = portal.run(&["build", "-v"]);
    done(&ran);
    let told = "trek/4: `ambiance` is shown as plain text: more than 100 quotes";
    assert!(ran.err.contains(told), "{}", ran.err);
    let page = &tree(&portal.path().join("public"))["trek/4-le-lac/index.html"];
    let page = String::from_utf8_lossy(page);
    for part in [
        &format!(
            "<h3>A</h3><p>{WORDS}</p><p title=\" src=&quot;picture:x.jpg&quot;\">B &lt;h2&gt;</p>"
        ),
        "<p>Calme.</p>",
        "<p title=\"&lt;iframe src=&quot;//player.vimeo.com/video/7&quot;&gt;\">C</p></div>",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
}

#[test]
fn files_that_texts_lead_to_are_published_with_the_site() {
    let server = valley();
    let mut lake = trek(4, "Le lac");
    let links = [
        "/media/uploads/depliant.pdf".to_owned(),
        format!("{}/media/uploads/Depliant.PDF#page=2", server.url),
        "/media/perdu.pdf".to_owned(),
        "/media/page.html".to_owned(),
        "/api/fr/treks/4/le-lac.pdf".to_owned(),
        "https://other.example/media/a.pdf".to_owned(),
        "/trek/5".to_owned(),
    ];
    let text: String = links.iter().map(|link| format!("<a href=\"{link}\">x</a>")).collect();
    lake["description"] = json!({"fr": text});
    lake["attachments"] = json!([{"type": "file", "url": "/media/topo.pdf", "title": "Topoguide"}]);
    let mut ridge = trek(5, "La crête");
    ridge["ambiance"] = json!({"fr": "<A\nHREF='/media/topo.pdf'>Topo</A>"});
    server.list("trek", &[lake, ridge]);
    for name in ["depliant.pdf", "Depliant.PDF"] {
        let bytes = format!("%PDF-1.4 {name}").into_bytes();
        server.say(&format!("/media/uploads/{name}"), (200, "application/pdf", bytes));
    }
    let portal = server.portal();
    let ran = portal.run(&["build", "-v"]);
    done(&ran);
    let asked = server.asked();
    for never in ["/media/page.html", "/api/fr/treks/4/le-lac.pdf", "/media/a.pdf", "/trek/5"] {
        assert!(!asked.iter().any(|path| path == never), "{never}");
    }
    let site = tree(&portal.path().join("public"));
    let page = String::from_utf8_lossy(&site["trek/4-le-lac/index.html"]);
    let path = |bytes: &[u8]| {
        let found = site.iter().filter(|(_, own)| own.as_slice() == bytes);
        let paths: Vec<&String> = found.map(|(path, _)| path).collect();
        assert_eq!(paths.len(), 1, "{paths:?}");
        paths[0].clone()
    };
    let admin = &server.url;
    for link in [
        format!("/{}", path(b"%PDF-1.4 depliant.pdf")),
        format!("/{}#page=2", path(b"%PDF-1.4 Depliant.PDF")),
        format!("{admin}/media/perdu.pdf"),
        format!("{admin}/media/page.html"),
        format!("{admin}/api/fr/treks/4/le-lac.pdf"),
        "https://other.example/media/a.pdf".to_owned(),
        format!("{admin}/trek/5"),
    ] {
        let link = format!("<a href=\"{link}\" rel=\"noopener\">x</a>");
        assert!(page.contains(&link), "no {link} in {page}");
    }
    let told = "trek/4: `description` leads to /media/perdu.pdf, which is not published with the site: it is not there (404); the link leads to the server";
    assert!(ran.err.contains(told), "{}", ran.err);
    // One file, whether a text or an attachment names it.
    let topo = format!("href=\"/{}\"", path(b"%PDF-1.4 topo"));
    let ridge = String::from_utf8_lossy(&site["trek/5-la-crete/index.html"]);
    assert!(page.contains(&topo) && ridge.contains(&topo), "{ridge}");
    done(&portal.run(&["build"]));
    let again = server.asked();
    assert!(!again.iter().any(|path| path.starts_with("/media/")), "{again:?}");
}

#[test]
fn drawings_of_words_are_made_safe_and_collected_in_one_sprite() {
    const WALKER: &str = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\" onload=\"alert(1)\"><script>alert(1)</script><style>.a{fill:#fff}</style><path id=\"a\" class=\"a\" d=\"M1 1h2v2z\"/><use href=\"#a\" x=\"4\"/></svg>";
    const SHADED: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><linearGradient id=\"a\"><stop stop-color=\"#123\"/></linearGradient><path d=\"M0 0h8v8z\" fill=\"url(#a)\"/></svg>";
    let two = WALKER.replace("x=\"4\"", "x=\"4\" fill=\"#f9d411\"").replace("class=\"a\"", "");
    let mut small = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(8, 8).write_to(&mut small, image::ImageFormat::Png).unwrap();
    let server = valley();
    for (name, text) in [
        ("walker", WALKER),
        ("two", &two),
        ("shaded", SHADED),
        ("unused", &SHADED.replace("url(#a)", "#f00")),
        ("broken", &WALKER.replace("</svg>", "")),
    ] {
        server.say(&format!("/media/{name}.svg"), (200, "image/svg+xml", text.into()));
    }
    server.say("/media/small.png", (200, "image/png", small.into_inner()));
    for (endpoint, id, name, picture) in [
        ("trek_practice", 1, "name", "walker.svg"),
        ("trek_difficulty", 2, "label", "two.svg"),
        ("theme", 3, "label", "shaded.svg"),
        ("label", 9, "name", "small.png"),
        ("poi_type", 8, "label", "unused.svg"),
        ("trek_accessibility", 1, "name", "broken.svg"),
    ] {
        let term =
            json!({"id": id, name: {"fr": endpoint}, "pictogram": format!("/media/{picture}")});
        server.list(endpoint, &[term]);
    }
    let portal = server.portal();
    let ran = portal.run(&["build"]);
    done(&ran);
    let told = "trek_accessibility/1: `pictogram` names /media/broken.svg, which is left out: it is broken";
    assert!(ran.err.contains(told), "{}", ran.err);
    let site = tree(&portal.path().join("public"));
    let drawings: Vec<&String> =
        site.keys().filter(|path| path.starts_with("media/") && path.ends_with(".svg")).collect();
    let [shaded, sprite] = drawings[..] else { panic!("{drawings:?}") };
    assert!(shaded.starts_with("media/pictogram-p"), "{shaded}");
    let symbols = String::from_utf8_lossy(&site[sprite]);
    for text in [&symbols, &String::from_utf8_lossy(&site[shaded])] {
        assert!(!text.contains("alert") && !text.contains("<style"), "{text}");
    }
    // The practice, the difficulty and the drinking water; nothing shows the POI's.
    assert_eq!(symbols.matches("<symbol ").count(), 3, "{symbols}");
    assert_eq!(symbols.matches("viewBox=\"0 0 8 8\"").count(), 2, "{symbols}");
    let ids: Vec<&str> =
        symbols.split(" id=\"").skip(1).map(|id| id.split('"').next().unwrap()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
    assert_eq!(ids.len(), 5, "{ids:?}");

    let lake = String::from_utf8_lossy(&site["trek/4-le-lac/index.html"]);
    let shown: Vec<&str> = lake.split(&format!("{sprite}#")).skip(1).collect();
    assert!(shown.iter().all(|shown| ids.contains(&shown.split('"').next().unwrap())));
    let hero = lake.split("class=\"hero-kind\">").nth(1).unwrap();
    assert!(hero.starts_with(&format!("<svg class=\"pictogram\" aria-hidden=\"true\" width=\"24\" height=\"24\"><use href=\"/{sprite}#p")), "{hero}");
    assert!(
        lake.contains("<svg class=\"pictogram pictogram-own\""),
        "the difficulty has two colours"
    );
    let label = lake.split("<ul class=\"labels\" id=\"labels\">").nth(1).unwrap();
    assert!(
        label.starts_with("<li><img class=\"pictogram pictogram-own\" src=\"/media/"),
        "{label}"
    );
    let home = String::from_utf8_lossy(&site["index.html"]);
    assert!(home.contains("<span class=\"tag\"><svg class=\"pictogram\""), "{home}");
}

#[test]
fn alerts_beside_the_settings_are_about_treks_of_the_server() {
    let server = valley();
    let portal = server.portal().with(
        "alerts/crue.fr.md",
        "+++\nname = \"Crue\"\nlevel = \"closure\"\ntreks = [\"4\"]\n+++\n",
    );
    done(&portal.run(&["build"]));
    let site = tree(&portal.path().join("public"));
    let page = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    assert!(page("trek/4-le-lac/index.html").contains("id=\"alert-crue\""));
    assert!(page("treks/index.html").contains("tag-alert alert-closure"));
}

#[test]
fn the_second_pull_asks_for_dates_only_and_an_edit_for_that_object() {
    let server = valley();
    let portal = server.portal();
    done(&portal.run(&["build"]));
    assert!(server.asked().iter().any(|asked| asked == "/media/roue.jpg"));
    done(&portal.run(&["build"]));
    let asked = server.asked();
    assert!(asked.len() <= 60, "{asked:#?}");
    assert!(!asked.iter().any(|asked| asked.contains("/media/")), "{asked:#?}");
    assert!(!asked.iter().any(|asked| asked.starts_with("/api/v2/trek/?page=")), "{asked:#?}");
    // Nothing new was pulled: nothing is made again.
    let report = portal.path().join("report.json");
    done(&portal.run(&["build", "--report", report.to_str().unwrap()]));
    let report: Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    assert_eq!(report["timings"], json!([]));
    server.asked();

    let mut lake = trek(4, "Le lac neuf");
    lake["update_datetime"] = json!("2026-06-01T10:00:00+02:00");
    server.list("trek", &[lake, trek(7, "Le tour")]);
    server.forget("/api/v2/trek/5/");
    done(&portal.run(&["build"]));
    let asked = server.asked();
    let details: Vec<_> = asked
        .iter()
        .filter(|asked| asked.starts_with("/api/v2/trek/") && !asked.contains('?'))
        .collect();
    assert_eq!(details, ["/api/v2/trek/4/", "/api/v2/trek/5/"], "{asked:#?}");
    let site = tree(&portal.path().join("public"));
    assert!(
        site.contains_key("trek/4-le-lac-neuf/index.html")
            && !site.contains_key("trek/4-le-lac/index.html")
    );
    assert!(!site.contains_key("trek/5-la-crete/index.html"), "what is deleted is gone");
}

#[test]
fn a_change_without_a_date_is_seen_by_a_full_pull() {
    let server = valley();
    let portal = server.portal();
    done(&portal.run(&["build"]));
    let mut lake = trek(4, "Le lac");
    lake["themes"] = json!([]);
    server.list("trek", &[lake, trek(5, "La crête"), trek(7, "Le tour")]);
    let has_theme = || {
        let page =
            fs::read_to_string(portal.path().join("public/trek/4-le-lac/index.html")).unwrap();
        page.contains("Lacs")
    };
    done(&portal.run(&["build"]));
    assert!(has_theme());
    server.asked();
    done(&portal.run(&["build", "--full"]));
    assert!(!has_theme());
}

#[test]
fn a_server_that_fails_leaves_the_last_site_and_says_so() {
    let server = valley();
    let portal = server.portal();
    done(&portal.run(&["build"]));
    let before = tree(&portal.path().join("public"));
    // What fails is tried again after a shorter wait.
    let settings = fs::read_to_string(portal.path().join("site.toml")).unwrap();
    portal.write("site.toml", settings + "timeout = 1\n");
    for (name, path, answer) in [
        ("down", "/api/v2/trek/", (503, "text/html", b"<h1>maintenance</h1>".to_vec())),
        ("a page", "/api/v2/poi/", (200, "text/html", b"<html>maintenance</html>".to_vec())),
        (
            "broken",
            "/api/v2/theme/",
            (200, "application/json", b"{\"count\":1,\"results\":[{".to_vec()),
        ),
        ("another shape", "/api/v2/theme/", (200, "application/json", b"{\"results\":7}".to_vec())),
        ("a wall", "/api/v2/label/", (401, "application/json", b"{}".to_vec())),
    ] {
        let good = server.answers.lock().unwrap()[path].clone();
        server.say(path, answer);
        let ran = portal.run(&["build"]);
        assert_eq!(ran.code, 4, "{name}: {ran:?}");
        assert!(
            ran.err.contains("not up to date") && ran.err.contains("ago"),
            "{name}: {}",
            ran.err
        );
        assert!(tree(&portal.path().join("public")) == before, "{name}");
        server.say(path, good);
    }
    server.say("/api/v2/trek/", (500, "text/html", Vec::new()));
    assert_eq!(portal.run(&["build", "--strict"]).code, 1);
    assert_eq!(portal.run(&["pull"]).code, 1);
    done(&portal.run(&["build", "--offline"]));
    assert!(tree(&portal.path().join("public")) == before);
}

#[test]
fn without_anything_pulled_a_server_that_fails_is_no_site() {
    let server = Server::start();
    let portal = server.portal();
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("is it the address of a Geotrek-admin?"), "{}", ran.err);
    let ran = portal.run(&["build", "--offline"]);
    assert!(ran.code == 1 && ran.err.contains("run `sentier pull`"), "{ran:?}");
    let nobody = Portal::empty().with("site.toml", "[[sources]]\nurl = \"http://127.0.0.1:9\"\n");
    let ran = nobody.run(&["build"]);
    assert!(ran.code == 1 && ran.err.contains("the server cannot be reached"), "{ran:?}");
}

#[test]
fn a_server_that_lost_most_of_its_treks_is_not_believed() {
    let server = Server::start();
    let treks: Vec<Value> = (1..=20).map(|id| trek(id, &format!("Trek {id}"))).collect();
    server.list("trek", &treks);
    let portal = server.portal();
    done(&portal.run(&["build"]));
    server.list("trek", &treks[..3]);
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(
        ran.err.contains("3 objects of `trek` left of 20") && ran.err.contains("--accept-loss"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("20 treks"), "{}", ran.out);
    let ran = portal.run(&["build", "--accept-loss"]);
    done(&ran);
    assert!(ran.out.contains("3 treks"), "{}", ran.out);
}

#[test]
fn an_odd_object_costs_that_object_or_that_field() {
    let server = valley();
    let mut nowhere = trek(10, "Nulle part");
    nowhere["geometry"] = Value::Null;
    let mut odd = trek(11, "😀");
    odd["duration"] = json!("long");
    odd["description"] = json!([1]);
    odd["attachments"] = json!([
        {"type": "image", "url": "file:///etc/passwd"},
        {"type": "image", "url": "http://10.0.0.1/secret.jpg"},
        {"type": "image", "url": "/media/page.jpg"},
        {"type": "image", "url": "/media/../../none.jpg"},
    ]);
    let long = trek(12, &"é".repeat(300));
    server.list(
        "trek",
        &[nowhere, odd, long, json!("text"), json!(null), trek(13, "Le col"), trek(13, "Le col")],
    );
    server.say("/media/page.jpg", (200, "image/jpeg", b"<html>".to_vec()));
    let portal = server.portal();
    let ran = portal.run(&["build", "-v"]);
    done(&ran);
    for part in [
        "trek/10: `geometry` has no line",
        "trek/11: `duration` is not a number",
        "trek/11: `description` is not a text",
        "file:///etc/passwd, which is left out",
        "10.0.0.1 is in the local network",
        "/media/page.jpg, which is left out: it is not a JPEG, PNG or WebP picture",
        "none.jpg, which is left out: it is not there",
    ] {
        assert!(ran.err.contains(part), "no “{part}” in {}", ran.err);
    }
    let site = tree(&portal.path().join("public"));
    let treks: BTreeSet<&str> =
        site.keys().filter_map(|path| path.strip_prefix("trek/")?.split('/').next()).collect();
    assert_eq!(treks.len(), 4, "{treks:?}");
    assert!(treks.contains("11") || treks.iter().any(|trek| trek.starts_with("11-")), "{treks:?}");
    assert!(treks.iter().all(|trek| trek.len() <= 80));
}

#[test]
fn filters_are_asked_of_the_server_and_places_follow_the_treks() {
    let server = valley();
    let mut far = json!({"id": 40, "name": {"fr": "Loin"}, "published": {"fr": true}});
    far["geometry"] = json!({"type": "Point", "coordinates": [7.5, 45.1]});
    let near = json!({"id": 30, "name": {"fr": "La source"}, "published": {"fr": true}, "geometry": {"type": "Point", "coordinates": [6.1, 45.105]}});
    server.list("poi", &[near, far]);
    let portal = server.portal_with("portals = [1, 2]\nexclude = [5]\n");
    done(&portal.run(&["build"]));
    let asked = server.asked();
    for list in ["trek", "touristiccontent", "touristicevent", "flatpage"] {
        let start = format!("/api/v2/{list}/?");
        assert!(
            asked.iter().any(|asked| asked.starts_with(&start) && asked.contains("portals=1,2")),
            "{list}: {asked:#?}"
        );
    }
    // What is left out stays out when only changes are asked for.
    done(&portal.run(&["build"]));
    assert!(!server.asked().iter().any(|asked| asked.starts_with("/api/v2/trek/5/")));
    let site = tree(&portal.path().join("public"));
    assert!(!site.keys().any(|path| path.starts_with("trek/5-")));
    assert!(
        site.contains_key("poi/30-la-source/index.html")
            && !site.contains_key("poi/40-loin/index.html")
    );
}

#[test]
fn two_servers_and_a_folder_feed_one_site_and_the_same_object_is_one() {
    let [first, second] = [Server::start(), Server::start()];
    let with_uuid = |id: u32, name: &str, uuid: &str| {
        let mut trek = trek(id, name);
        trek["uuid"] = json!(uuid);
        trek
    };
    first.list("trek", &[with_uuid(4, "Le lac", "a"), with_uuid(5, "La crête", "b")]);
    // What is the first's, under another number; what has the first's address; a tour of both.
    let mut tour = with_uuid(11, "Le tour", "e");
    tour["children"] = json!([9, 4, 5]);
    second.list(
        "trek",
        &[
            with_uuid(9, "Le lac bis", "a"),
            with_uuid(4, "Le col", "c"),
            with_uuid(5, "La crête", "d"),
            tour,
        ],
    );
    let portal = first
        .portal_with(&format!(
            "[[sources]]\nkind = \"geotrek\"\nurl = \"{}\"\n[[sources]]\nkind = \"files\"\npath = \".\"\n",
            second.url
        ))
        .with("pages/ici.fr.md", "+++\ntitle = \"Ici\"\n+++\nBonjour.\n");
    done(&portal.run(&["build", "--strict"]));
    let site = tree(&portal.path().join("public"));
    let treks: Vec<&str> = site
        .keys()
        .filter_map(|path| path.strip_prefix("trek/")?.strip_suffix("/index.html"))
        .collect();
    assert_eq!(treks, ["11-le-tour", "4-le-col", "4-le-lac", "5-la-crete-2", "5-la-crete"]);
    let tour = String::from_utf8_lossy(&site["trek/11-le-tour/index.html"]);
    let stages = tour.split("id=\"stages\"").nth(1).unwrap();
    let at = |slug: &str| stages.find(&format!("/trek/{slug}/")).unwrap();
    assert!(at("4-le-lac") < at("4-le-col") && at("4-le-col") < at("5-la-crete-2"));
    assert!(site.contains_key("information/ici/index.html"));
}

#[test]
fn a_redirect_to_another_service_of_the_host_is_not_followed() {
    let other = valley();
    let leads_to = |path: &str| {
        let address = format!("{}{path}", other.url);
        (302, "text/plain", address.into_bytes())
    };
    // Of a list, the pull fails; of a photograph or a file, it is left out.
    let server = valley();
    server.say("/api/v2/trek/", leads_to("/api/v2/trek/"));
    let ran = server.portal().run(&["build"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains(&format!("{} is in the local network", other.url)), "{}", ran.err);
    let server = valley();
    server.say("/media/roue.jpg", leads_to("/media/roue.jpg"));
    server.say("/media/topo.pdf", leads_to("/media/topo.pdf"));
    let ran = server.portal().run(&["build"]);
    done(&ran);
    assert!(ran.err.contains(&format!("{} is in the local network", other.url)), "{}", ran.err);
    assert_eq!(other.asked(), [""; 0]);
    // Inside of the server it is followed, also several times.
    let server = valley();
    let photo = fs::read(fixtures().join("hamlet/treks/moulin/roue.jpg")).unwrap();
    server.say("/media/roue.jpg", (302, "text/plain", b"/moved/roue.jpg".to_vec()));
    server.say("/moved/roue.jpg", (302, "text/plain", b"again.jpg".to_vec()));
    server.say("/moved/again.jpg", (200, "image/jpeg", photo));
    let ran = server.portal().run(&["build"]);
    done(&ran);
    assert!(!ran.err.contains("roue.jpg"), "{}", ran.err);
    server.say("/api/v2/trek/", (302, "text/plain", b"/api/v2/trek/".to_vec()));
    let ran = server.portal().run(&["build"]);
    assert!(ran.err.contains("it redirects too many times"), "{}", ran.err);
}

/// The snapshot of a portal that was pulled.
fn snapshot(portal: &Portal) -> std::path::PathBuf {
    let folder = fs::read_dir(portal.path().join(".sentier/geotrek")).unwrap().next();
    folder.unwrap().unwrap().path()
}

#[test]
fn a_snapshot_with_a_flipped_bit_is_never_published() {
    let server = valley();
    let portal = server.portal();
    done(&portal.run(&["build"]));
    let site = tree(&portal.path().join("public"));
    let file = snapshot(&portal).join("snapshot.jsonl");
    let good = fs::read(&file).unwrap();
    // Bits from the beginning to the end, and the end missing.
    let length = good.len();
    let flipped = |step: usize| {
        let mut bad = good.clone();
        bad[length * step / 40] ^= 1 << (step % 8);
        bad
    };
    let broken_off = good[..length - 200].to_vec();
    for (i, bad) in (0..40).map(flipped).chain([broken_off]).enumerate() {
        fs::write(&file, bad).unwrap();
        // It is read again, as the settings have changed.
        let settings = portal.path().join("site.toml");
        fs::write(&settings, fs::read_to_string(&settings).unwrap() + "\n").unwrap();
        let ran = portal.run(&["build", "--offline"]);
        assert_eq!(ran.code, 1, "{i}: {ran:?}");
        assert!(ran.err.contains("what was pulled is damaged from http://"), "{i}: {}", ran.err);
        assert!(tree(&portal.path().join("public")) == site, "{i}");
    }
    // A server that can be asked mends it.
    let ran = portal.run(&["build"]);
    done(&ran);
    assert!(tree(&portal.path().join("public")) == site);
    done(&portal.run(&["build", "--offline"]));
}

#[test]
fn a_pulled_file_with_a_flipped_bit_is_left_out_until_it_is_fetched_again() {
    let server = valley();
    let portal = server.portal();
    done(&portal.run(&["build"]));
    let site = tree(&portal.path().join("public"));
    for extension in ["pdf", "jpg", "svg"] {
        let media = snapshot(&portal).join("media");
        let name = tree(&media).into_keys().find(|name| name.ends_with(extension)).unwrap();
        let mut bytes = fs::read(media.join(&name)).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 4;
        fs::write(media.join(&name), bytes).unwrap();
        // Photographs are read when nothing encoded is kept of them.
        fs::remove_dir_all(portal.path().join(".sentier/pictures")).unwrap();
        portal.write(
            "site.toml",
            fs::read_to_string(portal.path().join("site.toml")).unwrap() + "\n",
        );
        let ran = portal.run(&["build", "--offline"]);
        done(&ran);
        let told = "the copy in the cache was damaged, and is removed";
        assert!(ran.err.contains(told), "{extension}: {}", ran.err);
        let found = tree(&portal.path().join("public"));
        assert!(found != site, "{extension}");
        // It is what it was, although nothing is new on the server.
        let ran = portal.run(&["build"]);
        done(&ran);
        assert!(!ran.err.contains(told), "{extension}: {}", ran.err);
        assert!(tree(&portal.path().join("public")) == site, "{extension}");
    }
}
