//! A hook of the program itself, which is killed while a letter is under way.

use crate::program::{Folder, platform, run};
use crate::serve::Server;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

/// The demo with a hook that tells this address.
fn with_hook(name: &str, address: &str) -> Folder {
    let folder = platform(name, "1");
    let path = folder.path("demo/grondslag.toml");
    let config = std::fs::read_to_string(&path).expect("a configuration");
    let hook = format!(
        "[[portal.hooks]]\nname = \"platform\"\nurl = \"http://{address}/told\"\nsecret_files = [\"hook-secret\"]\n\
         secret_variables = [\"HOME_OF_NO_SECRET\"]\nacts = [\"*\"]\n"
    );
    std::fs::write(&path, format!("{config}\n{hook}")).expect("writable");
    std::fs::write(folder.path("demo/hook-secret"), "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD\n").expect("writable");
    folder
}

/// The id and the body of the next letter, with the line on which it is answered.
fn letter(listener: &TcpListener) -> (String, Value, TcpStream) {
    let (stream, _) = listener.accept().expect("a letter");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    let mut reader = BufReader::new(stream.try_clone().expect("a socket"));
    let (mut id, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a header");
        match line.trim_end().split_once(": ") {
            Some(("webhook-id", value)) => id = value.to_owned(),
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().expect("a length")
            }
            None if line.trim().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    (id, serde_json::from_slice(&body).expect("JSON"), stream)
}

#[test]
fn a_program_that_is_killed_while_a_letter_is_under_way_sends_it_again_and_none_twice_after_that() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let folder = with_hook("hooks-kill", &listener.local_addr().expect("an address").to_string());
    let project = folder.text("demo");
    let refused = run(&["--project", &project, "serve", "--listen", "127.0.0.1:0"]);
    assert!(
        refused.code == 2 && refused.stderr.contains("the environment has no `HOME_OF_NO_SECRET`"),
        "{}",
        refused.stderr
    );
    let path = folder.path("demo/grondslag.toml");
    let config = std::fs::read_to_string(&path).expect("a configuration");
    std::fs::write(&path, config.replace("secret_variables = [\"HOME_OF_NO_SECRET\"]\n", "")).expect("writable");
    let shown = run(&["--project", &project, "config", "show"]).done().stdout;
    assert!(shown.contains("portal.hooks.0.url = \"(withheld)\"") && !shown.contains("whsec_"), "{shown}");

    let server = Server::start(&project);
    let request = json!({
        "regulation": "gdpr", "subject_request_id": "a7551968-d5d6-44b2-9831-815ac9017798",
        "subject_request_type": "objection", "submitted_time": "2026-11-22T15:00:00Z",
        "subject_identities": [{ "identity_type": "controller_customer_id", "identity_format": "raw", "identity_value": "u7" }],
    });
    let object = |server: &Server| {
        server.ask("POST", "/v1/opengdpr_requests", &[("Content-Type", "application/json")], &request.to_string()).0
    };
    assert_eq!(object(&server), 201);
    let (first, told, unanswered) = letter(&listener);
    assert_eq!((&told["act"], &told["index"]), (&json!("objection"), &json!(0)));
    drop(server);
    drop(unanswered);

    let server = Server::start(&project);
    let (again, same, mut stream) = letter(&listener);
    assert_eq!((&again, &same), (&first, &told));
    stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").expect("answered");
    // The place is on the disk before the next letter goes, so the next one says that it is.
    let other = request.to_string().replace("9017798", "9017799");
    let headers = [("Content-Type", "application/json")];
    assert_eq!(server.ask("POST", "/v1/opengdpr_requests", &headers, &other).0, 201);
    let (next, _, _unanswered) = letter(&listener);
    assert_ne!(next, first);
    drop(server);
    let server = Server::start(&project);
    assert_eq!(letter(&listener).0, next, "what was answered does not come again");
    assert_eq!(object(&server), 201, "the same request is still the same");
}
