//! The card of the client: accessors, credentials, servers, features.

use super::expression::{text, texts};
use super::lines;
use crate::view::{CrateView, OAuthView};

/// What a user starts with.
pub(super) fn card(view: &CrateView) -> String {
    let client = &view.client;
    let mut all = vec![format!("{} {}", text(&client.name), text(&client.version))];
    all.push(format!("base URL {}", text(&client.base_url)));
    let headers = texts(&client.request_id_headers);
    if !headers.is_empty() {
        all.push(format!("request id in {}", headers.join(", ")));
    }
    all.extend(
        client.error.iter().map(|error| format!("error.api_error() -> Option<&models::{}>", error.model)),
    );
    all.extend([String::new(), "Features".to_owned()]);
    let features = view.manifest.features.iter().filter(|line| !line.starts_with('#'));
    all.extend(features.map(|line| format!("    {line}")));
    all.extend([String::new(), "Client".to_owned()]);
    for accessor in &client.accessors {
        all.push(format!("    .{}() -> api::{}::{}", accessor.method, accessor.module, accessor.accessor));
    }
    let secret = |basic: bool| if basic { "name, password" } else { "secret" };
    for credential in &client.credentials {
        all.push(format!("    .{}({}) -> Client", credential.with, secret(credential.basic)));
        if let Some(oauth) = &credential.oauth {
            all.push(format!("    .{}(OAuth) -> Client", oauth.with));
            all.extend(oauth.login.iter().map(|name| format!("    .{name}(OAuth) -> PendingLogin")));
        }
    }
    all.extend([String::new(), "ClientBuilder".to_owned()]);
    all.extend(client.server.iter().map(|server| format!("    .{}({})", server.method, server.name)));
    for credential in &client.credentials {
        all.push(format!("    .{}({})", credential.builder, secret(credential.basic)));
        all.extend(credential.oauth.iter().flat_map(ways));
    }
    all.extend([String::new(), "Security schemes".to_owned()]);
    for scheme in &view.schemes {
        let kind = scheme.kind.trim_start_matches("SchemeKind::");
        all.push(format!("    {}  {}: {kind}, prefix {}", scheme.constant, scheme.name, scheme.prefix));
    }
    if let Some(permissions) = &view.permissions {
        all.extend([String::new(), "Permissions".to_owned()]);
        let line = |one: &crate::view::PermissionView| format!("    {}  {}", one.constant, text(&one.name));
        all.extend(permissions.permissions.iter().map(line));
    }
    if let Some(server) = &view.server {
        all.extend([String::new(), format!("enum {}", server.name)]);
        for value in &server.values {
            let token = text(&value.token_url);
            let token = if token.is_empty() { String::new() } else { format!(", token from {token}") };
            let page = text(&value.authorization_url);
            let page = if page.is_empty() { String::new() } else { format!(", login at {page}") };
            let default = if server.default.as_ref() == Some(&value.name) { ", default" } else { "" };
            all.push(format!(
                "    {}  {}: {}{token}{page}{default}",
                value.name,
                value.value,
                text(&value.base_url)
            ));
        }
    }
    lines(all)
}

/// The builder's methods for access tokens.
fn ways(oauth: &OAuthView) -> Vec<String> {
    let method = |name: &String, takes: &str| format!("    .{name}({takes})");
    let optional = [
        (&oauth.client_credentials, "client_id, client_secret"),
        (&oauth.authorization_code, "client_id, client_secret, code, redirect_uri"),
        (&oauth.refresh_token, "client_id, client_secret, refresh_token"),
    ];
    let mut all = vec![method(&oauth.flow, "OAuth")];
    all.extend(optional.iter().filter_map(|(name, takes)| Some(method(name.as_ref()?, takes))));
    all
}
