//! Links in documents lead to files that are there.

use super::Finding;
use super::house::House;

/// Every relative link of a Markdown file names a file or folder of the repository.
pub(crate) fn links_lead_somewhere(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in house.ending(".md") {
        let mut fenced = false;
        for (number, line) in file.lines() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            }
            if fenced {
                continue;
            }
            for target in targets(line) {
                if !leads(house, &file.path, &target) {
                    let advice = format!("`{target}` is not there; correct or remove the link");
                    found.push(Finding::new(&file.path, number, "link", advice));
                }
            }
        }
    }
    found
}

/// The targets of `[words](target)` outside code spans.
fn targets(line: &str) -> Vec<String> {
    let plain: String = line.split('`').step_by(2).collect::<Vec<_>>().join("``");
    plain
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ']).next())
        .filter(|target| !target.is_empty())
        .map(str::to_owned)
        .collect()
}

fn leads(house: &House, from: &str, target: &str) -> bool {
    if target.starts_with('#') || target.contains("://") || target.starts_with("mailto:") {
        return true;
    }
    let target = target.split('#').next().unwrap_or_default();
    let mut path: Vec<&str> = from.split('/').collect();
    path.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    let path = path.join("/");
    let folder = format!("{path}/");
    path.is_empty()
        || house.paths.contains(&path)
        || house.paths.iter().any(|known| known.starts_with(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_nowhere_is_named_and_the_others_are_not() {
        let text = "[a](b.md#x) [c](../README.md) [d](https://x.example/)\n`[e](f)` [g](gone.md)\n\
                    ```\n[h](i)\n```\n[j](.) [k](#top)\n";
        let house = House::of(&[("docs/a.md", text), ("docs/b.md", ""), ("README.md", "")]);
        let found = links_lead_somewhere(&house);
        assert_eq!(found.len(), 1);
        assert!(found[0].to_string().starts_with("docs/a.md:2: link: `gone.md`"));
    }
}
