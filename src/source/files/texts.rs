//! The texts of one item, one Markdown file per language.

use crate::input;
use crate::model::{Attachment, AttachmentKind, Html, Lang, Localized};
use crate::report::Report;
use crate::source::files::beside::Folder;
use crate::source::files::front_matter::FrontMatter;
use crate::source::files::walk::{self, File, Item};
use std::path::{Component, Path, PathBuf};

/// End of a warning about an attachment that cannot be shown.
const SHOWN: &str = "only photographs are shown, as JPEG, PNG, WebP or GIF";

/// Content of a Markdown file. Front matter borrows from it.
pub struct TextFile {
    pub lang: Lang,
    /// Path of the file, relative to the source.
    pub name: String,
    pub text: String,
}

/// Reads the Markdown files of an item, `index.<lang>.md`: one per language, in the order of the
/// languages of the site.
pub fn read(item: &Item, languages: &[Lang], report: &mut Report) -> Vec<TextFile> {
    let mut files: Vec<TextFile> = one_per_language(item, languages, report)
        .into_iter()
        .filter_map(|(lang, file)| match input::read(&file.path, input::TEXT) {
            Ok(bytes) => {
                let text = crate::source::files::text::decode(&bytes).into_owned();
                Some(TextFile { lang, name: file.name.clone(), text })
            }
            Err(error) => {
                report.warn(&file.name, error);
                None
            }
        })
        .collect();
    let order = |lang: &Lang| languages.iter().position(|l| l == lang).unwrap_or(usize::MAX);
    files.sort_by(|a, b| (order(&a.lang), &a.name).cmp(&(order(&b.lang), &b.name)));
    files
}

/// Chooses one file for each language of the site. Warns about each of the others.
fn one_per_language<'i>(
    item: &'i Item,
    languages: &[Lang],
    report: &mut Report,
) -> Vec<(Lang, &'i File)> {
    let texts = item.files.iter().filter(|file| file.extension() == "md");
    let mut texts: Vec<_> =
        texts.map(|file| (walk::language(file.stem(), &languages[0]), file)).collect();
    texts.sort_by_key(|((stem, _), _)| *stem != "index");
    let mut chosen: Vec<(Lang, &File)> = Vec::new();
    for ((_, lang), file) in texts {
        if !languages.contains(&lang) {
            let problem =
                format!("is in `{lang}`, which is not among the `languages` of site.toml");
            report.warn(&file.name, problem);
        } else if let Some((_, first)) = chosen.iter().find(|(known, _)| *known == lang) {
            let problem = format!("is not read: {} is the text in `{lang}` already", first.name);
            report.warn(&file.name, problem);
        } else {
            chosen.push((lang, file));
        }
    }
    chosen
}

/// Front matter of each language of an item, in the order of [`read`].
pub struct Texts<'a> {
    fronts: Vec<(Lang, FrontMatter<'a>)>,
}

impl<'a> Texts<'a> {
    /// Parses the front matter of each file.
    pub fn parse(files: &'a [TextFile], folder: &Folder) -> Texts<'a> {
        let front = |file: &'a TextFile| {
            let front = FrontMatter::parse(&file.name, &file.text);
            (file.lang.clone(), front.within(folder.around(&file.name)))
        };
        Texts { fronts: files.iter().map(front).collect() }
    }

    /// Creates the texts of an item in one language.
    pub fn of(lang: Lang, front: FrontMatter<'a>) -> Texts<'a> {
        Texts { fronts: vec![(lang, front)] }
    }

    /// First front matter that has a field. Marks the field as read in all of them.
    pub fn front(&self, key: &str) -> Option<&FrontMatter<'a>> {
        for (_, front) in &self.fronts {
            front.value(key);
        }
        self.fronts.iter().map(|(_, front)| front).find(|front| front.has(key))
    }

