//! The ledger as its users and its adversaries meet it. In: events, files cut or changed on purpose. Out: what holds, and
//! what is found. Never: a look inside.

#[cfg(test)]
mod acts;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod exchange;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod go;
#[cfg(test)]
mod live;
#[cfg(test)]
mod log;
#[cfg(test)]
mod many;
#[cfg(test)]
mod permit;
#[cfg(test)]
mod points;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod server;
#[cfg(test)]
mod tamper;
#[cfg(test)]
mod tamper_all;
#[cfg(test)]
mod witness;
