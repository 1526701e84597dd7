//! `sangho demo`: two nodes on loopback, and a scenario playing.

use std::path::PathBuf;

use indicatif::ProgressBar;

use super::{Exit, Failure};
use crate::demo::Demo;
use crate::drill;
use crate::scenario;

/// What `demo` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A built-in scenario, or the folder of your own.
    #[arg(default_value = "gulf-2026")]
    scenario: String,
    /// Port of the first nation's pages; the second nation's is the next. 0 takes free ones.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Hours of the scenario that pass in one second; 0 plays as fast as the nodes can.
    #[arg(long, default_value_t = 3.0, value_parser = speed)]
    speed: f64,
    /// Keep both nodes in this folder, and go on from there when started again. Without it they
    /// live in a temporary folder that is removed at the end.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// Stop both nodes when the scenario has been played.
    #[arg(long)]
    once: bool,
}

/// A speed as it is typed.
fn speed(text: &str) -> Result<f64, String> {
    let hours = text.parse::<f64>().ok().filter(|hours| hours.is_finite() && *hours >= 0.0);
    hours
        .ok_or_else(|| "write hours in a second, such as 3 or 0.5; 0 is without waiting".to_owned())
}

pub(super) fn run(args: &Args, json: bool) -> Result<(), Failure> {
    let scenario = super::drill::load(&args.scenario)?;
    let place = Place::of(args.data.clone())?;
    let outcome = super::runtime()?.block_on(play(args, json, &scenario, &place.folder));
    drop(place);
    outcome
}

async fn play(
    args: &Args,
    json: bool,
    scenario: &scenario::Scenario,
    folder: &std::path::Path,
) -> Result<(), Failure> {
    let demo = Demo::start(folder, scenario, args.port).await?;
    eprintln!("{}. Two nodes on this machine; the people are invented.\n", scenario.title.en);
    addresses(&demo, json);
    eprintln!("\nOpen a desk in a browser and watch it play. Ctrl-C stops both nodes.");
    let bar = ProgressBar::new(0).with_style(super::drill::style());
    let speed = (args.speed > 0.0).then_some(args.speed);
    let playing = demo.play(scenario, speed, |done, all| {
        bar.set_length(u64::try_from(all).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    });
    let report = tokio::select! {
        played = playing => played?,
        () = super::asked_to_stop() => return Ok(()),
    };
    bar.finish_and_clear();
    if json {
        println!("{}", serde_json::json!({ "report": report }));
    } else {
        print!("\n{}", drill::transcript(&report));
    }
    if !args.once {
        eprintln!("Both nodes stay up. Stop them with Ctrl-C.");
        super::asked_to_stop().await;
    }
    Ok(())
}

/// Tells where the pages are, once they can be opened.
fn addresses(demo: &Demo, json: bool) {
    use std::io::Write as _;
    for (nation, running) in demo.nodes() {
        let at = running.pages;
        if json {
            println!(
                "{}",
                serde_json::json!({ "nation": nation, "desk": format!("http://{at}/desk"),
                    "register": format!("http://{at}/") })
            );
        } else {
            println!("{nation}  desk      http://{at}/desk");
            println!("{nation}  register  http://{at}/");
        }
    }
    // Somebody may read this through a pipe and wait for it.
    let _ = std::io::stdout().flush();
}

/// The folder of the nodes; a temporary one goes when this is dropped.
struct Place {
    folder: PathBuf,
    temporary: bool,
}

impl Place {
    fn of(data: Option<PathBuf>) -> Result<Self, Failure> {
        let temporary = data.is_none();
        let name = format!("sangho-demo-{}", std::process::id());
        let folder = data.unwrap_or_else(|| std::env::temp_dir().join(name));
        std::fs::create_dir_all(&folder).map_err(|error| {
            let what = format!("{}: {error}; choose another with --data", folder.display());
            Failure::new(Exit::Failed, "demo-folder", what)
        })?;
        Ok(Self { folder, temporary })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.temporary {
            // Best effort: a folder left behind in the temporary directory harms nobody.
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}