    /// Value of a field that is the same in all languages, from the first front matter that has it.
    pub fn fact<T>(&self, key: &str, read: fn(&FrontMatter<'a>, &str) -> Option<T>) -> Option<T> {
        self.front(key).and_then(|front| read(front, key))
    }

    /// Value of a field in each language.
    pub fn localized<T>(
        &self,
        key: &str,
        read: fn(&FrontMatter<'a>, &str) -> Option<T>,
    ) -> Localized<T> {
        let fronts = self.fronts.iter();
        fronts.filter_map(|(lang, front)| Some((lang.clone(), read(front, key)?))).collect()
    }

    /// Text below the front matter in each language.
    pub fn body(&self) -> Localized<Html> {
        let fronts = self.fronts.iter();
        fronts.filter_map(|(lang, front)| Some((lang.clone(), front.body()?))).collect()
    }

    /// Languages that have a text.
    pub fn langs(&self) -> impl Iterator<Item = &Lang> {
        self.fronts.iter().map(|(lang, _)| lang)
    }

    /// True when the front matter of a language could not be parsed: a missing field may be written
    /// there.
    pub fn is_unreadable(&self, lang: &Lang) -> bool {
        self.fronts.iter().any(|(known, front)| known == lang && front.is_unreadable())
    }

    /// Photographs: first those listed in `attachments`, in their order, then the others by name.
    pub fn attachments(&self, item: &Item) -> Vec<Attachment> {
        let mut attachments: Vec<Attachment> = Vec::new();
        for (lang, front) in &self.fronts {
            front.tables("attachments", |table| {
                let legend = table.text("legend");
                let (author, license) = (table.text("author"), table.text("license"));
                let name = table.text("file").or_else(|| {
                    table.wrong("attachments", "needs `file`, the name of a photograph")
                })?;
                let Some(path) = find(item, &name) else {
                    return table
                        .wrong("file", &format!("names `{name}`, which is not in this folder"));
                };
                if !walk::is_image(&path) {
                    return table.wrong::<()>("file", &format!("names `{name}`: {SHOWN}"));
                }
                let index = attachments.iter().position(|known| known.image() == Some(&path));
                let index = index.unwrap_or_else(|| {
                    attachments.push(attachment(path));
                    attachments.len() - 1
                });
                let attachment = &mut attachments[index];
                if let Some(legend) = legend {
                    attachment.legend.insert(lang.clone(), legend);
                }
                attachment.author = attachment.author.take().or(author);
                attachment.license = attachment.license.take().or(license);
                None
            });
        }
        let named: Vec<PathBuf> =
            attachments.iter().filter_map(Attachment::image).map(Path::to_owned).collect();
        let others = item.files.iter().filter(|file| file.is_image());
        let others = others.filter(|file| !named.contains(&file.path));
        attachments.extend(others.map(|file| attachment(file.path.clone())));
        attachments
    }

    /// Reports the problems found so far, for an item that is left out. Does not warn about unread
    /// fields.
    pub fn give_up(self, report: &mut Report) {
        let mut problems = Report::default();
        self.fronts.into_iter().for_each(|(_, front)| front.give_up(&mut problems));
        report.extend(problems.merged());
    }

    /// Reports all problems, and warns about unread fields.
    pub fn finish(self, report: &mut Report) {
        let mut problems = Report::default();
        self.fronts.into_iter().for_each(|(_, front)| front.finish(&mut problems));
        report.extend(problems.merged());
    }

    /// True when a field has a value, or may have one in front matter that could not be parsed.
    pub fn has(&self, key: &str) -> bool {
        self.fronts.iter().any(|(_, front)| front.has(key) || front.is_unreadable())
    }
}

/// Photograph without legend, author and licence.
pub fn attachment(file: PathBuf) -> Attachment {
    Attachment {
        kind: AttachmentKind::Image(file),
        legend: Localized::default(),
        author: None,
        license: None,
    }
}

/// Path of the file of an item with this name. `None` when there is none, or the name leads out of
/// the folder.
fn find(item: &Item, name: &str) -> Option<PathBuf> {
    let wanted = Path::new(name);
    if !wanted.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return None;
    }
    item.files.iter().find(|file| file.path.ends_with(wanted)).map(|file| file.path.clone())
}

/// Converts the name of a file to a title: `tour_du_lac` → `Tour du lac`.
pub fn readable(stem: &str) -> String {
    let spaced = stem.replace('_', " ");
    let spaced = if spaced.contains(' ') { spaced } else { spaced.replace('-', " ") };
    let mut letters = spaced.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => stem.to_owned(),
    }
}
