//! The Markdown reference: one file per tag and per model, and those that lead to them.

use super::{Output, templates as t};
use crate::view::PagesView;
use askama::Template;

impl Output<'_> {
    pub(super) fn pages(&mut self, v: &PagesView) {
        let up = "";
        self.page("docs/index.md", &t::PageIndex { v, up });
        self.page("docs/authorization.md", &t::PageAuthorization { v, up });
        self.page("docs/permissions.md", &t::PagePermissions { v, up });
        self.page("docs/operations.md", &t::PageOperations { v, up });
        self.page("docs/models.md", &t::PageModels { v, up });
        self.page("docs/release.md", &t::PageRelease { v, up });
        self.page("docs/SUMMARY.md", &t::PageSummary { v });
        let up = "../";
        for tag in &v.tags {
            self.page(&format!("docs/tags/{}.md", tag.module), &t::PageTag { v, tag, up });
        }
        for model in &v.models {
            self.page(&format!("docs/models/{}.md", model.module), &t::PageModel { v, model, up });
        }
    }

    fn page(&mut self, path: &str, template: &impl Template) {
        if let Some(text) = self.text(path, template) {
            self.add(path, format!("<!-- {} -->\n\n{}", super::HEADER, tidied(&text)).into_bytes());
        }
    }
}

/// One empty line where templates leave several, none at the ends; code stays as it is.
fn tidied(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut empty = true;
    for line in text.lines() {
        let ticks = line.trim_start_matches([' ', '>']);
        let run = ticks.get(..ticks.len() - ticks.trim_start_matches('`').len()).unwrap_or("");
        match fence {
            None if run.len() >= 3 => fence = Some(run),
            Some(open) if run.len() >= open.len() && ticks.len() == run.len() => fence = None,
            _ => {}
        }
        if line.is_empty() && empty && fence.is_none() {
            continue;
        }
        empty = line.is_empty();
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::tidied;

    #[test]
    fn empty_lines_are_one_and_code_keeps_its_own() {
        assert_eq!(tidied("\n\na\n\n\nb\n\n"), "a\n\nb\n");
        assert_eq!(tidied("```text\n\n\n```\n\n\nb"), "```text\n\n\n```\n\nb\n");
        assert_eq!(tidied("````text\n```\n\n\n````\n"), "````text\n```\n\n\n````\n");
    }
}
