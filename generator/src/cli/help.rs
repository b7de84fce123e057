//! The help texts. The options of each command stand in one table, which parsing uses too.

/// The commands, each with one line.
pub(super) const COMMANDS: &[(&str, &str)] = &[
    ("generate", "write a complete Rust SDK crate from a description"),
    ("inspect", "print a stage between the description and the crate as JSON"),
    ("permissions", "say which permissions operations need, and which of them your code needs"),
    ("explain", "say more about a code such as E0107"),
];

/// An option.
pub(super) struct Opt {
    pub(super) name: &'static str,
    /// What stands for its value in the help; empty for a switch.
    value: &'static str,
    /// Whether it may be given several times.
    pub(super) many: bool,
    pub(super) commands: &'static [&'static str],
    about: &'static str,
}

const fn opt(
    name: &'static str,
    value: &'static str,
    commands: &'static [&'static str],
    about: &'static str,
) -> Opt {
    Opt { name, value, many: false, commands, about }
}

const fn many(
    name: &'static str,
    value: &'static str,
    commands: &'static [&'static str],
    about: &'static str,
) -> Opt {
    Opt { name, value, many: true, commands, about }
}

const BOTH: &[&str] = &["generate", "inspect", "permissions"];
const PERMISSIONS: &[&str] = &["permissions"];
const GENERATE: &[&str] = &["generate"];
const INSPECT: &[&str] = &["inspect"];

/// Every option of `generate` and `inspect`.
pub(super) const OPTIONS: &[Opt] = &[
    opt("spec", "FILE", BOTH, "the description: OpenAPI 3.0, 3.1, 3.2 or Swagger 2.0, YAML or JSON"),
    opt("out", "DIR", GENERATE, "the folder of the crate; it is created"),
    opt("used-by", "DIR", PERMISSIONS, "the crate in DIR: what its calls need, with the places"),
    opt(
        "assert",
        "FILE",
        PERMISSIONS,
        "exit with 1 when DIR calls more than FILE grants: one permission a line, or JSON",
    ),
    opt("format", "FORMAT", PERMISSIONS, "text, markdown or json"),
    opt("stage", "STAGE", INSPECT, "document, api, facts, names or view"),
    opt("package", "NAME", BOTH, "the name of the crate"),
    opt("config", "FILE", BOTH, "how the SDK is shaped: names, features, regions, credentials (sdk.yaml)"),
    many("overlay", "FILE", BOTH, "an OpenAPI overlay to apply first; may be repeated"),
    many("include-tag", "TAG", BOTH, "only operations of this tag; may be repeated"),
    many("include-path", "PATH", BOTH, "only this path; `*` is any step, `**` any number; may be repeated"),
    many("include-operation", "ID", BOTH, "only this operation: an id, or `GET /path`; may be repeated"),
    many("exclude-tag", "TAG", BOTH, "without operations of this tag; may be repeated"),
    many("exclude-path", "PATH", BOTH, "without this path; may be repeated"),
    many("exclude-operation", "ID", BOTH, "without this operation; may be repeated"),
    many("map", "URL=PATH", BOTH, "read PATH where a reference names URL; may be repeated"),
    opt("allow-outside-root", "", BOTH, "let references leave the folder of the description"),
    opt("max-input", "BYTES", BOTH, "refuse files larger than this (64 MiB)"),
    opt("check", "", GENERATE, "write nothing; exit with 1 when files in DIR are stale"),
    opt("dry-run", "", GENERATE, "write nothing; say what would be written"),
    opt("strict", "", BOTH, "treat warnings as errors"),
    opt("report", "FILE", GENERATE, "write what was generated, skipped and found, as JSON"),
    opt("depfile", "FILE", GENERATE, "write the files that were read, for make and ninja"),
    opt("quiet", "", GENERATE, "say nothing but warnings and errors"),
    opt("help", "", BOTH, "this text"),
];

const EXITS: &str = "\
Exit codes:
  0  done
  1  --check found stale files, or --assert calls that are not granted
  2  the description or the call is wrong; nothing was written
";

/// The usage line of a command, or of the program.
pub(super) fn usage(command: Option<&str>) -> &'static str {
    match command {
        Some("generate") => "sdkwright generate --spec FILE --out DIR [OPTION]...",
        Some("inspect") => "sdkwright inspect --spec FILE --stage STAGE [OPTION]...",
        Some("permissions") => {
            "sdkwright permissions --spec FILE [--used-by DIR [--assert FILE]] [OPTION]..."
        }
        Some("explain") => "sdkwright explain [CODE]",
        _ => "sdkwright COMMAND [OPTION]...",
    }
}

/// The whole help of a command, or of the program.
pub(super) fn help(command: Option<&str>) -> String {
    let mut text = match COMMANDS.iter().find(|(name, _)| Some(*name) == command) {
        Some((name, about)) => format!("sdkwright {name}: {about}\n\n"),
        None => {
            "sdkwright writes a complete Rust SDK crate from the description of an HTTP API.\n\n".to_owned()
        }
    };
    text += &format!("Usage: {}\n", usage(command));
    match command {
        None => {
            text += "\nCommands:\n";
            for (name, about) in COMMANDS {
                text += &format!("  {name:<12} {about}\n");
            }
            text += "\nOptions:\n  --help     this text, or that of a command: sdkwright generate --help\n";
            text += "  --version  the version of sdkwright\n\n";
        }
        Some("explain") => {
            text += "\nWithout a code, all codes are listed.\n\n";
        }
        Some(command) => {
            text += "\nOptions:\n";
            for option in OPTIONS.iter().filter(|option| option.commands.contains(&command)) {
                let left = format!("--{} {}", option.name, option.value);
                text += &format!("  {left:<24} {}\n", option.about);
            }
            text += "\n";
        }
    }
    text + EXITS
}
