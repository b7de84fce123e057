//! Requirements: ANY, ALL, none; wildcards.

use sdk_runtime::runtime::{Permission, Requirement};

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
        assert_eq!(requirement.is_met_by(granted), missing.is_empty());
    }
}

const PARTS: &[Requirement] = &[ANY, Requirement::all(&["b:y:view"])];
const TOGETHER: Requirement = Requirement::together(&["a:x:view", "a:x:edit", "b:y:view"], PARTS);

#[test]
fn several_together() {
    for (granted, missing) in [
        (&[][..], &["a:x:view", "a:x:edit", "b:y:view"][..]),
        (&["a:x:edit"], &["b:y:view"]),
        (&["b:*"], &["a:x:view", "a:x:edit"]),
        (&["b:y:view", "a:x:view"], &[]),
    ] {
        assert_eq!(TOGETHER.missing(granted), missing, "{granted:?}");
    }
    assert_eq!(TOGETHER.to_string(), "any of a:x:view, a:x:edit and b:y:view");
    assert_eq!(TOGETHER.clauses(), [&["a:x:view", "a:x:edit"][..], &["b:y:view"]]);
    assert!(!TOGETHER.is_any() && !TOGETHER.is_all() && !TOGETHER.is_none());
    assert_eq!((TOGETHER.parts().len(), TOGETHER.permissions().len(), ANY.parts().len()), (2, 3, 0));
    const SAME: Requirement = Requirement::together(&["a:x:view"], &[Requirement::all(&["a:x:view"]); 2]);
    assert_eq!(SAME.missing::<&str>(&[]), ["a:x:view"]);
}

/// What an operation asks for with a `*` is more than any one permission below it.
#[test]
fn wildcards_and_points() {
    let every = Requirement::all(&["a:x:*"]);
    assert!(every.is_met_by(&["a:x:*"]) && every.is_met_by(&["a:*"]) && every.is_met_by(&["*"]));
    assert!(!every.is_met_by(&["a:x:view"]) && !every.is_met_by(&["b:*"]));
    let points = Requirement::all(&["shop.apps.read"]);
    assert!(points.is_met_by(&["shop.apps.*"]) && points.is_met_by(&["shop.*"]) && points.is_met_by(&["*"]));
    assert!(!points.is_met_by(&["shop:*"]) && !points.is_met_by(&["shop.apps"]));
}

#[test]
fn a_permission_has_parts() {
    const VIEW: Permission = Permission::new("a:x:view", "See it.");
    assert_eq!((VIEW.domain(), VIEW.entity(), VIEW.action()), (Some("a"), Some("x"), Some("view")));
    assert_eq!((VIEW.name(), VIEW.about(), VIEW.to_string().as_str()), ("a:x:view", "See it.", "a:x:view"));
    assert!(ANY.is_met_by(&[VIEW]));
    let parts = |name| {
        let one = Permission::new(name, "");
        (one.domain(), one.entity(), one.action())
    };
    assert_eq!(parts("admin"), (None, None, None));
    assert_eq!(parts("repo:read"), (Some("repo"), None, Some("read")));
    assert_eq!(parts("a.b.c.d"), (Some("a"), Some("b.c"), Some("d")));
}

#[test]
fn it_reads_as_a_sentence() {
    assert_eq!(ANY.to_string(), "any of a:x:view, a:x:edit");
    assert_eq!(ALL.to_string(), "all of a:x:view, a:x:edit");
    assert_eq!(Requirement::all(&["a:x:view"]).to_string(), "a:x:view");
    assert_eq!(Requirement::none().to_string(), "no permission");
    assert!(ANY.is_any() && ALL.is_all() && Requirement::none().is_none());
}
