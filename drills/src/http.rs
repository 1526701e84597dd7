//! A browser without comfort: one request on one connection (RFC 9112).

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

/// No answer takes longer; a drill that waits on has failed.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a server answered; no status when it closed the connection without a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: Option<u16>,
    /// The body, or whatever came instead of an answer.
    pub body: String,
}

/// Asks for a page.
///
/// # Errors
/// When the server can't be reached.
pub fn get(at: &str, path: &str) -> io::Result<Answer> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n");
    send(at, request.as_bytes(), false)
}

/// Sends a body of a kind to `/`.
///
/// # Errors
/// When the server can't be reached.
pub fn post(at: &str, kind: &str, body: &[u8]) -> io::Result<Answer> {
    let head = format!(
        "POST / HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\nContent-Type: {kind}\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    send(at, &[head.as_bytes(), body].concat(), false)
}

/// Sends these bytes, then nothing more, and reads until the other side closes.
///
/// # Errors
/// When the server can't be reached or falls silent.
pub fn raw(at: &str, bytes: &[u8]) -> io::Result<Answer> {
    send(at, bytes, true)
}

/// `ends` says at once that nothing more will come; a server may take that for a farewell.
fn send(at: &str, bytes: &[u8], ends: bool) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(at)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    // A server may refuse and close before it has read everything: its answer counts.
    let mut sent = stream.write_all(bytes);
    if ends {
        sent = sent.and_then(|()| stream.shutdown(Shutdown::Write));
    }
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    if answer.is_empty() {
        match read.and(sent) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Err(error),
            _ => return Ok(Answer { status: None, body: String::new() }),
        }
    }
    Ok(answered(&answer))
}

fn answered(bytes: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let status = text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok());
    let body = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
    Answer { status, body: body.unwrap_or(text) }
}

/// A page of HTML as a drill reads it.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a>(pub &'a str);

impl<'a> Page<'a> {
    /// The value of a form's hidden field.
    #[must_use]
    pub fn hidden(self, name: &str) -> Option<&'a str> {
        self.between(&format!("name=\"{name}\" value=\""), "\"")
    }

    /// The first value offered by a list that is not empty.
    #[must_use]
    pub fn option(self) -> Option<&'a str> {
        let mut values = self.0.split("<option value=\"").skip(1);
        values.find_map(|rest| rest.split('"').next().filter(|value| !value.is_empty()))
    }

    /// The code on a receipt.
    #[must_use]
    pub fn code(self) -> Option<&'a str> {
        self.between("class=\"code\">", "<")
    }

    fn between(self, before: &str, after: &str) -> Option<&'a str> {
        let (_, rest) = self.0.split_once(before)?;
        rest.split_once(after).map(|(value, _)| value)
    }
}
