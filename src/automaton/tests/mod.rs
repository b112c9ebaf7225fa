//! Against what is known of the repeated prisoner's dilemma, against sums of many rounds, and under what must change nothing.

mod known;
mod laws;

use super::{Joint, MOST_TRANSITIONS};
use crate::formula::Text;
use crate::game::{Automaton, Game, Payoffs, Shape};
use crate::model::{Info, Model, Player, parse_automaton};
use crate::num::Rational;
use crate::text::Source;

/// The payoffs of both in CC, DC, CD, DD.
fn game(payoffs: &[[i64; 4]; 2]) -> Payoffs {
    let rows = payoffs.iter().map(|row| row.iter().map(|&x| Rational::integer(x)).collect());
    Game::new(vec![2, 2], rows.collect()).unwrap().into()
}

/// Two players with the strategies c and d.
fn model() -> Model {
    let player = |name: &str| Player {
        name: name.to_owned(),
        strategies: ["c", "d"].map(str::to_owned).to_vec(),
        classes: Vec::new(),
    };
    let payoffs = vec![vec![Rational::integer(0); 4]; 2];
    let source = Source::new("test", "");
    Model::from_table(&source, Info::default(), vec![player("ann"), player("bob")], payoffs)
}

fn strategy(player: usize, text: &str) -> Automaton {
    let mut problems = Vec::new();
    let model = model();
    let text = Text::standalone("test", text);
    let found = parse_automaton(&text, &model.scope(&[]), player, &[], &mut problems);
    found.unwrap_or_else(|| panic!("{problems:?}"))
}

fn both(ann: &str, bob: &str) -> [Automaton; 2] {
    [strategy(0, ann), strategy(1, bob)]
}

fn joint<'a>(shape: &'a Shape, automata: &'a [Automaton]) -> Joint<'a> {
    Joint::of(shape, automata, MOST_TRANSITIONS).unwrap()
}

fn ratio(text: &str) -> Rational {
    text.parse().unwrap()
}

/// The dilemma of Axelrod's tournaments: 3 for both, 5 and 0 for one who betrays the other, 1 for both.
const AXELROD: [[i64; 4]; 2] = [[3, 5, 0, 1], [3, 0, 5, 1]];
const DILEMMA: [[i64; 4]; 2] = [[9, 10, 1, 3], [9, 1, 10, 3]];
