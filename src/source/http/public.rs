//! Check that a request goes to the server of the source or to the public network, and not to other
//! hosts of the local network.

use reqwest::Url;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};

/// Checks that an address is on this server or on the public network. Another port of the same host is
/// not this server.
///
/// # Errors
/// The reason why the address is refused.
pub fn allowed(url: &Url, own: &Url) -> Result<(), String> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("`{}:` addresses are not followed", url.scheme()));
    }
    if url.origin() == own.origin() {
        return Ok(());
    }
    let host = url.host_str().unwrap_or_default();
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(address) if !is_public(address) => {
            Err(format!("{} is in the local network", url.origin().ascii_serialization()))
        }
        _ => Ok(()),
    }
}

/// DNS resolver that returns addresses of the public network only. A name that has only local ones is
/// an error.
pub struct PublicOnly;

impl reqwest::dns::Resolve for PublicOnly {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let found = (name.as_str(), 0).to_socket_addrs().map(|addresses| {
            let kept = addresses.filter(|address| is_public(address.ip()));
            kept.collect::<Vec<SocketAddr>>()
        });
        let result: Result<reqwest::dns::Addrs, Box<dyn std::error::Error + Send + Sync>> =
            match found {
                Ok(addresses) if addresses.is_empty() => {
                    Err(format!(
                        "{} is in the local network: if it is the server itself, write this address as `url` of the source",
                        name.as_str()
                    )
                    .into())
                }
                Ok(addresses) => Ok(Box::new(addresses.into_iter())),
                Err(error) => Err(error.into()),
            };
        Box::pin(std::future::ready(result))
    }
}

/// True for an address of the public network, which is in no IANA registry of special-purpose
/// addresses.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let shared = a == 100 && (64..128).contains(&b);
            let reserved =
                a == 0 || a >= 240 || (a == 192 && b == 0) || (a == 198 && (18..20).contains(&b));
            let local = v4.is_private() || v4.is_loopback() || v4.is_link_local();
            !(local || shared || reserved || v4.is_multicast())
        }
        IpAddr::V6(v6) => match v6.to_ipv4() {
            Some(v4) => is_public(IpAddr::V4(v4)),
            None => {
                !(v6.is_loopback() || v6.is_unspecified() || v6.is_multicast())
                    && v6.segments()[0] & 0xfe00 != 0xfc00
                    && v6.segments()[0] & 0xffc0 != 0xfe80
            }
        },
    }
}
