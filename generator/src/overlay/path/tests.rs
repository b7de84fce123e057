use super::{parse, run};
use crate::diag::Findings;
use crate::document::Document;
use crate::read::{Memory, ReadOptions, Source, read_plain};

const PETS: &str = r#"
info: {title: Pets, x-owner: us}
paths:
  /pets:
    get:
      tags: [a, b, c, d]
      parameters:
        - {name: limit, in: query, schema: {maximum: 100}}
        - {name: sort, in: query}
        - {name: id, in: header, schema: {maximum: 10.5}}
    post: {tags: [a], deprecated: true}
  /internal/pets: {get: {tags: []}}
odd: {"a'b": 1, 'q"': 2, 'sl/ash~': 3, né: 4, '': 5}
values: [null, false, 0, 1, 1.0, 1e2, 123456789012345678901, "x", "é", [1, {a: 1, b: 2}], [1, {b: 2, a: 1}]]
"#;

fn document(text: &str) -> Document {
    let source = Source::new("a.yaml", Memory::new().with("a.yaml", text));
    read_plain(&source, &ReadOptions::default(), &mut Findings::default()).unwrap()
}

/// Pointers of what a query finds, or where and why it is none.
fn found(document: &Document, query: &str) -> Result<Vec<String>, (usize, String)> {
    let path = parse(query).map_err(|error| (error.column, error.message))?;
    let nodes = run(&path, document, document.root).expect("few nodes").found;
    Ok(nodes.into_iter().map(|node| document.pointer(node.id)).collect())
}

fn check(cases: &[(&str, &[&str])]) {
    let document = document(PETS);
    for (query, expected) in cases {
        assert_eq!(found(&document, query).as_deref(), Ok(&expected.map_owned()[..]), "{query}");
    }
}

trait Owned {
    fn map_owned(&self) -> Vec<String>;
}

impl Owned for &[&str] {
    fn map_owned(&self) -> Vec<String> {
        self.iter().map(|text| (*text).to_owned()).collect()
    }
}

#[test]
fn names_indexes_and_slices() {
    check(&[
        ("$", &[""]),
        ("$.info.title", &["/info/title"]),
        ("$ .info [ 'x-owner' ]", &["/info/x-owner"]),
        ("$.nothing.at.all", &[]),
        ("$.paths[\"/pets\"].get.tags[0]", &["/paths/~1pets/get/tags/0"]),
        ("$.paths['/pets'].get.tags[-1]", &["/paths/~1pets/get/tags/3"]),
        ("$.paths['/pets'].get.tags[4]", &[]),
        ("$.paths['/pets'].get.tags[-5]", &[]),
        ("$.paths['/pets'].get.tags[1:3]", &["/paths/~1pets/get/tags/1", "/paths/~1pets/get/tags/2"]),
        ("$.paths['/pets'].get.tags[ : : 3 ]", &["/paths/~1pets/get/tags/0", "/paths/~1pets/get/tags/3"]),
        ("$.paths['/pets'].get.tags[:0:-2]", &["/paths/~1pets/get/tags/3", "/paths/~1pets/get/tags/1"]),
        ("$.paths['/pets'].get.tags[::0]", &[]),
        ("$.paths['/pets'].get.tags[9007199254740991:]", &[]),
        ("$.info['title', 'x-owner', 'title']", &["/info/title", "/info/x-owner"]),
        ("$.odd['a\\'b', \"q\\\"\", 'sl\\/ash~']", &["/odd/a'b", "/odd/q\"", "/odd/sl~1ash~0"]),
        ("$.odd.né", &["/odd/né"]),
        ("$.odd['n\\u00e9']", &["/odd/né"]),
        ("$.odd['']", &["/odd/"]),
    ]);
}

#[test]
fn everything_and_everything_below() {
    check(&[
        ("$.info.*", &["/info/title", "/info/x-owner"]),
        ("$.info[*]", &["/info/title", "/info/x-owner"]),
        ("$.paths.*.post", &["/paths/~1pets/post"]),
        ("$..deprecated", &["/paths/~1pets/post/deprecated"]),
        (
            "$..schema..*",
            &[
                "/paths/~1pets/get/parameters/2/schema/maximum",
                "/paths/~1pets/get/parameters/0/schema/maximum",
            ],
        ),
        (
            "$..parameters[0, 1].name",
            &["/paths/~1pets/get/parameters/0/name", "/paths/~1pets/get/parameters/1/name"],
        ),
    ]);
}

#[test]
fn filters() {
    let parameter = |number: usize| format!("/paths/~1pets/get/parameters/{number}");
    let document = document(PETS);
    let cases: &[(&str, &[usize])] = &[
        ("?@.name == 'limit'", &[0]),
        ("?(@.name=='limit')", &[0]),
        ("?@['name'] != \"limit\"", &[1, 2]),
        ("?@.schema", &[0, 2]),
        ("?!@.schema", &[1]),
        ("? ! ( @.schema && @.in == 'query' )", &[1, 2]),
        ("?@.in=='header'||@.schema.maximum==100", &[0, 2]),
        ("?@.in=='header'||@.in=='query'&&@.name=='sort'", &[1, 2]),
        ("?@.schema.maximum > 10.5", &[0]),
        ("?@.schema.maximum >= 1.05e1", &[0, 2]),
        ("?'m' < @.name", &[1]),
        ("?@.schema.maximum < 'text'", &[]),
        ("?@.gone == @.lost", &[0, 1, 2]),
        ("?@.gone == null", &[]),
        ("?$.info.title == 'Pets' && @.name == 'id'", &[2]),
        ("?length(@.name) <= 4", &[1, 2]),
        ("?length(@) == 3", &[0, 2]),
        ("?count(@..*) == 2", &[1]),
        ("?value(@..maximum) == 100", &[0]),
        ("?match(@.name, 's.rt')", &[1]),
        ("?match(@.name, 'or')", &[]),
        ("?search(@.name, 'or|id')", &[1, 2]),
        ("?search(@.schema, 'm')", &[]),
        ("?search(@.in, @.in)", &[0, 1, 2]),
    ];
    for (filter, numbers) in cases {
        let expected: Vec<String> = numbers.iter().copied().map(parameter).collect();
        assert_eq!(found(&document, &format!("$..parameters[{filter}]")), Ok(expected), "{filter}");
    }
}

