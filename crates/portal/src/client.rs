//! How often one client may ask. In: an address and a moment. Out: yes, or how many seconds to wait. Never: an address in
//! a log, or memory without a bound.

use crate::config::Clients;
use axum::http::HeaderMap;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use terms::Instant;

/// How much a request costs the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Burden {
    /// Reads, or says something that only a signed-in person can say.
    Light,
    /// Sends a letter, checks a file, or says something without a sign-in.
    Heavy,
}

struct Bucket {
    tokens: f64,
    at: Instant,
}

/// A bucket for each client, that fills up again.
pub(crate) struct Rate {
    per_minute: u32,
    buckets: Mutex<BTreeMap<IpAddr, Bucket>>,
}

impl Rate {
    pub(crate) fn new(per_minute: u32) -> Self {
        Self { per_minute, buckets: Mutex::new(BTreeMap::new()) }
    }

    /// Lets one request of this client through, or says after how many seconds the next may come.
    pub(crate) fn admit(&self, client: IpAddr, now: Instant) -> Result<(), u64> {
        let size = f64::from(self.per_minute);
        let filled = |bucket: &Bucket| {
            let seconds = i32::try_from((now - bucket.at).num_seconds().clamp(0, 60)).unwrap_or(60);
            (bucket.tokens + f64::from(seconds) * size / 60.0).min(size)
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= CLIENTS_MAX {
            buckets.retain(|_, bucket| filled(bucket) < size);
        }
        // Beyond that, strangers share one bucket: under attack they wait, and those who are known do not.
        let full = buckets.len() >= CLIENTS_MAX && !buckets.contains_key(&network(client));
        let key = if full { IpAddr::from([0; 16]) } else { network(client) };
        let bucket = buckets.entry(key).or_insert(Bucket { tokens: size, at: now });
        let tokens = filled(bucket);
        *bucket = Bucket { tokens: tokens - 1.0, at: now };
        if tokens >= 1.0 {
            return Ok(());
        }
        bucket.tokens = tokens;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 60")]
        let seconds = ((1.0 - tokens) * 60.0 / size.max(1.0)).ceil().clamp(1.0, 60.0) as u64;
        Err(seconds)
    }
}

/// Who is counted as one: an address, or the 64 bits of an IPv6 address that one subscriber has.
fn network(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V6(address) => IpAddr::from((address.to_bits() & !u128::from(u64::MAX)).to_be_bytes()),
        v4 => v4,
    }
}

/// The address of the client.
pub(crate) fn address(clients: Clients, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    match clients {
        Clients::Direct => peer,
        // Only the last entry is the proxy's own; what stands before it is what the client claims.
        Clients::Forwarded => headers
            .get_all("x-forwarded-for")
            .iter()
            .next_back()
            .and_then(|value| value.to_str().ok())
            .and_then(|list| list.rsplit(',').next())
            .and_then(|last| last.trim().parse().ok())
            .unwrap_or(peer),
    }
}

const CLIENTS_MAX: usize = 50_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Instant {
        terms::parse_instant("2026-11-23T10:00:00Z").expect("valid") + chrono::TimeDelta::seconds(second)
    }

    #[test]
    fn a_client_that_asks_too_often_waits_and_another_does_not() {
        let rate = Rate::new(6);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        assert_eq!((0..10).filter(|_| rate.admit(one, at(0)).is_ok()).count(), 6);
        assert_eq!(rate.admit(one, at(0)), Err(10));
        assert!(rate.admit(other, at(0)).is_ok());
        assert!(rate.admit(one, at(10)).is_ok());
        assert!(rate.admit(one, at(10)).is_err());
    }

    #[test]
    fn addresses_of_one_ipv6_network_are_one_client() {
        let rate = Rate::new(1);
        let of = |last: u16| IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, last]);
        assert!(rate.admit(of(1), at(0)).is_ok());
        assert!(rate.admit(of(2), at(0)).is_err());
    }

    #[test]
    fn a_client_cannot_claim_another_address() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "198.51.100.9".parse().expect("valid"));
        headers.append("x-forwarded-for", "198.51.100.1, 192.0.2.7".parse().expect("valid"));
        let peer = IpAddr::from([127, 0, 0, 1]);
        assert_eq!(address(Clients::Direct, peer, &headers), peer);
        assert_eq!(address(Clients::Forwarded, peer, &headers), IpAddr::from([192, 0, 2, 7]));
    }
}
