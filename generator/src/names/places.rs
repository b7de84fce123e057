//! Names of security schemes and of the enum that a server variable becomes.

use super::allot::{Namer, Scope, field_name, type_name, variant_name};
use super::{ConstName, FnName, SchemeNames, ServerNames, TypeName, VariantName, case};
use crate::api::Api;

/// Methods of the client's builder that no credential may take.
const CLIENT_BUILDER: &[&str] = &[
    "new",
    "base_url",
    "user_agent",
    "default_header",
    "timeout",
    "connect_timeout",
    "transport",
    "http_client",
    "credential",
    "build",
    "max_response_size",
    "clone",
];

pub(super) fn schemes(namer: &mut Namer<'_>, api: &Api) -> Vec<SchemeNames> {
    let mut constants = Scope::default();
    let mut methods = Scope::with(CLIENT_BUILDER);
    let mut list = Vec::new();
    for scheme in &api.schemes {
        let given = namer.config.credentials.get(&scheme.name).map(|given| namer.config.take(given).clone());
        let words = given.and_then(|given| given.method).unwrap_or_else(|| scheme.name.clone());
        let constant = match case::shouty(&words) {
            name if name.starts_with(char::is_alphabetic) => name,
            name => format!("SCHEME_{name}"),
        };
        let method = methods.take(&field_name(&words, "credential"));
        list.push(SchemeNames {
            constant: ConstName::new(constants.take(&constant)),
            with: FnName::new(format!("with_{}", method.trim_end_matches('_'))),
            builder: FnName::new(method),
        });
    }
    list
}

pub(super) fn server(namer: &mut Namer<'_>, api: &Api) -> Option<ServerNames> {
    let given = namer.config.server.as_ref()?;
    let variable = api
        .servers
        .iter()
        .flat_map(|server| &server.variables)
        .find(|variable| variable.name == given.value.variable)?;
    let given = namer.config.take(given);
    let mut scope = Scope::default();
    let variants = variable.values.iter().map(|value| {
        let name = given.values.get(value).and_then(|value| value.name.clone());
        VariantName::new(scope.take(&variant_name(&name.unwrap_or_else(|| value.clone()), "Empty")))
    });
    let variants = variants.collect();
    Some(ServerNames {
        name: TypeName::new(type_name(&given.type_name, "Server")),
        method: FnName::new(field_name(&given.type_name, "server")),
        variants,
    })
}
