//! Names of tags and operations.

use super::allot::{Namer, Scope, field_name, module_name, type_name};
use super::places::CLIENT;
use super::{ConstName, FeatureName, FieldName, FnName, ModName, OperationNames, TagNames, TypeName, case};
use crate::api::{Api, Operation, Parameter, Tag, essence};
use crate::diag::{Code, Diagnostic};
use crate::facts::choices;

/// The words of an operation: its id, or method and path (`GET /a/{b}` becomes `get a b`), so that the name
/// depends on nothing but the operation itself.
pub(super) fn words(label: &str) -> String {
    match label.split_once(' ') {
        Some((method, path)) if path.starts_with('/') => {
            let steps = path.split('/').filter(|step| !step.is_empty()).map(|step| match step {
                _ if step.starts_with('{') => format!("by {step}"),
                // a sign alone (`/users/~`) is all that tells it from `/users`
                _ if !step.contains(char::is_alphanumeric) => case::snake(step).replace('_', " "),
                _ => step.to_owned(),
            });
            let path = steps.collect::<Vec<_>>().join(" ");
            format!("{} {}", method.to_lowercase(), if path.is_empty() { "root".to_owned() } else { path })
        }
        _ => label.to_owned(),
    }
}

/// At most 300 features fit into a package of the registry: these, those of the runtime, and `more`.
const MOST_TAG_FEATURES: usize = 280;

/// Features of the runtime, which no tag may take.
const RUNTIME_FEATURES: &[&str] = &[
    "default",
    "all",
    "reqwest",
    "rustls",
    "native-tls",
    "serde",
    "time",
    "jiff",
    "chrono",
    "base64",
    "testing",
    "blocking",
    "tracing",
    "websocket",
    "gzip",
    "brotli",
    "stream",
    "oauth",
    "multipart",
];

/// Says from which tag on one feature stands for all.
fn note_grouped(namer: &mut Namer<'_>, api: &Api, first: &Tag) {
    let rest = api.tags.len() - MOST_TAG_FEATURES;
    let message = format!("the last {rest} of {} tags share the feature `more`", api.tags.len());
    let finding = match first.node {
        Some(node) => Diagnostic::new(Code::TagsGrouped, namer.doc.at(node).place(), message),
        None => Diagnostic::call(Code::TagsGrouped, message),
    };
    namer
        .findings
        .push(finding.hint("generate fewer with `--include-tag`, or give the tags in another order"));
}

pub(super) fn tags(namer: &mut Namer<'_>, api: &Api) -> Vec<TagNames> {
    let mut modules = Scope::with(&["mod"]);
    let mut types = Scope::default();
    let mut features = Scope::with(RUNTIME_FEATURES);
    let mut methods = Scope::with(CLIENT);
    let mut list = Vec::new();
    for (index, tag) in api.tags.iter().enumerate() {
        let given = namer.config.tags.get(&tag.name).and_then(|given| match &given.value.name {
            Some(_) => namer.config.take(given).name.clone(),
            None => None, // it may still be of use for what it strips
        });
        let words = given.unwrap_or_else(|| tag.name.clone());
        let feature = match case::kebab(&words) {
            empty if empty.is_empty() => "tag".to_owned(),
            taken if RUNTIME_FEATURES.contains(&taken.as_str()) => format!("{taken}-api"),
            kebab => kebab,
        };
        let feature = if index < MOST_TAG_FEATURES { features.take(&feature) } else { "more".to_owned() };
        if index == MOST_TAG_FEATURES {
            note_grouped(namer, api, tag);
        }
        let accessor = type_name(&tag.name, "Api");
        list.push(TagNames {
            method: FnName::new(methods.take(&accessor_method(&words))),
            accessor: TypeName::new(types.take(&accessor)),
            module: ModName::new(modules.take(&module_name(&words))),
            feature: FeatureName::new(feature),
        });
    }
    list
}

/// What begins with `with_` belongs to the credentials, and some names to the client itself: `config_api`.
fn accessor_method(words: &str) -> String {
    let method = field_name(words, "tag");
    let taken = method.starts_with("with_") || CLIENT.contains(&method.as_str());
    if taken { format!("{method}_api").trim_start_matches("with_").to_owned() } else { method }
}

/// The scopes of one tag: methods and modules are apart from the builders, which share theirs with the accessor.
struct TagScopes {
    methods: Scope,
    modules: Scope,
    builders: Scope,
}

