//! The card of a tag: its operations with what they take, send and give.

use super::expression::{requirement, security, text};
use super::{deprecated, lines};
use crate::view::{CrateView, OperationView, TagView};

/// One block per operation: the call, the HTTP line, permissions, credentials, then what may be given.
pub(super) fn card(tag: &TagView, view: &CrateView) -> String {
    let accessor = view.client.accessors.iter().find(|accessor| accessor.module == tag.module);
    let method = accessor.map_or(tag.module.as_str(), |accessor| accessor.method.as_str());
    let mut all = vec![format!("client.{method}() -> api::{}::{}", tag.module, tag.accessor)];
    all.push(format!("feature {}, {} operations", tag.feature, tag.operations.len()));
    for operation in &tag.operations {
        all.push(String::new());
        all.extend(block(operation));
    }
    lines(all)
}

fn block(operation: &OperationView) -> Vec<String> {
    let facts = &operation.facts;
    let arguments = operation.arguments.iter().map(|argument| format!("{}: {}", argument.name, argument.ty));
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    let mut block = vec![format!(
        ".{}({arguments}) -> {}{}",
        operation.method,
        operation.value,
        deprecated(operation.deprecated)
    )];
    block.push(format!("    {}: {} {}", facts.constant, text(&facts.method), text(&facts.path)));
    let id = text(&facts.id);
    block.push(format!("    operation {id}"));
    block.extend(requirement(&facts.requirement).map(|needs| format!("    needs {needs}")));
    block.extend(security(&facts.security).into_iter().map(|scheme| format!("    by {scheme}")));
    let accept = text(&facts.accept);
    if !accept.is_empty() {
        block.push(format!("    accepts {accept}"));
    }
    let server = text(&facts.server);
    if !server.is_empty() {
        block.push(format!("    at {server}"));
    }
    block.extend(operation.stream.iter().map(|stream| format!("    streams {}", stream.output)));
    block.extend(operation.puts.iter().map(|put| format!("    puts {}", statement(put))));
    for choice in &operation.choices {
        let body = choice.arguments.last().map(|body| body.ty.as_str()).unwrap_or_default();
        let put = choice.puts.last().map(|put| statement(put)).unwrap_or_default();
        block.push(format!("    or .{} with {body}  puts {put}", choice.method));
    }
    if let Some(builder) = &operation.builder {
        block.push(format!("    {builder}, which takes"));
    }
    for setter in &operation.setters {
        let end = deprecated(setter.deprecated);
        block.push(format!("        .{}({})  puts {}{end}", setter.name, setter.ty, statement(&setter.put)));
    }
    if let Some(paging) = &operation.paging {
        block.push(format!("        .by_page() .by_item() -> {}  by {}", paging.item, paging.next));
    }
    block
}

/// `call.query("limit", &limit);` as `query("limit", &limit)`.
fn statement(put: &str) -> &str {
    let put = put.strip_prefix("call.").or_else(|| put.strip_prefix("self.0.")).unwrap_or(put);
    put.trim_end_matches(';')
}
