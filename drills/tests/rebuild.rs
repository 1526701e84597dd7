//! The log is the truth: every table is computed from it again, and a table that somebody wrote
//! to by hand is found out and put right.

use drills::{NATIONS, Pair, Run};
use rusqlite::Connection;
use serde_json::Value;

fn rebuild(pair: &Pair, nation: &str) -> (Run, Value) {
    let run = pair.see_to(["store", "rebuild"], nation).expect("it runs");
    let said = serde_json::from_str(&run.out).unwrap_or(Value::Null);
    (run, said)
}

/// Every row of every table that is computed, as text.
fn tables(pair: &Pair, nation: &str) -> Vec<String> {
    let db = Connection::open(pair.0.database(nation)).expect("it opens");
    let mut rows = Vec::new();
    for table in ["transport", "people", "registry", "offer", "boarding", "headcount", "plan"] {
        let sql = format!(
            "SELECT '{table}|' || log || '|' || id || '|' || kind || '|' || body || '|' || idx
             FROM \"{table}\" ORDER BY log, id"
        );
        let mut statement = db.prepare(&sql).expect("a room's table");
        let found = statement.query_map([], |row| row.get::<_, String>(0)).expect("rows");
        rows.extend(found.map(|row| row.expect("text")));
    }
    rows
}

#[test]
fn tables_rebuilt_from_the_log_are_identical_and_tampering_is_found_out_and_mended() {
    let pair = Pair::played().expect("the scenario plays");
    for nation in NATIONS {
        let before = tables(&pair, nation);
        let (run, said) = rebuild(&pair, nation);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert_eq!(said["identical"], true);
        assert_eq!(said["tables"], 14);
        assert!(said["rows"].as_u64() >= u64::try_from(before.len()).ok());
        assert_eq!(tables(&pair, nation), before, "{nation}: row for row");
    }
    for (change, room) in [
        (
            "UPDATE transport SET body = replace(body, '300', '301') WHERE body LIKE '%300%'",
            "transport",
        ),
        ("UPDATE headcount SET at = '2024-10-05T00:00:01Z'", "headcount"),
        ("DELETE FROM people WHERE rowid_id = 1", "people"),
        (
            "INSERT INTO registry SELECT id || 'x', kind, at, nation, authority, body, log, idx
          FROM registry LIMIT 1",
            "registry",
        ),
        ("DROP TABLE boarding", "boarding"),
    ] {
        // `WITHOUT ROWID` tables are cut by their key.
        let change = change.replace("rowid_id = 1", "id = (SELECT min(id) FROM people)");
        let before = tables(&pair, "kr");
        let db = Connection::open(pair.0.database("kr")).expect("it opens");
        db.execute_batch(&change).expect("somebody with a tool can do this");
        drop(db);
        let (run, said) = rebuild(&pair, "kr");
        assert_eq!(run.code, Some(7), "{change}: {}{}", run.out, run.err);
        assert_eq!(said["identical"], false, "{change}");
        assert_eq!(said["different"], serde_json::json!([room]), "{change}");
        let error: Value = serde_json::from_str(&run.err).expect("--json errors are JSON");
        assert_eq!(error["error"]["code"], "store-tables-differed");
        let (again, said) = rebuild(&pair, "kr");
        assert_eq!((again.code, &said["identical"]), (Some(0), &Value::Bool(true)), "{change}");
        assert_eq!(tables(&pair, "kr"), before, "{change}: as it was");
    }
}
