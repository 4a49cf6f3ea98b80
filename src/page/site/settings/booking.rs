//! `[booking]` of the settings: address of the booking system.

use serde::Deserialize;

/// `[booking]` of the settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Written")]
pub struct Booking {
    /// Address to book an object, with the placeholder [`ID`].
    pub url: String,
}

/// `[booking]` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table: a line `[booking]`, then its settings")]
struct Written {
    pub url: String,
}

impl TryFrom<Written> for Booking {
    type Error = String;

    fn try_from(Written { url }: Written) -> Result<Booking, String> {
        let is_address = url.starts_with("https://") || url.starts_with("http://");
        if !is_address || !url.contains(ID) || url.contains(char::is_whitespace) {
            return Err(format!(
                "`{url}` is not an address with `{ID}` in the place of the identifier, like `https://booking.example.org/{ID}`"
            ));
        }
        Ok(Booking { url })
    }
}

/// Placeholder for the identifier of the object in the booking system.
pub const ID: &str = "{id}";
