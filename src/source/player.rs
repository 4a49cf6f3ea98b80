//! Players of videos and sounds, recognised by their web address.

use crate::model::Player;
use reqwest::Url;

/// Hosts of the addresses in [`Player::embed`].
pub const HOSTS: [&str; 4] =
    ["www.youtube-nocookie.com", "player.vimeo.com", "www.dailymotion.com", "w.soundcloud.com"];

/// Player for a web address. On an unknown site it is a link only, without `embed`. `None` for a
/// text that is not a web address.
pub fn of(address: &str) -> Option<Player> {
    let address = address.trim();
    let address = match address.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => address.to_owned(),
    };
    let url = Url::parse(&address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    known(&url).or_else(|| {
        Some(Player { provider: url.host_str()?.to_owned(), url: url.to_string(), embed: None })
    })
}

/// Player of a known site. `None` for other addresses.
fn known(url: &Url) -> Option<Player> {
    let host = url.host_str()?.trim_start_matches("www.").trim_start_matches("m.");
    let path: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
    let query = |key: &str| {
        url.query_pairs().find(|(name, _)| name == key).map(|(_, value)| value.into_owned())
    };
    let last = || path.last().map(|last| (*last).to_owned());
    let (provider, id, page, embed) = match (host, path.as_slice()) {
        ("youtube.com" | "youtube-nocookie.com", ["watch"]) => youtube(query("v")?),
        ("youtube.com" | "youtube-nocookie.com", ["embed" | "shorts" | "live", id]) => {
            youtube((*id).to_owned())
        }
        ("youtu.be", [id]) => youtube((*id).to_owned()),
        ("vimeo.com" | "player.vimeo.com", [.., _]) => {
            ("Vimeo", last()?, "https://vimeo.com/", "https://player.vimeo.com/video/")
        }
        ("dailymotion.com" | "geo.dailymotion.com", [.., "video", _]) | ("dai.ly", [_]) => (
            "Dailymotion",
            last()?,
            "https://www.dailymotion.com/video/",
            "https://www.dailymotion.com/embed/video/",
        ),
        ("w.soundcloud.com", ["player"]) => return soundcloud(&Url::parse(&query("url")?).ok()?),
        ("soundcloud.com", [_, _, ..]) => return soundcloud(url),
        _ => return None,
    };
    let plain = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    plain.then(|| Player {
        provider: provider.to_owned(),
        url: format!("{page}{id}"),
        embed: Some(format!("{embed}{id}")),
    })
}

/// Provider, identifier of the video, start of the address of its page, start of that to embed.
fn youtube(id: String) -> (&'static str, String, &'static str, &'static str) {
    ("YouTube", id, "https://www.youtube.com/watch?v=", "https://www.youtube-nocookie.com/embed/")
}

/// Player for a page of SoundCloud. `None` for other pages.
fn soundcloud(page: &Url) -> Option<Player> {
    let host = page.host_str()?;
    if !(host == "soundcloud.com" || host.ends_with(".soundcloud.com")) {
        return None;
    }
    let mut embed = Url::parse("https://w.soundcloud.com/player/").ok()?;
    embed.query_pairs_mut().append_pair("url", page.as_str());
    Some(Player {
        provider: "SoundCloud".to_owned(),
        url: page.to_string(),
        embed: Some(embed.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_addresses_are_played_without_cookies() {
        let check = |address: &str, url: &str, embed: Option<&str>| {
            let player = of(address).unwrap();
            assert_eq!((player.url.as_str(), player.embed.as_deref()), (url, embed), "{address}");
            let known =
                |embed: &str| HOSTS.iter().any(|host| embed.contains(&format!("//{host}/")));
            assert!(embed.is_none_or(known), "{address}");
        };
        let (page, embed) = (
            "https://www.youtube.com/watch?v=a-B_1",
            "https://www.youtube-nocookie.com/embed/a-B_1",
        );
        for address in [
            "https://www.youtube.com/watch?v=a-B_1&t=3",
            "https://youtu.be/a-B_1?si=x",
            "//www.youtube.com/embed/a-B_1?autoplay=1",
            "https://m.youtube.com/shorts/a-B_1",
        ] {
            check(address, page, Some(embed));
        }
        check(
            "https://vimeo.com/76979871",
            "https://vimeo.com/76979871",
            Some("https://player.vimeo.com/video/76979871"),
        );
        check(
            "https://www.dailymotion.com/embed/video/x7",
            "https://www.dailymotion.com/video/x7",
            Some("https://www.dailymotion.com/embed/video/x7"),
        );
        check(
            "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1",
            "https://api.soundcloud.com/tracks/1",
            Some(
                "https://w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F1",
            ),
        );
        check("https://tube.example.org/w/1", "https://tube.example.org/w/1", None);
        check("https://www.youtube.com/@park", "https://www.youtube.com/@park", None);
    }

    #[test]
    fn other_addresses_are_not_played() {
        for address in ["javascript:alert(1)", "file:///etc/passwd", "", "/media/a.mp4"] {
            assert_eq!(of(address), None, "{address}");
        }
        let odd = of("https://youtu.be/a%22onload=alert(1)").unwrap();
        assert_eq!(odd.embed, None);
    }
}
