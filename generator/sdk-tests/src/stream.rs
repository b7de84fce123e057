//! The events of the demo's one conversation: a real WebSocket on loopback.

use std::io;
use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, mpsc};
use tokio_tungstenite::tungstenite::Message;

/// What the server of events is told.
#[derive(Debug)]
enum Step {
    Say(String),
    /// The connection ends as if somebody had pulled a plug.
    Cut,
}

/// Frames go in here, and out on whichever connection there is.
#[derive(Debug)]
pub struct Events {
    address: String,
    steps: mpsc::UnboundedSender<Step>,
}

impl Events {
    /// Serves on a free port of loopback; `first` is said on the first connection before all else.
    ///
    /// # Errors
    /// When there is no port.
    pub async fn open(first: Vec<Value>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("ws://{}/events/demo-conversation", listener.local_addr()?);
        let (steps, queue) = mpsc::unbounded_channel();
        let events = Self { address, steps };
        first.iter().for_each(|frame| events.say(frame));
        let queue = Arc::new(Mutex::new(queue));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let queue = Arc::clone(&queue);
                tokio::spawn(async move { serve(stream, &mut *queue.lock().await).await });
            }
        });
        Ok(events)
    }

    /// Where clients connect.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Has a frame sent.
    pub fn say(&self, frame: &Value) {
        // Without a server there is nobody to hear it.
        let _ = self.steps.send(Step::Say(frame.to_string()));
    }

    /// Has the connection cut.
    pub fn cut(&self) {
        let _ = self.steps.send(Step::Cut);
    }
}

/// One connection, until it is cut or its client has gone.
async fn serve(stream: TcpStream, queue: &mut mpsc::UnboundedReceiver<Step>) {
    let Ok(mut peer) = tokio_tungstenite::accept_async(stream).await else { return };
    loop {
        tokio::select! {
            step = queue.recv() => {
                let Some(Step::Say(text)) = step else { return };
                if peer.send(Message::text(text)).await.is_err() {
                    return;
                }
            }
            // Pings are answered by asking for the next message.
            message = peer.next() => if !matches!(message, Some(Ok(_))) { return },
        }
    }
}
