//! Room 10: rights and decisions over HTTP.