pub(super) fn operations(namer: &mut Namer<'_>, api: &Api, tags: &[TagNames]) -> Vec<OperationNames> {
    let mut constants = Scope::with(&["ALL"]);
    let scopes = tags.iter().map(|tag| TagScopes {
        methods: Scope::default(),
        modules: Scope::with(&["mod"]),
        builders: Scope::with(&[tag.accessor.as_str()]),
    });
    let mut scopes: Vec<TagScopes> = scopes.collect();
    let (mut list, mut outcomes) = (Vec::<OperationNames>::new(), Vec::new());
    for operation in &api.operations {
        let Some(scopes) = scopes.get_mut(operation.tag.index()) else { continue };
        let given = namer.given(operation.node);
        let whole = field_name(&given.clone().unwrap_or_else(|| words(&operation.label)), "call");
        let short = if given.is_some() { None } else { stripped(namer, api, operation, &whole) };
        let short = short.filter(|short| scopes.methods.is_free(short));
        let wanted = short.as_ref().unwrap_or(&whole);
        let method = scopes.methods.take(wanted);
        if method != *wanted {
            namer.note_taken(operation.node, wanted, &method);
        }
        let builder = scopes.builders.take(&builder_name(&method));
        // statics of all tags stand side by side: there the words of the tag tell them apart
        let constant = constant(if short.is_some() { &whole } else { &method }, &builder);
        let (parameters, body) = parameters(namer, operation, &builder);
        list.push(OperationNames {
            constant: ConstName::new(constants.take(&constant)),
            module: ModName::new(scopes.modules.take(&module_name(&method))),
            outcome: TypeName::default(),
            builder: TypeName::new(builder.clone()),
            method: FnName::new(method),
            parameters,
            body,
            choices: Vec::new(),
        });
        outcomes.push((operation.tag.index(), format!("{builder}Result")));
    }
    // after all builders, none of which ends in `Result`, and after all methods
    for ((names, (tag, wanted)), operation) in list.iter_mut().zip(outcomes).zip(&api.operations) {
        let Some(scopes) = scopes.get_mut(tag) else { continue };
        names.outcome = TypeName::new(scopes.builders.take(&wanted));
        names.choices = choice_names(api, operation, names, &mut scopes.methods);
    }
    list
}

/// The name of a method without the words of its tag, where the configuration asks for that and something is left.
fn stripped(namer: &Namer<'_>, api: &Api, operation: &Operation, name: &str) -> Option<String> {
    let tag = api.tags.get(operation.tag.index())?;
    let config = namer.config;
    let own = config.tags.get(&tag.name).filter(|given| !given.value.strip.is_empty());
    let strip_all = config.strip.as_ref().filter(|given| given.value);
    let phrases: Vec<&str> = match (own, strip_all) {
        (Some(own), _) => own.value.strip.iter().map(String::as_str).collect(),
        (None, Some(_)) => vec![tag.name.as_str()],
        (None, None) => return None,
    };
    let mut words: Vec<&str> = name.split('_').collect();
    let before = words.len();
    for phrase in phrases {
        without(&mut words, &case::snake(phrase));
    }
    if words.len() == before {
        return None;
    }
    match (own, strip_all) {
        (Some(own), _) => drop(config.take(own)),
        (None, Some(all)) => drop(config.take(all)),
        (None, None) => {}
    }
    Some(field_name(&words.join("_"), "call")).filter(|_| !words.is_empty())
}

/// Takes the first place out where the words of a phrase follow each other; one is as good as several (`chats`).
fn without(words: &mut Vec<&str>, phrase: &str) {
    let one = |word: &str| word.strip_suffix('s').filter(|one| one.len() > 1).unwrap_or(word).to_owned();
    let phrase: Vec<String> = phrase.split('_').filter(|word| !word.is_empty()).map(one).collect();
    let found = words
        .windows(phrase.len().max(1))
        .position(|window| window.iter().map(|word| one(word)).eq(phrase.iter().cloned()));
    if let Some(at) = found {
        words.drain(at..at + phrase.len());
    }
}

/// `add_pet_as_form`, `body_as_form`.
fn choice_names(
    api: &Api,
    operation: &Operation,
    names: &OperationNames,
    methods: &mut Scope,
) -> Vec<FnName> {
    let others = choices(api, operation).into_iter().skip(1);
    if operation.body.as_ref().is_some_and(|body| body.required) {
        let wanted = others.map(|media| format!("{}_as_{}", names.method, content_word(&media.content_type)));
        return wanted.map(|wanted| FnName::new(methods.take(&wanted))).collect();
    }
    let mut setters = Scope::with(BUILDER);
    for taken in names.parameters.iter().chain([&names.body]) {
        setters.take(taken.as_str());
    }
    let wanted = others.map(|media| format!("{}_as_{}", names.body, content_word(&media.content_type)));
    wanted.map(|wanted| FnName::new(setters.take(&wanted))).collect()
}

