//! Settings from the environment and from files, under one set of names.
//!
//! | key | environment, for a package `museum-api` | what it is |
//! |---|---|---|
//! | `base_url` | `MUSEUM_API_BASE_URL` | where requests go |
//! | such as `region` | `MUSEUM_API_REGION` | one of the servers by name, where the SDK has names for them |
//! | `user_agent` | `MUSEUM_API_USER_AGENT` | what the client calls itself |
//! | `timeout`, `read_timeout` | `MUSEUM_API_TIMEOUT`, `MUSEUM_API_READ_TIMEOUT` | seconds, such as `2.5`; `timeout` may be `none` |
//! | `max_response_size` | `MUSEUM_API_MAX_RESPONSE_SIZE` | bytes |
//! | `retry_attempts` | `MUSEUM_API_RETRY_ATTEMPTS` | how often a request is sent at most; 1 for no repeating |
//! | the builder method of a credential, such as `access_token` | `MUSEUM_API_ACCESS_TOKEN` | the secret; of a user with a password, `name:password` |

use std::path::Path;
use std::time::Duration;

use super::builder::ClientBuilder;
use super::credential::UserPassword;
use super::error::Error;
use super::json::from_slice;
use super::operation::SchemeKind;
use super::secret::Secret;

const KEYS: [&str; 6] =
    ["base_url", "user_agent", "timeout", "read_timeout", "max_response_size", "retry_attempts"];

impl ClientBuilder {
    /// Takes what the environment has of the settings: `base_url`, `timeout`, `read_timeout`, `user_agent`,
    /// `max_response_size`, `retry_attempts`, the server's name and the credentials, each under the name of the package
    /// and its own in capitals, such as `MUSEUM_API_BASE_URL`. What is absent or empty leaves the builder as it is.
    /// Nothing is ever taken from the environment without this call.
    ///
    /// # Errors
    /// When a variable's value is not what it should be. It is not shown in the message.
    pub fn from_env(self) -> Result<Self, Error> {
        self.from_variables(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
    }

    /// The same from anything that knows values by the names of those variables.
    ///
    /// # Errors
    /// As [`from_env`](Self::from_env).
    pub fn from_variables(mut self, variable: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let prefix: String = self
            .api
            .name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' })
            .collect();
        for key in self.keys() {
            let name = format!("{prefix}_{}", key.to_ascii_uppercase());
            if let Some(value) = variable(&name).filter(|value| !value.trim().is_empty()) {
                self = self.setting(key, value.trim()).map_err(|why| {
                    Error::request(format!("the environment variable `{name}` {why}"))
                })?;
            }
        }
        Ok(self)
    }

    /// Takes settings from a file: lines `key = value`, empty lines and lines that begin with `#`; or one JSON object.
    /// The keys are those of [`from_env`](Self::from_env) in small letters, such as `base_url`.
    ///
    /// # Errors
    /// When the file cannot be read, a key is unknown or stands there twice, or a value is not what it should be.
    pub fn from_file(self, path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Error::request(format!("the settings in `{}` cannot be read: {error}", path.display())).with_source(error)
        })?;
        self.settings_in(&text).map_err(|why| {
            Error::request(format!("the settings in `{}`: {why}", path.display()))
        })
    }

    fn settings_in(mut self, text: &str) -> Result<Self, String> {
        let pairs = if text.trim_start().starts_with('{') { members(text)? } else { lines(text)? };
        let known = self.keys();
        for (at, (key, value)) in pairs.iter().enumerate() {
            let Some(known) = known.iter().find(|known| *known == key) else {
                return Err(format!("{key:?} is no setting; there are: {}", known.join(", ")));
            };
            if pairs.iter().take(at).any(|(before, _)| before == key) {
                return Err(format!("`{key}` stands there twice"));
            }
            self = self.setting(known, value).map_err(|why| format!("`{key}` {why}"))?;
        }
        Ok(self)
    }

    /// Every key that there is, a name before a URL, so that the more exact one has the last word.
    fn keys(&self) -> Vec<&'static str> {
        let servers = self.api.named_servers.iter().map(|servers| servers.method);
        let schemes = self.api.schemes.iter().map(|scheme| scheme.builder_method);
        servers.chain(KEYS).chain(schemes).collect()
    }

    /// Why it cannot be is said without the value, which may be a secret.
    fn setting(self, key: &'static str, value: &str) -> Result<Self, String> {
        Ok(match key {
            "base_url" => self.base_url(value),
            "user_agent" => self.user_agent(value),
            "timeout" if value.eq_ignore_ascii_case("none") => self.no_timeout(),
            "timeout" => self.timeout(seconds(value)?),
            "read_timeout" => self.read_timeout(seconds(value)?),
            "max_response_size" => {
                self.max_response_size(value.parse().map_err(|_| "must be a number of bytes".to_owned())?)
            }
            "retry_attempts" => {
                let count = value.parse().ok().filter(|count| *count > 0);
                let retry = self.retry_policy().attempts(count.ok_or("must be a number above 0")?);
                self.retry(retry)
            }
            _ => return self.named(key, value),
        })
    }

    /// A server's name, or a credential.
    fn named(self, key: &'static str, value: &str) -> Result<Self, String> {
        if let Some(servers) = self.api.named_servers.filter(|servers| servers.method == key) {
            let url = (servers.find)(value).ok_or_else(|| format!("must be the name of a {key}, and is {value:?}"))?;
            return Ok(self.default_server(url));
        }
        let Some(scheme) = self.api.schemes.iter().find(|scheme| scheme.builder_method == key) else {
            return Ok(self);
        };
        if scheme.kind == SchemeKind::Basic {
            let (name, password) = value.split_once(':').ok_or("must be a name and a password, `name:password`")?;
            return Ok(self.credential(scheme, UserPassword::new(name, password)));
        }
        Ok(self.credential(scheme, Secret::from(value)))
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|seconds| !seconds.is_zero()).ok_or_else(|| "must be a number of seconds above 0".to_owned())
}

fn lines(text: &str) -> Result<Vec<(String, String)>, String> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !matches!(line.trim().as_bytes(), [] | [b'#', ..]));
    let pair = |(number, line): (u32, &str)| {
        let (key, value) = line.split_once('=').ok_or_else(|| format!("line {number} is no `key = value`"))?;
        let value = value.trim();
        let bare = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
        Ok((key.trim().to_owned(), bare.to_owned()))
    };
    lines.map(pair).collect()
}

fn members(text: &str) -> Result<Vec<(String, String)>, String> {
    let tree: serde_json::Value = from_slice(text.as_bytes()).map_err(|bad| bad.to_string())?;
    let members = tree.as_object().into_iter().flatten().map(|(key, value)| match value {
        serde_json::Value::String(text) => Ok((key.clone(), text.clone())),
        serde_json::Value::Number(number) => Ok((key.clone(), number.to_string())),
        _ => Err(format!("`{key}` must be a text or a number")),
    });
    members.collect()
}
