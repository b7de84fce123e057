    /// The pages, one after the other, each with status and headers. What was set here is asked of every page.
    #[inline]
    pub fn by_page(self) -> runtime::Pages<{{ v.output }}> {
        runtime::Pages::new(self.0, &runtime::Paging {
            next: {{ paging.next }},
            items: {{ paging.items }},
            total: {{ paging.total }},
            pages: {{ paging.pages }},
            more: {{ paging.more }},
        })
    }

    /// The items of all pages, one after the other. What was set here is asked of every page.
    #[inline]
    pub fn by_item(self) -> runtime::Items<{{ v.output }}, {{ paging.item }}> {
        runtime::Items::new(self.by_page(), |page| {{ paging.take }})
    }
