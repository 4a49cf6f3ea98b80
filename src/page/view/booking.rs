//! Links to the booking system.

use crate::page::site::Site;
use crate::page::site::file_path::percent_encoded;
use crate::page::site::settings::booking::ID;

/// Address to book the object with an identifier in the booking system, or empty.
pub fn url(site: &Site, reservation_id: Option<&String>) -> String {
    let booked = site.settings.booking.as_ref().zip(reservation_id);
    booked.map_or(String::new(), |(booking, id)| booking.url.replace(ID, &percent_encoded(id)))
}
