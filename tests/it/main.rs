//! The integration tests: the library and the command on real files.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops where it fails, and reads the clock and the environment"
)]

mod support;
mod golden;
mod figures;
mod files;
mod geometry;
mod geotrek;
mod itinerary;
mod hdview;
mod incremental;
mod inputs;
mod lists;
mod double;
mod links;
mod legal;
mod manual;
mod maps;
mod pictures;
mod search;
mod report;
mod cli;
mod security;
mod serve;
mod terrain;
mod terms;
mod tidy;
mod together;
mod trek;