#[test]
fn what_is_equal() {
    let document = document(PETS);
    let cases: &[(&str, &[usize])] = &[
        ("@ == null", &[0]),
        ("@ == false", &[1]),
        ("@ == -0", &[2]),
        ("@ == 1", &[3, 4]),
        ("@ == 100", &[5]),
        ("@ == 123456789012345678901", &[6]),
        ("@ == 123456789012345678902", &[]),
        ("@ > 100", &[6]),
        ("@ == '\\u00e9'", &[8]),
        ("@ >= 'x' ", &[7, 8]),
        ("@ == $.values[9]", &[9, 10]),
        ("length(@) == 1", &[7, 8]),
    ];
    for (filter, numbers) in cases {
        let expected: Vec<String> = numbers.iter().map(|number| format!("/values/{number}")).collect();
        assert_eq!(found(&document, &format!("$.values[?{filter}]")), Ok(expected), "{filter}");
    }
}

#[test]
fn what_is_no_query() {
    let document = document(PETS);
    let cases = [
        ("", 1, "a path begins with `$`"),
        ("paths.x", 1, "a path begins with `$`"),
        ("/paths/~1pets", 1, "a path begins with `$`"),
        ("$paths", 2, "`p` is not expected here"),
        ("$.info ", 7, "` ` is not expected here"),
        ("$.info.x-owner", 9, "`-` cannot stand in a name after a dot"),
        ("$.paths./pets", 9, "a name or `*` is missing before `/`"),
        ("$.paths['/pets'", 16, "`,` or `]` is missing before the end"),
        ("$.paths['/pets]", 9, "the quote ' is never closed"),
        ("$.paths['a\\'']['\\x']", 18, "`\\x` is no escape"),
        ("$['\\ud83d']", 10, "`\\u` is missing"),
        ("$['\\ud83d\\u0041']", 5, "half of a surrogate pair"),
        ("$['\\u00e']", 5, "`\\u` takes four hexadecimal digits"),
        ("$['a\nb']", 5, "a control character"),
        ("$[01]", 3, "without leading zeros"),
        ("$[-0]", 3, "without leading zeros"),
        ("$[9007199254740992]", 3, "too large"),
        ("$[]", 3, "a selector is missing before `]`"),
        ("$[a]", 3, "a selector is missing before `a`"),
        ("$.", 3, "a name or `*` is missing before the end"),
        ("$..", 4, "a name or `*` is missing before the end"),
        ("$[?@.a==]", 9, "a value is missing before `]`"),
        ("$[?@.a=='x' && ]", 16, "a value is missing before `]`"),
        ("$[?@.a=1]", 7, "`,` or `]` is missing before `=`"),
        ("$[?name=='x']", 4, "a value is missing before `n`"),
        ("$[?1]", 4, "a value alone is no test"),
        ("$[?length(@.a)]", 4, "a value alone is no test"),
        ("$[?!'a']", 4, "`!` stands before a test"),
        ("$[?@.*==1]", 4, "a path that can find several nodes"),
        ("$[?1==@..a]", 7, "a path that can find several nodes"),
        ("$[?length(@.*)==1]", 11, "a path that can find several nodes"),
        ("$[?count(1)==1]", 10, "a path beginning with"),
        ("$[?size(@)==1]", 4, "there is no function `size`"),
        ("$[?match(@.a, 'x')==true]", 19, "`,` or `]` is missing"),
        ("$[?true==match(@.a, 'x')]", 10, "`match` and `search` are true or false"),
        ("$[?match(@.a, '(')]", 15, "not a regular expression"),
        ("$[?@.a==1.]", 9, "not a number as JSON writes it"),
        ("$[?@.a==01]", 9, "not a number as JSON writes it"),
        ("$[?(@.a]", 8, "`)` is missing"),
    ];
    for (query, column, message) in cases {
        let (at, why) = found(&document, query).expect_err(query);
        assert!(at == column && why.contains(message), "{query}: {at}, {why}");
    }
}

#[test]
fn hostile_queries_end() {
    let nested = format!("$[?{}@.a{}]", "(".repeat(100_000), ")".repeat(100_000));
    assert!(parse(&nested).expect_err("too deep").message.contains("too deep"));
    let within = format!("$[?{}@.a{}", "@[?".repeat(100_000), "]".repeat(100_001));
    assert!(parse(&within).expect_err("too deep").message.contains("too deep"));
    let text = format!("{}x: 1{}", "{a: [1, 2], b: ".repeat(60), "}".repeat(60)).replace("b: x", "b: {x");
    let document = document(&format!("{text}}}"));
    let path = parse(&format!("${}", "..*".repeat(12))).expect("a query");
    assert!(run(&path, &document, document.root).is_err());
}
