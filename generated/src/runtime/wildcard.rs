//! Which permissions a granted one stands for.

/// Whether a granted permission covers a needed one. A granted permission may be `*` or have `*` as one of its parts:
/// `chat:room:*` and `chat:*` cover `chat:room:view`, `chat:*:view` does too. A needed one with a `*` is covered by
/// what is as wide.
pub fn covers(granted: &str, needed: &str) -> bool {
    let separator = separator(needed);
    let mut granted = granted.split(separator).peekable();
    let mut needed = needed.split(separator);
    loop {
        match (granted.next(), needed.next()) {
            (None, None) => return true,
            // A star at the end stands for all that follows.
            (Some("*"), Some(_)) if granted.peek().is_none() => return true,
            (Some("*"), Some(_)) => {}
            (Some(one), Some(other)) if one == other => {}
            _ => return false,
        }
    }
}

/// What stands between the parts of a permission: `domain:entity:action`, or `domain.entity.action` without a colon.
pub fn separator(permission: &str) -> char {
    if permission.contains(':') { ':' } else { '.' }
}
