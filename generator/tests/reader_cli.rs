//! The command line: what is understood, what is refused and how, and the exit codes.

use sdkwright::cli::{self, Command, Stage, Terminal};
use sdkwright::config::Selector;

fn run(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut terminal = Terminal { out: &mut out, err: &mut err, colour: false };
    let code = cli::main(arguments.iter().map(Into::into), &mut terminal).expect("memory takes everything");
    (code, String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"))
}

fn parse(line: &str) -> Result<Command, cli::Usage> {
    cli::parse(line.split_whitespace().map(Into::into))
}

#[test]
fn all_options_are_understood() {
    let line = "generate --spec a.yaml --out=dir --package p --config c.yaml --overlay 1 --overlay 2 --include-tag t \
        --include-path p --include-operation o --exclude-tag t2 --exclude-path p2 --exclude-operation o2 --map https://e.org/a=b=c --allow-outside-root --max-input 5 --check --dry-run --strict \
        --report r.json --depfile d --quiet";
    let Ok(Command::Generate(options)) = parse(line) else { panic!("{:?}", parse(line)) };
    assert_eq!((options.input.spec.as_str(), options.out.as_str()), ("a.yaml", "dir"));
    assert_eq!(options.input.package.as_deref(), Some("p"));
    assert_eq!(options.input.config.as_deref(), Some("c.yaml"));
    assert_eq!(options.input.overlays, ["1", "2"]);
    let selected = |list: &[Selector]| -> Vec<String> {
        list.iter().map(|selector| format!("{} {}", selector.by.word(), selector.text)).collect()
    };
    assert_eq!(selected(&options.input.selection.include), ["tag t", "path p", "operation o"]);
    assert_eq!(selected(&options.input.selection.exclude), ["tag t2", "path p2", "operation o2"]);
    assert_eq!(options.input.map, [("https://e.org/a".to_owned(), "b=c".to_owned())]);
    assert_eq!(options.input.max_input, Some(5));
    assert!(
        options.input.allow_outside_root
            && options.input.strict
            && options.check
            && options.dry_run
            && options.quiet
    );
    assert_eq!((options.report.as_deref(), options.depfile.as_deref()), (Some("r.json"), Some("d")));
    assert_eq!(options.input.read_options().max_input, 5);
    let Ok(Command::Inspect(options)) = parse("inspect --stage names --spec a") else { panic!("inspect") };
    assert_eq!(options.stage, Stage::Names);
    assert_eq!(options.input.read_options().max_input, 64 << 20);
}

#[test]
fn wrong_calls_are_answered_with_help() {
    let table: &[&[&str]] = &[
        &[],
        &["generat"],
        &["frobnicate"],
        &["--spec", "a"],
        &["generate"],
        &["generate", "--spec", "a.yaml"],
        &["generate", "--spec", "--out", "x"],
        &["generate", "--spec"],
        &["generate", "--spce", "a"],
        &["generate", "--spec", "a", "--spec", "b"],
        &["generate", "a.yaml"],
        &["generate", "-o", "x"],
        &["generate", "--check=yes"],
        &["generate", "--stage", "api"],
        &["generate", "--spec", "a", "--out", "b", "--map", "x"],
        &["generate", "--spec", "a", "--out", "b", "--max-input", "5MB"],
        &["inspect", "--spec", "a"],
        &["inspect", "--spec", "a", "--stage", "documents"],
        &["explain", "E0107", "E0108"],
        &["explain", "E107"],
        &["inspect", "--spec", "nowhere.yaml", "--stage", "document"],
    ];
    let mut all = String::new();
    for arguments in table {
        let (code, out, err) = run(arguments);
        assert_eq!((code, out.as_str()), (cli::WRONG, ""), "{arguments:?}");
        all += &format!("$ sdkwright {}\n{err}\n", arguments.join(" "));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn help_version_and_explanations() {
    let (code, out, err) = run(&["--version"]);
    assert_eq!((code, err.as_str()), (cli::DONE, ""));
    assert_eq!(out, format!("sdkwright {}\n", env!("CARGO_PKG_VERSION")));
    let mut all = String::new();
    for arguments in [
        &["--help"][..],
        &["generate", "--help"],
        &["inspect", "-h"],
        &["permissions", "--help"],
        &["explain", "--help"],
        &["explain", "e0107"],
    ] {
        let (code, out, err) = run(arguments);
        assert_eq!((code, err.as_str()), (cli::DONE, ""), "{arguments:?}");
        all += &format!("$ sdkwright {}\n{out}\n", arguments.join(" "));
    }
    insta::assert_snapshot!(all);
    assert!(run(&["explain"]).1.lines().any(|line| line.starts_with("E0107  ")));
}

#[test]
fn the_document_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    std::fs::write(
        path("api.yaml"),
        "openapi: 3.1.0\nx-a: [1.10, .5, 'a\"', {}, []]\npaths: {/y: {$ref: part.json}}\n",
    )
    .expect("written");
    std::fs::write(path("part.json"), "{\"summary\": null, \"x-b\": true}").expect("written");
    let (code, out, err) = run(&["inspect", "--spec", &path("api.yaml"), "--stage", "document"]);
    assert_eq!((code, err.as_str()), (cli::DONE, ""));
    let shown = out.replace(&*folder.path().to_string_lossy(), "FOLDER");
    insta::assert_snapshot!(shown);
    std::fs::write(path("bad.yaml"), "openapi: 3.1.0\npaths: {/x: {$ref: gone.yaml}}\n").expect("written");
    let (code, out, err) = run(&["inspect", "--spec", &path("bad.yaml"), "--stage", "document"]);
    assert_eq!((code, out.as_str()), (cli::WRONG, ""));
    assert!(err.contains("bad.yaml:2:20"), "{err}");
}

#[test]
fn colour_is_for_terminals_unless_unwanted() {
    assert!(cli::colour(true, None));
    assert!(cli::colour(true, Some("".into())));
    assert!(!cli::colour(true, Some("1".into())));
    assert!(!cli::colour(false, None));
}
