//! Lists in pages, by what the description shows of them.

use genesys_cloud::{Client, Error};
use sdk_tests::{Answer, Seen, Server};
use serde_json::json;

/// The members of a conversation come in pages that are counted; each tells of its response.
#[tokio::test]
async fn members_are_read_page_by_page() -> Result<(), Error> {
    let server = Server::start(|seen: &Seen| {
        let query = seen.query.clone().unwrap_or_default();
        let page =
            query.split("pageNumber=").nth(1).and_then(|number| number.parse::<u32>().ok()).unwrap_or(1);
        let member = json!({"id": format!("m{page}"), "role": "AGENT"});
        Answer::json(200, &json!({"entities": [member], "pageNumber": page, "pageCount": 3, "total": 3}))
    });
    let server = server.await.unwrap();
    let client = Client::builder().base_url(server.url()).guest_jwt("j.w.t").build()?;

    let call =
        client.webchat().get_webchat_guest_conversation_members("c").exclude_disconnected_members(true);
    let mut pages = call.by_page();
    let mut numbers = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page?;
        assert_eq!(page.status(), 200);
        numbers.extend(page.body().page_number);
        assert_eq!(pages.total(), Some(3));
    }
    assert_eq!(numbers, [1, 2, 3]);
    let queries: Vec<_> = server.seen().into_iter().filter_map(|seen| seen.query).collect();
    let filter = "excludeDisconnectedMembers=true";
    assert_eq!(
        queries,
        [filter.to_owned(), format!("{filter}&pageNumber=2"), format!("{filter}&pageNumber=3")]
    );
    assert!(server.seen().iter().all(|seen| seen.header("authorization") == Some("Bearer j.w.t")));
    Ok(())
}
