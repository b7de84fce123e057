//! Filters: `?@.name == 'limit' && !@.deprecated`.

use regex_lite::{Regex, RegexBuilder};

use super::parse::query;
use super::scan::{Parsed, Scanner};
use super::{Operand, Operator, PathError, Pattern, Query, Test};

/// A filter behind its `?`, or what stands in parentheses.
pub(super) fn test(scanner: &mut Scanner<'_>) -> Parsed<Test> {
    let any = list(scanner, "||", |scanner| list(scanner, "&&", basic, Test::All), Test::Any)?;
    Ok(any)
}

/// Tests with an operator between them; one alone stays what it is.
fn list(
    scanner: &mut Scanner<'_>,
    operator: &str,
    each: impl Fn(&mut Scanner<'_>) -> Parsed<Test>,
    all: impl Fn(Vec<Test>) -> Test,
) -> Parsed<Test> {
    let first = each(scanner)?;
    let mut more = Vec::new();
    loop {
        let before = scanner.mark();
        scanner.blank();
        if !scanner.take(operator) {
            scanner.back_to(before);
            break;
        }
        scanner.blank();
        more.push(each(scanner)?);
    }
    if more.is_empty() {
        return Ok(first);
    }
    more.insert(0, first);
    Ok(all(more))
}

fn basic(scanner: &mut Scanner<'_>) -> Parsed<Test> {
    let start = scanner.mark();
    let not = scanner.take("!");
    if not {
        scanner.blank();
    }
    let inner = if scanner.take("(") {
        scanner.enter()?;
        scanner.blank();
        let inner = test(scanner)?;
        scanner.blank();
        scanner.must(")")?;
        scanner.leave();
        inner
    } else {
        match term(scanner)? {
            Term::Test(inner) => inner,
            Term::Operand(left) if not => {
                let (message, hint) = ("`!` stands before a test", "compare with `!=`, or use parentheses");
                let alone = is_test(left, scanner, start);
                alone.map_err(|_| scanner.error_at(start, message).hint(hint))?
            }
            Term::Operand(left) => comparison(scanner, left, start)?,
        }
    };
    Ok(if not { Test::Not(Box::new(inner)) } else { inner })
}

/// What a filter is made of: something that is true or false, or something that has a value.
enum Term {
    Test(Test),
    Operand(Operand),
}

fn comparison(scanner: &mut Scanner<'_>, left: Operand, start: usize) -> Parsed<Test> {
    let before = scanner.mark();
    scanner.blank();
    let Some(operator) = operator(scanner) else {
        scanner.back_to(before);
        return is_test(left, scanner, start);
    };
    scanner.blank();
    let right_start = scanner.mark();
    let right = value(scanner)?;
    for (side, at) in [(&left, start), (&right, right_start)] {
        one_value(side).map_err(|message| scanner.error_at(at, message))?;
    }
    Ok(Test::Compare(left, operator, right))
}

/// A query alone asks whether it finds anything; other values say nothing alone.
fn is_test(operand: Operand, scanner: &Scanner<'_>, start: usize) -> Parsed<Test> {
    match operand {
        Operand::One(query) => Ok(Test::Exists(query)),
        _ => Err(scanner
            .error_at(start, "a value alone is no test")
            .hint("compare it: `length(@) > 3`, `@.name == 'limit'`")),
    }
}

/// Whether an operand has one value at most.
fn one_value(operand: &Operand) -> Result<(), &'static str> {
    match operand {
        Operand::One(query) if !query.is_singular() => {
            Err("a path that can find several nodes cannot be compared; `value()` or `count()` can")
        }
        _ => Ok(()),
    }
}

fn operator(scanner: &mut Scanner<'_>) -> Option<Operator> {
    use Operator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Unequal};
    let all = [
        ("==", Equal),
        ("!=", Unequal),
        ("<=", LessOrEqual),
        (">=", GreaterOrEqual),
        ("<", Less),
        (">", Greater),
    ];
    all.into_iter().find(|(text, _)| scanner.take(text)).map(|(_, operator)| operator)
}

fn value(scanner: &mut Scanner<'_>) -> Parsed<Operand> {
    let start = scanner.mark();
    match term(scanner)? {
        Term::Operand(operand) => Ok(operand),
        Term::Test(_) => Err(scanner.error_at(start, "`match` and `search` are true or false, not a value")),
    }
}

/// A literal, a query or a function.
fn term(scanner: &mut Scanner<'_>) -> Parsed<Term> {
    if let Some(text) = scanner.quoted()? {
        return Ok(Term::Operand(Operand::Text(text)));
    }
    if let Some(number) = scanner.number()? {
        return Ok(Term::Operand(Operand::Number(number)));
    }
    if let Some(query) = query(scanner)? {
        return Ok(Term::Operand(Operand::One(query)));
    }
    let start = scanner.mark();
    let word = scanner.take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if scanner.take("(") {
        return function(scanner, word, start);
    }
    Ok(Term::Operand(match word {
        "true" => Operand::Bool(true),
        "false" => Operand::Bool(false),
        "null" => Operand::Null,
        _ => {
            scanner.back_to(start);
            let error = scanner.error(format!("a value is missing before {}", scanner.here()));
            return Err(error.hint("a filter asks of `@`, the node it tests: `?@.name == 'limit'`"));
        }
    }))
}

/// A function behind its opening parenthesis.
fn function(scanner: &mut Scanner<'_>, name: &str, start: usize) -> Parsed<Term> {
    scanner.enter()?;
    scanner.blank();
    let term = match name {
        "length" => Term::Operand(Operand::Length(Box::new(argument(scanner)?))),
        "count" => Term::Operand(Operand::Count(nodes(scanner)?)),
        "value" => Term::Operand(Operand::Value(nodes(scanner)?)),
        "match" | "search" => {
            let text = argument(scanner)?;
            scanner.blank();
            scanner.must(",")?;
            scanner.blank();
            let at = scanner.mark();
            let whole = name == "match";
            let pattern = match argument(scanner)? {
                Operand::Text(text) => {
                    Pattern::Known(regex(&text, whole).map_err(|why| bad(scanner, at, &why))?)
                }
                other => Pattern::Found(other),
            };
            Term::Test(Test::Text { whole, text, pattern })
        }
        _ => {
            let error = scanner.error_at(start, format!("there is no function `{name}`"));
            return Err(error.hint("there are length, count, value, match and search"));
        }
    };
    scanner.blank();
    scanner.must(")")?;
    scanner.leave();
    Ok(term)
}

fn bad(scanner: &Scanner<'_>, at: usize, why: &regex_lite::Error) -> PathError {
    scanner.error_at(at, format!("not a regular expression that can be used: {why}"))
}

/// An argument that has one value at most.
fn argument(scanner: &mut Scanner<'_>) -> Parsed<Operand> {
    let start = scanner.mark();
    let operand = value(scanner)?;
    one_value(&operand).map_err(|message| scanner.error_at(start, message))?;
    Ok(operand)
}

/// An argument that is a query.
fn nodes(scanner: &mut Scanner<'_>) -> Parsed<Query> {
    match query(scanner)? {
        Some(query) => Ok(query),
        None => Err(scanner.error("a path beginning with `@` or `$` is missing")),
    }
}

/// A regular expression that takes a text as a whole, or any part of it.
pub(super) fn regex(pattern: &str, whole: bool) -> Result<Regex, regex_lite::Error> {
    let text = if whole { format!(r"\A(?:{pattern})\z") } else { pattern.to_owned() };
    RegexBuilder::new(&text).crlf(true).build() // a dot is no line break, neither CR nor LF
}
