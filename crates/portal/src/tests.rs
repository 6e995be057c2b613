//! The portal over real HTTP: a server on a loopback port, a client that writes bytes on a socket. In: requests. Out: what
//! a browser, a machine or an attacker would see. Never: a part of the portal taken out and asked alone.

mod api;
mod attack;
mod console;
mod effects;
mod hooks;
mod notices;
#[path = "../examples/office/mod.rs"]
mod office;
mod oversight;
mod pages;
mod rights;
pub(crate) mod street;
