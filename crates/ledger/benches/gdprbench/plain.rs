//! Plain PostgreSQL: a table of what holds, and a table of what was said, written by the same statement. In: operations. Out:
//! what it says, and how long it took. Never: a commit that is not durable, or two where one does.

use crate::side::{Answer, Done, Maker, Outcome, Side, held};
use crate::workload::{Operation, Step};
use ledger::Said;
use postgres::{Client, NoTls, Row, Statement};
use std::time::{Duration, Instant};
use terms::format_instant;

pub struct Plain {
    client: Client,
    maker: Maker,
    statements: Statements,
}

struct Statements {
    create: Statement,
    delete: Statement,
    notify: Statement,
    restrict: Statement,
    consent: Statement,
    withdraw: Statement,
    object: Statement,
    history: Statement,
    by_key: Statement,
    data_by_key: Statement,
    by_user: Statement,
    by_purpose: Statement,
    logs: Statement,
    gone: Statement,
}

/// The columns of what holds are those of a standing, the columns of what was said those of the ledger's own table; the
/// indexes are those that the ledger has.
const TABLES: &str = "
    CREATE TABLE choice(
        key bigint PRIMARY KEY, person text NOT NULL, purpose text NOT NULL, state text NOT NULL, notice text NOT NULL,
        delivered text NOT NULL DEFAULT '', restricted boolean NOT NULL DEFAULT false,
        objections bigint NOT NULL DEFAULT 0, body text NOT NULL
    );
    CREATE INDEX ON choice(person);
    CREATE INDEX ON choice(purpose);
    CREATE SEQUENCE said_idx MINVALUE 0 START 0;
    CREATE TABLE said(
        idx bigint PRIMARY KEY DEFAULT nextval('said_idx'), act text NOT NULL, person text, at text NOT NULL,
        body text NOT NULL
    );
    CREATE INDEX ON said(person, idx);
    CREATE INDEX ON said(act, idx);
    CREATE TABLE erased(person text PRIMARY KEY, at text NOT NULL);
";

const HELD: &str = "state, notice, delivered, restricted, objections";

impl Plain {
    pub fn begin(url: &str, maker: Maker) -> Outcome<Self> {
        let mut client = Client::connect(url, NoTls)?;
        client.batch_execute("SET synchronous_commit = on")?;
        client.batch_execute(TABLES)?;
        let statements = Statements::prepare(&mut client)?;
        Ok(Self { client, maker, statements })
    }

    fn change(&mut self, step: &Step) -> Outcome<u64> {
        let at = format_instant(step.at);
        let of = &self.statements;
        Ok(match step.operation {
            Operation::DeleteRecord { key } => {
                self.client.execute(&of.delete, &[&Maker::subject(key).as_str(), &at])?
            }
            Operation::UpdateMetadataByPurpose { purpose } => {
                // The event of a person whose id is a mark, to be cut there.
                let body = serde_json::to_string(&self.maker.notice(step, purpose, terms::SubjectId::new("\u{1}")))?;
                let (before, after) = body.split_once("\\u0001").ok_or("a notice that names nobody")?;
                let (version, purpose) = (format!("n{}", step.number), Maker::purpose_named(purpose));
                self.client.execute(&of.notify, &[&version, &purpose.as_str(), &at, &before, &after])?
            }
            _ => self.say(step, &at)?,
        })
    }

    fn say(&mut self, step: &Step, at: &str) -> Outcome<u64> {
        let said = self.maker.said(step).ok_or("an operation without an event")?;
        let (act, body) = (said.act.name(), serde_json::to_string(&said)?);
        let (of, notice) = (&self.statements, format!("n{}", step.number));
        let number = |key: u64| i64::try_from(key);
        Ok(match step.operation {
            Operation::CreateRecord { key } => {
                let (person, purpose) = (Maker::subject(key), self.maker.purpose(key));
                let args = (number(key)?, person.as_str(), purpose.as_str());
                self.client.execute(&of.create, &[&args.0, &args.1, &args.2, &notice, &body, &act, &at])?
            }
            Operation::UpdateDataByKey { key } => {
                self.client.execute(&of.consent, &[&number(key)?, &notice, &body, &act, &at])?
            }
            Operation::Withdraw { key } => self.client.execute(&of.withdraw, &[&number(key)?, &body, &act, &at])?,
            Operation::Object { key } => self.client.execute(&of.object, &[&number(key)?, &body, &act, &at])?,
            Operation::UpdateMetadataByUser { key } => {
                self.client.execute(&of.restrict, &[&Maker::subject(key).as_str(), &body, &act, &at])?
            }
            _ => return Err("an operation that changes nothing".into()),
        })
    }

