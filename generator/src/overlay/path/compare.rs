//! Whether a filter holds for a node.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::filter::regex;
use super::query::{Found, Runner, TooMany};
use super::{Operand, Operator, Pattern, Query, Test};
use crate::document::{Document, NodeId, Value};

/// What an operand comes to.
enum Seen<'a> {
    /// A query found no node, or a function has no result.
    Nothing,
    Null,
    Bool(bool),
    Number(Cow<'a, str>),
    Text(&'a str),
    /// A list or an object.
    Node(NodeId),
}

/// Whether the test holds for the node.
pub(super) fn holds(runner: &Runner<'_>, test: &Test, node: Found) -> Result<bool, TooMany> {
    match test {
        Test::Any(tests) => {
            for test in tests {
                if holds(runner, test, node)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Test::All(tests) => {
            for test in tests {
                if !holds(runner, test, node)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Test::Not(test) => Ok(!holds(runner, test, node)?),
        Test::Exists(query) => Ok(!nodes(runner, query, node)?.is_empty()),
        Test::Compare(left, operator, right) => {
            let (left, right) = (seen(runner, left, node)?, seen(runner, right, node)?);
            compare(runner, &left, *operator, &right)
        }
        Test::Text { whole, text, pattern } => {
            let Seen::Text(text) = seen(runner, text, node)? else { return Ok(false) };
            Ok(match pattern {
                Pattern::Known(regex) => regex.is_match(text),
                Pattern::Found(operand) => match seen(runner, operand, node)? {
                    Seen::Text(pattern) => regex(pattern, *whole).is_ok_and(|regex| regex.is_match(text)),
                    _ => false,
                },
            })
        }
    }
}

fn nodes(runner: &Runner<'_>, query: &Query, node: Found) -> Result<Vec<Found>, TooMany> {
    let from = if query.absolute { Found { id: runner.root, holder: None } } else { node };
    runner.follow(from, &query.segments)
}

fn seen<'a>(runner: &'a Runner<'_>, operand: &'a Operand, node: Found) -> Result<Seen<'a>, TooMany> {
    Ok(match operand {
        Operand::Null => Seen::Null,
        Operand::Bool(value) => Seen::Bool(*value),
        Operand::Number(text) => Seen::Number(Cow::Borrowed(text)),
        Operand::Text(text) => Seen::Text(text),
        Operand::One(query) | Operand::Value(query) => match nodes(runner, query, node)?.as_slice() {
            [one] => value(runner.document, one.id),
            _ => Seen::Nothing,
        },
        Operand::Count(query) => Seen::Number(nodes(runner, query, node)?.len().to_string().into()),
        Operand::Length(operand) => match seen(runner, operand, node)? {
            Seen::Text(text) => Seen::Number(text.chars().count().to_string().into()),
            Seen::Node(id) => Seen::Number(runner.children(id).count().to_string().into()),
            _ => Seen::Nothing,
        },
    })
}

fn value(document: &Document, id: NodeId) -> Seen<'_> {
    match &document.node(id).value {
        Value::Null => Seen::Null,
        Value::Bool(value) => Seen::Bool(*value),
        Value::Number(text) => Seen::Number(Cow::Borrowed(text)),
        Value::String(text) => Seen::Text(text),
        Value::Array(_) | Value::Object(_) => Seen::Node(id),
    }
}

fn compare(
    runner: &Runner<'_>,
    left: &Seen<'_>,
    operator: Operator,
    right: &Seen<'_>,
) -> Result<bool, TooMany> {
    Ok(match operator {
        Operator::Equal => equal(runner, left, right)?,
        Operator::Unequal => !equal(runner, left, right)?,
        Operator::Less => less(left, right),
        Operator::Greater => less(right, left),
        Operator::LessOrEqual => less(left, right) || equal(runner, left, right)?,
        Operator::GreaterOrEqual => less(right, left) || equal(runner, left, right)?,
    })
}

fn less(left: &Seen<'_>, right: &Seen<'_>) -> bool {
    match (left, right) {
        (Seen::Number(left), Seen::Number(right)) => order(left, right) == Some(Ordering::Less),
        (Seen::Text(left), Seen::Text(right)) => left < right,
        _ => false,
    }
}

/// The order of two numbers; whole ones of any usual size exactly.
fn order(left: &str, right: &str) -> Option<Ordering> {
    match (left.parse::<i128>(), right.parse::<i128>()) {
        (Ok(left), Ok(right)) => Some(left.cmp(&right)),
        _ => left.parse::<f64>().ok()?.partial_cmp(&right.parse::<f64>().ok()?),
    }
}

fn equal(runner: &Runner<'_>, left: &Seen<'_>, right: &Seen<'_>) -> Result<bool, TooMany> {
    runner.step()?;
    Ok(match (left, right) {
        (Seen::Nothing, Seen::Nothing) | (Seen::Null, Seen::Null) => true,
        (Seen::Bool(left), Seen::Bool(right)) => left == right,
        (Seen::Number(left), Seen::Number(right)) => order(left, right) == Some(Ordering::Equal),
        (Seen::Text(left), Seen::Text(right)) => left == right,
        (Seen::Node(left), Seen::Node(right)) => return same(runner, *left, *right),
        _ => false,
    })
}

/// Whether two lists or objects hold the same; members of objects stand in any order.
fn same(runner: &Runner<'_>, left: NodeId, right: NodeId) -> Result<bool, TooMany> {
    let document = runner.document;
    let alike = |left: NodeId, right: NodeId| equal(runner, &value(document, left), &value(document, right));
    match (&document.node(left).value, &document.node(right).value) {
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (left, right) in left.iter().zip(right) {
                if !alike(*left, *right)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Value::Object(members), Value::Object(others)) if members.len() == others.len() => {
            for (key, left) in members {
                let Some(right) = document.member(right, key) else { return Ok(false) };
                if !alike(*left, right)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        _ => Ok(false),
    }
}
