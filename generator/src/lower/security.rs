//! Security schemes: their statics, and the methods that take their credentials.

use super::doc_text::doc_lines;
use super::{Lower, docs, literal};
use crate::api::{OAuthFlow, SchemeId, SchemeKind, SecurityScheme};
use crate::names::OAuthNames;
use crate::view::{CredentialView, OAuthView, SchemeView};

impl Lower<'_> {
    /// Whether a security scheme takes access tokens.
    pub(super) fn has_oauth(&self) -> bool {
        self.api.schemes.iter().any(|scheme| scheme.oauth)
    }

    pub(super) fn credentials(&self) -> Vec<CredentialView> {
        let views = self.api.schemes.iter().enumerate().map(|(at, scheme)| {
            let names = self.names.scheme(SchemeId::new(at));
            CredentialView {
                scheme: docs::code(&scheme.name),
                builder: names.builder.to_string(),
                with: names.with.to_string(),
                constant: names.constant.to_string(),
                basic: scheme.kind == SchemeKind::Basic,
                oauth: names.oauth.map(|names| oauth(scheme, &names)),
            }
        });
        views.collect()
    }

    pub(super) fn schemes(&self) -> Vec<SchemeView> {
        let views = self.api.schemes.iter().enumerate().map(|(at, scheme)| {
            let names = self.names.scheme(SchemeId::new(at));
            let given =
                self.config.credentials.get(&scheme.name).and_then(|given| given.value.prefix.clone());
            let about = doc_lines(scheme.description.as_deref().unwrap_or(""));
            let mut docs =
                vec![format!("{} ({}).", docs::code(&scheme.name), docs::code(&scheme.written_as))];
            if !about.is_empty() {
                docs.push(String::new());
                docs.extend(about);
            }
            SchemeView {
                docs,
                constant: names.constant.to_string(),
                name: literal::text(&scheme.name),
                kind: kind(&scheme.kind),
                prefix: literal::option(given.as_deref()),
                builder_method: literal::text(names.builder.as_str()),
                flows: format!("&[{}]", scheme.flows.iter().map(flow).collect::<Vec<_>>().join(", ")),
                discovery_url: literal::option(scheme.discovery_url.as_deref()),
            }
        });
        views.collect()
    }
}

fn kind(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "SchemeKind::Bearer".to_owned(),
        SchemeKind::Basic => "SchemeKind::Basic".to_owned(),
        SchemeKind::ApiKeyHeader(name) => format!("SchemeKind::ApiKeyHeader({})", literal::text(name)),
        SchemeKind::ApiKeyQuery(name) => format!("SchemeKind::ApiKeyQuery({})", literal::text(name)),
        SchemeKind::ApiKeyCookie(name) => format!("SchemeKind::ApiKeyCookie({})", literal::text(name)),
    }
}

fn flow(flow: &OAuthFlow) -> String {
    format!(
        "OAuthFlow {{ grant: {}, authorization_url: {}, token_url: {}, refresh_url: {} }}",
        literal::text(&flow.grant),
        literal::option(flow.authorization_url.as_deref()),
        literal::option(flow.token_url.as_deref()),
        literal::option(flow.refresh_url.as_deref()),
    )
}

/// Shortcuts for the flows of the description; any other way is for the method that takes all of them.
fn oauth(scheme: &SecurityScheme, names: &OAuthNames) -> OAuthView {
    let with_user = scheme.has_flow("authorizationCode");
    let name = |wanted: bool, name: &crate::names::FnName| wanted.then(|| name.to_string());
    OAuthView {
        flow: names.flow.to_string(),
        with: names.with.to_string(),
        client_credentials: name(scheme.has_flow("clientCredentials"), &names.client_credentials),
        authorization_code: name(with_user, &names.authorization_code),
        refresh_token: name(
            with_user || ["password", "deviceAuthorization"].iter().any(|grant| scheme.has_flow(grant)),
            &names.refresh_token,
        ),
        login: name(with_user, &names.login),
    }
}
