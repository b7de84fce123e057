//! What a description consists of, once only safe things are left.

/// One block of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Running text. A heading is a paragraph that is bold as a whole.
    Paragraph { pieces: Vec<Piece>, heading: bool },
    /// Code or output, in lines, never empty.
    Code(Vec<String>),
    /// A list, numbered from `start` if that is there.
    List { start: Option<u64>, items: Vec<Vec<Block>> },
    /// A quotation.
    Quote(Vec<Block>),
    /// A table; every cell is one line.
    Table { head: Vec<String>, rows: Vec<Vec<String>> },
}

/// A part of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text without white space, not escaped yet.
    Text(String),
    /// Markdown that is not broken or escaped any more: a code span or a link.
    Atom(String),
    /// White space.
    Space,
    /// A line break of the source; means a space.
    Soft,
    /// A line break to keep.
    Hard,
    /// Emphasis begins.
    Open(Mark),
    /// Emphasis ends.
    Close(Mark),
}

/// A kind of emphasis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Emphasis,
    Strong,
}

impl Mark {
    pub(super) fn text(self) -> &'static str {
        match self {
            Mark::Emphasis => "*",
            Mark::Strong => "**",
        }
    }
}

impl Piece {
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Piece::Space | Piece::Soft | Piece::Hard)
    }

    /// Makes this blank the stronger of two.
    pub(super) fn strengthen(&mut self, other: Piece) {
        let strength = |piece: &Piece| match piece {
            Piece::Hard => 2,
            Piece::Soft => 1,
            _ => 0,
        };
        if strength(&other) > strength(self) {
            *self = other;
        }
    }
}
