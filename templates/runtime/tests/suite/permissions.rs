//! Requirements: ANY, ALL, none; wildcards.

use sdk_runtime::runtime::Requirement;

const ANY: Requirement = Requirement::any(&["a:x:view", "a:x:edit"]);
const ALL: Requirement = Requirement::all(&["a:x:view", "a:x:edit"]);

#[test]
fn what_is_missing() {
    let none: &[&str] = &[];
    for (requirement, granted, missing) in [
        (ANY, none, &["a:x:view", "a:x:edit"][..]),
        (ANY, &["b:x:view"], &["a:x:view", "a:x:edit"]),
        (ANY, &["a:x:edit"], &[]),
        (ANY, &["a:x:view", "a:x:edit"], &[]),
        (ALL, none, &["a:x:view", "a:x:edit"]),
        (ALL, &["a:x:edit"], &["a:x:view"]),
        (ALL, &["a:x:edit", "a:x:view"], &[]),
        (ALL, &["*"], &[]),
        (ALL, &["a:*"], &[]),
        (ALL, &["a:x:*"], &[]),
        (ALL, &["a:*:view"], &["a:x:edit"]),
        (ALL, &["a:y:*"], &["a:x:view", "a:x:edit"]),
        (ALL, &["a:x"], &["a:x:view", "a:x:edit"]),
        (ALL, &["a:x:view:more"], &["a:x:view", "a:x:edit"]),
        (ALL, &["a:x:vie*"], &["a:x:view", "a:x:edit"]),
        (Requirement::none(), none, &[]),
        (Requirement::any(&[]), none, &[]),
    ] {
        assert_eq!(requirement.missing(granted), missing, "{requirement} {granted:?}");
        assert_eq!(requirement.is_met(granted), missing.is_empty());
    }
}

#[test]
fn it_reads_as_a_sentence() {
    assert_eq!(ANY.to_string(), "any of a:x:view, a:x:edit");
    assert_eq!(ALL.to_string(), "all of a:x:view, a:x:edit");
    assert_eq!(Requirement::all(&["a:x:view"]).to_string(), "a:x:view");
    assert_eq!(Requirement::none().to_string(), "no permission");
    assert!(ANY.is_any() && ALL.is_all() && Requirement::none().is_none());
}
