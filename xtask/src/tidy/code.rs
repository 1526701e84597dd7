//! Rust text without its comments and strings, and where its functions begin and end. Rough on
//! purpose: it need only be right on code that the compiler and rustfmt have already accepted.

/// The text with every comment, string and character blanked out; lines stay where they are.
pub(crate) fn code_only(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut rest = chars.as_slice();
    let mut before = ' ';
    while let Some((&first, tail)) = rest.split_first() {
        let opaque = opaque(rest, before).min(rest.len());
        if opaque == 0 {
            out.push(first);
            (before, rest) = (first, tail);
            continue;
        }
        let (blank, tail) = rest.split_at(opaque);
        out.extend(blank.iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
        (before, rest) = (' ', tail);
    }
    out
}

/// How many characters from here on are comment, string or character; 0 if this is code.
fn opaque(rest: &[char], before: char) -> usize {
    match rest {
        ['/', '/', ..] => rest.iter().take_while(|&&c| c != '\n').count(),
        ['/', '*', ..] => block_comment(rest),
        ['"', tail @ ..] => quoted(tail, '"').saturating_add(1),
        ['r', '"' | '#', ..] if !in_word(before) || matches!(before, 'b' | 'c') => raw(rest),
        ['\'', '\\', tail @ ..] => escaped_char(tail).saturating_add(2),
        ['\'', _, '\'', ..] => 3,
        _ => 0,
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn block_comment(rest: &[char]) -> usize {
    let mut depth = 0_usize;
    for (at, pair) in rest.windows(2).enumerate() {
        match pair {
            ['/', '*'] => depth = depth.saturating_add(1),
            ['*', '/'] => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return at.saturating_add(2);
        }
    }
    rest.len()
}

/// The length up to and with the closing `mark`.
fn quoted(tail: &[char], mark: char) -> usize {
    let mut escaped = false;
    for (at, &c) in tail.iter().enumerate() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == mark {
            return at.saturating_add(1);
        }
    }
    tail.len()
}

/// After `'\`: the escaped character itself may be a quote.
fn escaped_char(tail: &[char]) -> usize {
    let close = tail.iter().skip(1).position(|&c| c == '\'');
    close.map_or(tail.len(), |at| at.saturating_add(2))
}

fn raw(rest: &[char]) -> usize {
    let hashes = rest.iter().skip(1).take_while(|&&c| c == '#').count();
    if rest.get(hashes.saturating_add(1)) != Some(&'"') {
        return 0;
    }
    let mut end = vec!['"'];
    end.extend(std::iter::repeat_n('#', hashes));
    let open = hashes.saturating_add(2);
    let body = rest.get(open..).unwrap_or_default();
    let close = body.windows(end.len()).position(|window| window == end);
    close.map_or(rest.len(), |at| open.saturating_add(at).saturating_add(end.len()))
}

/// Each function with a body: the line of its `fn` and how many lines it takes.
pub(crate) fn functions(code: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, c) in code.char_indices() {
        let rest = code.get(at..).unwrap_or_default();
        if c == 'f' && !in_word(before) && named(rest) {
            let line = code.get(..at).unwrap_or_default().matches('\n').count();
            if let Some(lines) = body_lines(rest) {
                found.push((line.saturating_add(1), lines));
            }
        }
        before = c;
    }
    found
}

/// `fn` and a name, as against the type `fn(...)`.
fn named(rest: &str) -> bool {
    rest.strip_prefix("fn ").and_then(|tail| tail.trim_start().chars().next()).is_some_and(in_word)
}

/// Lines from here to the brace that closes the body; none for a declaration without one.
fn body_lines(rest: &str) -> Option<usize> {
    let (mut round, mut curly, mut lines) = (0_i32, 0_i32, 1_usize);
    for c in rest.chars() {
        match c {
            '(' | '[' => round = round.saturating_add(1),
            ')' | ']' => round = round.saturating_sub(1),
            '{' => curly = curly.saturating_add(1),
            '}' if curly == 1 => return Some(lines),
            '}' => curly = curly.saturating_sub(1),
            ';' if round == 0 && curly == 0 => return None,
            '\n' => lines = lines.saturating_add(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_strings_and_characters_are_blanked() {
        let text = r####"let a = "x{"; // {
let b = r#"{"{"#; let c = '{'; let d = '\''; /* { /* { */ */ let e: &'a str = b"\"{";"####;
        let code = code_only(text);
        assert!(!code.contains('{'), "{code}");
        assert_eq!(code.lines().count(), 2);
        assert!(code.contains("let e: &'a str"), "{code}");
        assert!(code_only("r\"open").trim().is_empty());
    }

    #[test]
    fn a_function_is_counted_to_its_closing_brace() {
        let code = "fn a() {\n  if x {\n  }\n}\ntrait T {\n  fn b(x: [u8; 2]);\n}\nfn c() {}\n";
        assert_eq!(functions(code), [(1, 4), (8, 1)]);
        assert!(functions("type F = fn(u8) -> u8;\nlet x = 1;").is_empty());
    }
}
