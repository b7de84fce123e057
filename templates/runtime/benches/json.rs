//! Decoding and encoding against serde_json with derive, on one list of users. Prints medians and bests;
//! judges nothing.

use std::hint::black_box;
use std::time::Instant;

use sdk_runtime::runtime::json::{Bad, Field, Model, Object, Reader, from_slice, to_vec};
use serde::{Deserialize, Serialize};

const USERS: i64 = 2_000;
const ROUNDS: usize = 41;

macro_rules! model {
    ($name:ident { $($key:literal $index:literal $field:ident: $type:ty),* $(,)? }) => {
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        struct $name { $(#[serde(rename = $key, skip_serializing_if = "Option::is_none")] $field: Option<$type>),* }
        impl Model for $name {
            const NAME: &'static str = stringify!($name);
            const KEYS: &'static [&'static str] = &[$($key),*];
            #[inline]
            fn empty() -> Self { Self::default() }
            #[inline]
            fn fill(&mut self, key: usize, r: &mut Reader<'_>) -> Result<(), Bad> {
                match key { $($index => self.$field.read(r),)* _ => r.skip() }
            }
            #[inline]
            fn emit(&self, object: &mut Object<'_>) { $(object.field($key, &self.$field);)* }
        }
    };
}

model!(Users { "entities" 0 entities: Vec<User>, "pageSize" 1 page_size: i32, "total" 2 total: i64 });
model!(User {
    "id" 0 id: String, "name" 1 name: String, "division" 2 division: Box<Division>, "email" 3 email: String,
    "state" 4 state: String, "title" 5 title: String, "version" 6 version: i64, "score" 7 score: f64,
    "acdAutoAnswer" 8 answer: bool, "addresses" 9 addresses: Vec<Address>, "skills" 10 skills: Vec<String>,
    "selfUri" 11 uri: String,
});
model!(Division { "id" 0 id: String, "name" 1 name: String, "homeDivision" 2 home: bool });
model!(Address {
    "address" 0 address: String, "mediaType" 1 media: String, "type" 2 kind: String, "extension" 3 extension: String,
});

fn users() -> Users {
    let user = |n: i64| User {
        id: Some(format!("{n:08x}-1c2d-4e5f-8a9b-0c1d2e3f4a5b")),
        name: Some(format!("Zoë \"Z\" Example {n}")),
        division: Some(Box::new(Division { id: Some(n.to_string()), name: Some("Home".into()), home: Some(n % 2 == 0) })),
        email: Some(format!("user.{n}@example.org")),
        state: Some("active".into()),
        title: (n % 3 == 0).then(|| "Agent\n(second line)".into()),
        version: Some(n * 7_919),
        score: Some(f64::from(n as i32) / 8.0),
        answer: Some(n % 5 == 0),
        addresses: Some((0..n % 4).map(address).collect()),
        skills: Some((0..n % 6).map(|k| format!("skill-{k}")).collect()),
        uri: Some(format!("/api/v2/users/{n}")),
    };
    Users { entities: Some((0..USERS).map(user).collect()), page_size: Some(25), total: Some(USERS) }
}

fn address(n: i64) -> Address {
    Address {
        address: Some(format!("+49 30 {n:07}")),
        media: Some("PHONE".into()),
        kind: Some("WORK".into()),
        extension: (n == 2).then(|| "12".into()),
    }
}

fn timed(work: &mut dyn FnMut()) -> f64 {
    let begin = Instant::now();
    work();
    begin.elapsed().as_secs_f64()
}

/// The median and the best.
fn figures(times: &mut [f64]) -> [f64; 2] {
    times.sort_by(f64::total_cmp);
    [times[times.len() / 2], times[0]]
}

/// The two take turns, so that a busy machine is equally busy for both.
fn compare(name: &str, bytes: usize, ours: &mut dyn FnMut(), theirs: &mut dyn FnMut()) {
    let (mut mine, mut other) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        mine.push(timed(ours));
        other.push(timed(theirs));
    }
    let rate = |seconds: f64| bytes as f64 / seconds / 1e6;
    for (what, (mine, other)) in ["median", "best"].iter().zip(figures(&mut mine).into_iter().zip(figures(&mut other))) {
        println!(
            "{name}, {what}: runtime {:.0} MB/s, serde_json {:.0} MB/s, ratio {:.2}",
            rate(mine),
            rate(other),
            other / mine
        );
    }
}

fn main() {
    let users = users();
    let json = to_vec(&users).unwrap();
    assert_eq!(json, serde_json::to_vec(&users).unwrap());
    assert_eq!(from_slice::<Users>(&json).unwrap(), serde_json::from_slice::<Users>(&json).unwrap());
    let size = json.len();
    println!("{size} bytes, {USERS} users, {ROUNDS} alternating rounds");
    compare(
        "decode",
        size,
        &mut || drop(black_box(from_slice::<Users>(black_box(&json)).unwrap())),
        &mut || drop(black_box(serde_json::from_slice::<Users>(black_box(&json)).unwrap())),
    );
    compare(
        "encode",
        size,
        &mut || drop(black_box(to_vec(black_box(&users)).unwrap())),
        &mut || drop(black_box(serde_json::to_vec(black_box(&users)).unwrap())),
    );
    compare(
        "pass over",
        size,
        &mut || Reader::new(black_box(&json)).skip().unwrap(),
        &mut || {
            black_box(serde_json::from_slice::<serde::de::IgnoredAny>(black_box(&json)).unwrap());
        },
    );
}
