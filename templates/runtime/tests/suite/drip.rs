//! A server that writes its answers piece by piece, and hangs up where it is told to.

use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// The head of an answer whose end is the end of the connection.
pub fn head(content_type: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\nconnection: close\r\n\r\n")
}

/// The head of an answer in chunks, so that a connection that is cut is told from one that has ended.
pub fn chunked(content_type: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ntransfer-encoding: chunked\r\n\r\n")
}

/// One chunk.
pub fn chunk(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}

/// Answers the first connection with the pieces of the first list, and so on, the last one again and again; waits after
/// every piece. Gives the base URL and the requests' heads as they come.
pub async fn drip<P: Into<Bytes>>(
    connections: Vec<Vec<P>>,
    pause: Duration,
) -> (String, mpsc::UnboundedReceiver<String>) {
    let connections: Vec<Vec<Bytes>> =
        connections.into_iter().map(|pieces| pieces.into_iter().map(Into::into).collect()).collect();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (sender, requests) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut number = 0;
        while let Ok((mut socket, _)) = listener.accept().await {
            let pieces = connections[number.min(connections.len() - 1)].clone();
            number += 1;
            let sender = sender.clone();
            tokio::spawn(async move {
                let mut request = vec![0; 8192];
                let length = socket.read(&mut request).await.unwrap_or(0);
                let _ = sender.send(String::from_utf8_lossy(&request[..length]).into_owned());
                let _ = socket.set_nodelay(true);
                for piece in pieces {
                    if socket.write_all(&piece).await.is_err() {
                        return;
                    }
                    tokio::time::sleep(pause).await;
                }
                let _ = socket.shutdown().await;
            });
        }
    });
    (base, requests)
}
