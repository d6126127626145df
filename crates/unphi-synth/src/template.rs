//! The template language of the stock. Text stands for itself; braces mean:
//!
//! | written | meaning |
//! |---|---|
//! | `{a\|b\|}` | one of these, the last being nothing |
//! | `{?30 text}` | the text in 30 of 100 cases |
//! | `{@rule}`, `{@rule*2-4/, }`, `{@rule\|…}` | an alternative of the rule; 2 to 4 different ones, joined by what follows the slash |
//! | `{#5-20}`, `{#0.6-1.4}` | a number of the range, as many decimals as written |
//! | `{!json text}` | the text, escaped: see [`distort`](crate::distort) |
//! | `{pt:full}` | a slot: see [`slot`](crate::slot) |
//!
//! `\{ \} \| \\ \n \t` are the characters themselves.

#![forbid(unsafe_code)]

/// A piece of a template.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Text(String),
    Choice(Vec<Vec<Node>>),
    Maybe(u32, Vec<Node>),
    Rule { name: String, least: usize, most: usize, between: String },
    Number { low: i64, high: i64, decimals: usize },
    Escaped(String, Vec<Node>),
    Slot { name: String, argument: Option<String> },
}

/// Parses a template; the error says what is wrong where.
pub(crate) fn parse(text: &str) -> Result<Vec<Node>, String> {
    let letters: Vec<char> = text.chars().collect();
    let mut parser = Parser { letters: &letters, at: 0 };
    let nodes = parser.sequence(false)?;
    if parser.at < letters.len() { Err(format!("a brace too many in: {text}")) } else { Ok(nodes) }
}

struct Parser<'t> {
    letters: &'t [char],
    at: usize,
}

impl Parser<'_> {
    fn next(&mut self) -> Option<char> {
        let letter = self.letters.get(self.at).copied();
        self.at += 1;
        letter
    }

    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    /// Nodes up to the end or, within braces, up to `|` or `}`, which is left in place.
    fn sequence(&mut self, inside: bool) -> Result<Vec<Node>, String> {
        let mut nodes = Vec::new();
        let mut text = String::new();
        while let Some(letter) = self.peek() {
            if letter == '}' || (inside && letter == '|') {
                break;
            }
            self.at += 1;
            match letter {
                '\\' => text.push(escape(self.next().ok_or("ends in a backslash")?)),
                '{' => {
                    if !text.is_empty() {
                        nodes.push(Node::Text(std::mem::take(&mut text)));
                    }
                    nodes.push(self.brace()?);
                }
                other => text.push(other),
            }
        }
        if !text.is_empty() {
            nodes.push(Node::Text(text));
        }
        Ok(nodes)
    }

    /// What follows an opening brace, with the closing one.
    fn brace(&mut self) -> Result<Node, String> {
        let node = match self.peek() {
            Some('@') if !self.branches() => rule(&self.word()?)?,
            Some('#') if !self.branches() => number(&self.word()?)?,
            Some('?') => {
                let percent = self.head()?.parse().map_err(|_| "an optional part without its percentage")?;
                Node::Maybe(percent, self.body()?)
            }
            Some('!') => Node::Escaped(self.head()?, self.body()?),
            _ => self.choice()?,
        };
        match self.next() {
            Some('}') => Ok(node),
            _ => Err(format!("a brace is not closed before position {}", self.at)),
        }
    }

    /// Whether the open brace has branches.
    fn branches(&self) -> bool {
        let mut depth = 0;
        let mut letters = self.letters.iter().skip(self.at);
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => drop(letters.next()),
                '{' => depth += 1,
                '}' if depth == 0 => return false,
                '}' => depth -= 1,
                '|' if depth == 0 => return true,
                _ => {}
            }
        }
        false
    }

    /// The word between a brace's mark and the first blank.
    fn head(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut head = String::new();
        while let Some(letter) = self.next() {
            if letter == ' ' {
                return Ok(head);
            }
            head.push(letter);
        }
        Err(format!("nothing follows `{head}`"))
    }

    /// The body of an optional or escaped part, in which `|` stands for itself.
    fn body(&mut self) -> Result<Vec<Node>, String> {
        self.sequence(false)
    }

    /// The text after a brace's mark, up to the closing brace.
    fn word(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut word = String::new();
        while let Some(letter) = self.peek() {
            if letter == '}' {
                return Ok(word);
            }
            self.at += 1;
            word.push(if letter == '\\' { escape(self.next().ok_or("ends in a backslash")?) } else { letter });
        }
        Err(format!("`{word}` is not closed"))
    }

    fn choice(&mut self) -> Result<Node, String> {
        let mut branches = vec![self.sequence(true)?];
        while self.peek() == Some('|') {
            self.at += 1;
            branches.push(self.sequence(true)?);
        }
        match branches.as_slice() {
            [only] => slot(only),
            _ => Ok(Node::Choice(branches.into_iter().map(branch).collect())),
        }
    }
}

