//! A server that speaks bytes, for what no proper HTTP server says: bodies that break off or never end.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Answers every connection by these pieces, each after a wait, and then closes it. Gives the base URL.
///
/// # Errors
/// When there is no port.
pub async fn serve(pieces: Vec<(Duration, Vec<u8>)>) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that hangs up in the middle is what some tests are about.
            let _ = answer(stream, &pieces).await;
        }
    });
    Ok(format!("http://{address}"))
}

/// The address of a port where nobody listens.
///
/// # Errors
/// When there is no port.
pub async fn nobody() -> io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0").await?.local_addr()
}

async fn answer(mut stream: TcpStream, pieces: &[(Duration, Vec<u8>)]) -> io::Result<()> {
    let mut head: Vec<u8> = Vec::new();
    let mut buffer = [0; 4096];
    // Requests of these tests have no body.
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut buffer).await? {
            0 => return Ok(()),
            length => head.extend(buffer.iter().take(length)),
        }
    }
    for (wait, piece) in pieces {
        tokio::time::sleep(*wait).await;
        stream.write_all(piece).await?;
        stream.flush().await?;
    }
    stream.shutdown().await
}
