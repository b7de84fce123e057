//! Makes blocks out of the events of the Markdown parser.

mod tags;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::blocks::{Block, Mark, Piece};
use super::clean::is_unwanted;
use super::inline::{self, Inline};

/// Lists and quotations deeper than this are flattened, so that nothing recurses without bound.
const DEEPEST: usize = 8;

pub(super) struct Builder {
    /// Never empty: the first is the text as a whole.
    frames: Vec<Frame>,
    /// For each container that the parser opened: whether there is a frame for it.
    opened: Vec<bool>,
    inline: Inline,
    heading: bool,
    /// The text of the code block or `<pre>` that is open.
    code: Option<String>,
    /// The text of the HTML block that is open.
    html: Option<String>,
    /// The element whose content is no text (`script`).
    skipped: Option<&'static str>,
    table: Option<Table>,
}

/// A container that is open.
struct Frame {
    kind: Kind,
    /// Opened by a tag: nobody promises that it will be closed.
    from_html: bool,
    blocks: Vec<Block>,
    items: Vec<Vec<Block>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Root,
    Quote,
    List(Option<u64>),
    Item,
}

#[derive(Default)]
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    row: Vec<String>,
}

impl Builder {
    pub(super) fn new() -> Self {
        Builder {
            frames: vec![Frame::new(Kind::Root, false)],
            opened: Vec::new(),
            inline: Inline::default(),
            heading: false,
            code: None,
            html: None,
            skipped: None,
            table: None,
        }
    }

    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) if self.skipped.is_none() => self.inline.code(&text),
            Event::Html(text) => match &mut self.html {
                Some(html) => html.push_str(&text),
                None => self.html(&text),
            },
            Event::InlineHtml(text) => self.html(&text),
            Event::SoftBreak => self.inline.blank(Piece::Soft),
            Event::HardBreak => self.inline.blank(Piece::Hard),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.flush(),
            Tag::Heading { .. } => {
                self.flush();
                self.heading = true;
                self.inline.open(Mark::Strong);
            }
            Tag::BlockQuote(_) => self.open(Kind::Quote),
            Tag::List(start) => self.open(Kind::List(start)),
            Tag::Item => self.open(Kind::Item),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.flush();
                self.code = Some(String::new());
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some(String::new());
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table::default());
            }
            Tag::Emphasis => self.inline.open(Mark::Emphasis),
            Tag::Strong => self.inline.open(Mark::Strong),
            Tag::Link { dest_url, .. } => self.inline.open_link(&dest_url),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = false;
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.close(),
            TagEnd::CodeBlock => self.flush_code(),
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.html(&html);
                }
                self.flush_code();
                self.skipped = None;
                self.flush();
            }
            TagEnd::Table => {
                if let Some(Table { head, rows, .. }) = self.table.take()
                    && head.iter().chain(rows.iter().flatten()).any(|cell| !cell.is_empty())
                {
                    self.push(Block::Table { head, rows });
                }
            }
            TagEnd::TableHead => self.row(true),
            TagEnd::TableRow => self.row(false),
            TagEnd::TableCell => {
                let cell = inline::line(&self.inline.take(), true).replace('|', "\\|");
                if let Some(table) = &mut self.table {
                    table.row.push(cell);
                }
            }
            TagEnd::Emphasis => self.inline.close(Mark::Emphasis),
            TagEnd::Strong => self.inline.close(Mark::Strong),
            TagEnd::Link => self.inline.close_link(),
            _ => {}
        }
    }

    fn row(&mut self, is_head: bool) {
        if let Some(table) = &mut self.table {
            let row = std::mem::take(&mut table.row);
            if is_head {
                table.head = row;
            } else {
                table.rows.push(row);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        match &mut self.code {
            Some(code) => code.push_str(text),
            None => self.inline.text(text),
        }
    }

    /// Ends the running text and keeps what there is as a paragraph. A cell of a table stays one line.
    fn flush(&mut self) {
        if self.table.is_some() {
            self.inline.blank(Piece::Space);
            return;
        }
        let pieces = self.inline.take();
        if !pieces.is_empty() {
            self.push(Block::Paragraph { pieces, heading: self.heading });
        }
    }

    fn flush_code(&mut self) {
        let Some(text) = self.code.take() else { return };
        let text: String =
            text.replace('\t', "    ").chars().filter(|c| *c == '\n' || !is_unwanted(*c)).collect();
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let Some(first) = lines.iter().position(|line| !line.is_empty()) else { return };
        let last = lines.iter().rposition(|line| !line.is_empty()).unwrap_or(first);
        let lines = lines.into_iter().take(last + 1).skip(first).map(str::to_owned).collect();
        self.push(Block::Code(lines));
    }

    fn push(&mut self, block: Block) {
        if let Some(frame) = self.frames.last_mut() {
            frame.push(block);
        }
    }

    fn open(&mut self, kind: Kind) {
        self.flush();
        let in_list = self.frames.last().is_some_and(|frame| matches!(frame.kind, Kind::List(_)));
        let fits = if kind == Kind::Item { in_list } else { self.frames.len() <= DEEPEST };
        if fits {
            self.frames.push(Frame::new(kind, false));
        }
        self.opened.push(fits);
    }

    /// The end of what [`Builder::open`] opened.
    fn close(&mut self) {
        self.flush();
        if self.opened.pop() == Some(true) {
            while self.frames.last().is_some_and(|frame| frame.from_html) {
                self.close_frame();
            }
            self.close_frame();
        }
    }

    fn close_frame(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        let (Some(frame), Some(parent)) = (self.frames.pop(), self.frames.last_mut()) else { return };
        match frame.kind {
            Kind::Item if !frame.blocks.is_empty() => parent.items.push(frame.blocks),
            Kind::List(start) if !frame.items.is_empty() => {
                parent.push(Block::List { start, items: frame.items })
            }
            Kind::Quote if !frame.blocks.is_empty() => parent.push(Block::Quote(frame.blocks)),
            _ => {}
        }
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.flush_code();
        while self.frames.len() > 1 {
            self.close_frame();
        }
        self.frames.pop().map(|frame| frame.blocks).unwrap_or_default()
    }
}

impl Frame {
    fn new(kind: Kind, from_html: bool) -> Self {
        Frame { kind, from_html, blocks: Vec::new(), items: Vec::new() }
    }

    fn push(&mut self, block: Block) {
        if let Kind::List(_) = self.kind {
            // Text between the items of an HTML list.
            self.items.push(vec![block]);
            return;
        }
        // Two lists of a kind would be read as one.
        match (self.blocks.last_mut(), block) {
            (Some(Block::List { start: a, items }), Block::List { start: b, items: more })
                if a.is_some() == b.is_some() =>
            {
                items.extend(more);
            }
            (_, block) => self.blocks.push(block),
        }
    }
}
