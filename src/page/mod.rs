//! Stage 3: plans the files of the site, with their paths and the views of the HTML pages.

mod file;
pub mod html;
pub mod site;
pub mod view;
mod warnings;

use crate::report::Report;
use html::document::Document;
use html::frame::Frame;
use std::sync::Arc;

pub use crate::input::OUTPUT_LIST as OWN_LIST;
pub use file::server_file::FILES as SERVER_FILES;
pub use site::Site;
pub use site::page::{Content, Page};
pub use site::settings::analytics::Analytics;
pub use site::settings::security::Security;
pub use site::settings::{BaseUrl, Home, MapSettings, Relief, Settings};
pub use view::map::sheet::range as relief_range;

/// Function that plans the HTML pages of one kind.
type PlanPages = fn(&Site) -> Vec<Document>;
/// Function that plans HTML pages that list other pages. It gets the documents of these pages.
type PlanLists = fn(&Site, &[Document]) -> Vec<Document>;
/// Function that plans the files of one kind that are not HTML pages.
type PlanFiles = fn(&Arc<Site>) -> Vec<Page>;

/// HTML pages: one function for each kind. The site map lists the kinds in this order.
const PAGES: [PlanPages; 18] = [
    html::home::plan,
    html::treks::plan,
    html::trek::plan,
    html::term::plan,
    html::poi::plan,
    html::service::plan,
    html::services::plan,
    html::event::plan,
    html::events::plan,
    html::outdoor_site::plan,
    html::outdoor_course::plan,
    html::desk::plan,
    html::structure::plan,
    html::information::plan,
    html::alerts::plan,
    html::legal::plan,
    html::accessibility::plan,
    html::not_found::plan,
];

/// HTML pages that list the contents of other pages: photographs, links.
const LISTS: [PlanLists; 2] = [html::credits::plan, html::site_map::plan];

/// Files other than HTML pages: one function for each kind. The sitemap is not among them, because
/// it is planned from the documents.
const FILES: [PlanFiles; 9] = [
    file::download::plan,
    file::calendar::plan,
    file::map_data::plan,
    file::search_index::plan,
    file::media::plan,
    file::pictogram::plan,
    file::robots::plan,
    file::brand::plan,
    file::server_file::plan,
];

/// Plans every file of the site. Renders nothing: all addresses are known before any page is
/// rendered.
pub fn plan(site: &Arc<Site>, report: &mut Report) -> Vec<Page> {
    let mut documents: Vec<Document> = PAGES.iter().flat_map(|plan| plan(site)).collect();
    let lists: Vec<Document> = LISTS.iter().flat_map(|plan| plan(site, &documents)).collect();
    documents.extend(lists);
    let mut pages: Vec<Page> = FILES.iter().flat_map(|plan| plan(site)).collect();
    pages.extend(file::sitemap::plan(site, &documents));
    pages.extend(file::map_sheet::plan(site, &documents));
    let frame = Arc::new(Frame::new(site, &documents));
    pages.extend(documents.into_iter().map(|document| frame.page(document)));
    file::brand::check(site, report);
    file::static_file::add(site, &mut pages, report);
    file::portable::check(&pages, report);
    warnings::reports(site, report);
    warnings::tiles(site, report);
    pages
}
