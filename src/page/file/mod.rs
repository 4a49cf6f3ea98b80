//! Files of the site other than HTML pages: downloads, search index, sitemap, photographs…

pub mod brand;
pub mod calendar;
pub mod download;
pub mod map_data;
pub mod map_sheet;
pub mod media;
pub mod pictogram;
pub mod portable;
pub mod robots;
pub mod search_index;
pub mod server_file;
pub mod sitemap;
pub mod static_file;
