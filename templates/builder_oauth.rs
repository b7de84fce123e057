
    /// Access tokens for {{ credential.scheme }}, got in any of the ways of [`OAuth`](crate::oauth::OAuth).
    #[cfg(feature = "oauth")]
    pub fn {{ oauth.flow }}(self, flow: crate::oauth::OAuth) -> Self {
        self.credential(&security::{{ credential.constant }}, flow)
    }
{% if let Some(method) = oauth.client_credentials %}
    /// Access tokens for {{ credential.scheme }} as an application that acts for itself.
    #[cfg(feature = "oauth")]
    pub fn {{ method }}(self, client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        self.{{ oauth.flow }}(crate::oauth::OAuth::client_credentials(client_id, client_secret))
    }
{% endif %}
{% if let Some(method) = oauth.authorization_code %}
    /// Access tokens for {{ credential.scheme }}, the first of them for the code of a login. To begin a login, or for
    /// applications without a secret: [`OAuth`](crate::oauth::OAuth).
    #[cfg(feature = "oauth")]
    pub fn {{ method }}(
        self,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
        code: impl Into<Secret>,
        redirect_uri: impl Into<String>,
    ) -> Self {
        let flow = crate::oauth::OAuth::authorization_code(client_id, code, redirect_uri);
        self.{{ oauth.flow }}(flow.client_secret(client_secret))
    }
{% endif %}
{% if let Some(method) = oauth.refresh_token %}
    /// Access tokens for {{ credential.scheme }}, by the refresh token of an earlier login.
    #[cfg(feature = "oauth")]
    pub fn {{ method }}(
        self,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
        refresh_token: impl Into<Secret>,
    ) -> Self {
        let flow = crate::oauth::OAuth::refresh_token(client_id, refresh_token);
        self.{{ oauth.flow }}(flow.client_secret(client_secret))
    }
{% endif %}