    fn ask(&mut self, operation: Operation) -> Outcome<(Duration, Answer)> {
        let of = &self.statements;
        let watch = Instant::now();
        let rows = match operation {
            Operation::ReadDataByUser { key } => self.client.query(&of.history, &[&Maker::subject(key).as_str()])?,
            Operation::ReadDataByKey { key } => self.client.query(&of.data_by_key, &[&i64::try_from(key)?])?,
            Operation::ReadMetadataByKey { key } => self.client.query(&of.by_key, &[&i64::try_from(key)?])?,
            Operation::ReadMetadataByUser { key } => {
                self.client.query(&of.by_user, &[&Maker::subject(key).as_str()])?
            }
            Operation::ReadMetadataByPurpose { purpose } => {
                self.client.query(&of.by_purpose, &[&Maker::purpose_named(purpose).as_str()])?
            }
            Operation::ReadLogs { from, until } => {
                self.client.query(&of.logs, &[&i64::try_from(from)?, &i64::try_from(until)?])?
            }
            Operation::VerifyDeletion { key } => {
                let gone: bool = self.client.query_one(&of.gone, &[&Maker::subject(key).as_str()])?.get(0);
                return Ok((watch.elapsed(), Answer::Gone(gone)));
            }
            _ => return Err("an operation that asks nothing".into()),
        };
        let taken = watch.elapsed();
        let told: Vec<String> = rows.iter().map(|row| told(operation, row)).collect();
        Ok((taken, Answer::told(&told)))
    }
}

fn told(operation: Operation, row: &Row) -> String {
    let held = |first: usize| {
        let objections: i64 = row.get(first + 4);
        held(row.get(first), row.get(first + 1), row.get(first + 2), row.get(first + 3), objections.cast_unsigned())
    };
    match operation {
        Operation::ReadMetadataByKey { .. } | Operation::ReadMetadataByUser { .. } => held(0),
        Operation::ReadMetadataByPurpose { .. } => format!("{} {}", row.get::<_, &str>(0), held(1)),
        Operation::ReadLogs { .. } => {
            let (index, act, body): (i64, &str, &str) = (row.get(0), row.get(1), row.get(2));
            if act == "erased" { format!("{index} erased") } else { format!("{index} {body}") }
        }
        _ => row.get(0),
    }
}

