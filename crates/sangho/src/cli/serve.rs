//! `sangho serve`: one node.

use std::path::PathBuf;

use super::{Exit, Failure};
use crate::node::{Clockwork, Config, start};

/// What `serve` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The node's configuration (docs/config.md explains every key).
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

pub(super) fn run(args: &Args, json: bool) -> Result<(), Failure> {
    let config = Config::read(&args.config)?;
    super::runtime()?.block_on(async {
        let mut node = start(&config, Clockwork::Wall, None).await?;
        let (pages, exchange) = (node.pages, node.exchange);
        if json {
            let nation = config.nation;
            println!(
                "{}",
                serde_json::json!({ "nation": nation, "desk": format!("http://{pages}/desk"),
                    "register": format!("http://{pages}/"), "exchange": exchange.to_string() })
            );
        } else {
            println!("{}  desk      http://{pages}/desk", config.nation);
            println!("{}  register  http://{pages}/", config.nation);
            println!("{}  exchange  {exchange}", config.nation);
        }
        tokio::select! {
            () = super::asked_to_stop() => Ok(()),
            () = node.ended() => {
                Err(Failure::new(Exit::Failed, "node-ended", "a part of the node has stopped"))
            }
        }
    })
}
