//! The listening side: HTTPS, three endpoints, small limits.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::Serialize;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use super::inbox::Answer;
use super::message::Fault;
use super::{Identity, IdentityError, Inbox, LARGEST_BODY, SpkiHash, tiles, tls};

/// Connections at a time; one partner needs a handful.
const CONNECTIONS: usize = 64;
/// For a handshake.
const PATIENCE: Duration = Duration::from_secs(10);
/// For the next request on an open connection: several of the link's heartbeats, so that the
/// connections of a partner that lost power don't pile up.
const SILENCE: Duration = Duration::from_secs(30);
/// For the body of a request, over a poor line.
const BODY_PATIENCE: Duration = Duration::from_secs(60);
/// After an accept that failed, so that a lack of file handles does not spin.
const PAUSE: Duration = Duration::from_millis(50);

/// Receives the partner until the future is dropped; its open connections end with it.
///
/// # Errors
/// [`IdentityError`] at once, when the identity can't be used.
pub async fn serve(
    listener: TcpListener,
    us: &Identity,
    partner: SpkiHash,
    inbox: Arc<Inbox>,
) -> Result<Infallible, IdentityError> {
    let acceptor = TlsAcceptor::from(tls::server(us, partner)?);
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut open = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = open.join_next(), if !open.is_empty() => continue,
        };
        match (accepted, Arc::clone(&room).try_acquire_owned()) {
            (Ok((stream, _)), Ok(place)) => {
                let (acceptor, inbox) = (acceptor.clone(), Arc::clone(&inbox));
                open.spawn(async move {
                    connection(stream, acceptor, inbox).await;
                    drop(place);
                });
            }
            (Ok(_), Err(_)) => tracing::warn!("link: too many connections; one refused"),
            (Err(error), _) => {
                tracing::warn!(%error, "link: a connection could not be accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, acceptor: TlsAcceptor, inbox: Arc<Inbox>) {
    // Without it the last small packet of an answer waits for an acknowledgement.
    let _ = stream.set_nodelay(true);
    let stream = match tokio::time::timeout(PATIENCE, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => return tracing::warn!(%error, "link: handshake refused"),
        Err(_) => return tracing::warn!("link: handshake too slow"),
    };
    let service = service_fn(move |request| {
        let inbox = Arc::clone(&inbox);
        async move { Ok::<_, Infallible>(answer(request, inbox).await) }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(SILENCE)
        .serve_connection(TokioIo::new(stream), service)
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "link: connection ended");
    }
}

async fn answer(request: Request<Incoming>, inbox: Arc<Inbox>) -> Response<Full<Bytes>> {
    let answered = match (request.method(), request.uri().path().strip_prefix("/x/v1/")) {
        (&Method::POST, Some("append")) => append(request, inbox).await,
        (&Method::GET, Some(path)) => read(path.to_owned(), inbox).await,
        _ => Err(nothing()),
    };
    answered.unwrap_or_else(|fault| {
        let status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::BAD_REQUEST);
        json(status, &fault)
    })
}

async fn append(
    request: Request<Incoming>,
    inbox: Arc<Inbox>,
) -> Result<Response<Full<Bytes>>, Fault> {
    let body = Limited::new(request.into_body(), LARGEST_BODY).collect();
    let body = match tokio::time::timeout(BODY_PATIENCE, body).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            let what = format!("the body has more than {LARGEST_BODY} bytes");
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            return Err(Fault::new(status, "append-oversize", &what, "send fewer entries"));
        }
        Ok(Err(_)) => return Err(Fault::form("the body ended early")),
        Err(_) => {
            let status = StatusCode::REQUEST_TIMEOUT;
            return Err(Fault::new(status, "append-slow", "the body came too slowly", "retry"));
        }
    };
    // If the caller hangs up meanwhile, the append still goes to its end or not at all.
    let done = tokio::task::spawn_blocking(move || inbox.append(&body)).await;
    match done.map_err(|_| broken())?? {
        Answer::Cosigned(receipt) => Ok(json(StatusCode::OK, &receipt)),
        Answer::Conflict(conflict) => Ok(json(StatusCode::CONFLICT, &conflict)),
    }
}

async fn read(path: String, inbox: Arc<Inbox>) -> Result<Response<Full<Bytes>>, Fault> {
    let found = tokio::task::spawn_blocking(move || tiles::read(inbox.store(), &path)).await;
    let bytes = found.map_err(|_| broken())??.ok_or_else(nothing)?;
    Ok(response(StatusCode::OK, "application/octet-stream", bytes))
}

fn nothing() -> Fault {
    let todo = "ask for /x/v1/append, /x/v1/checkpoint or a tile that the log has reached";
    Fault::new(StatusCode::NOT_FOUND, "link-nothing-here", "there is nothing at this path", todo)
}

fn broken() -> Fault {
    Fault::unable("link-broken", "the request was not carried out")
}

fn json(status: StatusCode, body: &impl Serialize) -> Response<Full<Bytes>> {
    // These few flat structs always serialize.
    response(status, "application/json", serde_json::to_vec(body).unwrap_or_default())
}

fn response(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    let kind = hyper::header::HeaderValue::from_static(kind);
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}
