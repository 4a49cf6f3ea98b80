//! Views that several pages share. Together with the `…View` of each page, they are the reference
//! for theme authors.
//!
//! Lengths are in metres and durations in hours. HTML went through the sanitiser.

pub mod attachment;
pub mod beside;
pub mod card;
pub mod drawing;
pub mod effort;
pub mod facility;
pub mod hdview;
pub mod map;
pub mod profile;
pub mod report;
pub mod share;
pub mod text;
pub mod picture;
pub mod term;
pub mod facts;
pub mod place;
pub mod contact;
pub mod brand;
pub mod download;
pub mod link;
pub mod desk;
pub mod alert;
pub mod booking;