impl Statements {
    fn prepare(client: &mut Client) -> Outcome<Self> {
        // One statement, one round trip, one commit: the change, and in the other table that it was made.
        let mut also_said = |change: &str, what: &str| {
            let statement =
                format!("WITH changed AS ({change} RETURNING person) INSERT INTO said(act, person, at, body) {what}");
            client.prepare(&statement)
        };
        let said =
            |act: u8| format!("SELECT ${act}::text, person, ${}::text, ${}::text FROM changed", act + 1, act - 1);
        let create = also_said(
            "INSERT INTO choice(key, person, purpose, state, notice, body) VALUES ($1, $2, $3, 'given', $4, $5)",
            &said(6),
        )?;
        let consent = also_said("UPDATE choice SET state = 'given', notice = $2, body = $3 WHERE key = $1", &said(4))?;
        let withdraw = also_said("UPDATE choice SET state = 'withdrawn' WHERE key = $1", &said(3))?;
        let object = also_said("UPDATE choice SET objections = objections + 1 WHERE key = $1", &said(3))?;
        let restrict = also_said("UPDATE choice SET restricted = true WHERE person = $1", &said(3))?;
        let notify = also_said(
            "UPDATE choice SET delivered = $1 WHERE purpose = $2",
            "SELECT 'notice_delivered', person, $3::text, $4::text || person || $5::text FROM changed ORDER BY person COLLATE \"C\"",
        )?;
        let delete = "WITH a AS (DELETE FROM choice WHERE person = $1), b AS (DELETE FROM said WHERE person = $1),
            c AS (INSERT INTO erased(person, at) VALUES ($1, $2) ON CONFLICT DO NOTHING)
            INSERT INTO said(act, at, body) VALUES ('erased', $2, '')";
        let gone =
            "SELECT EXISTS (SELECT FROM erased WHERE person = $1) AND NOT EXISTS (SELECT FROM said WHERE person = $1)
            AND NOT EXISTS (SELECT FROM choice WHERE person = $1)";
        Ok(Self {
            create,
            consent,
            withdraw,
            object,
            restrict,
            notify,
            delete: client.prepare(delete)?,
            gone: client.prepare(gone)?,
            history: client.prepare("SELECT body FROM said WHERE person = $1 ORDER BY idx")?,
            by_key: client.prepare(&format!("SELECT {HELD} FROM choice WHERE key = $1"))?,
            data_by_key: client.prepare("SELECT body FROM choice WHERE key = $1")?,
            by_user: client.prepare(&format!("SELECT {HELD} FROM choice WHERE person = $1"))?,
            by_purpose: client.prepare(&format!(
                "SELECT person, {HELD} FROM choice WHERE purpose = $1 ORDER BY person COLLATE \"C\""
            ))?,
            logs: client.prepare("SELECT idx, act, body FROM said WHERE idx >= $1 AND idx < $2 ORDER BY idx")?,
        })
    }
}

impl Side for Plain {
    fn name(&self) -> &'static str {
        "plain PostgreSQL"
    }

    fn load(&mut self, first: u64, said: &[Said]) -> Outcome<()> {
        let keys: Vec<i64> = (first..).take(said.len()).map(u64::cast_signed).collect();
        let persons: Vec<String> = (first..).take(said.len()).map(|key| Maker::subject(key).to_string()).collect();
        let purposes: Vec<String> =
            (first..).take(said.len()).map(|key| self.maker.purpose(key).as_str().to_owned()).collect();
        let at: Vec<String> = said.iter().map(|said| format_instant(said.at)).collect();
        let bodies: Vec<String> = said.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
        let statement = "WITH changed AS (
                INSERT INTO choice(key, person, purpose, state, notice, body)
                SELECT key, person, purpose, 'given', 'n0', body
                FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS rows(key, person, purpose, body)
            )
            INSERT INTO said(act, person, at, body)
            SELECT 'consent_given', person, at, body
            FROM unnest($1::bigint[], $2::text[], $5::text[], $4::text[]) AS rows(key, person, at, body) ORDER BY key";
        self.client.execute(statement, &[&keys, &persons, &purposes, &bodies, &at])?;
        Ok(())
    }

    fn perform(&mut self, step: &Step) -> Outcome<Done> {
        let (taken, answer) = match step.operation {
            Operation::ReadDataByUser { .. }
            | Operation::ReadDataByKey { .. }
            | Operation::ReadMetadataByKey { .. }
            | Operation::ReadMetadataByUser { .. }
            | Operation::ReadMetadataByPurpose { .. }
            | Operation::ReadLogs { .. }
            | Operation::VerifyDeletion { .. } => self.ask(step.operation)?,
            _ => {
                let watch = Instant::now();
                let changed = self.change(step)?;
                (watch.elapsed(), Answer::Changed(changed))
            }
        };
        Ok(Done { taken, upkeep: Duration::ZERO, answer })
    }

    fn settle(&mut self) -> Outcome<Duration> {
        Ok(Duration::ZERO)
    }

    fn check(&mut self) -> Outcome<String> {
        let counts = self.client.query_one("SELECT (SELECT count(*) FROM said), (SELECT count(*) FROM erased)", &[])?;
        Ok(format!("{} events there, {} people erased", counts.get::<_, i64>(0), counts.get::<_, i64>(1)))
    }
}
