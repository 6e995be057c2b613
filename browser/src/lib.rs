//! The verifier of receipts in a browser. In: the public key of a log, a line break, and the bytes of a receipt. Out: what
//! the receipt proves, or why it does not hold, as JSON. Never: the network; a page that holds this module can be cut off.
//!
//! The page writes into [`reserve`]d bytes, calls [`check`], and reads so many bytes at [`answer`].

#![deny(unsafe_code)]
#![expect(unsafe_code, reason = "an exported name is an unsafe attribute; there is no unsafe block here")]

use proof::{Shown, verify_receipt};
use std::sync::{Mutex, PoisonError};

static GIVEN: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static ANSWER: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Where the page writes so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(bytes: usize) -> *mut u8 {
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    *given = vec![0; bytes];
    given.as_mut_ptr()
}

/// Checks what was written, and says how long the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn check() -> usize {
    let given = std::mem::take(&mut *GIVEN.lock().unwrap_or_else(PoisonError::into_inner));
    let said = said(&given).into_bytes();
    let length = said.len();
    *ANSWER.lock().unwrap_or_else(PoisonError::into_inner) = said;
    length
}

/// Where the answer stands until the next check.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    ANSWER.lock().unwrap_or_else(PoisonError::into_inner).as_ptr()
}

fn said(given: &[u8]) -> String {
    let end = given.iter().position(|byte| *byte == b'\n').unwrap_or(given.len());
    let (key, receipt) = given.split_at(end);
    let key = String::from_utf8_lossy(key);
    let answer = match verify_receipt(receipt.get(1..).unwrap_or_default(), Some(key.trim())) {
        Ok(verified) => serde_json::json!({ "holds": true, "receipt": Shown::of(&verified) }),
        Err(error) => serde_json::json!({ "holds": false, "why": error.to_string() }),
    };
    answer.to_string()
}
