//! The texts of one item, one Markdown file per language.

use super::front_matter::FrontMatter;
use super::walk::{self, Item};
use crate::model::{Attachment, AttachmentKind, Html, Lang, Localized};
use crate::report::Report;
use std::path::{Component, Path, PathBuf};

/// A file and its text, read whole so that front matter can borrow from it.
pub struct TextFile {
    pub lang: Lang,
    pub name: String,
    pub text: String,
}

/// Reads the Markdown files of an item, the one with the facts first: that in the site's first
/// language, or the next.
pub fn read(item: &Item, languages: &[Lang], report: &mut Report) -> Vec<TextFile> {
    let default = &languages[0];
    let mut files: Vec<TextFile> = item
        .files
        .iter()
        .filter(|file| file.extension() == "md")
        .filter_map(|file| {
            let (_, lang) = walk::language(file.stem(), default);
            match std::fs::read(&file.path) {
                Ok(bytes) => {
                    let text = super::text::decode(&bytes);
                    Some(TextFile { lang, name: file.name.clone(), text })
                }
                Err(error) => {
                    report.warn(&file.name, format!("cannot be read: {error}"));
                    None
                }
            }
        })
        .collect();
    let order = |lang: &Lang| languages.iter().position(|l| l == lang).unwrap_or(usize::MAX);
    files.sort_by(|a, b| (order(&a.lang), &a.name).cmp(&(order(&b.lang), &b.name)));
    files
}

/// The front matters of an item, in the order of [`read`].
pub struct Texts<'a> {
    fronts: Vec<(Lang, FrontMatter<'a>)>,
}

impl<'a> Texts<'a> {
    pub fn parse(files: &'a [TextFile]) -> Texts<'a> {
        let fronts = files
            .iter()
            .map(|file| (file.lang.clone(), FrontMatter::parse(&file.name, &file.text)))
            .collect();
        Texts { fronts }
    }

    /// One language's front matter only.
    pub fn of(lang: Lang, front: FrontMatter<'a>) -> Texts<'a> {
        Texts { fronts: vec![(lang, front)] }
    }

    /// The front matter that says this: the first that has the field.
    pub fn front(&self, key: &str) -> Option<&FrontMatter<'a>> {
        for (_, front) in &self.fronts {
            front.value(key);
        }
        self.fronts.iter().map(|(_, front)| front).find(|front| front.has(key))
    }

    /// What is the same in all languages.
    pub fn fact<T>(&self, key: &str, read: fn(&FrontMatter<'a>, &str) -> Option<T>) -> Option<T> {
        self.front(key).and_then(|front| read(front, key))
    }

    /// What each language says.
    pub fn localized<T>(
        &self,
        key: &str,
        read: fn(&FrontMatter<'a>, &str) -> Option<T>,
    ) -> Localized<T> {
        let fronts = self.fronts.iter();
        fronts.filter_map(|(lang, front)| Some((lang.clone(), read(front, key)?))).collect()
    }

    pub fn body(&self) -> Localized<Html> {
        let fronts = self.fronts.iter();
        fronts.filter_map(|(lang, front)| Some((lang.clone(), front.body()?))).collect()
    }

    pub fn langs(&self) -> impl Iterator<Item = &Lang> {
        self.fronts.iter().map(|(lang, _)| lang)
    }

    /// Pictures and files: those with a caption in the order given, then the others by name.
    pub fn attachments(&self, item: &Item) -> Vec<Attachment> {
        let mut attachments: Vec<Attachment> = Vec::new();
        for (lang, front) in &self.fronts {
            for table in front.tables("attachments") {
                let Some(name) = table.text("file") else { continue };
                let Some(path) = find(item, &name) else {
                    front.wrong::<()>("attachments", &format!("names `{name}`, which is not in this folder"));
                    continue;
                };
                let index = attachments.iter().position(|known| known.file == path);
                let index = index.unwrap_or_else(|| {
                    attachments.push(attachment(path));
                    attachments.len() - 1
                });
                let attachment = &mut attachments[index];
                if let Some(legend) = table.text("legend") {
                    attachment.legend.insert(lang.clone(), legend);
                }
                attachment.author = attachment.author.take().or_else(|| table.text("author"));
                attachment.license = attachment.license.take().or_else(|| table.text("license"));
            }
        }
        let named: Vec<PathBuf> = attachments.iter().map(|known| known.file.clone()).collect();
        let others = item.files.iter().filter(|file| file.is_image());
        let others = others.filter(|file| !named.contains(&file.path));
        attachments.extend(others.map(|file| attachment(file.path.clone())));
        attachments
    }

    /// Notes all that was wrong.
    pub fn finish(self, report: &mut Report) {
        self.fronts.into_iter().for_each(|(_, front)| front.finish(report));
    }
}

fn attachment(file: PathBuf) -> Attachment {
    let extension = file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let image = matches!(extension.as_str(), "jpg" | "jpeg" | "png" | "webp" | "gif");
    Attachment {
        file,
        kind: if image { AttachmentKind::Image } else { AttachmentKind::File },
        legend: Localized::default(),
        author: None,
        license: None,
    }
}

/// The file of this name among the item's: a name that climbs out of its folder finds nothing.
fn find(item: &Item, name: &str) -> Option<PathBuf> {
    let wanted = Path::new(name);
    if !wanted.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return None;
    }
    item.files.iter().find(|file| file.path.ends_with(wanted)).map(|file| file.path.clone())
}
