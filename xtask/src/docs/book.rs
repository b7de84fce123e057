//! From pages to a site, by mdBook.
//!
//! mdBook's time and memory grow with the square of a book's pages: 8,200 took more than 9 minutes and 3.6 GB, while
//! 400 take 0.7 s. So the pages of models are made as books of their own where there are many, and moved into the
//! first one, whose sidebar and search they then use.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdkwright::pipeline::Generated;

use super::{data, search, write};
use crate::run::output;

/// The most pages of one book.
const PAGES: usize = 400;

/// What was built.
pub(super) struct Built {
    pub pages: usize,
    /// Bytes of the search index.
    pub index: u64,
    /// What is not found by a search, in words.
    pub searched: &'static str,
}

/// Which parts of a book the search knows.
#[derive(Clone, Copy, PartialEq)]
enum Searched {
    All,
    WithoutModels,
}

/// Builds the site into a folder, which is emptied first.
pub(super) fn build(
    generated: &Generated,
    mdbook: &Path,
    work: &Path,
    site: &Path,
) -> Result<Built, Box<dyn Error>> {
    let pages = pages(generated);
    let summary =
        pages.iter().find(|(path, _)| *path == "SUMMARY.md").ok_or("there is no summary of the pages")?;
    let summary = String::from_utf8_lossy(summary.1).into_owned();
    let title = generated.view.pages.as_ref().map_or("", |pages| pages.index.title.as_str());
    let (models, rest): (Vec<&str>, Vec<&str>) = summary.lines().partition(|line| line.contains("](models/"));
    let is_split = models.len() + rest.len() > PAGES;
    let kept: Vec<&str> = if is_split { rest } else { summary.lines().collect() };
    let book = Book { mdbook, folder: work.join("book"), title };
    book.empty()?;
    for (path, bytes) in pages.iter().filter(|(path, _)| !is_split || !path.starts_with("models/")) {
        write(&book.folder.join("src").join(path), bytes)?;
    }
    book.explorer(generated, &kept)?;
    let mut searched = if is_split { ", without models" } else { "" };
    book.run(Searched::All)?;
    let mut index = search::file(&book.out())?;
    if !is_split && fs::metadata(&index)?.len() > search::MOST {
        book.run(Searched::WithoutModels)?;
        index = search::file(&book.out())?;
        searched = ", without models";
    }
    if fs::metadata(&index)?.len() > search::MOST {
        search::headings_only(&index)?;
        searched = ", without models, headings only";
    }
    let index_size = fs::metadata(&index)?.len();
    if is_split {
        for (number, lines) in models.chunks(PAGES).enumerate() {
            let folder = work.join(format!("models-{number}"));
            shelf(&Book { mdbook, folder, title }, lines, &pages, &book.out())?;
        }
    }
    replace(site, &book.out())?;
    Ok(Built { pages: pages.len(), index: index_size, searched })
}

/// Pages by their path below `docs/`.
fn pages(generated: &Generated) -> Vec<(&str, &[u8])> {
    let files = generated.files.iter();
    files.filter_map(|(path, bytes)| Some((path.strip_prefix("docs/")?, bytes))).collect()
}

struct Book<'b> {
    mdbook: &'b Path,
    folder: PathBuf,
    title: &'b str,
}

