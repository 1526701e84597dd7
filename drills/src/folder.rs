//! A folder for one drill, removed when the drill is over.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A temporary folder.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// An empty folder of its own.
    ///
    /// # Errors
    /// When the system's temporary folder can't be written.
    pub fn new() -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("sangho-drill-{}-{count}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// A copy of all that is in it.
    ///
    /// # Errors
    /// When something can't be read or written.
    pub fn copied(&self) -> io::Result<Self> {
        let copy = Self::new()?;
        copy_all(&self.0, &copy.0)?;
        Ok(copy)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The configuration of a nation's node, `kr` or `jp`, as `sangho demo --data` lays it out.
    #[must_use]
    pub fn config(&self, nation: &str) -> PathBuf {
        self.0.join(nation).join("sangho.toml")
    }

    /// The database of a nation's node.
    #[must_use]
    pub fn database(&self, nation: &str) -> PathBuf {
        self.0.join(nation).join("store").join("store.db")
    }
}

fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            copy_all(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Best effort: what is left in the temporary folder harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}
