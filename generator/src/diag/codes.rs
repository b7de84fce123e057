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
    TagIgnored "N0115" Note "a YAML tag is ignored", include_str!("explain/N0115.md");
    MergeApplied "N0116" Note "a YAML merge key is applied", include_str!("explain/N0116.md");
    ReferencedFileMissing "E0201" Error "a file that a reference names cannot be read", include_str!("explain/E0201.md");
    ReferenceRemote "E0202" Error "a reference names an address on a network", include_str!("explain/E0202.md");
    ReferenceOutside "E0203" Error "a reference leaves the folder of the root", include_str!("explain/E0203.md");
    NotAnObject "E0301" Error "the description is not an object", include_str!("explain/E0301.md");
    VersionMissing "E0302" Error "no version is declared", include_str!("explain/E0302.md");
    VersionUnknown "E0303" Error "the version cannot be read", include_str!("explain/E0303.md");
    VersionNotText "N0304" Note "the version is written as a number", include_str!("explain/N0304.md");
}
