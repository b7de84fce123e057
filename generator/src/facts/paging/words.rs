//! The names that lists in pages go by. They are compared without case, signs and spaces, so `next_page_token`,
//! `nextPageToken` and `page[number]` need one row each.

/// A name as these lists have it.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Objects in which a result tells of its paging, and in which a request says it.
pub(super) const HOLDERS: &[&str] = &[
    "meta",
    "metadata",
    "pagination",
    "paginginfo",
    "paginationinfo",
    "paginationmetadata",
    "paging",
    "page",
    "pageinfo",
    "pages",
    "pager",
    "resultinfo",
    "responsemetadata",
    "responseinfo",
    "links",
    "cursors",
    "cursor",
    "next",
    "nextpage",
];

/// Lists that are what a result is about, most telling first.
pub(super) const ITEMS: &[&str] = &[
    "items",
    "entities",
    "data",
    "results",
    "resources",
    "records",
    "values",
    "value",
    "entries",
    "elements",
    "content",
    "contents",
    "rows",
    "objects",
    "list",
    "result",
    "hits",
    "collection",
];

/// Lists that are never it.
pub(super) const NOT_ITEMS: &[&str] = &[
    "errors",
    "errordetails",
    "warnings",
    "links",
    "facets",
    "aggregations",
    "included",
    "schemas",
    "sort",
    "types",
];

/// Objects that may stand around the list.
pub(super) const AROUND_ITEMS: &[&str] =
    &["data", "result", "results", "response", "embedded", "payload", "hits", "meta"];

pub(super) const PAGE: &[&str] = &["page", "pagenumber", "pagenum", "pageno", "pageindex", "currentpage"];

pub(super) const OFFSET: &[&str] = &["offset", "skip", "startat", "startindex", "start", "pageoffset"];

pub(super) const SIZE: &[&str] = &[
    "limit",
    "count",
    "size",
    "pagesize",
    "perpage",
    "pagelimit",
    "maxresults",
    "max",
    "top",
    "take",
    "maxitems",
    "length",
];

/// What else asks for a part of a list.
pub(super) const MOVES: &[&str] = &[
    "cursor",
    "pagecursor",
    "after",
    "before",
    "since",
    "startingafter",
    "pagetoken",
    "nexttoken",
    "marker",
    "token",
];

pub(super) const TOTAL: &[&str] = &[
    "total",
    "totalcount",
    "totalresults",
    "totalitems",
    "totalhits",
    "totalelements",
    "totalrecords",
    "totalentries",
    "totalsize",
    "totalobjects",
    "overalltotal",
];

pub(super) const PAGES: &[&str] =
    &["pagecount", "totalpages", "totalpagecount", "numpages", "pagestotal", "numberofpages"];

pub(super) const MORE: &[&str] =
    &["hasmore", "hasnextpage", "hasnext", "hasmoreitems", "moreavailable", "istruncated"];

/// Names of links whatever is said of them.
pub(super) const LINK: &[&str] = &[
    "nexturi",
    "nexturl",
    "nextlink",
    "nexthref",
    "nextpageuri",
    "nextpageurl",
    "nextpagelink",
    "nextpagehref",
    "odatanextlink",
];

/// What a result calls the way on, with the parameters that may take it.
pub(super) const CURSOR: &[(&str, &[&str])] = &[
    ("nextpagetoken", &["pagetoken", "nextpagetoken", "token"]),
    ("nexttoken", &["nexttoken", "token", "pagetoken"]),
    ("nextcursor", &["cursor", "startcursor", "nextcursor", "pagecursor", "cursornext"]),
    ("nextpagecursor", &["cursor", "pagecursor", "nextpagecursor"]),
    ("nextmarker", &["marker", "nextmarker"]),
    ("nextcontinuationtoken", &["continuationtoken", "nextcontinuationtoken"]),
    ("nextoffset", &["offset", "pageoffset"]),
    ("nextpageoffset", &["offset", "nextpageoffset"]),
    ("nextbatch", &["from", "nextbatch"]),
    ("nextkey", &["key", "nextkey", "startkey"]),
    ("nextiterator", &["iterator"]),
    ("nextpage", &["nextpage", "pagetoken", "page"]),
    ("nextafter", &["after"]),
    ("nextid", &["nextid"]),
    ("next", &["cursor", "pagetoken", "nexttoken", "next", "pagecursor"]),
    ("pagetoken", &["pagetoken"]),
    ("cursor", &["cursor", "startcursor", "pagecursor"]),
    ("cursornext", &["cursor", "pagecursor"]),
    ("cursorsafter", &["after", "cursor"]),
    ("cursorafter", &["after", "cursor"]),
    ("pagingafter", &["after"]),
    ("endcursor", &["after", "cursor"]),
    ("continuationtoken", &["continuationtoken"]),
    ("continuation", &["continuation"]),
    ("continue", &["continue"]),
    ("marker", &["marker"]),
    ("startingafter", &["startingafter"]),
    ("paginationnexttoken", &["paginationtoken"]),
    ("iterator", &["iterator"]),
    ("bookmark", &["bookmark"]),
    ("scrollid", &["scrollid"]),
];
