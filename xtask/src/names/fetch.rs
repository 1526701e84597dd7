//! The packages that the names are made from: fetched once, held to their hashes, unpacked.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell;

/// Where a package comes from, and so how it is fetched and unpacked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Registry {
    Debian,
    Python,
}

/// A package in the one version that the pack is made from.
pub(crate) struct Package {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) registry: Registry,
    pub(crate) sha256: &'static str,
    pub(crate) used: &'static str,
    pub(crate) licence: &'static str,
    pub(crate) attribution: &'static str,
}

pub(crate) const ENAMDICT: Package = Package {
    name: "enamdict",
    version: "2021.02.03-1",
    registry: Registry::Debian,
    sha256: "8b5180f13164d160ee8e467231f4243341d18b4aae758ad2583d4ec86179e03f",
    used: "usr/share/edict/enamdict: family and given names (classes s, u, f, g, m); no entry of \
           class h (full persons)",
    licence: "CC BY-SA 3.0",
    attribution: "ENAMDICT, property of the Electronic Dictionary Research and Development \
                  Group, used in conformance with the Group's licence",
};

pub(crate) const UNIHAN: Package = Package {
    name: "unicode-data",
    version: "15.0.0-1",
    registry: Registry::Debian,
    sha256: "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
    used: "Unihan: readings, variants, lists of characters",
    licence: "Unicode-3.0",
    attribution: "Copyright (c) 1991-2022 Unicode, Inc.",
};

pub(crate) const LIBHANGUL: Package = Package {
    name: "libhangul-data",
    version: "0.1.0+git20191003-2",
    registry: Registry::Debian,
    sha256: "ec925a884fabe7ea75bee835940e5f138d01be39e6ce814368fd5dda113dea29",
    used: "usr/share/libhangul/hanja/hanja.txt: Hanja and words by their Korean reading",
    licence: "BSD-3-Clause",
    attribution: "Copyright (c) 2005, 2006 Choe Hwanjin",
};

pub(crate) const IPADIC: Package = Package {
    name: "mecab-ipadic",
    version: "2.7.0-20070801+main-3",
    registry: Registry::Debian,
    sha256: "2a59bb65193b605cec3e5540e69e7d3ce8db4624744f8686f419aa0cf3f327f2",
    used: "usr/share/mecab/dic/ipadic/Noun.name.csv: names, readings, costs",
    licence: "NAIST-2003 (free)",
    attribution: "Copyright 2000-2003 Nara Institute of Science and Technology; parts Copyright \
                  (c) 1992-1995 Institute for New Generation Computer Technology (ICOT)",
};

pub(crate) const RIGOUR: Package = Package {
    name: "rigour",
    version: "2.6.1",
    registry: Registry::Python,
    sha256: "f5e3736252f11b90ac32387f6fa02182a021dfd28ad90c6065d8e5bca0b2e8e5",
    used: "rust/data/names/person_names.txt: forms of one name part (from Wikidata, CC0)",
    licence: "MIT",
    attribution: "Copyright (c) 2023-2025 OpenSanctions Datenbanken GmbH",
};

/// All of them.
pub(crate) const PACKAGES: [&Package; 5] = [&ENAMDICT, &UNIHAN, &LIBHANGUL, &IPADIC, &RIGOUR];

impl Package {
    fn file(&self) -> String {
        match self.registry {
            Registry::Debian => format!("{}_{}_all.deb", self.name, self.version),
            Registry::Python => format!("{}-{}.tar.gz", self.name, self.version),
        }
    }
}

/// The unpacked packages.
pub(crate) struct Sources {
    folder: PathBuf,
}

impl Sources {
    /// Fetches what `cache` lacks, verifies all, unpacks all.
    pub(crate) fn gather(cache: &Path) -> Result<Self, String> {
        fs::create_dir_all(cache).map_err(|e| format!("can't make {}: {e}", cache.display()))?;
        let folder = cache.join("unpacked");
        for package in PACKAGES {
            let file = cache.join(package.file());
            if !file.is_file() {
                println!("fetching {} {}", package.name, package.version);
                fetch(package, cache)?;
            }
            let found = sha256(&file)?;
            if found != package.sha256 {
                let file = file.display();
                return Err(format!("{file} has the hash {found}; {} is wanted", package.sha256));
            }
            let place = folder.join(package.name);
            fs::create_dir_all(&place)
                .map_err(|e| format!("can't make {}: {e}", place.display()))?;
            unpack(package, &file, &place)?;
        }
        Ok(Self { folder })
    }

    /// A file of a package.
    pub(crate) fn path(&self, package: &Package, inside: &str) -> PathBuf {
        let place = self.folder.join(package.name);
        match package.registry {
            Registry::Debian => place.join(inside),
            Registry::Python => {
                place.join(format!("{}-{}", package.name, package.version)).join(inside)
            }
        }
    }

    /// A text file of a package, in UTF-8.
    pub(crate) fn text(&self, package: &Package, inside: &str) -> Result<String, String> {
        let path = self.path(package, inside);
        fs::read_to_string(&path).map_err(|e| format!("can't read {}: {e}", path.display()))
    }

    /// A text file of a package, in EUC-JP.
    pub(crate) fn euc(&self, package: &Package, inside: &str) -> Result<String, String> {
        let path = self.path(package, inside);
        let path = path.to_string_lossy();
        shell::capture(&mut shell::program("iconv", &["-f", "EUC-JP", "-t", "UTF-8", &path]))
    }

    /// A table of Unihan.
    pub(crate) fn unihan(&self, table: &str) -> Result<String, String> {
        let path = self.path(&UNIHAN, &format!("usr/share/unicode/Unihan_{table}.txt.bz2"));
        shell::capture(&mut shell::program("bzcat", &[&path.to_string_lossy()]))
    }
}

fn fetch(package: &Package, cache: &Path) -> Result<(), String> {
    let pinned = |sign: &str| format!("{}{sign}{}", package.name, package.version);
    let mut command = match package.registry {
        Registry::Debian => shell::program("apt-get", &["download", "-q", &pinned("=")]),
        Registry::Python => {
            let words = ["download", "-q", "--no-deps", "--no-binary", package.name, "--dest", "."];
            let mut command = shell::program("pip", &words);
            command.arg(pinned("=="));
            command
        }
    };
    shell::run(command.current_dir(cache))
}

fn unpack(package: &Package, file: &Path, place: &Path) -> Result<(), String> {
    let (file, place) = (file.to_string_lossy(), place.to_string_lossy());
    match package.registry {
        Registry::Debian => shell::run(&mut shell::program("dpkg-deb", &["-x", &file, &place])),
        Registry::Python => shell::run(&mut shell::program("tar", &["-xzf", &file, "-C", &place])),
    }
}

/// The hash of a file, as hexadecimal digits.
pub(crate) fn sha256(file: &Path) -> Result<String, String> {
    let line = shell::capture(&mut shell::program("sha256sum", &[&file.to_string_lossy()]))?;
    line.split_whitespace()
        .next()
        .map(|hash| hash.trim_start_matches('\\').to_owned())
        .ok_or_else(|| format!("sha256sum said nothing of {}", file.display()))
}
