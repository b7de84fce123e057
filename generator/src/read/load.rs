//! Loads the root and, one after the other, every file that references lead to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::builder::Builder;
use super::links::{Link, links};
use super::parse::{Text, parse};
use super::{ReadOptions, Source, numbers, remarks, text};
use crate::diag::{Code, Diagnostic, Findings, Part, Severity};
use crate::document::{Document, FileId, FileKey, NodeId, SourceFile, Syntax, Value, join};

/// Loads files into a document.
pub(super) struct Loader<'a> {
    source: &'a Source,
    options: &'a ReadOptions,
    pub(super) document: Document,
    findings: &'a mut Findings,
    /// Files by the name that is shown: a file is read once, however it is named.
    by_display: BTreeMap<String, Result<FileId, ()>>,
}

impl<'a> Loader<'a> {
    pub(super) fn new(source: &'a Source, options: &'a ReadOptions, findings: &'a mut Findings) -> Self {
        Loader { source, options, document: Document::empty(), findings, by_display: BTreeMap::new() }
    }

    /// A loader that goes on with what is loaded.
    pub(super) fn resume(
        document: Document,
        source: &'a Source,
        options: &'a ReadOptions,
        findings: &'a mut Findings,
    ) -> Self {
        let ids = (0u32..).map(FileId).zip(&document.files);
        let by_display =
            ids.filter(|(_, file)| !file.overlay).map(|(id, file)| (file.name.clone(), Ok(id))).collect();
        Loader { source, options, document, findings, by_display }
    }

    /// Loads the root file alone; `None` when it cannot be read.
    pub(super) fn root(mut self) -> Option<Document> {
        let source = self.source;
        let root = &source.root;
        let key = root.rsplit('/').next().unwrap_or(root);
        match self.file(root, key) {
            Ok(id) => self.known_as(id, key),
            Err(finding) => {
                self.findings.push(*finding);
                return None;
            }
        }
        Some(self.document)
    }

    /// Loads an overlay beside the root; references never lead to it, and its own are followed once they are merged.
    pub(super) fn overlay(mut self) -> (Document, Option<NodeId>) {
        let source = self.source;
        let name = &source.root;
        let root = match self.file(name, name) {
            Ok(id) => self.document.files.get_mut(id.0 as usize).map(|file| {
                file.overlay = true;
                file.root
            }),
            Err(finding) => {
                self.findings.push(*finding);
                None
            }
        };
        (self.document, root)
    }

    /// Loads every file that the root leads to, directly or through others.
    pub(super) fn follow_all(mut self) -> Document {
        let (mut hard, mut soft) = (VecDeque::new(), VecDeque::new());
        self.queue(FileId(0), false, &mut hard, &mut soft);
        let mut seen = BTreeSet::from([FileId(0)]);
        while let Some(link) = hard.pop_front().or_else(|| soft.pop_front()) {
            if let Some(id) = self.follow(&link).filter(|id| seen.insert(*id)) {
                self.queue(id, link.soft, &mut hard, &mut soft);
            }
        }
        self.document
    }

    fn queue(&self, file: FileId, all_soft: bool, hard: &mut VecDeque<Link>, soft: &mut VecDeque<Link>) {
        let Some(root) = self.document.files.get(file.0 as usize).map(|file| file.root) else { return };
        for mut link in links(&self.document, root) {
            link.soft |= all_soft;
            if link.soft { soft.push_back(link) } else { hard.push_back(link) }
        }
    }

    /// Follows one link; the file to which it leads, where it can be read.
    fn follow(&mut self, link: &Link) -> Option<FileId> {
        let key = match self.document.file_key(link.node, &link.file) {
            FileKey::Known(id) => return Some(id),
            FileKey::Within(node) => return Some(self.document.home(node)),
            FileKey::Name(url) if crate::document::is_remote(&url) => match self.options.mapped(&url) {
                Some(path) => return self.open(link, &path, &url),
                None => return self.refuse(link, &url, Refusal::Remote),
            },
            FileKey::Name(name) => name,
        };
        let display = join(&self.source.root, &key);
        if !self.options.allow_outside_root && self.outside(&key, &display) {
            return self.refuse(link, &display, Refusal::Outside);
        }
        let guarded = !self.options.allow_outside_root && !self.by_display.contains_key(&display);
        if guarded && self.source.files.is_outside(self.root_folder(), &display) {
            return self.refuse(link, &display, Refusal::Linked);
        }
        self.open(link, &display, &key)
    }

    fn root_folder(&self) -> &str {
        match self.source.root.rsplit_once('/') {
            Some(("", _)) => "/",
            Some((folder, _)) => folder,
            None => "",
        }
    }

    fn outside(&self, key: &str, display: &str) -> bool {
        let folder = self.root_folder();
        let inside =
            !folder.is_empty() && display.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let drive = key.as_bytes().get(1) == Some(&b':');
        drive || ((key.starts_with('/') || key.split('/').any(|part| part == "..")) && !inside)
    }

    fn open(&mut self, link: &Link, display: &str, key: &str) -> Option<FileId> {
        if let Some(known) = self.by_display.get(display) {
            if let Ok(id) = known {
                self.document.by_name.insert(key.to_owned(), *id);
            }
            return known.ok(); // a file that cannot be read is told once
        }
        let before = self.findings.all().len();
        let loaded = self.file(display, key).inspect(|id| self.known_as(*id, key));
        self.by_display.insert(display.to_owned(), loaded.as_ref().map(|id| *id).map_err(|_| ()));
        match loaded {
            Ok(id) => {
                if link.soft {
                    self.findings.soften(before);
                }
                Some(id)
            }
            Err(finding) => {
                self.tell(link, *finding);
                None
            }
        }
    }

