//! Bodies from files and into files, without holding them in memory.
//!
//! A runtime of tokio's lends the threads on which files are read and written.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use tokio::runtime::Handle;

use super::body::{Body, ChunkStream};
use super::download::Download;
use super::error::Error;
use super::multipart::Part;
use super::transport::{BoxFuture, TransportError, TransportErrorKind};

/// How much is read or written at a time.
const PIECE: usize = 256 * 1024;

fn failed(what: &str, path: &Path, error: std::io::Error) -> Error {
    Error::request(format!("`{}` cannot be {what}: {error}", path.display())).with_source(error)
}

/// Runs this where it may wait for a disk.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> std::io::Result<T> {
    let Ok(runtime) = Handle::try_current() else {
        return Err(std::io::Error::other("files are read and written inside a runtime of tokio's"));
    };
    runtime.spawn_blocking(work).await.unwrap_or_else(|error| Err(std::io::Error::other(error)))
}

impl Body {
    /// A file, read while it is sent. It has a length, and can be sent again. A file that changes its length until
    /// then fails the call. It has to be called, and sent, inside a runtime of tokio's.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read.
    pub async fn file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref().to_owned();
        let opened = path.clone();
        let length = aside(move || {
            let about = File::open(opened)?.metadata()?;
            if about.is_dir() { Err(std::io::ErrorKind::IsADirectory.into()) } else { Ok(about.len()) }
        });
        let length = length.await.map_err(|error| failed("read", &path, error))?;
        let replay = move || -> ChunkStream { Box::pin(Reading::new(path.clone(), length)) };
        Ok(Self::replayable(Arc::new(replay), Some(length)))
    }
}

impl Part {
    /// A file under its own name, read while it is sent, as [`Body::file`] does.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read.
    pub async fn streamed_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let part = Self::bytes(Body::file(path).await?);
        Ok(match path.file_name() {
            Some(name) => part.file_name(name.to_string_lossy()),
            None => part,
        })
    }
}

type Piece = (File, Vec<u8>);

struct Reading {
    next: Option<BoxFuture<'static, std::io::Result<Piece>>>,
    left: u64,
}

impl Reading {
    fn new(path: PathBuf, length: u64) -> Self {
        Self { next: Some(Box::pin(aside(move || piece(File::open(path)?)))), left: length }
    }

    fn fail(&mut self, message: String) -> Poll<Option<Result<Bytes, TransportError>>> {
        self.next = None;
        Poll::Ready(Some(Err(TransportError::new(TransportErrorKind::Request, message))))
    }
}

fn piece(mut file: File) -> std::io::Result<Piece> {
    let mut bytes = vec![0; PIECE];
    let read = loop {
        match file.read(&mut bytes) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            other => break other?,
        }
    };
    bytes.truncate(read);
    Ok((file, bytes))
}

impl Stream for Reading {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(next) = &mut self.next else { return Poll::Ready(None) };
        let (file, bytes) = match next.as_mut().poll(cx) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Err(error)) => return self.fail(format!("the file cannot be read: {error}")),
            Poll::Ready(Ok(piece)) => piece,
        };
        let left = u64::try_from(bytes.len()).ok().and_then(|read| self.left.checked_sub(read));
        match left {
            Some(left) if bytes.is_empty() && left > 0 => self.fail("the file has become shorter".to_owned()),
            None => self.fail("the file has become longer".to_owned()),
            Some(_) if bytes.is_empty() => {
                self.next = None;
                Poll::Ready(None)
            }
            Some(left) => {
                self.left = left;
                self.next = Some(Box::pin(aside(move || piece(file))));
                Poll::Ready(Some(Ok(bytes.into())))
            }
        }
    }
}

impl Download {
    /// Writes it to a file and says how long that is. Until all has come it is beside it, under the same name with
    /// `.part` at its end; what breaks off leaves nothing there. It has to be called inside a runtime of tokio's.
    ///
    /// # Errors
    /// When the response breaks off, or the file cannot be written.
    pub async fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let mut name = path.as_os_str().to_owned();
        name.push(".part");
        let beside = PathBuf::from(name);
        let written = self.write(&beside).await;
        let finished = match written {
            Err(error) => Err(error),
            Ok(length) => {
                let (from, to) = (beside.clone(), path.to_owned());
                let renamed = aside(move || std::fs::rename(from, to)).await;
                renamed.map(|()| length).map_err(|error| failed("written", path, error))
            }
        };
        if finished.is_err() {
            drop(aside(move || std::fs::remove_file(beside)).await);
        }
        finished
    }

    async fn write(&mut self, path: &Path) -> Result<u64, Error> {
        let unwritten = |error| failed("written", path, error);
        let target = path.to_owned();
        let mut file = aside(move || File::create(target)).await.map_err(unwritten)?;
        let mut length = 0_u64;
        let mut pieces = Vec::new();
        let mut held = 0;
        loop {
            let next = self.next().await.transpose()?;
            let last = next.is_none();
            held += next.as_ref().map_or(0, Bytes::len);
            pieces.extend(next);
            if held >= PIECE || last {
                length = length.saturating_add(u64::try_from(held).unwrap_or(u64::MAX));
                held = 0;
                let full = std::mem::take(&mut pieces);
                let write = move || {
                    full.iter().try_for_each(|piece| file.write_all(piece))?;
                    Ok(file)
                };
                file = aside(write).await.map_err(unwritten)?;
            }
            if last {
                return Ok(length);
            }
        }
    }
}
