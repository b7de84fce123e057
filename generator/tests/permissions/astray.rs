//! What could lead a reader of names astray: one name for two things, files elsewhere, requests by hand.

use std::collections::BTreeSet;
use std::fs;

use super::{Site, found, json, undecided};

/// Runs it on files; the lines of what was found and of what was not decided.
fn lines(files: &[(&str, &str)], folder: &str) -> (Vec<u64>, Vec<u64>) {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let needs = json(&["--used-by", root.path().join(folder).to_str().unwrap()]);
    let lines = |sites: BTreeSet<Site>| sites.into_iter().map(|(_, line, _)| line).collect::<Vec<_>>();
    (lines(found(&needs)), lines(undecided(&needs)))
}

/// Where one name stands for two things, nothing is taken for granted.
#[test]
fn names_that_lead_astray() {
    let fake = "pub struct Client;\npub struct Chat;\nimpl Client { pub fn chat(&self) -> Chat { Chat } }\n\
                impl Chat { pub fn get_chats_room(&self, _: &str) {} }\n";
    let body = "fn f(c: &Client) {\n    let chat = c.chat();\n    chat.get_chats_room(\"a\");\n}\n";
    for (head, expected) in [
        ("use genesys_cloud::*;\n", (vec![4], vec![])),
        // what the glob brings could be the prelude's, as far as names go
        ("use fake::*;\n", (vec![], vec![4])),
        ("use fake::Client;\n", (vec![], vec![])),
        ("use genesys_cloud::*; use fake::*;\n", (vec![], vec![4])),
        ("#[cfg(a)] use genesys_cloud::Client; #[cfg(b)] use fake::Client;\n", (vec![], vec![4])),
        ("use prelude::Client;\n", (vec![4], vec![])),
        ("use prelude::*;\n", (vec![], vec![4])),
        ("use prelude::Other as Client;\n", (vec![4], vec![])),
        ("mod t { use crate::fake::Client; } use genesys_cloud::Client;\n", (vec![4], vec![])),
    ] {
        let prelude = "pub use genesys_cloud::Client;\npub use genesys_cloud::Client as Other;\n";
        let main = format!("{head}{body}");
        let files = [("src/main.rs", main.as_str()), ("src/fake.rs", fake), ("src/prelude.rs", prelude)];
        assert_eq!(lines(&files, ""), expected, "{head}");
    }
    let twice = "#[cfg(test)]\nstruct Api;\n#[cfg(test)]\nimpl Api { fn get_chats_room(&self, _: &str) {} }\n\
                 #[cfg(not(test))]\nstruct Api(Chat);\nfn f(api: &Api) {\n    api.get_chats_room(\"a\");\n}\n";
    assert_eq!(lines(&[("a.rs", twice)], ""), (vec![], vec![8]));
}

/// Files that cargo reads and a walk over a folder could miss; names that stand in another manifest.
#[test]
fn files_that_are_elsewhere() {
    let source = "use cloud::api::chat::Chat;\nfn f(chat: &Chat<'_>) {\n    chat.get_chats_user(\"u\");\n}\n";
    let manifest = "[workspace.dependencies]\ncloud = { package = \"genesys-cloud\", version = \"0.1\" }\n";
    let files = [("Cargo.toml", manifest), ("one/src/target/mod.rs", source), ("one/target/x.rs", source)];
    let whole = [&files[..], &[("one/Cargo.toml", "[dependencies]\ncloud.workspace = true\n")]].concat();
    assert_eq!(lines(&whole, "one"), (vec![3], vec![]));
    assert_eq!(lines(&whole, ""), (vec![3], vec![]));
    let moved = "#[path = \"../other/calls.rs\"]\nmod calls;\ninclude!(\"calls.in\");\n";
    assert_eq!(lines(&[("a.rs", moved)], ""), (vec![], vec![2, 3]));
}

#[cfg(unix)]
#[test]
fn links_are_followed_once() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("elsewhere")).unwrap();
    fs::create_dir_all(root.path().join("crate/src")).unwrap();
    let source = "fn f(c: &genesys_cloud::Client) { c.chat().get_chats_room(\"a\"); }\n";
    fs::write(root.path().join("elsewhere/calls.rs"), source).unwrap();
    std::os::unix::fs::symlink(root.path().join("elsewhere"), root.path().join("crate/src/linked")).unwrap();
    std::os::unix::fs::symlink(root.path().join("crate"), root.path().join("crate/src/around")).unwrap();
    let needs = json(&["--used-by", root.path().join("crate").to_str().unwrap()]);
    assert_eq!(found(&needs).len(), 1);
}

/// What the SDK's own hand-written code calls stands in no description.
#[test]
fn parts_of_the_sdk_by_hand() {
    let source = "use genesys_cloud::{Client, ext::guest_chat::GuestChat};\nuse genesys_cloud::ext;\nuse other::ext::X;\n\
                  async fn f(c: Client) {\n    genesys_cloud::ext::guest_chat::GuestChat::begin(&c, r).await;\n}\n";
    assert_eq!(lines(&[("a.rs", source)], ""), (vec![], vec![1, 2, 5]));
}

#[test]
fn requests_by_hand() {
    let unknown = "use genesys_cloud::Error;\nfn f(c: impl Into<X>, path: &str) {\n    c.into().request(GET, path);\n}\n";
    assert_eq!(lines(&[("a.rs", unknown)], ""), (vec![], vec![3]));
    let other = unknown.replace("genesys_cloud", "reqwest");
    assert_eq!(lines(&[("a.rs", &other)], ""), (vec![], vec![]));
    let path = "fn f(c: X) {\n    c.api().request(Method::GET, \"/api/v2/chats/settings\");\n}\n";
    assert_eq!(lines(&[("a.rs", path)], ""), (vec![], vec![2]));
}
