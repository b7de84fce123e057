//! The table of codes: every finding that `sdkwright` can make.

use super::Severity;

macro_rules! codes {
    ($($name:ident $text:literal $severity:ident $title:literal, $explain:expr;)*) => {
        /// The kind of a finding. The text (`E0101`) never changes its meaning once released.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $name,)* }

        impl Code {
            /// `E0101`: what messages, the report and `sdkwright explain` show.
            pub fn text(self) -> &'static str { match self { $(Code::$name => $text,)* } }
            /// How bad it is unless `--strict` says otherwise.
            pub fn severity(self) -> Severity { match self { $(Code::$name => Severity::$severity,)* } }
        }

        /// Every code with its one-line title and the long text of `sdkwright explain`.
        pub static CODES: &[CodeInfo] = &[$(CodeInfo {
            code: Code::$name, text: $text, title: $title, explain: $explain,
        },)*];
    };
}

/// One row of the table of codes.
pub struct CodeInfo {
    /// The code.
    pub code: Code,
    /// Its text, such as `E0101`.
    pub text: &'static str,
    /// One line.
    pub title: &'static str,
    /// What it means, why it matters and what to do.
    pub explain: &'static str,
}

// E01xx reading, E02xx references, E03xx structure, E04xx schemas, E05xx operations, E06xx permissions and
// security, E07xx names, E08xx configuration, E09xx output. W and N: warnings and notes of the same rooms.
codes! {
    FileUnreadable "E0101" Error "the file cannot be read", include_str!("explain/E0101.md");
    TooLarge "E0102" Error "the file is larger than the limit", include_str!("explain/E0102.md");
    Encoding "E0103" Error "the file is not UTF-8", include_str!("explain/E0103.md");
    Syntax "E0104" Error "the file is not valid YAML or JSON", include_str!("explain/E0104.md");
    Empty "E0105" Error "the file is empty", include_str!("explain/E0105.md");
    SeveralDocuments "E0106" Error "the file holds several YAML documents", include_str!("explain/E0106.md");
    DuplicateKey "E0107" Error "a key stands twice in one object", include_str!("explain/E0107.md");
    TooDeep "E0108" Error "lists and objects stand too deep in each other", include_str!("explain/E0108.md");
    TooManyNodes "E0109" Error "aliases repeat without bound", include_str!("explain/E0109.md");
    NotFinite "E0110" Error "infinity or NaN", include_str!("explain/E0110.md");
    KeyShape "E0111" Error "a list or an object stands as a key", include_str!("explain/E0111.md");
    MergeShape "E0112" Error "`<<` stands for something that is no object", include_str!("explain/E0112.md");
    KeyKind "N0113" Note "a key is no text in YAML's eyes", include_str!("explain/N0113.md");
    NumberBeyond "W0114" Warning "a number is beyond floating point", include_str!("explain/W0114.md");
    Foreign "E0117" Error "the file is of another kind", include_str!("explain/E0117.md");
    TagIgnored "N0115" Note "a YAML tag is ignored", include_str!("explain/N0115.md");
    MergeApplied "N0116" Note "a YAML merge key is applied", include_str!("explain/N0116.md");
    OldBoolean "N0117" Note "a word that other readers of YAML take for a boolean", include_str!("explain/N0117.md");
    ReferencedFileMissing "E0201" Error "a file that a reference names cannot be read", include_str!("explain/E0201.md");
    ReferenceRemote "E0202" Error "a reference names an address on a network", include_str!("explain/E0202.md");
    ReferenceOutside "E0203" Error "a reference leaves the folder of the root", include_str!("explain/E0203.md");
    NotAnObject "E0301" Error "the description is not an object", include_str!("explain/E0301.md");
    VersionMissing "E0302" Error "no version is declared", include_str!("explain/E0302.md");
    VersionUnknown "E0303" Error "the version cannot be read", include_str!("explain/E0303.md");
    VersionNotText "N0304" Note "the version is written as a number", include_str!("explain/N0304.md");
    RefDangling "E0210" Error "a `$ref` leads nowhere", include_str!("explain/E0210.md");
    RefCircular "E0211" Error "a schema that is defined by nothing but itself", include_str!("explain/E0211.md");
    RefPlace "N0213" Note "a `$ref` where OpenAPI has none", include_str!("explain/N0213.md");
    SchemaEndless "E0212" Error "a schema that leads on and on", include_str!("explain/E0212.md");
    PathsMissing "E0310" Error "no `paths`", include_str!("explain/E0310.md");
    StructureKind "E0315" Error "something else where operations or models should be", include_str!("explain/E0315.md");
    FieldKind "W0316" Warning "a field with the wrong kind of value", include_str!("explain/W0316.md");
    FieldUnknown "W0317" Warning "a field that is misspelt or out of date", include_str!("explain/W0317.md");
    FieldForeign "N0318" Note "a field that OpenAPI does not know", include_str!("explain/N0318.md");
    TypeUnknown "W0401" Warning "a type that OpenAPI does not know", include_str!("explain/W0401.md");
    KeywordIgnored "N0402" Note "a keyword that no Rust type can express", include_str!("explain/N0402.md");
    EnumMixed "N0403" Note "an enum with lists or objects among its values", include_str!("explain/N0403.md");
    EnumRepeated "N0404" Note "an enum value listed twice", include_str!("explain/N0404.md");
    SchemaForm "W0405" Warning "something that is no schema stands where one should", include_str!("explain/W0405.md");
    ItemsMissing "N0406" Note "a list that does not say what it holds", include_str!("explain/N0406.md");
    TypeMissing "N0415" Note "`items` without `type`", include_str!("explain/N0415.md");
    RequiredUnknown "N0407" Note "a required property that is not described", include_str!("explain/N0407.md");
    UnionsMerged "N0408" Note "several unions that hold together", include_str!("explain/N0408.md");
    PropertyConflict "W0410" Warning "two parts of `allOf` disagree", include_str!("explain/W0410.md");
    EnumType "W0411" Warning "an enum that does not go with its type", include_str!("explain/W0411.md");
    RequiredForm "N0412" Note "`required` that is true or false", include_str!("explain/N0412.md");
    FormatUnknown "N0413" Note "a format that is not known", include_str!("explain/N0413.md");
    EnumEmpty "W0414" Warning "an enum without values", include_str!("explain/W0414.md");
    DiscriminatorMapping "W0409" Warning "a discriminator value that is mapped to no candidate", include_str!("explain/W0409.md");
    PathTemplate "W0501" Warning "a path that cannot be read", include_str!("explain/W0501.md");
    MethodUnknown "W0502" Warning "a method that cannot be sent", include_str!("explain/W0502.md");
    OperationIdTwice "W0503" Warning "two operations with one operationId", include_str!("explain/W0503.md");
    BodyEmpty "N0504" Note "a request body without content", include_str!("explain/N0504.md");
    ResponsesMissing "W0505" Warning "an operation without responses", include_str!("explain/W0505.md");
    StatusUnknown "W0506" Warning "a response key that is no status", include_str!("explain/W0506.md");
    PathParameterExtra "W0507" Warning "a path parameter without a place in the path", include_str!("explain/W0507.md");
    PathParameterMissing "W0508" Warning "a placeholder that no parameter describes", include_str!("explain/W0508.md");
    ParameterPlace "W0509" Warning "a parameter in no known place", include_str!("explain/W0509.md");
    ParameterIgnored "N0510" Note "a header parameter that the client sets itself", include_str!("explain/N0510.md");
    ParameterStyle "W0511" Warning "a style that does not go with the parameter's place", include_str!("explain/W0511.md");
    MediaUnsupported "W0512" Warning "a content type that cannot be written", include_str!("explain/W0512.md");
    PathItemTwice "W0513" Warning "a method that stands beside a `$ref` and behind it", include_str!("explain/W0513.md");
    ServerVariable "W0514" Warning "a variable of a server's URL without a value", include_str!("explain/W0514.md");
    ResultBodyless "N0520" Note "a result that HTTP gives no body", include_str!("explain/N0520.md");
    LinkTarget "W0521" Warning "a link to an operation that does not exist", include_str!("explain/W0521.md");
    EncodingIgnored "N0522" Note "an encoding that is left to the caller", include_str!("explain/N0522.md");
    PathFragment "N0524" Note "a fragment in a path", include_str!("explain/N0524.md");
    ParameterNested "N0525" Note "a parameter deeper than its style", include_str!("explain/N0525.md");
    ParameterTwice "W0526" Warning "a parameter that stands twice", include_str!("explain/W0526.md");
    QueryStringShared "W0523" Warning "a whole query string beside other query parameters", include_str!("explain/W0523.md");
    PermissionForm "E0601" Error "permissions that cannot be read", include_str!("explain/E0601.md");
    PermissionShape "W0604" Warning "what looks like permissions and cannot be read", include_str!("explain/W0604.md");
    PermissionUnknown "E0602" Error "a permission that is not in the catalogue", include_str!("explain/E0602.md");
    PermissionUnused "E0603" Error "a catalogued permission that no operation needs", include_str!("explain/E0603.md");
    SchemeUnknown "W0610" Warning "a security scheme of an unknown type", include_str!("explain/W0610.md");
    SchemeUndefined "W0611" Warning "a security scheme that is not defined", include_str!("explain/W0611.md");
    SelectionEmpty "E0811" Error "a selection that selects nothing", include_str!("explain/E0811.md");
    OverlayForm "E0812" Error "an overlay that is not written as one", include_str!("explain/E0812.md");
    OverlayPath "E0813" Error "a path that is no JSONPath", include_str!("explain/E0813.md");
    OverlayMerge "E0814" Error "an overlay action that cannot be carried out", include_str!("explain/E0814.md");
    OverlayGrowth "E0815" Error "an overlay that makes the description too large", include_str!("explain/E0815.md");
    OverlayTarget "W0816" Warning "an overlay action that finds nothing", include_str!("explain/W0816.md");
    OverlayKey "W0817" Warning "a key that means nothing in an overlay", include_str!("explain/W0817.md");
    OverlayIdle "W0818" Warning "an overlay action without effect", include_str!("explain/W0818.md");
    OverlayExtends "N0819" Note "an overlay that is made for another description", include_str!("explain/N0819.md");
    OverrideUnused "E0801" Error "an override that changes nothing", include_str!("explain/E0801.md");
    OverrideReason "E0802" Error "an override without a reason", include_str!("explain/E0802.md");
    ConfigKey "E0803" Error "a setting that does not exist", include_str!("explain/E0803.md");
    ConfigValue "E0804" Error "a setting with the wrong kind of value", include_str!("explain/E0804.md");
    ConfigPackage "E0805" Error "a package name or version that Cargo would refuse", include_str!("explain/E0805.md");
    PatchShared "N0806" Note "a model that requests and results share", include_str!("explain/N0806.md");
    PagingWrong "E0830" Error "a statement of paging that does not go with its operation", include_str!("explain/E0830.md");
    NameInvalid "E0701" Error "a name that Rust does not accept", include_str!("explain/E0701.md");
    NameTaken "N0702" Note "two things that would have one name", include_str!("explain/N0702.md");
    TagsGrouped "N0703" Note "more tags than a crate may have features", include_str!("explain/N0703.md");
    RenderSyntax "E0901" Error "generated text that is not Rust", include_str!("explain/E0901.md");
    OutputFile "E0902" Error "the output cannot be written", include_str!("explain/E0902.md");
}
