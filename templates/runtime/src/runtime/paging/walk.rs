//! From one page to the next: the same for all operations, so it is compiled once.

use std::collections::HashSet;
use std::fmt::DebugStruct;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::task::{Context, Poll, ready};

use serde_json::Value;

use super::link;
use super::look::{Page, look};
use super::{Next, Paging};
use crate::runtime::dispatch::{Received, dispatch};
use crate::runtime::draft::Draft;
use crate::runtime::error::{Error, Kind};
use crate::runtime::transport::BoxFuture;

/// Some APIs give a next page for ever: after this many empty ones in a row, that was all.
const MOST_EMPTY: u32 = 3;

/// A list on its way.
pub(super) struct Walk {
    paging: &'static Paging,
    /// The call as it was made; each page is asked for with a copy of it.
    draft: Box<Draft>,
    /// What asks for the page that comes next; nothing for the first one.
    step: Option<Step>,
    waiting: Option<BoxFuture<'static, Result<Received, Error>>>,
    /// What pages were asked for with, as hashes.
    asked: HashSet<u64>,
    /// The items of the page before, as a hash.
    before: Option<u64>,
    read: u64,
    most: Option<u64>,
    items: u64,
    empty: u32,
    total: Option<u64>,
    /// What comes instead of another page.
    problem: Option<Error>,
    done: bool,
}

#[derive(Hash)]
enum Step {
    Value(Value),
    Url(String),
}

impl Walk {
    pub(super) fn new(draft: Box<Draft>, paging: &'static Paging) -> Self {
        Self {
            paging,
            draft,
            step: None,
            waiting: None,
            asked: HashSet::new(),
            before: None,
            read: 0,
            most: None,
            items: 0,
            empty: 0,
            total: None,
            problem: None,
            done: false,
        }
    }

    pub(super) fn limit(&mut self, most: u64) {
        self.most = Some(most);
        self.done |= self.read >= most;
    }

    pub(super) fn total(&self) -> Option<u64> {
        self.total
    }

    pub(super) fn describe(&self, told: &mut DebugStruct<'_, '_>) -> std::fmt::Result {
        told.field("operation", &self.draft.operation.id).field("pages_read", &self.read);
        told.field("total", &self.total).finish_non_exhaustive()
    }

