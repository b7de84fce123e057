//! Lists that come in parts: streams of pages and of items.
//!
//! How the pages of an operation follow each other is a table, [`Paging`]. Everything that goes by it (`walk`) is
//! compiled once; what depends on a model is the reading of a page and one small function that takes its items out.

mod draft;
mod link;
mod look;
mod walk;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::call::Call;
use super::error::Error;
use super::output::{Output, ResponseOf};
use walk::Walk;

/// Names from the outside inwards: `&["links", "next"]` is the member `next` of the member `links`.
pub type Path = &'static [&'static str];

/// How the pages of an operation follow each other.
#[derive(Debug)]
pub struct Paging {
    /// What the next page is asked with.
    pub next: Next,
    /// Where the items of a page are; empty where the page itself is the list.
    pub items: Path,
    /// Where a page says how many items there are on all pages.
    pub total: Option<Path>,
    /// Where a page says how many pages there are.
    pub pages: Option<Path>,
    /// Where a page says whether there are more.
    pub more: Option<Path>,
}

/// What the next page is asked with.
#[derive(Debug)]
pub enum Next {
    /// The number of the page.
    Page {
        /// Where it goes.
        at: At,
        /// The number of the first page.
        first: i64,
    },
    /// The number of items before it.
    Offset {
        /// Where it goes.
        at: At,
        /// The number that stands for no items.
        first: i64,
    },
    /// What the page before says.
    Cursor {
        /// Where it goes.
        at: At,
        /// Where the page before says it.
        from: Path,
    },
    /// A value of an item of the page before.
    Keyset {
        /// Where it goes.
        at: At,
        /// Where it is in the item.
        field: Path,
        /// Which item of the page.
        pick: Pick,
    },
    /// A URL in the page before.
    Link {
        /// Where it is.
        from: Path,
    },
    /// A URL in the header `Link` (RFC 8288) of the page before.
    LinkHeader,
}

/// Where the value that asks for a page goes.
#[derive(Clone, Copy, Debug)]
pub enum At {
    /// Into a query parameter.
    Query(&'static str),
    /// Into the JSON body.
    Body(Path),
}

/// Which item of a page leads to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The last one.
    Last,
    /// The first one.
    First,
    /// The one with the least value: numbers by size, texts by their characters.
    Least,
    /// The one with the greatest value.
    Greatest,
}

/// The pages of a list, each with status and headers of its response; a [`Stream`] that is also used by itself:
/// `while let Some(page) = pages.next().await { let page = page?; … }`.
///
/// After an error, the next call asks for the same page again, so nothing is lost when it was a passing one. What
/// would never end is an error, and the last thing that comes: a page that leads back to one before, or one that is
/// said to be on another host, which gets no credentials.
#[must_use = "pages are only asked for when `next` is called"]
pub struct Pages<T> {
    walk: Walk,
    output: PhantomData<fn() -> T>,
}

impl<T: Output> Pages<T> {
    /// The pages of what a call gives.
    #[inline]
    pub fn new(call: Call<T>, paging: &'static Paging) -> Self {
        Self { walk: Walk::new(call.into_draft(), paging), output: PhantomData }
    }

    /// Asks for this many pages at most; more are not said to be there.
    #[inline]
    pub fn max_pages(mut self, most: u64) -> Self {
        self.walk.limit(most);
        self
    }

    /// How many items there are on all pages, once a page was read that says so.
    #[inline]
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.walk.total()
    }

    /// The next page; `None` after the last one. Dropping the future loses nothing.
    #[inline]
    pub async fn next(&mut self) -> Option<Result<ResponseOf<T::Value>, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<T: Output> Stream for Pages<T> {
    type Item = Result<ResponseOf<T::Value>, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut received = match ready!(self.walk.poll(cx)) {
            Some(Ok(received)) => received,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        // Only a page that could be read counts as had; else it is asked for again.
        let page = T::decode(&mut received).and_then(|value| {
            self.walk.advance(&received)?;
            Ok(ResponseOf::new(received, value))
        });
        Poll::Ready(Some(page))
    }
}

/// The items of all pages; a [`Stream`] that is also used by itself:
/// `while let Some(item) = items.next().await { let item = item?; … }`.
///
/// A page is asked for when the one before is used up. Errors are as those of [`Pages`].
#[must_use = "items are only asked for when `next` is called"]
pub struct Items<T: Output, I> {
    pages: Pages<T>,
    take: fn(T::Value) -> Vec<I>,
    here: std::vec::IntoIter<I>,
}

impl<T: Output, I> Items<T, I> {
    /// The items that `take` finds on the pages.
    #[inline]
    pub fn new(pages: Pages<T>, take: fn(T::Value) -> Vec<I>) -> Self {
        Self { pages, take, here: Vec::new().into_iter() }
    }

    /// Asks for this many pages at most; more are not said to be there.
    #[inline]
    pub fn max_pages(mut self, most: u64) -> Self {
        self.pages.walk.limit(most);
        self
    }

    /// How many items there are on all pages, once a page was read that says so.
    #[inline]
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.pages.total()
    }

    /// The next item; `None` after the last one. Dropping the future loses nothing.
    #[inline]
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// All items in one list.
    ///
    /// # Errors
    /// The first error ends it, and what came before is dropped with it.
    #[inline]
    pub async fn all(mut self) -> Result<Vec<I>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}

// Nothing in it is ever pinned: items are moved out, futures are boxed.
impl<T: Output, I> Unpin for Items<T, I> {}

impl<T: Output, I> Stream for Items<T, I> {
    type Item = Result<I, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.here.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => self.here = (self.take)(page.into_body()).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.walk.describe(&mut f.debug_struct("Pages"))
    }
}

impl<T: Output, I> fmt::Debug for Items<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told = f.debug_struct("Items");
        told.field("here", &self.here.len());
        self.pages.walk.describe(&mut told)
    }
}
