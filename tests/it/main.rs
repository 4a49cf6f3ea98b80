//! The integration tests: the library and the command on real files.

mod support;
mod golden;
mod files;
mod links;
mod cli;
mod serve;
mod tidy;
