//! A folder with small files, and asking a verb about them.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use clap::Parser as _;
use serde_json::Value;

use crate::cli::plan::Answer;
use crate::cli::{Cli, Exit, Failure, Verb};

/// A bus to an airfield, and a flight of each nation from there.
pub(super) const PROBLEM: &str = r#"{
  "version": 1, "horizon": 1440,
  "places": [{"id": "school", "kind": "danger"}, {"id": "airfield", "kind": "danger"},
             {"id": "seoul", "kind": "home"}],
  "lifts": [
    {"id": "bus", "owner": "KR", "closes_before": 0, "seats": {"seats": 20},
     "legs": [{"from": "school", "to": "airfield", "departs": 60, "arrives": 150}]},
    {"id": "kr-1", "owner": "KR", "closes_before": 60, "seats": {"seats": 4},
     "legs": [{"from": "airfield", "to": "seoul", "departs": 300, "arrives": 700}]},
    {"id": "jp-1", "owner": "JP", "closes_before": 60, "seats": {"seats": 9},
     "legs": [{"from": "airfield", "to": "seoul", "departs": 500, "arrives": 900}]}],
  "parties": [
    {"id": "p1", "nation": "KR", "place": "school", "ready": 0, "class": "vulnerable",
     "needs": {"seats": 4}, "people": 4, "lifts_of": ["KR", "JP"]},
    {"id": "p2", "nation": "JP", "place": "airfield", "ready": 0, "class": "ordinary",
     "needs": {"seats": 3}, "people": 3, "lifts_of": ["KR", "JP"]},
    {"id": "p3", "nation": "KR", "place": "airfield", "ready": 0, "class": "ordinary",
     "needs": {"seats": 2}, "people": 2, "lifts_of": ["KR", "JP"]},
    {"id": "p4", "nation": "KR", "place": "school", "ready": 90, "class": "ordinary",
     "needs": {"seats": 1}, "people": 1, "lifts_of": ["KR", "JP"]}]
}"#;

pub(super) const EVENTS: &str =
    r#"{"version": 1, "now": 100, "events": [{"lift-lost": {"lift": "kr-1"}}]}"#;

pub(super) const SPREAD: &str = r#"{"version": 1, "waits": 15,
  "ways": [{"from": "school", "to": "airfield", "travel": {"min": 0, "mode": 30, "max": 180}}]}"#;

pub(super) const BOOKING: &str = r#"{"seats": 20, "households": [4, 4, 4, 4, 4, 4, 4, 4],
  "cancel": 0.13, "no_show": 0.19, "risk": 0.2, "empty": 0.05}"#;

/// A shuttle problem: one site, one vehicle that has to go twice.
pub(super) const SHUTTLES: &str = r#"{"form": "shuttles-1", "units_per_minute": 2, "shuttles": {
  "sites": [3], "pickups": [0], "drops": [null],
  "fleets": [{"loaded": [[4]], "empty": [[3]]}],
  "vehicles": [{"fleet": 0, "seats": 2, "available": 1, "first": [2]}]}}"#;

/// A folder that goes when the test is over.
pub(super) struct Files(PathBuf);

impl Files {
    pub(super) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("sangho-plan-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let files = Self(folder);
        let texts = [
            ("problem.json", PROBLEM),
            ("events.json", EVENTS),
            ("spread.json", SPREAD),
            ("booking.json", BOOKING),
            ("shuttles.json", SHUTTLES),
        ];
        for (name, text) in texts {
            files.write(name, text);
        }
        files
    }

    /// The same with the plan of the problem and the routes of the shuttles.
    pub(super) fn planned() -> Self {
        let files = Self::new();
        files.save("plan.json", "solve problem.json --effort quick");
        files.save("routes.json", "solve shuttles.json --effort quick");
        files
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(super) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Keeps the JSON that a verb answers.
    pub(super) fn save(&self, name: &str, line: &str) {
        self.write(name, self.ask(line).unwrap_or_else(|failure| panic!("{failure:?}")).json);
    }

    /// What the verb of this line answers. Words with a dot are files of the folder.
    pub(super) fn ask(&self, line: &str) -> Result<Answer, Failure> {
        let word = |word: &str| {
            let file = word.contains('.') && word.parse::<f64>().is_err();
            if file { self.path(word).display().to_string() } else { word.to_owned() }
        };
        let words = ["sangho", "plan"].map(str::to_owned);
        let words = words.into_iter().chain(line.split_whitespace().map(word));
        let cli = Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{error}"));
        let Verb::Plan(args) = cli.verb else { panic!("another verb") };
        args.answer(true)
    }

    /// What a verb that fails nothing answers, in JSON.
    pub(super) fn json(&self, line: &str) -> Value {
        let answer = self.ask(line).unwrap_or_else(|failure| panic!("{line}: {failure:?}"));
        assert!(answer.failure.is_none(), "{line}: {:?}", answer.failure);
        serde_json::from_str(&answer.json).unwrap()
    }

    /// The same in words.
    pub(super) fn words(&self, line: &str) -> String {
        self.ask(line).unwrap_or_else(|failure| panic!("{line}: {failure:?}")).words
    }

    /// How a verb fails: exit code, stable code, and all its words.
    pub(super) fn failure(&self, line: &str) -> (Exit, String, String) {
        let failure = match self.ask(line) {
            Ok(answer) => answer.failure.unwrap_or_else(|| panic!("{line}: it does not fail")),
            Err(failure) => failure,
        };
        let said = serde_json::to_value(&failure).unwrap();
        (failure.print(true), said["code"].as_str().unwrap().to_owned(), said.to_string())
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
