//! Which room of the generator may use what. The rooms are the modules of `generator/src`.

use super::{File, Problem};

const GENERATOR: &str = "generator/src/";

/// A crate and the only places that use it.
const CRATES: &[(&str, &[&str], &str)] = &[
    ("serde_yaml", &["read"], "only the reader parses descriptions"),
    ("libyaml_safer", &["read"], "only the reader knows positions"),
    ("heck", &["names"], "only `names` changes the case of words"),
    ("unicode_normalization", &["names"], "only `names` compares identifiers"),
    ("askama", &["render"], "only `render` prints templates"),
    ("prettyplease", &["render"], "only `render/format.rs` formats"),
    ("annotate_snippets", &["report"], "only `report` draws findings"),
    ("quote", &["lower"], "only `lower` makes expressions"),
    ("pulldown_cmark", &["lower"], "only the sanitiser of documentation reads Markdown"),
    ("regex_lite", &["overlay"], "only paths of overlays hold regular expressions"),
    ("lexopt", &["cli"], "only `cli` reads arguments"),
    ("syn", &["lower", "names", "render", "usage"], "`api`, `facts` and `view` hold no Rust syntax"),
    ("proc_macro2", &["lower", "render", "usage"], "`api`, `facts` and `view` hold no Rust syntax"),
];

/// Rooms from the bottom up: each may use those before it, and itself.
const FLOORS: &[&str] = &[
    "diag", "document", "read", "overlay", "config", "api", "facts", "names", "view", "surface", "lower",
    "emit", "render", "pipeline", "inspect", "usage", "report", "cli", "main",
];

/// The room that a file of the generator belongs to.
fn room(file: &File) -> Option<&str> {
    let rest = file.path.strip_prefix(GENERATOR)?;
    Some(rest.split_once('/').map_or_else(|| rest.trim_end_matches(".rs"), |(room, _)| room))
}

/// A crate is used only where it belongs.
pub fn crates_in_their_rooms(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (file, room, number, line) in lines(files) {
        for (name, rooms, reason) in CRATES {
            if names_crate(line, name) && !rooms.contains(&room) {
                problems.push(file.problem(number, "room", format!("`{name}` in `{room}`: {reason}")));
            }
        }
    }
    problems
}

/// `crate::…` leads to a room further down.
pub fn rooms_point_down(files: &[File]) -> Vec<Problem> {
    let floor = |room: &str| FLOORS.iter().position(|name| *name == room);
    let mut problems = Vec::new();
    for (file, room, number, line) in lines(files) {
        for rest in line.split("crate::").skip(1) {
            let target: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if let (Some(from), Some(to)) = (floor(room), floor(&target))
                && to > from
            {
                problems.push(file.problem(
                    number,
                    "room",
                    format!("`{room}` is below `{target}` and must not know it"),
                ));
            }
        }
    }
    problems
}

/// Only `main.rs` prints or exits; only `emit` writes an SDK, `read` and `config` read, `cli` writes what the call names.
pub fn the_library_is_quiet(files: &[File]) -> Vec<Problem> {
    const PRINTING: [&str; 6] =
        ["println!", "eprintln!", "print!", "dbg!", "process::exit", "process::abort"];
    let mut problems = Vec::new();
    for (file, room, number, line) in lines(files) {
        if room == "main" {
            continue;
        }
        if let Some(word) = PRINTING.iter().find(|word| line.contains(*word)) {
            problems.push(file.problem(number, "quiet", format!("`{word}` belongs to `main.rs`")));
        }
        if ["std::fs", "fs::read", "fs::write", "File::"].iter().any(|word| line.contains(word))
            && !["emit", "read", "config", "cli"].contains(&room)
        {
            problems.push(file.problem(
                number,
                "quiet",
                "only `emit`, the reader and `cli` (files that the call names) touch the file system",
            ));
        }
    }
    problems
}

/// The runtime is copied to every SDK: it knows nothing of what is generated beside it.
pub fn the_runtime_names_nothing_generated(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| file.is_in(&["templates/runtime/src/runtime/"])) {
        for (number, line) in file.code.iter().flat_map(|code| code.numbered()) {
            if line.split("crate::").skip(1).any(|rest| !rest.starts_with("runtime")) {
                problems.push(file.problem(number, "runtime", "every path is `crate::runtime::…`"));
            }
        }
    }
    problems
}

/// Lines of code of the generator outside tests: file, room, number, line.
fn lines(files: &[File]) -> impl Iterator<Item = (&File, &str, usize, &str)> {
    files
        .iter()
        .filter(|file| !file.path.ends_with("/tests.rs"))
        .filter_map(|file| Some((file, room(file)?)))
        .flat_map(|(file, room)| {
            file.code
                .iter()
                .flat_map(|code| code.numbered())
                .map(move |(number, line)| (file, room, number, line))
        })
}

/// Whether a line uses a crate: `name::` or `use name;`, not a module of ours called the same.
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default();
        let after = line.get(at + name.len()..).unwrap_or_default();
        let own = before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '.');
        !own && (after.starts_with("::") || before.trim_end().ends_with("use") && after.starts_with(';'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    #[test]
    fn a_crate_outside_its_room_is_found() {
        let found = found(
            crates_in_their_rooms,
            &[
                (
                    "generator/src/api/mod.rs",
                    "use heck::ToSnakeCase;\nfn a() { crate::heck::x() }\n// serde_yaml::x\n",
                ),
                ("generator/src/names/mod.rs", "use heck::ToSnakeCase;\n"),
                ("generator/src/view.rs", "fn f() { let _ = syn::parse_str::<syn::Ident>(x); }\n"),
                ("generator/tests/x.rs", "use serde_yaml::Value;\n"),
                (
                    "generator/src/lower/doc_text/html.rs",
                    "use quote;\n#[cfg(test)]\nmod tests { use askama::X; }\n",
                ),
            ],
        );
        assert_eq!(found, ["generator/src/api/mod.rs:1", "generator/src/view.rs:1"]);
    }

    #[test]
    fn a_room_that_points_up_is_found() {
        let found = found(
            rooms_point_down,
            &[
                (
                    "generator/src/api/mod.rs",
                    "use crate::document::At;\nuse crate::names::Names;\nuse crate::api::X;\n",
                ),
                ("generator/src/diag/mod.rs", "//! [`crate::report`]\n"),
                ("generator/src/pipeline.rs", "use crate::names::Names;\n"),
            ],
        );
        assert_eq!(found, ["generator/src/api/mod.rs:2"]);
    }

    #[test]
    fn printing_and_files_in_the_library_are_found() {
        let found = found(
            the_library_is_quiet,
            &[
                ("generator/src/main.rs", "fn main() { println!(\"\"); }\n"),
                (
                    "generator/src/lower/mod.rs",
                    "fn a() { println!(\"\") }\nfn b() { \"println!\" }\nfn c() { std::fs::read(x) }\n",
                ),
                ("generator/src/emit/write.rs", "use std::fs;\n"),
            ],
        );
        assert_eq!(found, ["generator/src/lower/mod.rs:1", "generator/src/lower/mod.rs:3"]);
    }

    #[test]
    fn a_runtime_that_names_a_model_is_found() {
        let found = found(
            the_runtime_names_nothing_generated,
            &[
                (
                    "templates/runtime/src/runtime/client.rs",
                    "use crate::runtime::Error;\nuse crate::models::User;\n",
                ),
                ("templates/runtime/src/lib.rs", "use crate::models::User;\n"),
            ],
        );
        assert_eq!(found, ["templates/runtime/src/runtime/client.rs:2"]);
    }
}
