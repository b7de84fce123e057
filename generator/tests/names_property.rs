//! Names of odd texts: whatever a description holds, the identifiers are Rust's, unlike each other, and stay.

#[allow(dead_code)]
mod understand;

use std::collections::BTreeSet;
use std::fmt::Write;

use sdkwright::api::Shape;
use understand::Understood;

/// xorshift64*: the same texts every time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).expect("small")
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// A text of pieces that are odd alone and worse together.
    fn text(&mut self) -> String {
        (0..self.below(5)).map(|_| self.pick(PIECES)).collect()
    }
}

const PIECES: &[&str] = &[
    "a",
    "A",
    "b",
    "Foo",
    "foo",
    "BAR",
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "gen",
    "async",
    "_",
    "__",
    "-",
    " ",
    ".",
    "/",
    "@",
    "$",
    "+",
    "+1",
    "-1",
    "1",
    "10",
    "1.0",
    "0",
    "[x]",
    "{y}",
    "é",
    "ß",
    "日本",
    "Ж",
    "İ",
    "ı",
    "ﬁ",
    "🎉",
    "\u{200d}",
    "\u{202e}",
    "\u{301}",
    "٣",
    "²",
    "º",
    "·",
    "\\",
    "\"",
    "'",
    "#",
    "r#",
    "//",
    "*/",
    "\n",
    "\t",
    "\u{7f}",
    "unknown",
    "Unknown",
    "Option",
    "Vec",
    "String",
    "Result",
    "send",
    "call",
    "body",
    "into_future",
    "con",
    "nul",
    "mod",
    "lib",
    "main",
    "default",
    "additional_properties",
    "HTTPServer",
    "iOS",
    "x2y",
    "V1",
    "v1_2",
    "ǅ",
    "ᾳ",
    "ʼ",
    "℘",
    "゛",
    "ͺ",
];

const KEYWORDS: &[&str] = &[
    "as", "break", "const", "continue", "crate", "else", "enum", "extern", "false", "fn", "for", "if",
    "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "Self",
    "static", "struct", "super", "trait", "true", "type", "unsafe", "use", "where", "while", "async",
    "await", "dyn", "abstract", "become", "box", "do", "final", "gen", "macro", "override", "priv", "try",
    "typeof", "unsized", "virtual", "yield", "_",
];

/// All identifiers are Rust's, and no two of a scope are equal, case forgotten where files are named.
fn check(scope: &str, names: &[&str], forget_case: bool) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{scope}: {name:?} is no identifier");
        assert!(!KEYWORDS.contains(name), "{scope}: {name:?} is a keyword");
        let key = if forget_case { name.to_lowercase() } else { (*name).to_owned() };
        assert!(seen.insert(key), "{scope}: {name:?} stands twice in {names:?}");
    }
}

