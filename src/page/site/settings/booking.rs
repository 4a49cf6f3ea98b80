//! Where a trek or a stay is booked.

use serde::Deserialize;

/// `[booking]` of the settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Written")]
pub struct Booking {
    pub url: String,
}

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
                "`{url}` is not an address with the place of the identifier in it, like `https://booking.example.org/{ID}`"
            ));
        }
        Ok(Booking { url })
    }
}

/// What stands for the identifier of the object.
pub const ID: &str = "{id}";
