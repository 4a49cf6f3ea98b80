//! The files source on good and bad files, from the file to the page.
