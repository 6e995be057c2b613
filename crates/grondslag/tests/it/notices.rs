//! From a person whom nobody told to a record that may be used, and back: a real mail server takes the notice, days pass, and
//! one day it comes back after all.

use crate::program::{Folder, command, decisions, platform, run};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// The mail server of the portal's tests.
struct MailServer(Child, u16);

impl MailServer {
    fn start(folder: &str) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../portal/tests/smtp.sh");
        let mut child = Command::new(script)
            .args(["plain", folder])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("bash runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("readable");
        let port = line.trim().parse().expect("the mail server says its port, or above why it does not start");
        Self(child, port)
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Sets the clock of the project.
fn on(folder: &Folder, moment: &str) {
    let path = folder.path("demo").join("grondslag.toml");
    let config = std::fs::read_to_string(&path).expect("a configuration");
    let lines = config.lines().map(|line| match line.strip_prefix("clock = ") {
        Some(_) => format!("clock = \"{moment}\"\n"),
        None => format!("{line}\n"),
    });
    std::fs::write(&path, lines.collect::<String>()).expect("writable");
}

/// The last line of a command, which must end with this code.
fn last(arguments: &[&str], code: i32) -> Value {
    let ran = run(arguments);
    assert_eq!(ran.code, code, "{}\n{}", ran.stdout, ran.stderr);
    ran.last()
}

/// Lets letters of a project leave by a mail server on this machine.
fn by_mail(folder: &Folder, port: u16) {
    let path = folder.path("demo").join("grondslag.toml");
    let config = std::fs::read_to_string(&path).expect("a configuration");
    let more = format!(
        "[portal.mail]\nfrom = \"privacy@demo.example\"\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"off\"\n\
         [portal.notices]\nper_minute = 60000\nbounces = \"bounces\"\n"
    );
    let config = config.replace("[portal]\n", "[portal]\nbase_url = \"https://rights.demo.example\"\n") + &more;
    std::fs::write(&path, config).expect("writable");
}

/// A record that nothing bars but that nobody told its author, who speaks Dutch, and that author.
fn untold(folder: &Folder, project: &str) -> (String, String) {
    let accounts = std::fs::read_to_string(folder.path("demo").join("platform/accounts.jsonl")).expect("accounts");
    let languages: BTreeMap<String, String> = accounts
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|account| {
            Some((account["subject_id"].as_str()?.to_owned(), account["languages"][0].as_str()?.to_owned()))
        })
        .collect();
    let decided = decisions(project);
    let untold = decided.iter().filter(|(_, (_, rules))| *rules == ["F13"]);
    let mut dutch = untold.filter_map(|(record, _)| {
        let explained = last(&["--project", project, "--format", "json", "-q", "explain", record], 0);
        let subject = explained["subject_id"].as_str()?.to_owned();
        (languages.get(&subject).map(String::as_str) == Some("nl")).then_some((record.clone(), subject))
    });
    dutch.next().expect("a record of somebody who speaks Dutch and was not told")
}

/// A delivery status notification of a letter that came back for good.
fn came_back(id: &str) -> String {
    format!(
        "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: \
         message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.org\r\n\r\nFinal-Recipient: rfc822; \
         s1@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n\
         Message-ID: <{id}>\r\n\r\n--b--\r\n"
    )
}

#[test]
fn a_person_who_was_told_by_mail_may_be_used_after_the_window_and_not_after_a_bounce() {
    let folder = platform("notices", "1");
    let (project, mail) = (folder.text("demo"), folder.text("mail"));
    let server = MailServer::start(&mail);
    by_mail(&folder, server.1);
    run(&["--project", &project, "-q", "run"]).done();
    let (record, subject) = untold(&folder, &project);
    let person = json!({ "subject": subject, "address": "s1@example.org", "accounts": [], "language": "nl" });
    folder.write("demo/people.jsonl", format!("{person}\n"));
    let notices = |what: &[&str], code: i32| {
        let all: Vec<&str> = ["--project", &project, "--format", "json", "-q", "notices"]
            .into_iter()
            .chain(what.iter().copied())
            .collect();
        last(&all, code)
    };

    on(&folder, "2026-09-01T10:00:00Z");
    for planned in [notices(&["plan"], 0), notices(&["send", "--dry-run"], 0)] {
        assert_eq!(
            (&planned["notices"][0]["to_send"], &planned["notices"][0]["told"]),
            (&json!(1), &json!(0)),
            "{planned}"
        );
    }
    assert_eq!(notices(&["send"], 0)["round"]["sent"], 1);
    let letters: Vec<_> =
        std::fs::read_dir(&mail).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    assert_eq!(letters.len(), 1);
    let letter = std::fs::read_to_string(&letters[0]).expect("ASCII");
    assert!(letter.contains("Message-ID: <") && letter.contains("https://rights.demo.example/sign-in"), "{letter}");
    assert!(!letter.contains(&subject), "the letter names nobody");
    assert_eq!(notices(&["send"], 0)["round"]["sent"], 0, "once");

    on(&folder, "2026-11-30T12:00:00Z");
    assert_eq!(decisions(&project)[&record].1, ["F13"], "sent is not delivered");
    on(&folder, "2026-09-06T10:00:00Z");
    assert_eq!(notices(&["send"], 0)["round"]["delivered"], 1);
    on(&folder, "2026-11-30T12:00:00Z");
    let (decision, rules) = decisions(&project).remove(&record).expect("there");
    assert!(decision.starts_with("PERMIT"), "{decision} {rules:?}");

    // It comes back after all.
    let id = letter.split("Message-ID: <").nth(1).and_then(|rest| rest.split('>').next()).expect("an id");
    folder.write("demo/bounces/new/1", came_back(id));
    on(&folder, "2026-11-20T10:00:00Z");
    assert_eq!(notices(&["bounces"], 0)["bounces"]["recorded"], 1);
    assert_eq!(notices(&["bounces"], 0)["bounces"]["known"], 1, "the folder is only read");
    on(&folder, "2026-11-30T12:00:00Z");
    assert_eq!(decisions(&project)[&record], ("FORBID".to_owned(), vec!["F13".to_owned()]));
    assert_eq!(notices(&["plan"], 0)["notices"][0]["failed"], 1);
    run(&["--project", &project, "ledger", "verify"]).done();

    // A mail system that is down leaves what is due to the next round, and says so by the exit code.
    folder.write("demo/people.jsonl", format!("{}\n", person.to_string().replace(&subject, "s0002")));
    drop(server);
    let down = notices(&["send"], 5);
    assert_eq!((&down["round"]["left"], &down["round"]["failed"]), (&json!(1), &json!(0)), "{down}");
}

#[test]
fn a_password_stands_neither_in_the_file_nor_in_what_is_shown() {
    let folder = platform("notices-password", "1");
    let project = folder.text("demo");
    let shown = command(&["--project", &project, "config", "show"])
        .env("GRONDSLAG__PORTAL__MAIL__PASSWORD", "hunter2")
        .output()
        .expect("it starts");
    let shown = String::from_utf8(shown.stdout).expect("UTF-8");
    assert!(shown.contains("portal.mail.password = \"(withheld)\"") && !shown.contains("hunter2"), "{shown}");
    let path = folder.path("demo").join("grondslag.toml");
    let config = std::fs::read_to_string(&path).expect("a configuration");
    let config = config.replace("[portal]\n", "[portal]\nbase_url = \"https://rights.demo.example\"\n");
    std::fs::write(&path, config + "[portal.mail]\npassword = \"hunter2\"\n").expect("writable");
    let refused = run(&["--project", &project, "notices", "plan"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("environment") && !refused.stderr.contains("hunter2"), "{}", refused.stderr);
}
