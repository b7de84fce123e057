//! Names of security schemes, of webhooks, and of the enum that a server variable becomes.

use std::collections::BTreeSet;

use super::allot::{Namer, Scope, field_name, type_name, variant_name};
use super::{ConstName, FnName, OAuthNames, SchemeNames, ServerNames, TypeName, VariantName, case};
use crate::api::Api;

/// Methods of the client that no tag may take.
pub(super) const CLIENT: &[&str] = &[
    "begin_login",
    "builder",
    "clone",
    "config",
    "request",
    "with_credential",
    "with_granted",
    "with_granted_unchecked",
];

/// Methods of the client's builder that no credential may take.
const CLIENT_BUILDER: &[&str] = &[
    "authorization_url",
    "base_url",
    "build",
    "clone",
    "connect_timeout",
    "credential",
    "default_header",
    "default_login",
    "from_env",
    "from_file",
    "from_variables",
    "default_server",
    "http_client",
    "identity",
    "interceptor",
    "keys",
    "max_response_size",
    "named",
    "new",
    "no_proxy",
    "no_timeout",
    "only_these_roots",
    "proxy",
    "read_timeout",
    "redirects",
    "retry",
    "retry_attempts",
    "retry_policy",
    "root_certificates",
    "server_url",
    "setting",
    "settings_in",
    "timeout",
    "token_url",
    "transport",
    "user_agent",
];

pub(super) fn schemes(namer: &mut Namer<'_>, api: &Api) -> Vec<SchemeNames> {
    let mut constants = Scope::default();
    let mut methods = Scope::with(CLIENT_BUILDER);
    if let Some(server) = &namer.config.server {
        methods.take(&server_method(&server.value.type_name));
    }
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
            oauth: None,
        });
    }
    // After all plain methods, which keep their names whatever flows are added.
    let with_tokens = list.iter_mut().zip(&api.schemes).filter(|(_, scheme)| scheme.oauth);
    for (number, (names, _)) in with_tokens.enumerate() {
        // The first scheme has the short names, so that a second one moves nothing.
        let prefix = if number == 0 {
            String::new()
        } else {
            format!("{}_", names.builder.as_str().trim_start_matches("r#").trim_end_matches('_'))
        };
        let mut take = |name: &str| methods.take(&format!("{prefix}{name}"));
        let flow = take("oauth_flow");
        names.oauth = Some(OAuthNames {
            with: FnName::new(format!("with_{flow}")),
            flow: FnName::new(flow),
            client_credentials: FnName::new(take("client_credentials")),
            authorization_code: FnName::new(take("authorization_code")),
            refresh_token: FnName::new(take("refresh_token")),
            login: FnName::new(format!("{prefix}begin_login")),
        });
    }
    list
}

pub(super) fn headers(api: &Api) -> Vec<(String, ConstName)> {
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let headers = responses.flat_map(|response| &response.headers);
    let names: BTreeSet<String> = headers.map(|header| header.name.to_ascii_lowercase()).collect();
    let mut scope = Scope::default();
    let named = names.into_iter().map(|name| {
        let constant = match case::shouty(&name) {
            word if word.starts_with(char::is_alphabetic) => word,
            word => format!("HEADER_{word}"),
        };
        let constant = ConstName::new(scope.take(&constant));
        (name, constant)
    });
    named.collect()
}

/// `CHAT_ROOM_VIEW`. The catalogue is sorted, so that of two that come to one name the same one keeps it.
pub(super) fn permissions(api: &Api) -> Vec<ConstName> {
    let mut scope = Scope::with(&["ALL"]);
    let named = api.permissions.iter().map(|permission| {
        let spoken = permission.name.replace('*', " every ");
        let constant = match case::shouty(&spoken) {
            word if word.starts_with(char::is_alphabetic) => word,
            word => format!("PERMISSION_{word}"),
        };
        ConstName::new(scope.take(&constant))
    });
    named.collect()
}

pub(super) fn webhooks(namer: &mut Namer<'_>, api: &Api) -> Vec<TypeName> {
    let mut scope = Scope::default();
    let mut list = Vec::new();
    for webhook in &api.webhooks {
        let words = namer.given(webhook.node).unwrap_or_else(|| webhook.name.clone());
        list.push(TypeName::new(scope.take(&type_name(&words, "Webhook"))));
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
        method: FnName::new(server_method(&given.type_name)),
        variants,
    })
}

fn server_method(type_name: &str) -> String {
    field_name(type_name, "server")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The methods that a file of the runtime gives to a type.
    fn methods(file: &str, of: &str) -> Vec<String> {
        let path = format!("{}/../templates/runtime/src/runtime/{file}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let parsed = syn::parse_file(&text).unwrap();
        let mut found = Vec::new();
        for item in parsed.items {
            if let syn::Item::Impl(syn::ItemImpl { trait_: None, self_ty, items, .. }) = item
                && matches!(&*self_ty, syn::Type::Path(path) if path.path.is_ident(of))
            {
                found.extend(items.into_iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                    _ => None,
                }));
            }
        }
        found
    }

    #[test]
    fn what_the_runtime_calls_its_methods_is_kept_free() {
        for (file, of, kept) in [
            ("client.rs", "Client", CLIENT),
            ("granted.rs", "Client", CLIENT),
            ("builder.rs", "ClientBuilder", CLIENT_BUILDER),
            ("builder_http.rs", "ClientBuilder", CLIENT_BUILDER),
            ("settings.rs", "ClientBuilder", CLIENT_BUILDER),
        ] {
            let found = methods(file, of);
            assert!(!found.is_empty(), "{file}");
            for method in found {
                assert!(kept.contains(&method.as_str()), "{of}::{method}");
            }
        }
    }
}
