//! Parts of views that several pages share: with the `…View` of each page, the reference for
//! theme authors. Lengths are metres, durations hours; texts in HTML went through the sanitiser.

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
