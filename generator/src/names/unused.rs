//! Overrides of sdk.yaml that changed nothing: told at their place, with what was probably meant.

use crate::api::{Api, Origin, Shape, essence};
use crate::config::{Config, Subject};
use crate::diag::{Code, Diagnostic, Findings, Place};
use crate::document::{Document, RefProblem, meant, nearest};

/// Reports overrides that nothing asked for. Called once, when all names are allotted.
///
/// An override for something that is described, but left out by a selection, is in order: one `sdk.yaml` serves the
/// whole SDK and a part of it.
pub fn report_unused(doc: &Document, api: &Api, config: &Config, findings: &mut Findings) {
    for (subject, place) in config.unused() {
        let finding = match subject {
            Subject::Tag(name) => absent(place, &format!("tag `{name}`"), name, &tags(api)),
            Subject::Scheme(name) => absent(place, &format!("security scheme `{name}`"), name, &schemes(api)),
            Subject::Split(name) if components(api).contains(&name) => Diagnostic::new(
                Code::OverrideUnused,
                place.clone(),
                format!("`split` changes nothing for `{name}`: requests and results do not share it"),
            )
            .hint("remove it"),
            Subject::Split(name) => absent(place, &format!("component `{name}`"), name, &components(api)),
            Subject::Format(_) if api.excluded > 0 => continue,
            Subject::Format(word) => absent(place, &format!("format `{word}`"), word, &formats(api)),
            Subject::ServerVariable(name) => {
                absent(place, &format!("server variable `{name}`"), name, &variables(api))
            }
            Subject::ErrorModel(name) => {
                absent(place, &format!("error model `{name}`"), name, &components(api))
            }
            Subject::IdempotencyKey(name) => {
                if header_parameters(api).iter().any(|known| known.eq_ignore_ascii_case(name)) {
                    continue;
                }
                absent(place, &format!("idempotency key `{name}`"), name, &header_parameters(api))
            }
            Subject::Paging(_) if api.excluded > 0 => continue,
            Subject::Paging(said) => Diagnostic::new(
                Code::OverrideUnused,
                place.clone(),
                format!("the paging of {} changes nothing: it goes with no operation", said.whose()),
            )
            .hint("correct it, or remove it"),
            Subject::StreamEnd(_) if api.excluded > 0 || has_events(api) => continue,
            Subject::StreamEnd(_) => Diagnostic::new(
                Code::OverrideUnused,
                place.clone(),
                "`stream_end` changes nothing: no result is described as `text/event-stream`",
            )
            .hint("remove it"),
            Subject::Strip => Diagnostic::new(
                Code::OverrideUnused,
                place.clone(),
                "`strip` changes nothing: no method's name holds the words of its tag",
            )
            .hint("remove it"),
            Subject::Pointer(pointer) => match pointed(doc, pointer, place) {
                Ok(()) if api.excluded > 0 => continue,
                Ok(()) => idle(pointer, place),
                Err(finding) => *finding,
            },
        };
        findings.push(finding);
    }
}

/// Whether some result comes in events.
fn has_events(api: &Api) -> bool {
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let mut media = responses.flat_map(|response| &response.media);
    media.any(|media| essence(&media.content_type) == "text/event-stream")
}

fn header_parameters(api: &Api) -> Vec<&str> {
    let parameters = api.operations.iter().flat_map(|operation| &operation.parameters);
    let headers = parameters.filter(|parameter| parameter.place == crate::api::Place::Header);
    headers.map(|parameter| parameter.name.as_str()).collect()
}

/// There is no such thing.
fn absent(place: &Place, what: &str, name: &str, known: &[&str]) -> Diagnostic {
    let message = format!("the override for {what} changes nothing: the description has no such thing");
    let hint = meant(&nearest(name, known.iter().copied()))
        .unwrap_or_else(|| "correct the name, or remove the override".to_owned());
    Diagnostic::new(Code::OverrideUnused, place.clone(), message).hint(hint)
}

/// It is there, and nothing that is generated takes its name from it.
fn idle(pointer: &str, place: &Place) -> Diagnostic {
    let schema = pointer.contains("/components/schemas/") || pointer.contains("/definitions/");
    let hint = match schema && pointer.matches('/').count() == 3 {
        true => {
            "no operation reaches this schema, so it is not generated (`keep_unused: true` would change that)"
        }
        false => {
            "names are given to schemas, properties, enum values, candidates of unions, operations and parameters"
        }
    };
    let message =
        format!("the override for `{pointer}` changes nothing: nothing is named after what stands there");
    Diagnostic::new(Code::OverrideUnused, place.clone(), message).hint(hint)
}

/// Whether a pointer of sdk.yaml leads anywhere.
fn pointed(doc: &Document, pointer: &str, place: &Place) -> Result<(), Box<Diagnostic>> {
    let (file, fragment) = pointer.split_once('#').unwrap_or(("", pointer));
    let Some(start) = doc.start_of(file) else {
        let files: Vec<&str> = doc.files().iter().map(|file| file.key.as_str()).collect();
        return Err(Box::new(absent(place, &format!("`{pointer}`"), file, &files)));
    };
    let fragment = fragment.replace('%', "%25"); // a pointer is written as it is, a reference is percent-encoded
    match doc.resolve(start, &format!("#{fragment}")) {
        Ok(_) => Ok(()),
        Err(RefProblem::NotFound { deepest, missing }) => {
            let way = doc.pointer(deepest);
            let within = if way.is_empty() { "the file".to_owned() } else { format!("`{way}`") };
            let message = format!("the override for `{pointer}` changes nothing: there is no `{missing}` in {within}");
            let finding = Diagnostic::new(Code::OverrideUnused, place.clone(), message);
            Err(Box::new(finding.hint(meant(&doc.near(deepest, &missing)).unwrap_or_else(|| {
                "a pointer is written as in `#/components/schemas/Pet`; a `/` within a name is `~1`".to_owned()
            }))))
        }
        Err(_) => Err(Box::new(
            Diagnostic::new(
                Code::OverrideUnused,
                place.clone(),
                format!("the override for `{pointer}` changes nothing: this is no pointer"),
            )
            .hint("a pointer is written as in `#/components/schemas/Pet`, or `schemas/pets.yaml#/Pet` for another file"),
        )),
    }
}

fn tags(api: &Api) -> Vec<&str> {
    api.tags.iter().map(|tag| tag.name.as_str()).collect()
}

fn formats(api: &Api) -> Vec<&str> {
    let words = api.schemas.iter().filter_map(|schema| match &schema.shape {
        Shape::Text(format) => format.word(),
        _ => None,
    });
    words.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

fn schemes(api: &Api) -> Vec<&str> {
    api.schemes.iter().map(|scheme| scheme.name.as_str()).collect()
}

fn variables(api: &Api) -> Vec<&str> {
    api.servers.iter().flat_map(|server| &server.variables).map(|variable| variable.name.as_str()).collect()
}

fn components(api: &Api) -> Vec<&str> {
    let named = api.schemas.iter().filter_map(|schema| match &schema.origin {
        Origin::Component(name) => Some(name.as_str()),
        _ => None,
    });
    named.filter(|name| !name.is_empty()).collect()
}
