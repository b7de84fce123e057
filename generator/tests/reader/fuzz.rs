//! Descriptions with random damage: read or refused, never a panic, and findings can always be drawn.

use sdkwright::read::ReadOptions;
use sdkwright::report;

use super::read_files;

const YAML: &str = "openapi: 3.1.0\ninfo: {title: \"a\\u00e9\\x41\", v: 'it''s', t: !tag [!a, &b c, *b]}\npaths:\n  /a: &a\n    - b: |+\n        c\n    - *a\n    - <<: *b\n    - !<tag:e.org,%C3%A9> x\n? [x, y]\n: >-\n  folded\n  text\nn: [1.10, .inf, 0x1F, ~, 1e400]\n# end\n---\n...\n";
const JSON: &str = "{\"openapi\":\"3.0.0\",\"a\":[1.5,-0,true,null,\"\\ud83d\\ude00\\n\"],\"é\":{\"b\":-1e5,\"$ref\":\"x.yaml#/a\"}}";
const PIECES: &[&str] = &[
    "\"",
    "'",
    "\\",
    "\\u",
    "\\x4",
    "!",
    "!a,",
    "%",
    "&",
    "*",
    "<<: ",
    "- ",
    "? ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "|",
    ">-",
    "\n",
    "\r\n",
    "\t",
    " ",
    "#",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "%TAG ! a\n",
    "\0",
    "\u{feff}",
    "\u{85}",
    "é",
    "𝄞",
    "@",
    "`",
    "1",
    ".",
];

/// A small generator of numbers, the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

fn damaged(text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len());
        match dice.roll(4) {
            0 => drop(bytes.drain(at..(at + 1 + dice.roll(6)).min(bytes.len()))),
            1 => bytes[at] = dice.roll(256) as u8,
            _ => drop(bytes.splice(at..at, PIECES[dice.roll(PIECES.len())].bytes())),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

#[test]
fn damage_is_read_or_refused() {
    let rounds = std::env::var("FUZZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3_000);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (mut whole, mut refused) = (0, 0);
    for _ in 0..rounds {
        for (name, text) in [("a.yaml", YAML), ("a.json", JSON)] {
            let bytes = damaged(text, &mut dice);
            let (document, findings, source) = read_files(&[(name, &bytes)], &ReadOptions::default());
            match document {
                Some(_) => whole += 1,
                None => refused += 1,
            }
            let drawn = report::draw(&findings, source.files(), false);
            assert_eq!(drawn.is_empty(), findings.all().is_empty());
            assert!(report::json(&findings, source.files()).is_array());
        }
    }
    assert!(whole > 0 && refused > 0, "the damage is of all degrees");
}
