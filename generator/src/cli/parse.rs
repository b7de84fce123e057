//! From arguments to a [`Command`], or to a message that helps.

use std::ffi::OsString;

use lexopt::{Arg, Parser};

use super::help::{COMMANDS, OPTIONS};
use super::options::{
    Command, Format, GenerateOptions, InputOptions, InspectOptions, PermissionsOptions, Stage,
};
use crate::config::{By, Selector};
use crate::document::distance;

/// A call that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
    /// The command whose usage is shown.
    pub command: Option<&'static str>,
}

impl Usage {
    fn new(message: impl Into<String>) -> Self {
        Usage { message: message.into(), hint: None, command: None }
    }

    fn hint(self, hint: impl Into<String>) -> Self {
        Usage { hint: Some(hint.into()), ..self }
    }
}

/// Understands the arguments behind the program's name.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Usage> {
    let mut parser = Parser::from_args(arguments);
    let word = match parser.next().map_err(|error| usage(error, None))? {
        None => return Err(Usage::new("no command is given").hint("begin with `sdkwright --help`")),
        Some(Arg::Long("help") | Arg::Short('h')) => return Ok(Command::Help(None)),
        Some(Arg::Long("version") | Arg::Short('V')) => return Ok(Command::Version),
        Some(Arg::Value(word)) => word.to_string_lossy().into_owned(),
        Some(other) => {
            let message = format!("`{}` comes before any command", shown(&other));
            return Err(Usage::new(message).hint("the command comes first: `sdkwright generate --spec …`"));
        }
    };
    match word.as_str() {
        "generate" => generate(parser),
        "inspect" => inspect(parser),
        "permissions" => permissions(parser),
        "explain" => explain(parser),
        "help" => Ok(Command::Help(None)),
        other => Err(unknown("command", other, COMMANDS.iter().map(|(name, _)| *name))),
    }
}

fn shown(arg: &Arg<'_>) -> String {
    match arg {
        Arg::Short(letter) => format!("-{letter}"),
        Arg::Long(name) => format!("--{name}"),
        Arg::Value(value) => value.to_string_lossy().into_owned(),
    }
}

/// Something that is not known, with the nearest that is.
fn unknown<'n>(what: &str, word: &str, known: impl Iterator<Item = &'n str> + Clone) -> Usage {
    let message = format!("unknown {what} `{word}`");
    let near = known.clone().map(|name| (distance(word, name), name)).min();
    match near {
        Some((steps, name)) if steps <= (word.len() / 3).max(1) => {
            Usage::new(message).hint(format!("did you mean `{name}`?"))
        }
        _ => Usage::new(message).hint(format!("one of {}", list(known))),
    }
}

fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn usage(error: lexopt::Error, command: Option<&'static str>) -> Usage {
    let usage = match error {
        lexopt::Error::MissingValue { option: Some(option) } => {
            Usage::new(format!("`{option}` needs a value"))
        }
        lexopt::Error::UnexpectedValue { option, .. } => Usage::new(format!("`{option}` takes no value")),
        other => Usage::new(other.to_string()),
    };
    Usage { command, ..usage }
}

/// Options as they are met; which command takes which is known from [`OPTIONS`].
struct Options {
    parser: Parser,
    command: &'static str,
    seen: Vec<&'static str>,
}

impl Options {
    fn new(parser: Parser, command: &'static str) -> Self {
        Options { parser, command, seen: Vec::new() }
    }

    fn wrong(&self, usage: Usage) -> Usage {
        Usage { command: Some(self.command), ..usage }
    }

