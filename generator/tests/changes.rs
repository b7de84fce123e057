//! What one change of the repository's description does to the output: only what it should, and little of it.

#[allow(dead_code)]
mod in_memory;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use in_memory::{Texts, repository, run};
use sdkwright::cli::{self, Terminal};
use sdkwright::diag::{Code, Findings};
use sdkwright::report;
use sdkwright::surface::cards;

/// Replaces the one place where a text stands.
fn edit(texts: &mut Texts, file: &str, from: &str, to: &str) {
    let text = texts.get_mut(file).unwrap_or_else(|| panic!("there is no {file}"));
    assert_eq!(text.matches(from).count(), 1, "`{from}` in {file}");
    *text = text.replacen(from, to, 1);
}

/// The lines that go and those that come, in their order.
fn difference(old: &str, new: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            lines.push(format!("- {}", old[i].trim()));
            i += 1;
        } else {
            lines.push(format!("+ {}", new[j].trim()));
            j += 1;
        }
    }
    lines
}

/// Every file that an edit changes, with its lines; a new or deleted file with all of them.
fn changed(old: &Texts, new: &Texts) -> BTreeMap<String, Vec<String>> {
    let (before, after) = (run(old).files(), run(new).files());
    compare(&before, &after)
}

fn compare(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> BTreeMap<String, Vec<String>> {
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let text = |files: &BTreeMap<String, String>, path: &str| files.get(path).cloned().unwrap_or_default();
    let differences =
        paths.into_iter().map(|path| (path.clone(), difference(&text(before, path), &text(after, path))));
    differences.filter(|(_, lines)| !lines.is_empty()).collect()
}

/// The lines of the surface cards that an edit changes.
fn surface(old: &Texts, new: &Texts) -> BTreeMap<String, Vec<String>> {
    let all = |texts: &Texts| {
        let cards = cards(&run(texts).generated.expect("it is read").view);
        cards.into_iter().map(|card| (card.name, card.text)).collect()
    };
    compare(&all(old), &all(new))
}

fn lines(changed: &BTreeMap<String, Vec<String>>, path: &str) -> String {
    changed.get(path).unwrap_or_else(|| panic!("{path} is unchanged; {changed:#?}")).join("\n")
}

/// The changed files but for the pages, which have a list of their own.
fn paths(changed: &BTreeMap<String, Vec<String>>) -> Vec<&str> {
    changed.keys().map(String::as_str).filter(|path| !path.starts_with("docs/")).collect()
}

fn pages(changed: &BTreeMap<String, Vec<String>>) -> Vec<&str> {
    changed.keys().filter_map(|path| path.strip_prefix("docs/")).collect()
}

#[test]
fn an_operation_is_added() {
    let old = repository();
    let mut new = old.clone();
    let operation = "  delete:
    operationId: deleteChatsRoom
    tags: [Chat]
    summary: Close a room for good.
    x-inin-requires-permissions: {type: ANY, permissions: ['chat:room:edit']}
    responses:
      '204': {description: The room is gone.}

participants:
";
    edit(&mut new, "operations/chat-rooms.yaml", "\nparticipants:\n", operation);
    let changed = changed(&old, &new);
    assert_eq!(
        paths(&changed),
        [
            "README.md",
            "src/api/chat/delete_chats_room.rs",
            "src/api/chat/mod.rs",
            "src/lib.rs",
            "src/operations.rs",
            "src/permissions.rs"
        ]
    );
    let told =
        ["authorization.md", "index.md", "operations.md", "permissions.md", "release.md", "tags/chat.md"];
    assert_eq!(pages(&changed), told);
    assert_eq!(changed["src/permissions.rs"].len(), 2, "{:?}", changed["src/permissions.rs"]);
    assert!(changed["src/api/chat/delete_chats_room.rs"].iter().all(|line| line.starts_with('+')));
    let index = "+ mod delete_chats_room;\n+ pub use delete_chats_room::DELETE_CHATS_ROOM;";
    assert_eq!(lines(&changed, "src/api/chat/mod.rs"), index);
    let table = "+ pub use crate::api::chat::DELETE_CHATS_ROOM;
+ #[cfg(feature = \"chat\")]
+ &DELETE_CHATS_ROOM,
+ #[cfg(feature = \"chat\")]";
    assert_eq!(lines(&changed, "src/operations.rs"), table);
    for front in ["README.md", "src/lib.rs"] {
        assert_eq!(changed[front].len(), 2, "one line: how many operations there are");
        assert!(changed[front][1].contains("`chat` (33 operations)"), "{:?}", changed[front]);
    }
    let surface = surface(&old, &new);
    assert_eq!(paths(&surface), ["tag-chat"]);
    assert!(
        lines(&surface, "tag-chat").contains("+ DELETE_CHATS_ROOM: DELETE /api/v2/chats/rooms/{roomJid}")
    );
}

#[test]
fn a_parameter_is_renamed() {
    let old = repository();
    let mut new = old.clone();
    edit(&mut new, "openapi.yaml", "name: limit\n", "name: most\n");
    let changed = changed(&old, &new);
    let expected = [
        "src/api/chat/get_chats_room_messages.rs",
        "src/api/chat/get_chats_thread_messages.rs",
        "src/api/chat/get_chats_user_messages.rs",
    ];
    assert_eq!(paths(&changed), expected);
    let same = "- /// - `limit` (query, optional): How many messages to return at most.
+ /// - `most` (query, optional): How many messages to return at most.
- pub fn limit(mut self, limit: &str) -> Self {
- self.0.query(\"limit\", limit);
+ pub fn most(mut self, most: &str) -> Self {
+ self.0.query(\"most\", most);";
    for path in expected {
        assert_eq!(lines(&changed, path), same, "{path}");
    }
    assert_eq!(surface(&old, &new)["tag-chat"].len(), 6);
    assert_eq!(pages(&changed), ["tags/chat.md"]);
}

#[test]
fn a_permission_is_flipped() {
    let old = repository();
    let mut new = old.clone();
    let from = "summary: Look up a room.\n    x-inin-requires-permissions:\n      type: ANY";
    edit(&mut new, "operations/chat-rooms.yaml", from, &from.replace("ANY", "ALL"));
    let changed = changed(&old, &new);
    assert_eq!(paths(&changed), ["src/api/chat/get_chats_room.rs"]);
    assert_eq!(pages(&changed), ["operations.md", "permissions.md", "tags/chat.md"]);
    let expected = "- requirement: runtime::Requirement::any(&[\"chat:chat:access\", \"chat:room:view\"]),
+ requirement: runtime::Requirement::all(&[\"chat:chat:access\", \"chat:room:view\"]),
- /// Needs ANY of the permissions `chat:chat:access`, `chat:room:view`.
+ /// Needs ALL of the permissions `chat:chat:access`, `chat:room:view`.";
    assert_eq!(lines(&changed, "src/api/chat/get_chats_room.rs"), expected);
    let card =
        "- needs ANY of chat:chat:access, chat:room:view\n+ needs ALL of chat:chat:access, chat:room:view";
    assert_eq!(lines(&surface(&old, &new), "tag-chat"), card);
}

#[test]
fn a_text_is_reworded() {
    let old = repository();
    let mut new = old.clone();
    edit(
        &mut new,
        "schemas/chat-rooms.yaml",
        "description: Name of the room.",
        "description: What the room is called.",
    );
    let changed = changed(&old, &new);
    assert_eq!((paths(&changed), pages(&changed)), (vec!["src/models/room.rs"], vec!["models/room.md"]));
    assert_eq!(
        lines(&changed, "src/models/room.rs"),
        "- /// Name of the room.\n+ /// What the room is called."
    );
    assert!(surface(&old, &new).is_empty(), "the surface is the same");
}

/// Deletes `UserReference`, which `Room` still names.
fn without_a_model() -> Texts {
    let mut texts = repository();
    edit(&mut texts, "openapi.yaml", "    UserReference: {$ref: 'schemas/shared.yaml#/UserReference'}\n", "");
    edit(&mut texts, "schemas/shared.yaml", "\nUserReference:\n", "\nUserReferences:\n");
    texts
}

#[test]
fn a_model_still_in_use_is_deleted() {
    let run = run(&without_a_model());
    let dangling: Vec<_> =
        run.findings.all().iter().filter(|finding| finding.code == Code::RefDangling).collect();
    assert_eq!(dangling.len(), 1, "{}", run.drawn());
    let place = dangling[0].place.as_ref().expect("a place");
    assert_eq!(
        (place.file.as_str(), place.pointer.as_str()),
        ("schemas/chat-rooms.yaml", "/Room/properties/owners/items/$ref")
    );
    let mut only = Findings::default();
    only.push(dangling[0].clone());
    insta::assert_snapshot!(
        "a_model_still_in_use_is_deleted",
        report::draw(&only, run.source.files(), false)
    );
}

/// The same through the command line: exit code 2, and the output as it was.
#[test]
fn nothing_is_written_when_a_model_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |texts: &Texts| {
        for (name, text) in texts {
            let path = folder.path().join("spec").join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
    };
    write(&repository());
    let (code, told) = generate(folder.path());
    assert_eq!((code, told.contains("51 of 51 operations")), (cli::DONE, true), "{told}");
    let out = folder.path().join("out");
    let before = on_disk(&out);
    assert!(before.len() > 150, "{} files", before.len());

    write(&without_a_model());
    let (code, told) = generate(folder.path());
    assert_eq!(code, cli::WRONG, "{told}");
    assert!(told.contains("spec/schemas/chat-rooms.yaml:34:"), "{told}");
    assert!(told.contains("/Room/properties/owners/items"), "{told}");
    assert!(told.contains("UserReferences"), "{told}");
    assert!(told.ends_with("nothing was written\n"), "{told}");
    assert_eq!(on_disk(&out), before, "bytes and time stamps");

    let fresh = folder.path().join("fresh");
    let call = [
        "generate",
        "--spec",
        &in_folder(folder.path(), "spec/openapi.yaml"),
        "--out",
        &fresh.to_string_lossy(),
    ];
    assert_eq!(call_cli(call).0, cli::WRONG);
    assert!(!fresh.exists(), "not even a folder is made");
}

fn in_folder(folder: &Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

fn generate(folder: &Path) -> (u8, String) {
    let [spec, config, out] =
        ["spec/openapi.yaml", "spec/sdk.yaml", "out"].map(|name| in_folder(folder, name));
    call_cli(["generate", "--spec", &spec, "--config", &config, "--out", &out])
}

fn call_cli<'c>(call: impl IntoIterator<Item = &'c str>) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut terminal = Terminal { out: &mut out, err: &mut err, colour: false };
    let code = cli::main(call.into_iter().map(OsString::from), &mut terminal).expect("the terminal takes it");
    (code, String::from_utf8(err).expect("text"))
}

/// Every file below a folder with its bytes and when it was written.
fn on_disk(folder: &Path) -> BTreeMap<String, (Vec<u8>, std::time::SystemTime)> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let time = path.metadata().and_then(|about| about.modified()).expect("a time");
                found.insert(path.to_string_lossy().into_owned(), (fs::read(&path).expect("bytes"), time));
            }
        }
    }
    found
}
