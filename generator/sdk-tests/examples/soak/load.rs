//! The calls, and what became of them as far as the caller knows.

use std::error::Error;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use genesys_cloud::models::SendMessageBody;
use genesys_cloud::runtime::{Attempt, BoxFuture, Interceptor, Request, Retry};
use genesys_cloud::{Client, Error as SdkError};
use tokio::net::TcpSocket;

use super::chance;
use super::server::{CALL, PAGE};

/// How a call ended for its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Right,
    /// A result, but that of something else.
    Wrong,
    Status(u16),
    Timeout,
    Connect,
    Broken,
}

/// A call that ended.
#[derive(Clone, Copy, Debug)]
pub struct End {
    pub kind: Kind,
    pub attempts: u32,
    /// Which attempts found nobody, the first one in the lowest bit.
    pub refused: u32,
    /// How often this call ended: once.
    pub times: u32,
}

/// Sends some attempts to where nobody listens.
struct Nobody {
    /// A port that is taken, and that nobody listens on.
    address: String,
    base: String,
    refused: Arc<[AtomicU32]>,
}

impl Interceptor for Nobody {
    fn before<'a>(
        &'a self,
        request: &'a mut Request,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<(), SdkError>> {
        let call = request.headers.get(CALL).and_then(|call| call.to_str().ok()?.parse().ok());
        let sent = usize::try_from(attempt.resends).unwrap_or(usize::MAX);
        if let Some(call) = call.filter(|call| chance::refused(*call, sent)) {
            request.url = request.url.replacen(&self.base, &self.address, 1);
            if let Some(refused) = self.refused.get(call) {
                refused.fetch_or(1 << attempt.resends.min(31), Ordering::Relaxed);
            }
        }
        Box::pin(std::future::ready(Ok(())))
    }
}

pub struct Load {
    client: Client,
    ends: Mutex<Vec<Option<End>>>,
    refused: Arc<[AtomicU32]>,
    next: AtomicUsize,
    memory: Mutex<Memory>,
    _nobody: TcpSocket,
}

impl Load {
    pub fn new(base: &str, calls: usize, resend_all: bool) -> Result<Self, Box<dyn Error>> {
        let nobody = TcpSocket::new_v4()?;
        nobody.bind(([127, 0, 0, 1], 0).into())?;
        let address = format!("http://{}", nobody.local_addr()?);
        let refused: Arc<[AtomicU32]> = (0..calls).map(|_| AtomicU32::new(0)).collect();
        let quick = Retry::new().pauses(Duration::from_millis(20), Duration::from_millis(200));
        let client = Client::builder()
            .base_url(base)
            .access_token("token")
            .retry(quick.on_unsafe(resend_all))
            .read_timeout(Duration::from_secs(5))
            .interceptor(Nobody { address, base: base.to_owned(), refused: Arc::clone(&refused) })
            .build()?;
        let (ends, memory) = (Mutex::new(vec![None; calls]), Mutex::new(Memory::default()));
        Ok(Self { client, ends, refused, next: AtomicUsize::new(0), memory, _nobody: nobody })
    }

    /// Makes all calls, so many at a time.
    pub async fn run(self, together: usize) -> Result<(Vec<Option<End>>, Memory), Box<dyn Error>> {
        let load = Arc::new(self);
        let workers: Vec<_> = (0..together).map(|_| tokio::spawn(Arc::clone(&load).work())).collect();
        for worker in workers {
            worker.await?;
        }
        let ends = std::mem::take(&mut *load.ends.lock().unwrap_or_else(PoisonError::into_inner));
        let mut memory = std::mem::take(&mut *load.memory.lock().unwrap_or_else(PoisonError::into_inner));
        memory.end = resident();
        Ok((ends, memory))
    }

    async fn work(self: Arc<Self>) {
        loop {
            let call = self.next.fetch_add(1, Ordering::Relaxed);
            let calls = self.refused.len();
            if call >= calls {
                return;
            }
            self.sample(call, calls);
            let (kind, attempts) =
                if chance::is_post(call) { self.post(call).await } else { self.get(call).await };
            let refused = self.refused.get(call).map_or(0, |refused| refused.load(Ordering::Relaxed));
            let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(end) = ends.get_mut(call) {
                let times = end.map_or(0, |end| end.times) + 1;
                *end = Some(End { kind, attempts, refused, times });
            }
        }
    }

    fn sample(&self, call: usize, calls: usize) {
        // After the first tenth, when all pools are full.
        if call == calls / 10 || call == calls / 2 {
            let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
            *(if call == calls / 2 { &mut memory.middle } else { &mut memory.start }) = resident();
        }
    }

    async fn get(&self, call: usize) -> (Kind, u32) {
        let asked = self.client.chat().get_chats_room_messages("room").with_header(CALL, call.to_string());
        match asked.send_with_response().await {
            Ok(response) => {
                let attempts = response.attempts();
                let messages = response.into_body().entities.unwrap_or_default();
                let right = messages
                    .iter()
                    .enumerate()
                    .all(|(n, message)| message.id == format!("message-{call}-{n}"));
                (if right && messages.len() == PAGE { Kind::Right } else { Kind::Wrong }, attempts)
            }
            Err(error) => kind(&error),
        }
    }

    async fn post(&self, call: usize) -> (Kind, u32) {
        let body = SendMessageBody::new(format!("text {call}"));
        let asked =
            self.client.chat().post_chats_room_messages("room", &body).with_header(CALL, call.to_string());
        match asked.send_with_response().await {
            Ok(response) => {
                let attempts = response.attempts();
                let right = response.into_body().id == format!("message-{call}");
                (if right { Kind::Right } else { Kind::Wrong }, attempts)
            }
            Err(error) => kind(&error),
        }
    }
}

fn kind(error: &SdkError) -> (Kind, u32) {
    let kind = match error.status() {
        Some(status) if error.is_status() => Kind::Status(status.as_u16()),
        _ if error.is_timeout() => Kind::Timeout,
        _ if error.is_connect() => Kind::Connect,
        _ => Kind::Broken,
    };
    (kind, error.attempts())
}

/// What the process held in memory, in KiB; `None` where the system does not say.
#[derive(Debug, Default)]
pub struct Memory {
    start: Option<u64>,
    middle: Option<u64>,
    end: Option<u64>,
}

impl Memory {
    /// Prints it, and says whether it stayed the same: a tenth and a MiB are the allocator's own affair.
    pub fn report(&self) -> bool {
        let (Some(start), Some(middle), Some(end)) = (self.start, self.middle, self.end) else {
            println!("memory: not measured on this system");
            return true;
        };
        let flat = end <= start + start / 10 + 1024;
        println!(
            "memory: {start} KiB after a tenth of the calls, {middle} in the middle, {end} at the end: {}",
            if flat { "flat" } else { "GROWING" }
        );
        flat
    }
}

fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}