/// A content type in a word: `form`, `json`, `merge_patch_json`, `png`.
fn content_word(content_type: &str) -> String {
    let essence = essence(content_type);
    match essence.as_str() {
        "application/x-www-form-urlencoded" => "form".to_owned(),
        "multipart/form-data" => "multipart".to_owned(),
        "text/plain" => "text".to_owned(),
        "application/octet-stream" => "bytes".to_owned(),
        other => {
            let own = other.split_once('/').map_or(other, |(_, own)| own);
            let word = case::snake(own.trim_start_matches("vnd.").trim_start_matches("x-"));
            if word.is_empty() || own == "*" { "other".to_owned() } else { word }
        }
    }
}

/// The builder of an operation. `GetXResult` is what `getX` gives where it has several results, whether it has them or
/// not today: so an operation `getXResult` takes another name, and adding it renames nothing.
fn builder_name(method: &str) -> String {
    let name = type_name(method, "Call");
    if name.ends_with("Result") { format!("{name}Call") } else { name }
}

/// The static of an operation. What is no other than the builder would be a second value of that name: `V1`, `取得`.
fn constant(method: &str, builder: &str) -> String {
    let name = case::shouty(method);
    let alone = name.starts_with(char::is_alphabetic) && name != builder && name != method;
    if alone { name } else { format!("CALL_{name}") }
}

/// Methods of every builder, and names that its code uses.
const BUILDER: &[&str] = &[
    "send",
    "send_blocking",
    "send_stream",
    "send_with_response",
    "with_timeout",
    "with_read_timeout",
    "with_retry",
    "by_page",
    "by_item",
    "with_header",
    "into_future",
    "call",
    "self",
];

fn parameters(namer: &mut Namer<'_>, operation: &Operation, builder: &str) -> (Vec<FieldName>, FieldName) {
    // in scripts without case the builder may be called like a parameter, which cannot shadow it
    let reserved = [BUILDER, &[builder]].concat();
    let mut scope = Scope::with(BUILDER);
    let mut list = Vec::new();
    for parameter in &operation.parameters {
        let mut wanted = field_name(&parameter.name, "value");
        // one name in several places: the path's, which stands first, keeps it
        let elsewhere = |other: &&Parameter| other.name == parameter.name && other.place != parameter.place;
        let first = operation.parameters.iter().find(|other| other.name == parameter.name);
        if !scope.is_free(&wanted) && first.filter(elsewhere).is_some() {
            wanted = format!("{wanted}_in_{}", parameter.place.word());
        }
        list.push(FieldName::new(namer.member(&mut scope, parameter.node, &wanted, &reserved)));
    }
    let body = FieldName::new(scope.take("body"));
    (list, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_static_is_never_called_as_its_builder() {
        for (method, builder, wanted) in [
            ("get_users", "GetUsers", "GET_USERS"),
            ("get", "Get", "GET"),
            ("v1", "V1", "CALL_V1"),
            ("a_b", "AB", "A_B"),
            ("取得", "取得", "CALL_取得"),
            ("200", "Call200", "CALL_200"),
        ] {
            assert_eq!(constant(method, builder), wanted);
        }
    }

    #[test]
    fn content_types_in_a_word() {
        for (content_type, word) in [
            ("application/x-www-form-urlencoded", "form"),
            ("multipart/form-data; boundary=x", "multipart"),
            ("application/merge-patch+json", "merge_patch_json"),
            ("application/vnd.api+json", "api_json"),
            ("application/x-ndjson", "ndjson"),
            ("Image/PNG", "png"),
            ("*/*", "other"),
            ("", "other"),
        ] {
            assert_eq!(content_word(content_type), word);
        }
    }

    #[test]
    fn no_builder_is_called_as_a_result() {
        assert_eq!(builder_name("get_users"), "GetUsers");
        assert_eq!(builder_name("get_users_result"), "GetUsersResultCall");
        assert_eq!(builder_name("result"), "ResultCall");
        assert_eq!(builder_name("get_results"), "GetResults");
    }

    #[test]
    fn features_fit_into_the_registry() {
        assert!(MOST_TAG_FEATURES + RUNTIME_FEATURES.len() < 300, "one more is `more`");
    }

    #[test]
    fn accessors_leave_the_names_of_credentials_and_of_the_client() {
        assert_eq!(accessor_method("With Basic"), "basic_api");
        assert_eq!(accessor_method("Within"), "within");
        assert_eq!(accessor_method("Credentials"), "credentials");
        assert_eq!(accessor_method("Request"), "request_api");
    }
}
