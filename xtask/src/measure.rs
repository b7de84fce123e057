//! Time: of the clock, and of the processors as far as the system tells.

use std::fs;
use std::time::{Duration, Instant};

/// What a run took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub wall: Duration,
    /// User time of the processes that were run and have ended; `None` where the system does not say.
    pub user: Option<Duration>,
}

/// Measures a call together with the processes that it runs.
pub fn measure<T>(call: impl FnOnce() -> T) -> (T, Cost) {
    let user = user_time_of_children();
    let started = Instant::now();
    let result = call();
    let wall = started.elapsed();
    let user = user.and_then(|before| user_time_of_children()?.checked_sub(before));
    (result, Cost { wall, user })
}

/// The kernel counts in hundredths of a second.
fn user_time_of_children() -> Option<Duration> {
    parse_stat(&fs::read_to_string("/proc/self/stat").ok()?)
}

fn parse_stat(stat: &str) -> Option<Duration> {
    // The name of the program stands in brackets and may hold anything; 13 fields after it comes ours.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: u64 = fields.split_whitespace().nth(13)?.parse().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// The middle of some measurements in seconds, with the least and the most.
pub fn summary(mut seconds: Vec<f64>) -> String {
    seconds.sort_by(f64::total_cmp);
    match (seconds.first(), seconds.get(seconds.len() / 2), seconds.last()) {
        (Some(least), Some(middle), Some(most)) => {
            format!("{middle:.2} s ({least:.2} to {most:.2}, n = {})", seconds.len())
        }
        _ => "not measured".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_field_is_read() {
        let stat = "12 (a) b) S 1 2 3 4 5 6 7 8 9 10 11 12 345 13 14";
        assert_eq!(parse_stat(stat), Some(Duration::from_millis(3450)));
        assert_eq!(parse_stat("nonsense"), None);
    }

    #[test]
    fn the_middle_is_told() {
        assert_eq!(summary(vec![3.0, 1.0, 2.0]), "2.00 s (1.00 to 3.00, n = 3)");
        assert_eq!(summary(Vec::new()), "not measured");
    }
}
