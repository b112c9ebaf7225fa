//! Writing.

use std::io;

use crate::format::nfg::push_number;
use crate::game::Game;
use crate::num::{Rational, shortest};

/// Writes the game: integers, decimals where they are short, else fractions, which only this program
/// reads.
///
/// # Errors
/// Those of `out`.
///
/// # Examples
/// ```
/// use equil::format::gam;
/// use equil::game::family::Family;
///
/// let sample = Family::find("identity").unwrap().sample(&[("size", "2")])?;
/// let mut text = Vec::new();
/// gam::write(&sample.game, &mut text)?;
/// assert_eq!(String::from_utf8(text)?, "2\n2 2\n\n1 0\n0 1\n\n1 0\n0 1\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(game: &Game<Rational>, out: &mut impl io::Write) -> io::Result<()> {
    let counts: Vec<String> = game.strategies().iter().map(usize::to_string).collect();
    writeln!(out, "{}\n{}", counts.len(), counts.join(" "))?;
    let mut line = Vec::new();
    for player in 0..game.players() {
        writeln!(out)?;
        // A line for each way in which the others can play
        for payoffs in game.payoffs(player).chunks(game.strategies()[0]) {
            line.clear();
            for (place, payoff) in payoffs.iter().enumerate() {
                if place > 0 {
                    line.push(b' ');
                }
                let decimal = if payoff.is_integer() { None } else { shortest(payoff) };
                match decimal {
                    Some(decimal) => line.extend_from_slice(decimal.as_bytes()),
                    None => push_number(&mut line, payoff),
                }
            }
            line.push(b'\n');
            out.write_all(&line)?;
        }
    }
    Ok(())
}