    /// The next page as it came. Until [`advance`](Self::advance) is called, it is the same one again.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Received, Error>>> {
        if self.waiting.is_none() {
            if self.done {
                return Poll::Ready(None);
            }
            match self.ask() {
                Ok(draft) => self.waiting = Some(dispatch(draft, false)),
                Err(error) => {
                    // The same request would fail the same way.
                    self.done = true;
                    return Poll::Ready(Some(Err(error.with_operation(Some(self.draft.operation)))));
                }
            }
        }
        let Some(waiting) = &mut self.waiting else { return Poll::Ready(None) };
        let received = ready!(waiting.as_mut().poll(cx));
        self.waiting = None;
        Poll::Ready(Some(received))
    }

    fn ask(&mut self) -> Result<Box<Draft>, Error> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let mut draft = self.draft.again()?;
        match (&self.step, &self.paging.next) {
            (Some(Step::Url(url)), _) => draft.url = Some(url.clone()),
            (
                Some(Step::Value(value)),
                Next::Page { at, .. } | Next::Offset { at, .. } | Next::Cursor { at, .. } | Next::Keyset { at, .. },
            ) => {
                draft.set(*at, value)?;
            }
            _ => {}
        }
        Ok(draft)
    }

    /// The page was read: what comes is the one after it.
    pub(super) fn advance(&mut self, received: &Received) -> Result<(), Error> {
        let page = look(&received.body, self.paging);
        let content = hash(&page.items);
        // Where the answer itself names what comes next, equal pages are the API's affair. One item that is asked for by
        // itself comes again where the bound counts as inside.
        let blind = match self.paging.next {
            Next::Page { .. } | Next::Offset { .. } => page.count > 0,
            Next::Keyset { .. } => page.count > 1,
            _ => false,
        };
        if blind && self.before == Some(content) {
            self.done = true;
            return Err(self.wrong("got the same page twice"));
        }
        self.before = Some(content);
        self.read += 1;
        self.items += page.count;
        self.total = page.total.or(self.total);
        self.empty = if page.count == 0 { self.empty + 1 } else { 0 };
        let next = self.following(&page, received);
        if self.empty >= MOST_EMPTY || self.most.is_some_and(|most| self.read >= most) {
            self.done = true;
            return Ok(());
        }
        match next {
            Ok(Some(step)) if self.asked.insert(hash(&step)) => self.step = Some(step),
            // An empty page, or one with only the item that it was asked for with, leads nowhere new: the end.
            Ok(Some(_)) if page.count == 0 || (page.count == 1 && self.is_keyed()) => self.done = true,
            Ok(Some(_)) => {
                self.problem = Some(self.wrong("got a page that leads back to an earlier one"));
            }
            Ok(None) => self.done = true,
            Err(error) => self.problem = Some(error),
        }
        Ok(())
    }

    fn is_keyed(&self) -> bool {
        matches!(self.paging.next, Next::Keyset { .. })
    }

    /// What asks for the page after this one; `None` where this is the last.
    fn following(&self, page: &Page<'_>, received: &Received) -> Result<Option<Step>, Error> {
        if page.more == Some(false) {
            return Ok(None);
        }
        match &self.paging.next {
            Next::Page { at, first } => {
                let number = self.current().or_else(|| self.draft.number(*at)).unwrap_or(*first);
                let had = u64::try_from(number.saturating_sub(*first)).unwrap_or(0).saturating_add(1);
                let goes_on = page.more.unwrap_or_else(|| match page.pages {
                    Some(pages) if pages > 0 || page.count == 0 => had < pages,
                    _ => page.count > 0 && !self.complete(page, self.items),
                });
                Ok(goes_on.then(|| Step::Value(number.saturating_add(1).into())))
            }
            Next::Offset { at, first } => {
                let offset = self.current().or_else(|| self.draft.number(*at)).unwrap_or(*first);
                let next = offset.saturating_add(i64::try_from(page.count).unwrap_or(i64::MAX));
                let had = u64::try_from(next.saturating_sub(*first)).unwrap_or(0);
                let goes_on = page.count > 0 && (page.more == Some(true) || !self.complete(page, had));
                Ok(goes_on.then(|| Step::Value(next.into())))
            }
            Next::Cursor { .. } | Next::Keyset { .. } => Ok(page.next.clone().map(Step::Value)),
            Next::Link { .. } => page.next.as_ref().and_then(Value::as_str).map(|url| self.url(url)).transpose(),
            Next::LinkHeader => link::in_header(&received.headers).map(|url| self.url(&url)).transpose(),
        }
    }

    fn current(&self) -> Option<i64> {
        match &self.step {
            Some(Step::Value(value)) => value.as_i64(),
            _ => None,
        }
    }

    /// Whether these were all. A total smaller than what one page holds is no total.
    fn complete(&self, page: &Page<'_>, had: u64) -> bool {
        page.total.is_some_and(|total| total >= page.count && had >= total)
    }

    fn url(&self, link: &str) -> Result<Step, Error> {
        let operation = self.draft.operation;
        let named = |error: Error| error.with_operation(Some(operation));
        let config = self.draft.client.config();
        let base = config.url_of(operation).map_err(named)?;
        let path = self.draft.path_and_query().map_err(named)?;
        let first = format!("{base}{path}");
        let page = match &self.step {
            Some(Step::Url(url)) => url.as_str(),
            _ => first.as_str(),
        };
        let whole = operation.server.filter(|server| server.contains("://"));
        let described = whole.unwrap_or(config.api().base_url);
        let from = link::From { base: &base, described, path: &path, page };
        link::resolve(link, &from).map(Step::Url).map_err(named)
    }

    fn wrong(&self, message: &str) -> Error {
        Error::new(Kind::Decode, message).with_operation(Some(self.draft.operation))
    }
}

fn hash(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
