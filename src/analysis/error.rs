//! Why rows are not analysed.

use crate::text::similar;

/// Something wrong with a file of rows, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: u64,
    /// The column of the table, by name, if it is about one.
    pub column: Option<String>,
    /// What.
    pub message: String,
}

/// Why there is no analysis.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnalysisError {
    /// The rows cannot be read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Cells that are not what they should be.
    #[error("{} cells or lines cannot be read", .0.len())]
    Faults(Vec<Fault>),
    /// Rows in a form that is written only.
    #[error("rows are read as CSV or JSON lines")]
    Form,
    /// A file without rows.
    #[error("there are no rows")]
    NoRows,
    /// All columns are answers.
    #[error("there are no columns of parameters")]
    NoParameters,
    /// An answer that is not there.
    #[error("no column of answers is called `{name}`")]
    NoColumn {
        /// As asked for.
        name: String,
        /// Those that are there.
        known: Vec<String>,
    },
    /// Rows that are not in the order of their design.
    #[error("these are no rows of the design `{design}`: {problem}")]
    Order {
        /// The design.
        design: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// Nobody says how many levels a lattice has, and its values do not show it, or show others.
    #[error("these are rows of the design `morris`, but {0}")]
    Lattice(String),
    /// The method needs other rows.
    #[error("`{method}` does not take rows of the design `{design}`")]
    Unfit {
        /// The method.
        method: &'static str,
        /// The design of the rows.
        design: &'static str,
        /// Designs whose rows it takes.
        takes: &'static [&'static str],
        /// Methods that take these rows.
        others: Vec<&'static str>,
    },
}

impl AnalysisError {
    /// What to do about it, in terms of the command line.
    pub fn help(&self) -> String {
        match self {
            Self::Io(_) => "the same `equil sweep` writes damaged rows again".to_owned(),
            Self::Faults(_) => {
                "parameters are numbers; answers numbers, yes, no, infinite, open or undefined"
                    .to_owned()
            }
            Self::Form => "the same sweep with `-o run.csv` has the same rows".to_owned(),
            Self::NoRows => "a run has a row for each point".to_owned(),
            Self::NoParameters => "say which columns are answers: `--query COLUMN`".to_owned(),
            Self::NoColumn { name, known } => {
                let names = known.iter().map(String::as_str);
                similar(name, "one", names)
                    .unwrap_or_else(|| format!("there are: {}", known.join("; ")))
            }
            Self::Order { .. } => {
                "rows are in the order of the sample, and `--second-order` is as it was drawn"
                    .to_owned()
            }
            Self::Lattice(_) => {
                "say how many levels the sample was drawn with: `--levels N`".to_owned()
            }
            Self::Unfit { method, takes, others, .. } => {
                let others = match others.as_slice() {
                    [] => String::new(),
                    others => format!("; of this run: {}", others.join(", ")),
                };
                format!("`{method}` takes {}{others}", takes.join(", "))
            }
        }
    }
}
