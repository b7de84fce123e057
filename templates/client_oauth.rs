
    /// The same client with access tokens for {{ credential.scheme }} got in this way; everything else is shared.
    #[cfg(feature = "oauth")]
    #[must_use]
    pub fn {{ oauth.with }}(&self, flow: crate::oauth::OAuth) -> Self {
        self.with_credential(&security::{{ credential.constant }}, flow)
    }
{% if let Some(login) = oauth.login %}
    /// Begins a login in a browser for {{ credential.scheme }}: takes
    /// [`OAuth::login`](crate::oauth::OAuth::login), gives the page to open.
    ///
    /// # Errors
    /// When no login page is known, or what was given is no login.
    #[cfg(feature = "oauth")]
    pub async fn {{ login }}(
        &self,
        flow: crate::oauth::OAuth,
    ) -> Result<crate::oauth::PendingLogin, crate::runtime::Error> {
        flow.start(self, &security::{{ credential.constant }}).await
    }
{% endif %}
