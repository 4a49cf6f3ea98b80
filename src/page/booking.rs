//! Where a trek or a stay is booked.

use crate::page::share::encoded;
use crate::page::site::Site;
use serde::Deserialize;

/// What stands for the identifier of the object.
const ID: &str = "{id}";

/// `[booking]` of the settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Written")]
pub struct Booking {
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table: a line `[booking]`, then its settings")]
struct Written {
    url: String,
}

impl TryFrom<Written> for Booking {
    type Error = String;

    fn try_from(Written { url }: Written) -> Result<Booking, String> {
        let is_address = url.starts_with("https://") || url.starts_with("http://");
        if !is_address || !url.contains(ID) || url.contains(char::is_whitespace) {
            return Err(format!(
                "`{url}` is not an address with the place of the identifier in it, like `https://booking.example.org/{ID}`"
            ));
        }
        Ok(Booking { url })
    }
}

/// Where the object is booked that has this identifier in the booking system, or empty.
pub fn url(site: &Site, reservation_id: Option<&String>) -> String {
    let booked = site.settings.booking.as_ref().zip(reservation_id);
    booked.map_or(String::new(), |(booking, id)| booking.url.replace(ID, &encoded(id)))
}
