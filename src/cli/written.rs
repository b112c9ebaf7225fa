//! Games of numbers as files of the forms that hold them.

use std::io::Write as _;

use super::output::{Form, Screen};
use super::progress::usage;
use super::{CliError, draw};
use equil::format::nfg::{Body, gambit_reads_label, gambit_reads_text, write};
use equil::format::write::{to_csv, to_nfg, to_toml};
use equil::format::{gam, lrs};
use equil::game::Game;
use equil::model::Model;
use equil::num::Rational;

/// Forms of files that hold games of numbers.
pub(crate) const FILES: [Form; 5] = [Form::Nfg, Form::Lrs, Form::Gam, Form::Toml, Form::Csv];

/// The game with the labels of `model` as a file of one of the forms of [`FILES`].
pub(crate) fn written(
    form: Form,
    body: Body,
    model: &Model,
    numbers: &Game<Rational>,
    screen: &Screen,
) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    match form {
        Form::Toml => bytes.write_all(to_toml(model, numbers).as_bytes())?,
        Form::Csv => bytes.write_all(to_csv(model, numbers).as_bytes())?,
        Form::Lrs => {
            if numbers.players() != 2 {
                return Err(usage(
                    format!("lrs holds games of two players, this one has {}", numbers.players()),
                    "write `-f gam` or `-f nfg`",
                ));
            }
            lrs::write(numbers, &mut bytes)?;
        }
        Form::Gam => gam::write(numbers, &mut bytes)?,
        _ => {
            let file = to_nfg(model, numbers);
            write(&file, body, &mut bytes)?;
            let mut labels = file.players.iter().chain(file.strategies.iter().flatten());
            let comment = file.comment.as_deref().unwrap_or("");
            if labels.any(|label| !gambit_reads_label(label))
                || !gambit_reads_text(&file.title)
                || !gambit_reads_text(comment)
            {
                draw::note("Gambit may not read all labels: it wants plain ASCII", screen);
            }
        }
    }
    Ok(bytes)
}
