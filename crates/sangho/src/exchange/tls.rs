//! TLS 1.3 with both keys pinned (RFC 8446; pin: SHA-256 of the SubjectPublicKeyInfo).
//!
//! No names, chains or dates of certificates are looked at: the agreement, signed by both
//! nations, names the one key that may speak, and a link that stops at some midnight because a
//! certificate ran out would cost lives. A key ends when the agreement or its rotation says so.

use std::sync::Arc;

use rustls::client::Resumption;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, aws_lc_rs, verify_tls13_signature,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, DistinguishedName, Error,
    PeerIncompatible, ServerConfig, SignatureScheme, version::TLS13,
};

use super::{Identity, IdentityError, SpkiHash};

/// The one key that a side accepts.
#[derive(Debug)]
struct Pinned {
    pin: SpkiHash,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Pinned {
    fn new(pin: SpkiHash, provider: &CryptoProvider) -> Arc<Self> {
        Arc::new(Self { pin, algorithms: provider.signature_verification_algorithms })
    }

    fn check(&self, certificate: &CertificateDer<'_>) -> Result<(), Error> {
        if SpkiHash::of(certificate) == Some(self.pin) {
            return Ok(());
        }
        Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
    }

    fn signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.algorithms)
    }
}

/// TLS 1.2 is never offered, so its signatures never come.
fn no_tls12() -> Result<HandshakeSignatureValid, Error> {
    Err(Error::PeerIncompatible(PeerIncompatible::Tls12NotOffered))
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.check(end_entity).map(|()| ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        no_tls12()
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

impl ClientCertVerifier for Pinned {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        self.check(end_entity).map(|()| ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        no_tls12()
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// How we receive the partner.
pub(super) fn server(us: &Identity, partner: SpkiHash) -> Result<Arc<ServerConfig>, IdentityError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let pinned = Pinned::new(partner, &provider);
    let (chain, key) = us.chain_and_key();
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13])
        .map(|builder| builder.with_client_cert_verifier(pinned))
        .and_then(|builder| builder.with_single_cert(chain, key))
        .map_err(|error| IdentityError::Pair { what: error.to_string() })?;
    // Every connection shows its key anew.
    config.send_tls13_tickets = 0;
    Ok(Arc::new(config))
}

/// How we call the partner.
pub(super) fn client(us: &Identity, partner: SpkiHash) -> Result<Arc<ClientConfig>, IdentityError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let pinned = Pinned::new(partner, &provider);
    let (chain, key) = us.chain_and_key();
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13])
        .map(|builder| builder.dangerous().with_custom_certificate_verifier(pinned))
        .and_then(|builder| builder.with_client_auth_cert(chain, key))
        .map_err(|error| IdentityError::Pair { what: error.to_string() })?;
    config.resumption = Resumption::disabled();
    // The name means nothing, so none is told to those who listen on the way.
    config.enable_sni = false;
    Ok(Arc::new(config))
}
