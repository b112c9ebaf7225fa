//! Where answers go, and in which form.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::files::are_same;
use super::progress::from_to;
use super::{CliError, text};
use equil::report::Document;
use equil::table::Table;

/// What a person sees while and after a command runs.
#[derive(clap::Args)]
#[command(next_help_heading = "Screen and threads")]
pub(crate) struct Screen {
    /// Show colours
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: When,
    /// Say nothing but the answer: no warnings, no notes, no progress, not how it was found; errors are
    /// said all the same
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say each step and how long it took, on stderr, and list in full what the text otherwise cuts
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Show no progress, even on a terminal
    #[arg(long, global = true)]
    pub(crate) no_progress: bool,
    /// Threads to use; they never change a result [default: all cores]
    #[arg(long, global = true, value_name = "N", value_parser = from_to::<u16>(1, 1024))]
    threads: Option<u16>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    Always,
    Never,
}

impl Screen {
    fn colours(&self, terminal: bool) -> bool {
        match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                terminal && !refused && !dumb
            }
        }
    }

    pub(crate) fn colours_on_stderr(&self) -> bool {
        self.colours(std::io::stderr().is_terminal())
    }

    pub(crate) fn colours_on_stdout(&self) -> bool {
        self.colours(std::io::stdout().is_terminal())
    }

    pub(crate) fn shows_progress(&self) -> bool {
        !self.no_progress && !self.quiet && std::io::stderr().is_terminal()
    }

    /// Threads are a matter of the whole process.
    pub(crate) fn set_threads(&self) {
        if let Some(threads) = self.threads {
            // Fails only if threads have been started already, and none have
            let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global();
        }
    }
}

/// Writes a line to the standard output.
pub(crate) fn say(line: &str) -> Result<(), CliError> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}

/// Forms an answer can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Text,
    Json,
    /// JSON, a line for each equilibrium as soon as it is found, or for each row of a sweep
    Jsonl,
    Csv,
    /// Gambit's strategic form
    Nfg,
    /// Two matrices, as lrsnash reads them
    Lrs,
    /// The strategic form of GAMUT and other programs, numbers only
    Gam,
    /// Markdown
    Md,
    Latex,
    /// Tables of Typst
    Typst,
    /// equil's game file
    Toml,
    /// A picture
    Svg,
    /// Typed columns, for a file of rows of a sweep
    Parquet,
}

/// What the extension of a file says about its form.
const EXTENSIONS: &[(&str, Form)] = &[
    ("txt", Form::Text),
    ("json", Form::Json),
    ("jsonl", Form::Jsonl),
    ("csv", Form::Csv),
    ("nfg", Form::Nfg),
    ("lrs", Form::Lrs),
    ("gam", Form::Gam),
    ("md", Form::Md),
    ("tex", Form::Latex),
    ("typ", Form::Typst),
    ("toml", Form::Toml),
    ("svg", Form::Svg),
    ("parquet", Form::Parquet),
];

/// What documents are written as.
pub(crate) const DOCUMENTS: [Form; 6] =
    [Form::Text, Form::Json, Form::Csv, Form::Md, Form::Latex, Form::Typst];

/// What documents with a picture are written as.
pub(crate) const PICTURED: [Form; 7] =
    [Form::Text, Form::Json, Form::Csv, Form::Md, Form::Latex, Form::Typst, Form::Svg];

/// Reads one of these.
pub(crate) fn one_of(forms: &[Form]) -> impl TypedValueParser<Value = Form> + use<> {
    let values: Vec<PossibleValue> = forms.iter().filter_map(Form::to_possible_value).collect();
    PossibleValuesParser::new(values)
        .map(|name| Form::from_str(&name, false).expect("only names of forms are possible"))
}

impl Form {
    /// The form that the extension of a file asks for, if it has one; upper case does not matter.
    fn of(path: &Path, applicable: &[Self]) -> Result<Option<Self>, CliError> {
        let Some(extension) = path.extension() else { return Ok(None) };
        let extension = extension.to_string_lossy();
        let known = EXTENSIONS.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known));
        if let Some((_, form)) = known {
            return Ok(Some(*form));
        }
        let fit = EXTENSIONS.iter().filter(|(_, form)| applicable.contains(form));
        let fit: Vec<String> = fit.map(|(extension, _)| format!(".{extension}")).collect();
        Err(CliError::Usage(
            format!("the extension `.{extension}` says no format"),
            Some(format!("these do: {}; or add `-f FORM`", fit.join(", "))),
        ))
    }

    /// The form asked for by name, else by the extension of the file that is written.
    pub(crate) fn asked(
        named: Option<Self>,
        target: &Target,
        applicable: &[Self],
    ) -> Result<Option<Self>, CliError> {
        let asked = match (named, target.file()) {
            (Some(form), _) => Some(form),
            (None, Some(path)) => Self::of(path, applicable)?,
            (None, None) => None,
        };
        let Some(form) = asked.filter(|form| !applicable.contains(form)) else { return Ok(asked) };
        let known: Vec<String> = applicable.iter().map(|form| form.name()).collect();
        Err(CliError::Usage(
            format!("the format `{}` does not apply here", form.name()),
            Some(format!("these do: {}", known.join(", "))),
        ))
    }

    pub(crate) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// Where to write.
