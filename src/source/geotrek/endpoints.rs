//! Endpoints of the API that are requested, with their parameters.

use crate::source::geotrek::settings::Settings;
use std::collections::BTreeSet;

/// An endpoint of the API.
pub struct Endpoint {
    pub name: &'static str,
    /// Number of objects on a page; 0 for an endpoint without pages. The server is slow to write treks.
    pub page_size: usize,
    /// True when objects have a date that changes when they are edited.
    pub dated: bool,
    /// Parameters of the address: filters and others, each with `&` before it.
    pub query: fn(&Settings) -> String,
}

/// Endpoint of terms.
const fn terms(name: &'static str) -> Endpoint {
    Endpoint { name, page_size: 1000, dated: false, query: |_| String::new() }
}

/// Endpoint of objects along treks, which the server cannot filter by portal.
const fn place(name: &'static str) -> Endpoint {
    Endpoint { name, page_size: 500, dated: false, query: |_| String::new() }
}

/// All endpoints. Treks come first: their stages are requested after them.
pub const ENDPOINTS: [Endpoint; 52] = [
    Endpoint { name: "trek", page_size: 50, dated: true, query: of_treks },
    Endpoint { name: "poi", page_size: 200, dated: true, query: |_| String::new() },
    Endpoint { name: "touristiccontent", page_size: 200, dated: true, query: of_content },
    Endpoint {
        name: "touristicevent",
        page_size: 200,
        dated: true,
        // Without this parameter the server returns future events only.
        query: |settings| format!("{}&dates_before=2100-01-01", of_content(settings)),
    },
    Endpoint { name: "informationdesk", page_size: 200, dated: false, query: |_| String::new() },
    Endpoint { name: "flatpage", page_size: 200, dated: false, query: of_pages },
    Endpoint { name: "outdoor_site", page_size: 200, dated: false, query: of_content },
    Endpoint { name: "outdoor_course", page_size: 200, dated: false, query: of_content },
    Endpoint {
        name: "sensitivearea",
        page_size: 200,
        dated: true,
        // Without this parameter the server returns the areas of this month only.
        query: |_| "&period=ignore".to_owned(),
    },
    place("infrastructure"),
    place("signage"),
    place("service"),
    Endpoint { name: "hdviewpoint", page_size: 200, dated: true, query: |_| String::new() },
    Endpoint { name: "menu_item", page_size: 0, dated: false, query: of_pages },
    terms("structure"),
    terms("theme"),
    terms("source"),
    terms("label"),
    Endpoint {
        name: "city",
        page_size: 1000,
        dated: false,
        query: |_| "&omit=geometry".to_owned(),
    },
    Endpoint {
        name: "district",
        page_size: 1000,
        dated: false,
        query: |_| "&omit=geometry".to_owned(),
    },
    terms("trek_practice"),
    terms("trek_difficulty"),
    terms("trek_network"),
    terms("trek_route"),
    terms("trek_accessibility"),
    terms("trek_accessibility_level"),
    terms("touristiccontent_category"),
    terms("touristicevent_type"),
    terms("poi_type"),
    terms("outdoor_practice"),
    terms("outdoor_sitetype"),
    terms("outdoor_coursetype"),
    terms("outdoor_rating"),
    terms("sensitivearea_practice"),
    terms("trek_rating"),
    terms("trek_ratingscale"),
    terms("outdoor_ratingscale"),
    terms("outdoor_sector"),
    terms("organism"),
    terms("label_accessibility"),
    terms("infrastructure_type"),
    terms("infrastructure_condition"),
    terms("infrastructure_usage_difficulty_level"),
    terms("service_type"),
    terms("signage_type"),
    terms("signage_condition"),
    terms("signage_direction"),
    terms("annotation_category"),
    terms("portal"),
    terms("feedback_activity"),
    terms("feedback_category"),
    terms("feedback_magnitude"),
];

/// Name and address of the requests that return one object about the server, not a list.
pub const ABOUT: [(&str, &str); 2] = [("version", "api/v2/version"), ("config", "api/v2/config/")];

/// Number of endpoints, at the start of the list, whose objects have content of their own. The others
/// are menus and terms.
pub const NOUNS: usize = 13;

/// Parameter with a list of identifiers. Empty when the list is.
fn list(key: &str, ids: &[u64]) -> String {
    let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
    if ids.is_empty() { String::new() } else { format!("&{key}={}", ids.join(",")) }
}

fn of_pages(settings: &Settings) -> String {
    list("portals", &settings.portals)
}

fn of_content(settings: &Settings) -> String {
    let bbox = settings.in_bbox.map(|[w, s, e, n]| format!("&in_bbox={w},{s},{e},{n}"));
    let lists = [
        ("portals", &settings.portals),
        ("structures", &settings.structures),
        ("districts", &settings.districts),
    ];
    lists.map(|(key, ids)| list(key, ids)).concat() + &bbox.unwrap_or_default()
}

fn of_treks(settings: &Settings) -> String {
    of_content(settings) + &list("practices", &settings.practices)
}

/// Text that identifies a snapshot: the address of the server and all filters.
pub fn question(settings: &Settings) -> String {
    let queries: BTreeSet<String> = ENDPOINTS.iter().map(|e| (e.query)(settings)).collect();
    let queries: Vec<_> = queries.into_iter().collect();
    let excluded: BTreeSet<u64> = settings.exclude.iter().copied().collect();
    let excluded: Vec<u64> = excluded.into_iter().collect();
    let url = settings.url.trim_end_matches('/');
    format!("{url} {}{}", queries.join(" "), list("exclude", &excluded))
}
