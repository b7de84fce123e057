//! Names that look alike, for suggestions: `did you mean …?`.

/// Characters of the longest name that is compared: nobody misspells longer ones, and time grows with the square.
const LONGEST: usize = 120;

/// The names that were probably meant, best first, three at most.
///
/// Letters may be wrong, missing or in another case; a name that holds the wanted one, or is held by it, comes last.
pub(crate) fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let wanted = wanted.to_lowercase();
    let length = wanted.chars().count();
    if length > LONGEST {
        return Vec::new();
    }
    let limit = (length / 3).max(if length < 4 { 1 } else { 2 });
    let mut scored: Vec<(usize, &str)> = Vec::new();
    for name in names.filter(|name| name.len() <= LONGEST) {
        let lower = name.to_lowercase();
        let close = lower.chars().count().abs_diff(length) <= limit;
        let score = if close { distance(&wanted, &lower) } else { usize::MAX };
        let held = length > 2 && lower.len() > 2 && (lower.contains(&wanted) || wanted.contains(&lower));
        if score <= limit {
            scored.push((score, name));
        } else if held {
            scored.push((limit + lower.len().abs_diff(wanted.len()), name));
        }
    }
    scored.sort();
    scored.dedup();
    let best = scored.first().map_or(0, |(score, _)| *score);
    scored.retain(|(score, _)| *score <= best + 1);
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The question whether one of these was meant.
pub(crate) fn meant(near: &[&str]) -> Option<String> {
    let quoted: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => None,
        [only] => Some(format!("did you mean {only}?")),
        [many @ .., last] => Some(format!("did you mean {} or {last}?", many.join(", "))),
    }
}

/// Edit distance of Levenshtein.
pub(crate) fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut diagonal = i;
        let mut before = i + 1;
        for (slot, b) in row.iter_mut().skip(1).zip(&right) {
            let cost = (diagonal + usize::from(a != *b)).min(before + 1).min(*slot + 1);
            diagonal = *slot;
            before = cost;
            *slot = cost;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses() {
        let names = ["Pet", "PetPage", "Keeper", "Room", "pet", "Ordre"];
        for (wanted, found) in [
            ("Pat", vec!["Pet", "pet"]),
            ("PETPAGE", vec!["PetPage"]),
            ("Order", vec!["Ordre"]),
            ("Page", vec!["PetPage"]),
            ("Quux", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(nearest(wanted, names.into_iter()), found, "{wanted}");
        }
    }

    #[test]
    fn long_names_take_no_time() {
        let long = "x".repeat(1 << 20);
        assert!(nearest(&long, ["Pet", &long].into_iter()).is_empty());
        assert!(nearest("Pet", [long.as_str()].into_iter()).is_empty());
    }
}