#[derive(clap::Args)]
pub(crate) struct Target {
    /// Where to write it; `-` is the standard output
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Overwrite the output file if it exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// Digits shown after the point where nothing else is asked for.
const DIGITS: usize = 4;

/// Options about the answer's form.
#[derive(clap::Args)]
pub(crate) struct Output {
    /// What to print [default: by the extension of --output, else text]
    #[arg(short, long, value_enum, value_name = "FORM")]
    format: Option<Form>,
    #[command(flatten)]
    target: Target,
    /// Digits shown after the point, half-even on the exact value [default: 4; csv is exact unless
    /// this is given]
    #[arg(long, value_name = "N", value_parser = from_to::<u16>(0, 1000))]
    digits: Option<u16>,
}

impl Output {
    /// Whether files may be overwritten.
    pub(crate) fn overwrites(&self) -> bool {
        self.target.force
    }

    pub(crate) fn digits(&self) -> usize {
        self.digits.map_or(DIGITS, usize::from)
    }

    /// The form asked for, if it is one of those that apply.
    pub(crate) fn form(&self, applicable: &[Form], default: Form) -> Result<Form, CliError> {
        Ok(self.chosen(applicable)?.unwrap_or(default))
    }

    /// The form asked for by `--format` or by the extension, if any is.
    pub(crate) fn chosen(&self, applicable: &[Form]) -> Result<Option<Form>, CliError> {
        Form::asked(self.format, &self.target, applicable)
    }

    /// Refuses to overwrite what is read, `--force` or not.
    pub(crate) fn spares(&self, inputs: &[String]) -> Result<(), CliError> {
        self.file().map_or(Ok(()), |path| spared(path, "read", inputs))
    }

    /// The file to write to, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.target.file()
    }

    /// Writes a document in one of the forms that documents have.
    pub(crate) fn document(
        &self,
        form: Form,
        document: &Document,
        data: impl FnOnce() -> Table,
        screen: &Screen,
    ) -> Result<(), CliError> {
        let plain;
        let document = if screen.quiet {
            plain = document.clone().without_remarks();
            &plain
        } else {
            document
        };
        let written = match form {
            Form::Md => document.to_markdown(self.digits()),
            Form::Latex => document.to_latex(self.digits()),
            Form::Typst => document.to_typst(self.digits()),
            Form::Csv => data().to_csv(self.digits.map(usize::from)),
            _ => {
                let colours = self.file().is_none() && screen.colours_on_stdout();
                text::rendered(document, self.digits(), self.width(), colours)
            }
        };
        self.write(written.as_bytes())
    }

    /// Columns to fill: those of the terminal, else 100.
    pub(crate) fn width(&self) -> usize {
        let terminal = terminal_size::terminal_size().filter(|_| self.file().is_none());
        let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = terminal.map(|(width, _)| usize::from(width.0)).or(asked).unwrap_or(100);
        width.clamp(20, 500)
    }

    /// Writes JSON.
    pub(crate) fn json(&self, value: &serde_json::Value) -> Result<(), CliError> {
        let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
        text.push('\n');
        self.write(text.as_bytes())
    }

    /// Writes bytes as they are.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), CliError> {
        self.target.write(bytes)
    }

    /// Somewhere to write line by line.
    pub(crate) fn stream(&self) -> Result<Box<dyn Write + Send>, CliError> {
        self.target.open()
    }
}

impl Target {
    /// The file to write to, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }

    /// Writes bytes as they are.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), CliError> {
        let mut target = self.open()?;
        let written = target.write_all(bytes).and_then(|()| target.flush());
        written.map_err(|error| match self.file() {
            Some(path) => CliError::Io(path.display().to_string(), error),
            None => error.into(),
        })
    }

    /// Opens the file or the standard output for writing.
    fn open(&self) -> Result<Box<dyn Write + Send>, CliError> {
        let Some(path) = self.file() else { return Ok(Box::new(std::io::stdout())) };
        if path.is_dir() {
            return Err(CliError::Usage(
                format!("`{}` is a folder", path.display()),
                Some("name a file in it".to_owned()),
            ));
        }
        let mut options = std::fs::OpenOptions::new();
        options.write(true);
        if self.force {
            options.create(true).truncate(true);
        } else {
            options.create_new(true);
        }
        match options.open(path) {
            Ok(file) => Ok(Box::new(file)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(CliError::Usage(
                    format!("`{}` exists", path.display()),
                    Some("`--force` overwrites it".to_owned()),
                ))
            }
            Err(error) => Err(CliError::Io(path.display().to_string(), error)),
        }
    }
}

/// Refuses to write to a file that is one of `others`, which are `used`: read, or written.
pub(crate) fn spared(path: &Path, used: &str, others: &[String]) -> Result<(), CliError> {
    let others = others.iter().map(Path::new).filter(|other| *other != Path::new("-"));
    if !others.into_iter().any(|other| other == path || are_same(other, path)) {
        return Ok(());
    }
    Err(CliError::Usage(
        format!("`{}` is {used}: it cannot be written to as well", path.display()),
        Some("write to another file, and move it".to_owned()),
    ))
}
