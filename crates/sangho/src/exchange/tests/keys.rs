//! Who may speak: the two pinned keys and nobody else.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_whose_key_is_not_pinned_is_refused() {
    let (jp, kr) = pair().await;
    let stranger = generate_identity(nation("JP")).unwrap();
    assert_ne!(stranger.spki_hash(), jp.key.spki_hash());
    let tls = super::super::tls::client(&stranger, kr.key.spki_hash()).unwrap();
    // In TLS 1.3 the caller learns of the refusal with its first request.
    if let Ok(mut line) = Line::open(&kr.address.to_string(), tls).await {
        assert!(line.ask(Method::GET, "/x/v1/checkpoint", Vec::new()).await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_whose_key_is_not_pinned_is_not_spoken_to() {
    let (jp, kr) = pair().await;
    let wrong = jp.key.spki_hash();
    jp.send(0..1);
    let link = jp.link_to(kr.address, wrong);
    let state = until(&link, |state| state.last_error.is_some()).await;
    assert_eq!(state.last_error.unwrap().code, "link-down");
    assert!(!state.connected);
    assert_eq!(kr.store.size(Log::Inbound), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn noise_instead_of_a_handshake_harms_nobody() {
    use std::io::Write as _;
    let (jp, kr) = pair().await;
    for noise in [&b"GET / HTTP/1.1\r\n\r\n"[..], &[0x16, 3, 3, 0xff, 0xff, 1, 2, 3], &[0; 300]] {
        let mut stream = std::net::TcpStream::connect(kr.address).unwrap();
        let _ = stream.write_all(noise);
    }
    let (status, _) =
        line(&jp, &kr).await.ask(Method::GET, "/x/v1/checkpoint", Vec::new()).await.unwrap();
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[test]
fn an_identity_is_kept_for_the_node_alone_and_never_overwritten() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    std::fs::create_dir(folder.path()).unwrap();
    let identity = generate_identity(nation("KR")).unwrap();
    identity.save(folder.path()).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let mode = file.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let loaded = Identity::load(folder.path()).unwrap();
    assert_eq!(loaded.spki_hash(), identity.spki_hash());
    let other = generate_identity(nation("KR")).unwrap();
    assert_eq!(other.save(folder.path()).unwrap_err().code(), "link-identity-file");
    let text = identity.spki_hash().to_string();
    assert_eq!(text.parse(), Ok(identity.spki_hash()));
    assert_eq!(text[1..].parse::<SpkiHash>(), Err(IdentityError::Hash));
    assert_eq!(format!("{identity:?}"), format!("Identity({text})"));
}

#[test]
fn a_key_that_is_not_the_certificates_is_refused() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path()).unwrap();
    generate_identity(nation("KR")).unwrap().save(folder.path()).unwrap();
    let other = Folder::new();
    std::fs::create_dir(other.path()).unwrap();
    generate_identity(nation("KR")).unwrap().save(other.path()).unwrap();
    let (from, to) = (other.path().join("link.key.der"), folder.path().join("link.key.der"));
    std::fs::copy(from, &to).unwrap();
    let code = |path: &std::path::Path| Identity::load(path).unwrap_err().code();
    assert_eq!(code(folder.path()), "link-identity-pair");
    std::fs::write(to, b"noise").unwrap();
    assert_eq!(code(folder.path()), "link-identity-pair");
}
