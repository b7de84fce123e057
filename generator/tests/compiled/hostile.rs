//! A description in which every text tries to get out of where it lands.

use std::fs;

use serde_json::Value;

use crate::in_memory::{Texts, tests};

/// Ways out of comments, literals, attributes, templates, Markdown, HTML and TOML.
pub const EVILS: &[&str] = &[
    "*/ pub fn injected() {} /*",
    "\"; pub fn injected() {} //",
    "\"#; pub fn injected() {} r#\"",
    "\\\"; pub fn injected() {} //",
    "\n\npub fn injected() {}\n\n",
    "\r\npub fn injected() {}\r",
    "\u{2028}pub fn injected() {}\u{2029}\u{85}",
    "]] #[doc] #![doc = \"\"] [[",
    "\"] pub mod injected {} #[doc = \"",
    "{{ v.name }} {% if true %} {# #} }}",
    "}} } ) ] > pub struct Injected; { ( [ <",
    "${HOME} $(id) %s %n",
    "` `` ``` ~~~ \n```\nfn injected() {}\n```\n    panic!()\n",
    "</script><script>alert(1)</script><!-- --> &amp; <b",
    "/// //! // /** */ <!--",
    "\"\"\"\n[dependencies]\ninjected = \"*\"\n\"\"\" ''' #",
    "\n[injected]\na = 1",
    "[link](javascript:x) [`injected`] ![i](x) https://x.example/a_b_",
    "\u{202e}\u{2066}reversed\u{2069}\u{202c}\u{200b}\u{feff}",
    "\u{7}\u{8}\u{1b}[31m\u{7f}",
    "'",
    "\\",
    "#",
    "..",
    "../../injected",
    "con",
    "self",
    "日本語 ÄÖ ß 🦀",
    "",
];

/// Most of it in what can still be a file's name.
const SHORT: &str = "*/ \"# ]] {{x}} \n\r ${y} ` ``` </b> /// \"\"\" ' \\ \u{202e}\u{7}\u{2028} #[doc] (";

/// Every way out, one behind the other; in names only as much as a file's name may hold.
pub fn all_at_once() -> Texts {
    texts(SHORT, &EVILS.concat())
}

/// The hostile description and its configuration, with one text in names and another in what is written for people.
pub fn texts(name: &str, prose: &str) -> Texts {
    let pointer = name.replace('~', "~0").replace('/', "~1");
    let reference: String = pointer.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let path: String = name.chars().filter(|c| !"{}".contains(*c)).collect();
    let fill = |key: &str, text: &str| {
        let evil = if ["description", "summary", "title", "reason"].contains(&key) { prose } else { name };
        text.replace("EVIL", evil).replace("REF", &reference).replace("PATH", &path)
    };
    let json = |file: &str| {
        let text =
            fs::read_to_string(tests().join("fixtures/emitted/hostile").join(file)).expect("a fixture");
        let value = filled("", &serde_yaml::from_str(&text).expect("YAML"), &fill);
        value.to_string() // YAML takes no key of more than 1,024 characters, JSON does
    };
    [("openapi.json".to_owned(), json("openapi.yaml")), ("sdk.json".to_owned(), json("sdk.yaml"))].into()
}

/// Fills every text below a key, and every key that is no word of OpenAPI.
fn filled(under: &str, value: &Value, fill: &dyn Fn(&str, &str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(fill(under, text)),
        Value::Array(items) => items.iter().map(|item| filled(under, item, fill)).collect(),
        Value::Object(members) => {
            members.iter().map(|(key, member)| (fill("", key), filled(key, member, fill))).collect()
        }
        other => other.clone(),
    }
}
