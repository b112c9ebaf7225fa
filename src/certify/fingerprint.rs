//! What a proof is about: a fingerprint of the payoffs.

use sha2::{Digest, Sha256};

use crate::game::Payoffs;
use crate::text::hexadecimal;

/// The SHA-256 of a game's payoffs, in hexadecimal digits: a line with the numbers of strategies, then
/// a line for each player with what they get in every pure profile, the first player's strategy
/// varying fastest. Payoffs are integers or fractions in lowest terms, separated by spaces; each line
/// ends with a line feed. Names do not count, nor does how the payoffs were written.
///
/// `None` unless all payoffs are rational.
///
/// # Complexity
/// A pass over the payoffs.
///
/// # Examples
/// ```
/// use equil::certify::fingerprint;
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
///
/// let payoffs = [[2, 0, 0, 1], [1, 0, 0, 2]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// // sha256sum of "2 2\n2 0 0 1\n1 0 0 2\n"
/// let digits = "835cd85b38c5211fbda8a97abdb07f9c64b377fd38566b4994116c637646d8df";
/// assert_eq!(fingerprint(&game).unwrap(), digits);
/// ```
pub fn fingerprint(payoffs: &Payoffs) -> Option<String> {
    let game = payoffs.rational()?;
    let mut hash = Sha256::new();
    let mut line = |numbers: &mut dyn Iterator<Item = String>| {
        let numbers: Vec<String> = numbers.collect();
        hash.update(numbers.join(" "));
        hash.update("\n");
    };
    line(&mut game.strategies().iter().map(ToString::to_string));
    for player in 0..game.players() {
        line(&mut game.payoffs(player).iter().map(ToString::to_string));
    }
    Some(hexadecimal(&hash.finalize()))
}
