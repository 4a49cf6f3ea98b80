//! HTML pages: one file for each template.

pub mod accessibility;
pub mod alerts;
pub mod block;
pub mod credits;
pub mod desk;
pub mod event;
pub mod head;
pub mod home;
pub mod information;
pub mod legal;
pub mod list;
pub mod menu;
pub mod not_found;
pub mod outdoor_course;
pub mod outdoor_site;
pub mod poi;
pub mod service;
pub mod site_map;
pub mod structure;
pub mod term;
pub mod trek;
pub mod treks;
pub mod frame;
pub mod document;
pub mod photographs;