    /// The next option's name; `help` among them.
    fn next(&mut self) -> Result<Option<&'static str>, Usage> {
        let command = self.command;
        let name = match self.parser.next().map_err(|error| usage(error, Some(command)))? {
            None => return Ok(None),
            Some(Arg::Short('h')) => "help".to_owned(),
            Some(Arg::Long(name)) => name.to_owned(),
            Some(Arg::Short(letter)) => {
                let message = format!("unknown option `-{letter}`");
                return Err(self.wrong(Usage::new(message).hint("options are written out, as in `--spec`")));
            }
            Some(Arg::Value(value)) => {
                let message = format!("`{}` stands alone", value.to_string_lossy());
                return Err(self
                    .wrong(Usage::new(message).hint("every value follows its option, as in `--spec FILE`")));
            }
        };
        let takes = |option: &&super::help::Opt| option.commands.contains(&command);
        let Some(option) = OPTIONS.iter().filter(takes).find(|option| option.name == name) else {
            let names: Vec<String> =
                OPTIONS.iter().filter(takes).map(|option| format!("--{}", option.name)).collect();
            let dashed = format!("--{name}");
            return Err(self.wrong(unknown("option", &dashed, names.iter().map(String::as_str))));
        };
        if !option.many && self.seen.contains(&option.name) {
            return Err(self.wrong(Usage::new(format!("`--{name}` is given twice"))));
        }
        self.seen.push(option.name);
        Ok(Some(option.name))
    }

    /// The value of the option that was just met.
    fn value(&mut self) -> Result<String, Usage> {
        let name = self.seen.last().copied().unwrap_or_default();
        let value = self.parser.value().map_err(|error| usage(error, Some(self.command)))?;
        let value = value.into_string().map_err(|value| {
            let message = format!("the value of `--{name}` is not Unicode: {}", value.to_string_lossy());
            self.wrong(Usage::new(message))
        })?;
        let option =
            value.strip_prefix("--").is_some_and(|rest| OPTIONS.iter().any(|option| option.name == rest));
        if option || value.is_empty() {
            return Err(self.wrong(Usage::new(format!("`--{name}` needs a value"))));
        }
        Ok(value)
    }

    /// Takes the options that say what is read; `false` for any other.
    fn input(&mut self, name: &str, input: &mut InputOptions) -> Result<bool, Usage> {
        match name {
            "spec" => input.spec = self.value()?,
            "config" => input.config = Some(self.value()?),
            "package" => input.package = Some(self.value()?),
            "overlay" => input.overlays.push(self.value()?),
            "include-tag" => input.selection.include.push(Selector::asked(By::Tag, &self.value()?)),
            "include-path" => input.selection.include.push(Selector::asked(By::Path, &self.value()?)),
            "include-operation" => {
                input.selection.include.push(Selector::asked(By::Operation, &self.value()?));
            }
            "exclude-tag" => input.selection.exclude.push(Selector::asked(By::Tag, &self.value()?)),
            "exclude-path" => input.selection.exclude.push(Selector::asked(By::Path, &self.value()?)),
            "exclude-operation" => {
                input.selection.exclude.push(Selector::asked(By::Operation, &self.value()?));
            }
            "allow-outside-root" => input.allow_outside_root = true,
            "strict" => input.strict = true,
            "map" => {
                let value = self.value()?;
                let pair = value.split_once('=').filter(|(url, path)| !url.is_empty() && !path.is_empty());
                let Some((url, path)) = pair else {
                    let usage =
                        Usage::new(format!("`--map {value}` has no `=` between an address and a file"));
                    return Err(
                        self.wrong(usage.hint("`--map https://example.com/common.yaml=vendor/common.yaml`"))
                    );
                };
                input.map.push((url.to_owned(), path.to_owned()));
            }
            "max-input" => {
                let value = self.value()?;
                let Ok(bytes) = value.parse() else {
                    let usage = Usage::new(format!("`--max-input {value}` is no number of bytes"));
                    return Err(self.wrong(usage.hint("`--max-input 200000000` allows 200 MB")));
                };
                input.max_input = Some(bytes);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Refuses a call without an option that it must have.
    fn required(&self, given: &str, name: &str) -> Result<(), Usage> {
        match given.is_empty() {
            true => Err(self.wrong(Usage::new(format!("`{}` needs `--{name}`", self.command)))),
            false => Ok(()),
        }
    }
}

fn generate(parser: Parser) -> Result<Command, Usage> {
    let mut options = Options::new(parser, "generate");
    let mut said = GenerateOptions::default();
    while let Some(name) = options.next()? {
        match name {
            "help" => return Ok(Command::Help(Some("generate"))),
            "out" => said.out = options.value()?,
            "check" => said.check = true,
            "dry-run" => said.dry_run = true,
            "quiet" => said.quiet = true,
            "report" => said.report = Some(options.value()?),
            "depfile" => said.depfile = Some(options.value()?),
            _ => drop(options.input(name, &mut said.input)?),
        }
    }
    options.required(&said.input.spec, "spec")?;
    options.required(&said.out, "out")?;
    Ok(Command::Generate(Box::new(said)))
}

fn inspect(parser: Parser) -> Result<Command, Usage> {
    let mut options = Options::new(parser, "inspect");
    let mut input = InputOptions::default();
    let mut word = String::new();
    while let Some(name) = options.next()? {
        match name {
            "help" => return Ok(Command::Help(Some("inspect"))),
            "stage" => word = options.value()?,
            _ => drop(options.input(name, &mut input)?),
        }
    }
    options.required(&input.spec, "spec")?;
    options.required(&word, "stage")?;
    match Stage::ALL.into_iter().find(|stage| stage.word() == word) {
        Some(stage) => Ok(Command::Inspect(Box::new(InspectOptions { input, stage }))),
        None => Err(options.wrong(unknown("stage", &word, Stage::ALL.iter().map(|stage| stage.word())))),
    }
}

fn permissions(parser: Parser) -> Result<Command, Usage> {
    let mut options = Options::new(parser, "permissions");
    let mut said = PermissionsOptions::default();
    while let Some(name) = options.next()? {
        match name {
            "help" => return Ok(Command::Help(Some("permissions"))),
            "used-by" => said.used_by = Some(options.value()?),
            "assert" => said.assert = Some(options.value()?),
            "format" => {
                let word = options.value()?;
                let Some(format) = Format::ALL.into_iter().find(|format| format.word() == word) else {
                    return Err(options.wrong(unknown(
                        "format",
                        &word,
                        Format::ALL.iter().map(|one| one.word()),
                    )));
                };
                said.format = format;
            }
            _ => drop(options.input(name, &mut said.input)?),
        }
    }
    options.required(&said.input.spec, "spec")?;
    if said.assert.is_some() && said.used_by.is_none() {
        let usage = Usage::new("`--assert` needs `--used-by`");
        return Err(
            options.wrong(usage.hint("it compares what the code in a folder calls with what is granted"))
        );
    }
    Ok(Command::Permissions(Box::new(said)))
}

fn explain(mut parser: Parser) -> Result<Command, Usage> {
    let wrong = |usage: Usage| Usage { command: Some("explain"), ..usage };
    let mut code = None;
    while let Some(arg) = parser.next().map_err(|error| usage(error, Some("explain")))? {
        match arg {
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Some("explain"))),
            Arg::Value(value) if code.is_none() => code = Some(value.to_string_lossy().into_owned()),
            other => return Err(wrong(Usage::new(format!("`{}` is one too many", shown(&other))))),
        }
    }
    Ok(Command::Explain(code))
}