fn escape(letter: char) -> char {
    match letter {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        other => other,
    }
}

/// `@rule` and `#5-20` need no braces of their own where they are a whole branch.
fn branch(nodes: Vec<Node>) -> Vec<Node> {
    if let [Node::Text(text)] = nodes.as_slice() {
        let short = match text.split_at_checked(1) {
            Some(("@", word)) if word.starts_with(|letter: char| letter.is_ascii_lowercase()) => rule(word),
            Some(("#", word)) => number(word),
            _ => return nodes,
        };
        return short.map_or(nodes, |node| vec![node]);
    }
    nodes
}

/// `name*2-4/between`.
fn rule(word: &str) -> Result<Node, String> {
    let (word, between) = word.split_once('/').unwrap_or((word, " "));
    let (name, count) = word.split_once('*').unwrap_or((word, "1"));
    let (least, most) = count.split_once('-').unwrap_or((count, count));
    let parse = |count: &str| count.parse::<usize>().map_err(|_| format!("`{word}`: bad count"));
    Ok(Node::Rule { name: name.to_owned(), least: parse(least)?, most: parse(most)?, between: between.to_owned() })
}

/// `5-20` or `0.6-1.4`.
fn number(word: &str) -> Result<Node, String> {
    let bad = || format!("`#{word}`: bad range");
    let (low, high) = word.split_once('-').ok_or_else(bad)?;
    let decimals = high.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits = |number: &str| {
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        format!("{whole}{part:0<decimals$}").parse::<i64>().map_err(|_| bad())
    };
    let (low, high) = (digits(low)?, digits(high)?);
    if low <= high { Ok(Node::Number { low, high, decimals }) } else { Err(bad()) }
}

fn slot(nodes: &[Node]) -> Result<Node, String> {
    let [Node::Text(word)] = nodes else { return Err("a slot that is no word, or empty braces".to_owned()) };
    let (name, argument) = match word.split_once(':') {
        Some((name, argument)) => (name, Some(argument.to_owned())),
        None => (word.as_str(), None),
    };
    Ok(Node::Slot { name: name.to_owned(), argument })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_it_documents() {
        let nodes = parse(r"a|b \{x\} {c|{pt:full}|}{?30 d|e}{@r*2-4/, }{#0.6-1.40}{@q|#1-2|#|x}{!json f}").unwrap();
        let shown = format!("{nodes:?}");
        assert!(shown.starts_with(r#"[Text("a|b {x} "), Choice"#), "{shown}");
        assert!(shown.contains(r#"Maybe(30, [Text("d|e")])"#), "{shown}");
        assert!(shown.contains("low: 60, high: 140, decimals: 2"), "{shown}");
        assert!(shown.contains(r#"least: 2, most: 4, between: ", ""#), "{shown}");
        assert!(shown.contains(r##"[Text("#")], [Text("x")]"##) && shown.contains("low: 1, high: 2"), "{shown}");
        assert!(shown.ends_with(r#"Escaped("json", [Text("f")])]"#), "{shown}");
    }

    #[test]
    fn says_what_is_wrong() {
        for wrong in ["{a", "a}", "{}", "{#9-1}", "{@r*x}", "{?a b}"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
