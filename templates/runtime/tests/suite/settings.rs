//! Settings from the environment and from files.

use std::fs;
use std::time::Duration;

use sdk_runtime::runtime::{Call, Client, ClientBuilder, Error};

use super::fixture::{API, GET_ROOM};
use super::stub::{Stub, run};

fn from(variables: &[(&str, &str)]) -> Result<Client, Error> {
    let find = |name: &str| {
        variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    };
    Stub::default().builder().from_variables(find)?.build()
}

#[test]
fn what_is_absent_changes_nothing() {
    let plain = Stub::default().builder().build().unwrap();
    for nothing in [&[][..], &[("TOY_SDK_BASE_URL", " ")], &[("BASE_URL", "https://x")], &[("TOY_SDK_OTHER", "x")]] {
        assert_eq!(format!("{:?}", from(nothing).unwrap()), format!("{plain:?}"));
    }
    // Nothing of this package stands in the environment of a test.
    assert_eq!(
        format!("{:?}", Stub::default().builder().from_env().unwrap().build().unwrap()),
        format!("{plain:?}")
    );
}

#[test]
fn every_setting_has_a_variable() {
    let client = from(&[
        ("TOY_SDK_BASE_URL", "https://gateway.example.org/x"),
        ("TOY_SDK_REGION", "east"),
        ("TOY_SDK_USER_AGENT", "mine/1"),
        ("TOY_SDK_TIMEOUT", " 2.5 "),
        ("TOY_SDK_READ_TIMEOUT", "1"),
        ("TOY_SDK_MAX_RESPONSE_SIZE", "1000"),
        ("TOY_SDK_RETRY_ATTEMPTS", "7"),
        ("TOY_SDK_ACCESS_TOKEN", "t0ken"),
        ("TOY_SDK_USER", "me:pa:ss"),
    ])
    .unwrap();
    let config = client.config();
    assert_eq!(config.base_url(), "https://gateway.example.org/x", "the URL goes before the name");
    assert_eq!(config.default_headers()["user-agent"], "mine/1");
    assert_eq!(config.timeout(), Some(Duration::from_millis(2500)));
    assert_eq!((config.read_timeout(), config.max_response_size()), (Some(Duration::from_secs(1)), 1000));
    assert_eq!(*config.retry(), sdk_runtime::runtime::Retry::none().attempts(7));
    let shown = format!("{client:?}");
    assert!(shown.contains("\"OAuth\", \"Basic\"") && !shown.contains("t0ken") && !shown.contains("pa:ss"), "{shown}");
    assert_eq!(from(&[("TOY_SDK_REGION", "east")]).unwrap().config().base_url(), "https://east.example.org/base");
    assert_eq!(from(&[("TOY_SDK_TIMEOUT", "None")]).unwrap().config().timeout(), None);
}

#[test]
fn a_value_that_cannot_be_is_named_by_its_variable() {
    for (name, value, why) in [
        ("REGION", "west", "must be the name of a region, and is \"west\""),
        ("TIMEOUT", "soon", "must be a number of seconds above 0"),
        ("TIMEOUT", "0", "must be a number of seconds above 0"),
        ("READ_TIMEOUT", "-1", "must be a number of seconds above 0"),
        ("READ_TIMEOUT", "NaN", "must be a number of seconds above 0"),
        ("MAX_RESPONSE_SIZE", "1 GB", "must be a number of bytes"),
        ("RETRY_ATTEMPTS", "0", "must be a number above 0"),
        ("USER", "s3cret", "must be a name and a password, `name:password`"),
    ] {
        let error = from(&[(&format!("TOY_SDK_{name}"), value)]).unwrap_err();
        assert!(error.is_request());
        assert_eq!(error.to_string(), format!("the environment variable `TOY_SDK_{name}` {why}"));
    }
    assert!(from(&[("TOY_SDK_BASE_URL", "nowhere")]).unwrap_err().to_string().contains("is not a base URL"));
}

fn from_file(text: &str) -> Result<ClientBuilder, String> {
    // One file per thread and text: tests run beside each other.
    let name = format!("sdk-settings-{}-{}", std::process::id(), text.len() * 1000 + text.bytes().map(usize::from).sum::<usize>());
    let path = std::env::temp_dir().join(name);
    fs::write(&path, text).unwrap();
    let built = ClientBuilder::new(&API).transport(Stub::default()).from_file(&path);
    fs::remove_file(&path).unwrap();
    built.map_err(|error| error.to_string().replace(&path.display().to_string(), "FILE"))
}

#[test]
fn a_file_of_lines_and_one_of_json() {
    for text in [
        "# mine\n\nregion = east\n access_token=a=b#c \ntimeout = 3\r\nuser_agent = \"with # and spaces\"\n",
        "{\"region\": \"east\", \"access_token\": \"a=b#c\", \"timeout\": 3, \"user_agent\": \"with # and spaces\"}",
    ] {
        let stub = Stub::answering(204, &[], "");
        let client = from_file(text).unwrap().transport(stub.clone()).build().unwrap();
        assert_eq!(client.config().base_url(), "https://east.example.org/base");
        assert_eq!(client.config().timeout(), Some(Duration::from_secs(3)));
        assert_eq!(client.config().default_headers()["user-agent"], "with # and spaces");
        let mut call = Call::<()>::new(&client, &GET_ROOM);
        call.path("roomId", "1");
        run(call).unwrap();
        assert_eq!(stub.header("authorization").as_deref(), Some("Bearer a=b#c"));
    }
    assert!(from_file("").is_ok());
}

#[test]
fn a_file_is_read_strictly() {
    for (text, why) in [
        ("acces_token = s3cret", "\"acces_token\" is no setting; there are: region, base_url, user_agent, timeout,"),
        ("access_token s3cret", "line 1 is no `key = value`"),
        ("\ntimeout = 1\ntimeout = 2", "`timeout` stands there twice"),
        ("timeout = s3cret", "`timeout` must be a number of seconds above 0"),
        ("{\"timeout\": [1]}", "`timeout` must be a text or a number"),
        ("{\"timeout\": ", "the settings in `FILE`: "),
    ] {
        let error = from_file(text).err().unwrap();
        assert!(error.contains(why) && !error.contains("s3cret"), "{error}");
    }
    let error = ClientBuilder::new(&API).from_file("/nowhere/at/all").err().unwrap();
    assert!(error.to_string().starts_with("the settings in `/nowhere/at/all` cannot be read: "), "{error}");
}
