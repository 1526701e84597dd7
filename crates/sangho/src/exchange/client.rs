//! One connection to the partner's node, and requests on it.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, HOST, HeaderValue};
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;

use super::LARGEST_BODY;

/// To connect and shake hands.
const CONNECT: Duration = Duration::from_secs(5);
/// For an answer; the partner's disk may be busy and the line poor.
const ANSWER: Duration = Duration::from_secs(60);
/// TLS wants a name where only keys count (RFC 6761: this one never exists).
const NAME: &str = "sangho.invalid";

/// An open connection; it closes with the value.
pub(super) struct Line {
    sender: SendRequest<Full<Bytes>>,
    driver: JoinHandle<()>,
}

impl Line {
    /// Connects to `address` (host:port). The error says what failed, in words.
    pub(super) async fn open(address: &str, tls: Arc<ClientConfig>) -> Result<Self, String> {
        let open = async {
            let stream = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
            let _ = stream.set_nodelay(true);
            let name = ServerName::try_from(NAME).map_err(|error| error.to_string())?;
            let stream = TlsConnector::from(tls).connect(name, stream).await;
            let stream = stream.map_err(|error| error.to_string())?;
            handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())
        };
        let (sender, connection) = tokio::time::timeout(CONNECT, open)
            .await
            .map_err(|_| "no answer to the call".to_owned())??;
        let driver = tokio::spawn(async move {
            // The request on the way reports what happened.
            let _ = connection.await;
        });
        Ok(Self { sender, driver })
    }

    /// One request and its answer.
    pub(super) async fn ask(
        &mut self,
        method: Method,
        path: &'static str,
        body: Vec<u8>,
    ) -> Result<(StatusCode, Bytes), String> {
        let mut request = Request::new(Full::new(Bytes::from(body)));
        *request.method_mut() = method;
        *request.uri_mut() = Uri::from_static(path);
        request.headers_mut().insert(HOST, HeaderValue::from_static(NAME));
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(CONTENT_TYPE, json);
        let ask = async {
            self.sender.ready().await.map_err(|error| words(&error))?;
            let answer = self.sender.send_request(request).await;
            let (head, body) = answer.map_err(|error| words(&error))?.into_parts();
            let body = Limited::new(body, LARGEST_BODY).collect().await;
            Ok((head.status, body.map_err(|error| error.to_string())?.to_bytes()))
        };
        tokio::time::timeout(ANSWER, ask).await.map_err(|_| "no answer in time".to_owned())?
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// An error with the causes behind it: the first alone often says nothing.
fn words(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}
