//! Check of the `Host` header by `sentier serve`.
//!
//! A foreign web page can make its own host name resolve to this computer (DNS rebinding) and then
//! read what is served here. Its requests have that name in `Host`.

use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use std::net::IpAddr;

/// True when the `Host` header names this computer (`localhost`, a loopback address) or
/// `listening`, the address that the server listens on. `0.0.0.0` allows any address but no other
/// name, because others can choose names.
pub fn is_own(headers: &HeaderMap, listening: IpAddr) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let Some(Ok(host)) = host.map(str::parse::<Authority>) else { return false };
    let host = host.host().trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase();
    match host.parse::<IpAddr>() {
        Ok(address) => address.is_loopback() || address == listening || listening.is_unspecified(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(host: &str, listening: &str, expected: bool) {
        let headers = HeaderMap::from_iter([(HOST, host.parse().unwrap())]);
        assert_eq!(is_own(&headers, listening.parse().unwrap()), expected, "{host} at {listening}");
    }

    #[test]
    fn loopback_names_are_always_accepted() {
        for host in ["localhost:8000", "LOCALHOST", "a.localhost:1", "127.0.0.1:8000", "[::1]:80"] {
            check(host, "127.0.0.1", true);
            check(host, "0.0.0.0", true);
        }
    }

    #[test]
    fn foreign_names_are_never_accepted() {
        for host in ["evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", ""] {
            check(host, "127.0.0.1", false);
            check(host, "0.0.0.0", false);
        }
        assert!(!is_own(&HeaderMap::new(), "127.0.0.1".parse().unwrap()));
    }

    #[test]
    fn addresses_are_accepted_if_the_server_listens_on_them() {
        check("192.168.1.5:8000", "127.0.0.1", false);
        check("192.168.1.5:8000", "192.168.1.5", true);
        check("192.168.1.6:8000", "192.168.1.5", false);
        check("192.168.1.5:8000", "0.0.0.0", true);
        check("[fe80::1]:8000", "::", true);
    }
}
