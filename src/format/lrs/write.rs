//! Writing, as lrsnash reads it.

use std::io;

use crate::format::nfg::push_number;
use crate::game::Game;
use crate::num::Rational;

/// Writes a two-player game; integers and fractions, which lrsnash reads exactly, too.
///
/// # Errors
/// Those of `out`; [`io::ErrorKind::InvalidInput`] if there are not two players.
///
/// # Examples
/// ```
/// use equil::format::lrs;
/// use equil::game::family::Family;
///
/// let sample = Family::find("zero-sum").unwrap().sample(&[("size", "2"), ("high", "1000")])?;
/// let mut text = Vec::new();
/// lrs::write(&sample.game, &mut text)?;
/// assert!(String::from_utf8(text)?.starts_with("2 2\n\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(game: &Game<Rational>, out: &mut impl io::Write) -> io::Result<()> {
    let &[rows, columns] = game.strategies() else {
        let message = "a .lrs file holds a game of two players";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    };
    writeln!(out, "{rows} {columns}")?;
    let mut line = Vec::new();
    for player in 0..2 {
        writeln!(out)?;
        for row in 0..rows {
            line.clear();
            for column in 0..columns {
                if column > 0 {
                    line.push(b' ');
                }
                push_number(&mut line, game.payoff(player, &[row, column]));
            }
            line.push(b'\n');
            out.write_all(&line)?;
        }
    }
    Ok(())
}
