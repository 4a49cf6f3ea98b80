pub mod report;
pub mod model;