fn check_all(of: &Understood) {
    let models: Vec<_> = of.names.models().collect();
    check("types", &models.iter().map(|(_, model)| model.name.as_str()).collect::<Vec<_>>(), true);
    check("modules", &models.iter().map(|(_, model)| model.module.as_str()).collect::<Vec<_>>(), true);
    for (id, model) in models {
        let mut fields: Vec<&str> = model.fields.iter().map(|name| name.as_str()).collect();
        fields.extend(model.extra.iter().map(|name| name.as_str()));
        check("fields", &fields, false);
        if let Shape::Object(object) = &of.api.schema(id).shape {
            assert_eq!(model.fields.len(), object.properties.len());
        }
        let mut values: Vec<&str> = model.variants.iter().map(|name| name.as_str()).collect();
        if !values.is_empty() {
            values.push(model.unknown.as_str());
        }
        check("values", &values, false);
    }
    let operations: Vec<_> = of
        .api
        .operation_ids()
        .map(|id| (of.api.operations[id.index()].tag, of.names.operation(id)))
        .collect();
    let constants: Vec<&str> = operations.iter().map(|(_, names)| names.constant.as_str()).collect();
    check("constants", &constants, false);
    let tags: Vec<_> = (0..of.api.tags.len())
        .map(|index| {
            of.names.tag(
                of.api
                    .operations
                    .iter()
                    .map(|one| one.tag)
                    .find(|tag| tag.index() == index)
                    .expect("a tag that is used"),
            )
        })
        .collect();
    check("accessors", &tags.iter().map(|tag| tag.accessor.as_str()).collect::<Vec<_>>(), true);
    check("tag modules", &tags.iter().map(|tag| tag.module.as_str()).collect::<Vec<_>>(), true);
    check("tag methods", &tags.iter().map(|tag| tag.method.as_str()).collect::<Vec<_>>(), false);
    let features: BTreeSet<&str> = tags.iter().map(|tag| tag.feature.as_str()).collect();
    assert_eq!(features.len(), tags.len());
    assert!(features.iter().all(
        |name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    ));
    for tag in of.api.operations.iter().map(|one| one.tag).collect::<BTreeSet<_>>() {
        let mine: Vec<_> = operations.iter().filter(|(of, _)| *of == tag).map(|(_, names)| names).collect();
        check("methods", &mine.iter().map(|names| names.method.as_str()).collect::<Vec<_>>(), false);
        check("builders", &mine.iter().map(|names| names.builder.as_str()).collect::<Vec<_>>(), true);
        check("operation modules", &mine.iter().map(|names| names.module.as_str()).collect::<Vec<_>>(), true);
        for names in mine {
            let mut parameters: Vec<&str> = names.parameters.iter().map(|name| name.as_str()).collect();
            parameters.push(names.body.as_str());
            check("parameters", &parameters, false);
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A list of texts without repetition, as JSON.
fn texts(random: &mut Random, most: usize) -> Vec<String> {
    let texts: BTreeSet<String> = (0..most).map(|_| random.text()).collect();
    texts.iter().map(|text| quoted(text)).collect()
}

fn description(random: &mut Random) -> String {
    let (mut paths, mut schemas) = (String::new(), String::new());
    for (index, name) in texts(random, 12).iter().enumerate() {
        let properties: Vec<String> =
            texts(random, 14).iter().map(|name| format!("{name}: {{\"type\": \"string\"}}")).collect();
        let values = texts(random, 14);
        let inner = quoted(&random.text());
        write!(
            schemas,
            "{}{name}: {{\"type\": \"object\", \"additionalProperties\": true, \"properties\": {{{}}}}}, \"enum{index}\": {{\"type\": \"string\", \"enum\": [{}]}}, \"outer{index}\": {{\"type\": \"object\", \"properties\": {{{inner}: {{\"type\": \"object\", \"properties\": {{\"x\": {{\"type\": \"string\"}}}}}}}}}}",
            if index > 0 { ", " } else { "" },
            properties.join(", "),
            values.join(", "),
        )
        .expect("memory");
    }
    for (index, id) in texts(random, 14).iter().enumerate() {
        let parameters: Vec<String> = texts(random, 6)
            .iter()
            .map(|name| {
                format!("{{\"name\": {name}, \"in\": \"query\", \"schema\": {{\"type\": \"string\"}}}}")
            })
            .collect();
        let tag = quoted(&random.text());
        write!(
            paths,
            "{}\"/p{index}\": {{\"get\": {{\"operationId\": {id}, \"tags\": [{tag}], \"parameters\": [{}], \"responses\": {{\"200\": {{\"description\": \"\"}}}}}}}}",
            if index > 0 { ", " } else { "" },
            parameters.join(", "),
        )
        .expect("memory");
    }
    format!(
        "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"t\", \"version\": \"1\"}}, \"paths\": {{{paths}}}, \"components\": {{\"schemas\": {{{schemas}}}}}}}"
    )
}

#[test]
fn odd_texts_become_identifiers() {
    let mut random = Random(0x005E_ED0F_0DD5);
    for _ in 0..60 {
        check_all(&understand::text(&description(&mut random), "keep_unused: true\n"));
    }
}

/// The judge judged: what is no identifier, a keyword, or stands twice is refused.
#[test]
fn the_check_refuses() {
    for wrong in [&["1a"][..], &["a b"], &["type"], &["gen"], &["a", "a"], &["Ab", "aB"], &[""]] {
        assert!(std::panic::catch_unwind(|| check("control", wrong, true)).is_err(), "{wrong:?}");
    }
    check("control", &["a", "b"], true);
}

/// A small description to which things are added.
const SHOP: &str = include_str!("fixtures/stages/shop.yaml");

const MORE: &str = "
  /pets/{id}/toys:
    get:
      tags: [toys]
      operationId: listPetToys
      parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: kind, in: query, schema: {enum: [ball]}}]
      responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {page: {type: object, properties: {next: {type: string}}}}}}}}}
";

/// Every name by what it names.
fn table(of: &Understood) -> BTreeSet<String> {
    let told = sdkwright::inspect::names(&of.api, &of.names);
    let lists = ["tags", "operations", "models"];
    lists.iter().flat_map(|list| told[*list].as_array().expect("a list")).map(ToString::to_string).collect()
}

#[test]
fn an_operation_more_renames_nothing() {
    let settings = "keep_unused: true\n";
    let before = table(&understand::text(SHOP, settings));
    for place in ["#first", "#last"] {
        let with_more = SHOP.replace(place, &format!("{place}{MORE}"));
        let after = table(&understand::text(&with_more, settings));
        assert!(after.len() > before.len());
        let gone: Vec<&String> = before.difference(&after).collect();
        assert!(gone.is_empty(), "added at {place}, renamed: {gone:#?}");
    }
}

/// Operations without ids are named from method and path alone: whatever else is described, and in whatever order. (Only
/// where two come to one name does the first keep it.)
#[test]
fn names_from_paths_depend_on_nothing_else() {
    const PATHS: [&str; 13] = [
        "/",
        "/users",
        "/users/{id}",
        "/users/~",
        "/users/~/*",
        "/users/{id}:cancel",
        "/users/{id}.{format}",
        "/user-groups/{id}/users",
        "/a{b}c",
        "/users/{id}#share",
        "/v1.2/日本/{name}",
        "/find?by=name",
        "/{x}/{y}",
    ];
    let mut random = Random(0x5EED);
    let mut known = std::collections::BTreeMap::new();
    for round in 0..60 {
        let mut paths = PATHS.to_vec();
        for index in (1..paths.len()).rev() {
            paths.swap(index, random.below(index + 1));
        }
        let kept = if round == 0 { paths.len() } else { 1 + random.below(paths.len()) };
        let mut text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n".to_owned();
        for path in &paths[..kept] {
            writeln!(text, "  {}:", quoted(path)).expect("written");
            for method in ["get", "post"] {
                writeln!(text, "    {method}: {{responses: {{'204': {{description: d}}}}}}")
                    .expect("written");
            }
        }
        let of = understand::text(&text, "");
        let told = sdkwright::inspect::names(&of.api, &of.names);
        for operation in told["operations"].as_array().expect("a list") {
            let label = operation["operation"].to_string();
            let before = known.entry(label.clone()).or_insert_with(|| operation.to_string());
            assert_eq!(*before, operation.to_string(), "{label} in round {round}");
        }
    }
    assert_eq!(known.len(), 2 * PATHS.len());
}
