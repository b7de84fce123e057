//! The few things that the commands ask of a manifest. It is generated, so its form is known.

/// The name of the package.
pub fn package_name(manifest: &str) -> Option<String> {
    value(manifest, "package", "name").map(|value| value.trim_matches('"').to_owned())
}

/// A value as it is written.
pub fn value<'a>(manifest: &'a str, table: &str, key: &str) -> Option<&'a str> {
    section(manifest, table)
        .find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='))
        .map(str::trim)
}

/// The names of the features, in the order of the file.
pub fn features(manifest: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut names = Vec::new();
    for line in section(manifest, "features") {
        if depth == 0
            && let Some((name, _)) = line.split_once('=')
        {
            names.push(name.trim().trim_matches('"').to_owned());
        }
        depth = (depth + line.matches('[').count()).saturating_sub(line.matches(']').count());
    }
    names
}

/// The lines of a table, without comments.
fn section<'a>(manifest: &'a str, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let head = format!("[{name}]");
    manifest
        .lines()
        .map(str::trim)
        .skip_while(move |line| *line != head)
        .skip(1)
        .take_while(|line| !is_head(line))
        .filter(|line| !line.starts_with('#'))
}

/// `[table]`, and not the `]` or the values of a list over several lines.
fn is_head(line: &str) -> bool {
    line.starts_with('[') && line.ends_with(']') && !line.contains([',', '"'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "# x\n[package]\nname = \"my-sdk\"\nversion = \"1\"\n\n[features]\n# all\n\
        default = [\"a\", \"b-c\"]\na = []\n\"b-c\" = [\n  \"a\",\n  \"dep:x\",\n]\n\n[dependencies]\nx = \"1\"\n";

    #[test]
    fn names_are_found() {
        assert_eq!(package_name(MANIFEST).as_deref(), Some("my-sdk"));
        assert_eq!(features(MANIFEST), ["default", "a", "b-c"]);
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        assert_eq!(package_name("[workspace]\n"), None);
        assert_eq!(features("[package]\nname = \"x\"\n"), [""; 0]);
    }
}