    /// Tells why a file could not be read: at the reference where the file is missing, in the file otherwise.
    fn tell(&mut self, link: &Link, mut finding: Diagnostic) {
        if finding.place.is_none() {
            finding.place = Some(self.document.place(link.node, Part::Value));
            if finding.code == Code::FileUnreadable {
                finding.code = Code::ReferencedFileMissing;
                finding.hint = Some("references are relative to the file in which they stand".to_owned());
            }
        } else {
            finding = finding.related(self.document.place(link.node, Part::Value), "it is referred to here");
        }
        if link.soft {
            finding.severity = Severity::Note;
        }
        self.findings.push(finding);
    }

    fn refuse(&mut self, link: &Link, target: &str, why: Refusal) -> Option<FileId> {
        if self.by_display.insert(target.to_owned(), Err(())).is_some() {
            return None; // told at its first reference
        }
        let place = self.document.place(link.node, Part::Value);
        let mut finding = match why {
            Refusal::Remote => Diagnostic::new(
                Code::ReferenceRemote,
                place,
                format!("`{target}` is not fetched: nothing is read from a network"),
            )
            .hint(format!("download it and say `--map {target}=PATH`")),
            Refusal::Outside => Diagnostic::new(
                Code::ReferenceOutside,
                place,
                format!("`{target}` lies outside the folder of the root description"),
            )
            .hint(TRUST),
            Refusal::Linked => Diagnostic::new(
                Code::ReferenceOutside,
                place,
                format!("`{target}` is a link that leads out of the folder of the root description"),
            )
            .hint(TRUST),
        };
        if link.soft {
            finding.severity = Severity::Note;
        }
        self.findings.push(finding);
        None
    }

    /// Reads one file into the document.
    fn file(&mut self, display: &str, key: &str) -> Result<FileId, Box<Diagnostic>> {
        let limit = self.options.max_input;
        let bytes =
            self.source.files.load(display, limit).map_err(|error| Box::new(unreadable(display, &error)))?;
        if bytes.len() as u64 > limit {
            let message = format!("`{display}` is larger than {limit} bytes");
            let finding = Diagnostic::call(Code::TooLarge, message);
            return Err(Box::new(finding.hint("raise the limit with `--max-input BYTES`")));
        }
        let text = text::decode(display, &bytes)?;
        let syntax = text::syntax(display, &bytes);
        let id = FileId(u32::try_from(self.document.files.len()).unwrap_or(u32::MAX));
        let before = self.document.nodes.len();
        let budget =
            self.options.max_nodes.saturating_sub(before).min(text.len().saturating_add(ALIAS_NODES));
        let mut builder = Builder::new(&mut self.document.nodes, id, budget, syntax == Syntax::Yaml);
        let parsed = parse(Text { name: display, text }, syntax, &mut builder);
        let (told, floats) = (builder.remarks, builder.floats);
        let root = parsed.inspect_err(|_| self.document.nodes.truncate(before))?;
        self.document.files.push(SourceFile {
            name: display.to_owned(),
            key: key.to_owned(),
            syntax,
            root,
            overlay: false,
        });
        self.document.learn_addresses(before);
        remarks::tell(&self.document, &told, text, syntax, self.findings);
        if syntax == Syntax::Yaml {
            numbers::restore(&mut self.document, &floats, text);
        }
        Ok(id)
    }

    /// Makes a file known by its name in references. It may also say its own address (`$self` in OpenAPI 3.2, `$id`
    /// in JSON Schema).
    fn known_as(&mut self, id: FileId, key: &str) {
        self.document.by_name.insert(key.to_owned(), id);
        let Some(root) = self.document.files.get(id.0 as usize).map(|file| file.root) else { return };
        let at = self.document.at(root);
        let addresses: Vec<String> = ["$self", "$id"]
            .iter()
            .filter_map(|key| match at.get(key).map(|value| value.value()) {
                Some(Value::String(text)) => Some(text.trim_end_matches('#')),
                _ => None,
            })
            .filter(|address| !address.is_empty())
            .map(|address| match crate::document::is_remote(address) {
                true => address.to_owned(),
                false => join(key, address),
            })
            .collect();
        for address in addresses {
            self.document.by_name.entry(address).or_insert(id);
        }
    }
}

/// Nodes that aliases may add to what a file's own length allows.
const ALIAS_NODES: usize = 500_000;

#[derive(Clone, Copy)]
enum Refusal {
    Remote,
    Outside,
    /// Its name lies inside, and a symbolic link leads out.
    Linked,
}

const TRUST: &str = "move it below that folder, or say `--allow-outside-root` if you trust the description";

fn unreadable(display: &str, error: &std::io::Error) -> Diagnostic {
    if crate::document::is_remote(display) {
        let message = format!("`{display}` is not fetched: nothing is read from a network");
        return Diagnostic::call(Code::FileUnreadable, message).hint(format!(
            "download it first, as in `curl -L -o openapi.json {display}`, and name the file"
        ));
    }
    let (why, hint) = match error.kind() {
        std::io::ErrorKind::NotFound => {
            ("it does not exist".to_owned(), "names are relative to the current folder")
        }
        std::io::ErrorKind::PermissionDenied => {
            ("permission denied".to_owned(), "make it readable for this user")
        }
        std::io::ErrorKind::IsADirectory => {
            ("it is a folder".to_owned(), "name the root file in it, often `openapi.yaml` or `openapi.json`")
        }
        _ => return Diagnostic::call(Code::FileUnreadable, format!("`{display}` cannot be read: {error}")),
    };
    Diagnostic::call(Code::FileUnreadable, format!("`{display}` cannot be read: {why}")).hint(hint)
}
