//! `sangho store` and `sangho log`: a node's store, seen to while the node is stopped.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{Exit, Failure};
use crate::node::{Config, Keys, Papers, store_folder};
use crate::store::{Damage, Store, verify_folder};

/// What `store` can do.
#[derive(Debug, Subcommand)]
pub(super) enum StoreVerb {
    /// Compute every table anew from the logs, and say whether the tables were as they should be.
    Rebuild(At),
}

/// What `log` can do.
#[derive(Debug, Subcommand)]
pub(super) enum LogVerb {
    /// Check every entry, hash, signature and receipt, and say where anything was changed.
    Verify(At),
}

/// Which node.
#[derive(Debug, clap::Args)]
pub(super) struct At {
    /// The node's configuration (docs/config.md explains every key).
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

pub(super) fn store(verb: &StoreVerb, json: bool) -> Result<(), Failure> {
    let StoreVerb::Rebuild(at) = verb;
    let (folder, papers) = papers(&at.config)?;
    let store = Store::open(&folder, papers.identity, &papers.store_keys)?;
    let rebuilt = store.rebuild()?;
    if json {
        println!(
            "{}",
            serde_json::json!({ "tables": rebuilt.tables, "rows": rebuilt.rows,
                "identical": rebuilt.identical, "different": rebuilt.different })
        );
    } else {
        let same = if rebuilt.identical { "identical" } else { "DIFFERENT; the new ones stand" };
        println!("{} tables, {} rows rebuilt: {same}", rebuilt.tables, rebuilt.rows);
    }
    if rebuilt.identical {
        return Ok(());
    }
    let what = "tables differed from the logs; the rebuilt ones are in place, find out who wrote";
    Err(Failure::new(Exit::Unverified, "store-tables-differed", what))
}

pub(super) fn log(verb: &LogVerb, json: bool) -> Result<(), Failure> {
    let LogVerb::Verify(at) = verb;
    let (folder, papers) = papers(&at.config)?;
    let verified =
        verify_folder(&folder, papers.identity, &papers.store_keys).map_err(|damages| {
            let details = damages.iter().map(ToString::to_string).collect();
            let what = "what is stored is not what was written; see each place";
            Failure::new(Exit::Unverified, Damage::CODE, what).with(details)
        })?;
    if json {
        println!(
            "{}",
            serde_json::json!({ "entries": verified.entries, "receipts": verified.receipts,
                "payloads": verified.payloads, "erased": verified.erased })
        );
    } else {
        println!(
            "{} entries, {} receipts, {} personal records ({} erased): all as written",
            verified.entries, verified.receipts, verified.payloads, verified.erased
        );
    }
    Ok(())
}

fn papers(config: &Path) -> Result<(PathBuf, Papers), Failure> {
    let config = Config::read(config)?;
    let keys = Keys::load(&config.data)?;
    Ok((store_folder(&config), Papers::read(&config, &keys)?))
}
