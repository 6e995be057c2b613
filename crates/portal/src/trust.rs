//! Whom this machine believes when it asks another one. In: an address, and certificates that the controller names. Out: a
//! client that asks it. Never: a redirect followed, an answer without a bound, or a plain line to anywhere but this machine.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// Whether an address may be asked: over TLS, or on this machine.
pub(crate) fn may_be_asked(address: &str) -> bool {
    let host = |rest: &str| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.rsplit_once(':').map_or(host, |(host, _)| host).to_owned()
    };
    match (address.strip_prefix("https://"), address.strip_prefix("http://")) {
        (Some(rest), _) => !host(rest).is_empty() && !rest.contains('@'),
        (_, Some(rest)) => is_here(&host(rest)) && !rest.contains('@'),
        _ => false,
    }
}

/// Whether a host is this machine.
pub(crate) fn is_here(host: &str) -> bool {
    ["127.0.0.1", "[::1]", "::1", "localhost"].contains(&host)
}

/// A client for this address.
pub(crate) fn agent(address: &str, ca_file: Option<&PathBuf>) -> Result<ureq::Agent, String> {
    let mut builder = ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(ASK_SECONDS)))
        .max_redirects(0)
        .max_response_header_size(HEADER_BYTES_MAX)
        .http_status_as_error(false)
        .proxy(None)
        .user_agent("grondslag");
    if address.starts_with("https://") {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(provider)
            .root_certs(RootCerts::Specific(Arc::new(certificates(ca_file)?)))
            .build();
        builder = builder.tls_config(tls);
    }
    Ok(builder.build().into())
}

/// The certificates of the file that is named, or of the system, as PEM.
pub(crate) fn pem(ca_file: Option<&PathBuf>) -> Result<Vec<u8>, String> {
    let known = || SYSTEM_CERTIFICATES.iter().map(PathBuf::from).find(|path| world::exists(path));
    let path = ca_file.cloned().or_else(known);
    let path = path.ok_or("the system has no list of certificates; name one in `ca_file`")?;
    let pem = world::read(&path).map_err(|error| error.to_string())?;
    if parsed(&pem).is_empty() { Err(no_certificate(&path)) } else { Ok(pem) }
}

fn certificates(ca_file: Option<&PathBuf>) -> Result<Vec<Certificate<'static>>, String> {
    Ok(parsed(&pem(ca_file)?))
}

fn parsed(pem: &[u8]) -> Vec<Certificate<'static>> {
    let items = parse_pem(pem).filter_map(Result::ok);
    items
        .filter_map(|item| match item {
            PemItem::Certificate(certificate) => Some(certificate),
            _ => None,
        })
        .collect()
}

fn no_certificate(path: &Path) -> String {
    format!("`{}` holds no certificate", path.display())
}

/// Where systems keep whom they trust.
const SYSTEM_CERTIFICATES: &[&str] =
    &["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];
const ASK_SECONDS: u64 = 10;
const HEADER_BYTES_MAX: usize = 16 << 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_asked_over_tls_or_on_this_machine() {
        for address in ["https://login.example.org", "http://127.0.0.1:9/x", "http://localhost:80", "http://[::1]:8/"] {
            assert!(may_be_asked(address), "{address}");
        }
        for address in [
            "http://login.example.org",
            "http://127.0.0.1.example.org/",
            "http://example.org/127.0.0.1",
            "https://",
            "https://user@example.org",
            "http://127.0.0.1:80@example.org/",
            "ftp://127.0.0.1",
            "file:///etc/passwd",
        ] {
            assert!(!may_be_asked(address), "{address}");
        }
    }
}
