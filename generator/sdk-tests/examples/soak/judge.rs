//! Whether the calls ended as they must. The rules are written down once more here, from the runtime's table of faults
//! and not from its code.

use std::fmt;

use super::chance::{Act, is_post};
use super::load::{End, Kind};
use super::server::Log;

/// As many as the SDK makes from the start.
const ATTEMPTS: u32 = 4;

/// What was found.
#[derive(Debug, Default)]
pub struct Verdict {
    right: usize,
    errors: usize,
    requests: usize,
    refused: u32,
    faults: usize,
    lost: usize,
    /// POSTs that were carried out more than once.
    pub doubled: usize,
    wrong: Vec<String>,
}

impl Verdict {
    pub fn is_sound(&self) -> bool {
        // A run without faults shows nothing.
        self.lost == 0 && self.doubled == 0 && self.wrong.is_empty() && self.faults > 0 && self.refused > 0
    }
}

pub fn judge(log: &Log, ends: &[Option<End>]) -> Verdict {
    let mut verdict = Verdict::default();
    for (call, end) in ends.iter().enumerate() {
        let (acts, seen) = log.of(call);
        verdict.requests += seen;
        verdict.faults += acts.iter().filter(|act| **act != Act::Answer).count();
        if is_post(call) && acts.iter().filter(|act| act.carried_out()).count() > 1 {
            verdict.doubled += 1;
        }
        let Some(end) = end.filter(|end| end.times == 1) else {
            verdict.lost += 1;
            continue;
        };
        verdict.refused += end.refused.count_ones();
        *(if end.kind == Kind::Right { &mut verdict.right } else { &mut verdict.errors }) += 1;
        if let Err(why) = fits(is_post(call), &acts, seen, &end) {
            verdict.wrong.push(format!("call {call}: {why}: {acts:?}, {end:?}"));
        }
    }
    verdict
}

/// Whether this is how a call ends to which this happened.
fn fits(post: bool, acts: &[Act], seen: usize, end: &End) -> Result<(), &'static str> {
    let sent = usize::try_from(end.attempts).unwrap_or(usize::MAX);
    let refused = usize::try_from(end.refused.count_ones()).unwrap_or(usize::MAX);
    if seen + refused != sent {
        return Err("the caller was told another number of attempts");
    }
    // What became of each attempt: `None` where nobody listened.
    let mut arrived = acts.iter().copied();
    let history: Vec<Option<Act>> = (0..end.attempts)
        .map(|attempt| if end.refused >> attempt & 1 == 1 { None } else { arrived.next() })
        .collect();
    let Some((last, before)) = history.split_last() else { return Err("nothing was sent") };
    // A server that carried it out, or may have, is not asked again for a POST; nor is one that answered.
    let again = |met: &Option<Act>| match met {
        None | Some(Act::TooMany) => true,
        Some(act) => !post && !act.answered(),
    };
    if !before.iter().all(again) {
        return Err("it was sent again");
    }
    if end.attempts < ATTEMPTS && again(last) {
        return Err("it was given up");
    }
    let expected = match last {
        None => Kind::Connect,
        Some(Act::Answer | Act::Slow) => Kind::Right,
        Some(Act::Unavailable) => Kind::Status(503),
        Some(Act::TooMany) => Kind::Status(429),
        Some(Act::Cut) => Kind::Broken,
        Some(Act::Mute) => Kind::Timeout,
    };
    if end.kind == expected { Ok(()) } else { Err("it ended otherwise") }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} right results, {} errors; {} requests came, {} of them met a fault, {} more found nobody",
            self.right, self.errors, self.requests, self.faults, self.refused
        )?;
        write!(
            f,
            "lost: {}; carried out twice: {}; ended wrongly: {}",
            self.lost,
            self.doubled,
            self.wrong.len()
        )?;
        self.wrong.iter().take(20).try_for_each(|wrong| write!(f, "\n    {wrong}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(kind: Kind, attempts: u32, refused: u32) -> End {
        End { kind, attempts, refused, times: 1 }
    }

    #[test]
    fn what_must_be_refused_is() {
        use Act::{Answer, Cut, TooMany, Unavailable};
        let fine = |post, acts: &[Act], end| fits(post, acts, acts.len(), &end).is_ok();
        assert!(fine(true, &[Answer], end(Kind::Right, 1, 0)));
        assert!(fine(true, &[TooMany, Answer], end(Kind::Right, 3, 0b10)));
        assert!(fine(false, &[Cut, Unavailable, Answer], end(Kind::Right, 3, 0)));
        assert!(fine(true, &[Cut], end(Kind::Broken, 1, 0)));
        assert!(!fine(true, &[Cut, Answer], end(Kind::Right, 2, 0)), "sent again");
        assert!(!fine(false, &[Cut], end(Kind::Broken, 1, 0)), "given up");
        assert!(!fine(true, &[Unavailable], end(Kind::Right, 1, 0)), "no such result");
        assert!(!fine(true, &[Answer], end(Kind::Wrong, 1, 0)), "another's result");
        assert!(!fine(true, &[Answer, Answer], end(Kind::Right, 1, 0)), "one more than was told");
    }
}
