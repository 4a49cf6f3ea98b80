//! Tests of requests: their addresses, and the JSON of their answers.

use super::json::well_formed;
use super::public::is_public;
use super::*;

#[test]
fn local_addresses_are_not_public() {
    for inside in [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "fd00::1",
        "fe80::1",
        "::ffff:10.0.0.1",
    ] {
        assert!(!is_public(inside.parse().unwrap()), "{inside}");
    }
    for outside in ["93.184.216.34", "2606:2800:220:1::1"] {
        assert!(is_public(outside.parse().unwrap()), "{outside}");
    }
}

#[test]
fn only_the_public_network_and_the_server_itself_are_allowed() {
    let own: Url = "http://127.0.0.1:8000/".parse().unwrap();
    let check = |url: &str| allowed(&url.parse().unwrap(), &own).is_ok();
    assert!(check("http://127.0.0.1:8000/media/a.jpg") && check("https://example.org/a.jpg"));
    assert!(!check("file:///etc/passwd") && !check("http://10.0.0.1/") && !check("http://[::1]/"));
    assert!(!check("http://127.0.0.1:9200/") && !check("https://127.0.0.1:8000/"));
}

#[test]
fn numbers_that_json_does_not_have_become_null() {
    let text = r#"{"a":NaN,"b":[-Infinity,1],"c":"NaN \" Infinity"}"#;
    let mended = well_formed(text.to_owned()).unwrap();
    assert_eq!(mended, r#"{"a":null,"b":[null,1],"c":"NaN \" Infinity"}"#);
    assert!(well_formed("{\"a\":".to_owned()).is_err());
}

#[test]
fn addresses_are_requested_from_the_configured_server() {
    let client = Client::new("https://admin.example.org/geo/", 1, Duration::from_secs(1)).unwrap();
    let rebased = |address: &str| client.rebased(address).unwrap().to_string();
    assert_eq!(
        rebased("http://localhost:8001/media/a.jpg?x=1"),
        "https://admin.example.org/media/a.jpg?x=1"
    );
    assert_eq!(rebased("api/v2/trek/?page=2"), "https://admin.example.org/geo/api/v2/trek/?page=2");
    assert_eq!(rebased("//evil.example/a"), "https://admin.example.org/a");
}
