//! Symbols as LaTeX writes them, for programs that write them otherwise.

/// Where a piece of a symbol stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// On the line.
    Base,
    /// Lower and smaller.
    Below,
    /// Higher and smaller.
    Above,
}

/// A piece of a symbol: letters that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// The letters, as Unicode.
    pub text: String,
    /// Whether they are a word, rather than slanted letters.
    pub upright: bool,
    /// Where they stand.
    pub script: Script,
}

/// A symbol of LaTeX's math mode, or several: letters, words, and what stands below or above them.
///
/// # Examples
/// ```
/// use equil::text::Symbol;
///
/// let lag = Symbol::parse(r"\ell_{\mathrm{own}}").unwrap();
/// assert_eq!(lag.plain(), "ℓ_own");
/// assert_eq!(lag.typst(), "ℓ_(\"own\")");
/// assert_eq!(Symbol::parse(r"\frac{1}{2}"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its pieces, in the order in which they are written.
    pub pieces: Vec<Glyphs>,
}

/// Letters that have names.
const NAMED: [(&str, char); 34] = [
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("epsilon", 'ϵ'),
    ("varepsilon", 'ε'),
    ("zeta", 'ζ'),
    ("eta", 'η'),
    ("theta", 'θ'),
    ("iota", 'ι'),
    ("kappa", 'κ'),
    ("lambda", 'λ'),
    ("mu", 'μ'),
    ("nu", 'ν'),
    ("xi", 'ξ'),
    ("pi", 'π'),
    ("rho", 'ρ'),
    ("sigma", 'σ'),
    ("tau", 'τ'),
    ("phi", 'ϕ'),
    ("varphi", 'φ'),
    ("chi", 'χ'),
    ("psi", 'ψ'),
    ("omega", 'ω'),
    ("Gamma", 'Γ'),
    ("Delta", 'Δ'),
    ("Lambda", 'Λ'),
    ("Phi", 'Φ'),
    ("Psi", 'Ψ'),
    ("Omega", 'Ω'),
    ("ell", 'ℓ'),
    ("infty", '∞'),
    ("uparrow", '↑'),
    ("downarrow", '↓'),
];

/// Commands whose letters stand upright.
const WORDS: [&str; 3] = ["mathrm", "text", "textrm"];

impl Symbol {
    /// Reads a symbol; `None` where it has anything else in it than letters, digits, words, `_` and `^`.
    pub fn parse(tex: &str) -> Option<Self> {
        let mut reader = Reader { rest: tex.trim(), pieces: Vec::new() };
        while let Some(next) = reader.rest.chars().next() {
            let script = match next {
                '_' => Script::Below,
                '^' => Script::Above,
                _ => Script::Base,
            };
            if script == Script::Base {
                reader.atom(script)?;
            } else {
                reader.rest = reader.rest[1..].trim_start();
                reader.argument(script)?;
            }
            reader.rest = reader.rest.trim_start();
        }
        (!reader.pieces.is_empty()).then_some(Self { pieces: reader.pieces })
    }

    /// As plain text: `ℓ_B`.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        let mut before = Script::Base;
        for piece in &self.pieces {
            if piece.script != before {
                text.push_str(match piece.script {
                    Script::Base => "",
                    Script::Below => "_",
                    Script::Above => "^",
                });
            }
            before = piece.script;
            text.push_str(&piece.text);
        }
        text
    }

    /// For Typst's math mode.
    pub fn typst(&self) -> String {
        let mut text = String::new();
        for pieces in self.pieces.chunk_by(|a, b| a.script == b.script) {
            let written: Vec<String> = pieces
                .iter()
                .map(|piece| {
                    if piece.upright {
                        format!("\"{}\"", piece.text)
                    } else {
                        // Letters that stand together would be read as a name
                        piece.text.chars().map(String::from).collect::<Vec<_>>().join(" ")
                    }
                })
                .collect();
            let written = written.join(" ");
            text.push_str(&match pieces[0].script {
                Script::Base if text.is_empty() => written,
                Script::Base => format!(" {written}"),
                Script::Below => format!("_({written})"),
                Script::Above => format!("^({written})"),
            });
        }
        text
    }
}

struct Reader<'a> {
    rest: &'a str,
    pieces: Vec<Glyphs>,
}

impl Reader<'_> {
    /// What stands below or above: an atom, or several in brackets.
    fn argument(&mut self, script: Script) -> Option<()> {
        let Some(inner) = self.rest.strip_prefix('{') else { return self.atom(script) };
        self.rest = inner;
        while !self.rest.starts_with('}') {
            self.rest = self.rest.trim_start();
            self.atom(script)?;
        }
        self.rest = &self.rest[1..];
        Some(())
    }

    /// A letter, a digit, a named letter or a word.
    fn atom(&mut self, script: Script) -> Option<()> {
        let first = self.rest.chars().next()?;
        if first.is_alphanumeric() {
            self.rest = &self.rest[first.len_utf8()..];
            self.add(&first.to_string(), first.is_numeric(), script);
            return Some(());
        }
        let command = self.rest.strip_prefix('\\')?;
        let end = command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len());
        let (name, after) = command.split_at(end);
        if let Some((_, letter)) = NAMED.iter().find(|(known, _)| *known == name) {
            self.rest = after;
            self.add(&letter.to_string(), false, script);
            return Some(());
        }
        if !WORDS.contains(&name) {
            return None;
        }
        let (word, after) = after.strip_prefix('{')?.split_once('}')?;
        if !word.chars().all(|c| c.is_alphanumeric() || c == ' ') {
            return None;
        }
        self.rest = after;
        self.add(word, true, script);
        Some(())
    }

    fn add(&mut self, text: &str, upright: bool, script: Script) {
        match self.pieces.last_mut() {
            Some(last) if last.upright == upright && last.script == script => {
                last.text.push_str(text);
            }
            _ => self.pieces.push(Glyphs { text: text.to_owned(), upright, script }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_read_whole_or_not_at_all() {
        let read = |tex: &str| Symbol::parse(tex).map(|found| (found.plain(), found.typst()));
        let both = |plain: &str, typst: &str| Some((plain.to_owned(), typst.to_owned()));
        assert_eq!(read("S"), both("S", "S"));
        assert_eq!(read(r"\mu_w"), both("μ_w", "μ_(w)"));
        assert_eq!(read("p_O^H"), both("p_O^H", "p_(O)^(H)"));
        assert_eq!(read("k_{F1}"), both("k_F1", "k_(F \"1\")"));
        assert_eq!(read(r"F_{\mathrm{rel}}"), both("F_rel", "F_(\"rel\")"));
        assert_eq!(read(r"\infty"), both("∞", "∞"));
        let moves = read(r"p_O^H \downarrow X_M \uparrow");
        assert_eq!(moves, both("p_O^H↓X_M↑", "p_(O)^(H) ↓ X_(M) ↑"));
        for other in ["", "_", "a, b", r"\frac{1}{2}", "x_{", r"\mathrm{a", "a+b", r"\"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