impl Book<'_> {
    fn out(&self) -> PathBuf {
        self.folder.join("out")
    }

    fn empty(&self) -> Result<(), Box<dyn Error>> {
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder)?;
        }
        Ok(())
    }

    /// The explorer's page, behind the permissions in the summary.
    fn explorer(&self, generated: &Generated, summary: &[&str]) -> Result<(), Box<dyn Error>> {
        let source = self.folder.join("src");
        let mut lines = String::new();
        for line in summary {
            lines += &format!("{line}\n");
            if line.ends_with("](permissions.md)") {
                lines += "  - [Permission explorer](explorer.md)\n";
            }
        }
        write(&source.join("SUMMARY.md"), lines.as_bytes())?;
        write(&source.join("explorer.md"), include_bytes!("explorer/explorer.md"))?;
        write(&source.join("explorer/explorer.css"), include_bytes!("explorer/explorer.css"))?;
        write(&source.join("explorer/least.js"), include_bytes!("explorer/least.js"))?;
        write(&source.join("explorer/explorer.js"), include_bytes!("explorer/explorer.js"))?;
        write(&source.join("explorer/data.js"), data::script(generated)?.as_bytes())
    }

    fn run(&self, searched: Searched) -> Result<(), Box<dyn Error>> {
        // A string of TOML is one of JSON where nothing but quotes and backslashes is escaped.
        let title = serde_json::Value::from(self.title);
        let mut settings = format!("[book]\ntitle = {title}\n{}", include_str!("explorer/book.toml"));
        if searched == Searched::WithoutModels {
            settings += "\n[output.html.search.chapter]\n\"models\" = { enable = false }\n";
        }
        write(&self.folder.join("book.toml"), settings.as_bytes())?;
        write(&self.folder.join("site.css"), include_bytes!("explorer/site.css"))?;
        if self.out().exists() {
            fs::remove_dir_all(self.out())?;
        }
        let ran = output(Command::new(self.mdbook).arg("build").arg(&self.folder))?;
        let said = String::from_utf8_lossy(&ran.stderr);
        // The size of the index is looked at here; anything else that is said is a fault of the pages.
        let wrong = |line: &&str| line.contains("WARN") && !line.contains("search index is very large");
        if !ran.status.success() || said.lines().any(|line| wrong(&line)) {
            return Err(format!("mdBook is not content: {}\n{said}", ran.status).into());
        }
        Ok(())
    }
}

/// Makes a part of the models' pages and moves them into the site.
fn shelf(
    book: &Book<'_>,
    lines: &[&str],
    pages: &[(&str, &[u8])],
    site: &Path,
) -> Result<(), Box<dyn Error>> {
    book.empty()?;
    let source = book.folder.join("src");
    let mut summary = "# Summary\n\n".to_owned();
    for line in lines {
        summary += &format!("{}\n", line.trim_start());
        let path = line.rsplit_once("](").and_then(|(_, path)| path.strip_suffix(')'));
        let page = path.and_then(|path| pages.binary_search_by(|(known, _)| (*known).cmp(path)).ok());
        let Some((path, bytes)) = page.and_then(|at| pages.get(at)) else {
            return Err(format!("no page belongs to this line of the summary: {line}").into());
        };
        write(&source.join(path), bytes)?;
    }
    write(&source.join("SUMMARY.md"), summary.as_bytes())?;
    book.run(Searched::All)?;
    // What differs between two books is named by its content: the sidebar and the search index.
    let mut names = Vec::new();
    for prefix in ["toc-", "searchindex-"] {
        let [own, theirs] = [book.out(), site.to_owned()].map(|folder| asset(&folder, prefix));
        let (Some(own), Some(theirs)) = (own, theirs) else {
            return Err(format!("mdBook wrote no `{prefix}*.js`").into());
        };
        names.push(
            [own, theirs].map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned()),
        );
    }
    fs::create_dir_all(site.join("models"))?;
    for entry in fs::read_dir(book.out().join("models"))? {
        let path = entry?.path();
        let mut text = fs::read_to_string(&path)?;
        for [own, theirs] in &names {
            text = text.replace(own, theirs);
        }
        fs::write(site.join("models").join(path.file_name().unwrap_or_default()), text)?;
    }
    fs::remove_dir_all(&book.folder)?;
    Ok(())
}

/// The script at the top of a built book whose name begins so; a part of its content ends the name.
pub(super) fn asset(folder: &Path, prefix: &str) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?;
    entries.flatten().map(|entry| entry.path()).find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(prefix) && name.ends_with(".js")
    })
}

/// Puts a built book where the site was. A folder that is not a site is left alone.
fn replace(site: &Path, built: &Path) -> Result<(), Box<dyn Error>> {
    if site.exists() {
        let is_ours = fs::read_dir(site)?.next().is_none() || asset(site, "searchindex-").is_some();
        if !is_ours {
            return Err(format!("`{}` is no site that may be replaced", site.display()).into());
        }
        fs::remove_dir_all(site)?;
    }
    if let Some(folder) = site.parent() {
        fs::create_dir_all(folder)?;
    }
    for path in crate::walk::below(built)? {
        let target = site.join(path.strip_prefix(built)?);
        write(&target, &fs::read(&path)?)?;
    }
    Ok(())
}
