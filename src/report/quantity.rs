//! Quantities in words.

use crate::game::{Objective, Sense};
use crate::model::Model;
use crate::num::Rational;
use crate::table::shown;

/// A quantity: `welfare`, `payoff of meta`, `probability that meta plays open`.
pub(super) fn quantity_in_words(model: &Model, objective: &Objective) -> String {
    match objective {
        Objective::Welfare => "welfare".to_owned(),
        Objective::Payoff(player) => format!("payoff of {}", model.players[*player].name),
        Objective::Egalitarian => "payoff of whoever gets least".to_owned(),
        Objective::Probability { player, strategies } => {
            let owner = &model.players[*player];
            let class = owner.classes.iter().find(|(_, members)| members == strategies);
            let named = match (&strategies[..], class) {
                ([], _) => "nothing".to_owned(),
                ([only], _) => owner.strategies[*only].clone(),
                (_, Some((name, _))) => name.clone(),
                (several, None) => {
                    let names: Vec<&str> =
                        several.iter().map(|&s| owner.strategies[s].as_str()).collect();
                    names.join(" or ")
                }
            };
            format!("probability that {} plays {named}", owner.name)
        }
        Objective::Linear(_) => "weighted sum".to_owned(),
    }
}

/// The same for other programs, as on the command line.
pub(super) fn quantity_name(model: &Model, objective: &Objective) -> String {
    match objective {
        Objective::Welfare => "welfare".to_owned(),
        Objective::Payoff(player) => format!("payoff({})", model.players[*player].name),
        Objective::Egalitarian => "egalitarian".to_owned(),
        Objective::Probability { player, strategies } => {
            let owner = &model.players[*player];
            let names: Vec<&str> =
                strategies.iter().map(|&s| owner.strategies[s].as_str()).collect();
            format!("probability({}, {})", owner.name, names.join(" or "))
        }
        Objective::Linear(_) => "linear".to_owned(),
    }
}

pub(super) fn sense_in_words(sense: Sense) -> &'static str {
    match sense {
        Sense::Maximise => "greatest",
        Sense::Minimise => "least",
    }
}

/// The same for other programs.
pub(super) fn sense_name(sense: Sense) -> &'static str {
    match sense {
        Sense::Maximise => "maximise",
        Sense::Minimise => "minimise",
    }
}

/// A value with its fraction, where that is short and says more.
pub(super) fn bounds_in_words(bounds: &(Rational, Rational), digits: usize) -> String {
    let text = shown(&bounds.0, &bounds.1, digits);
    let short = bounds.0.as_small().is_some_and(|(_, denominator)| denominator <= 1000);
    if bounds.0 == bounds.1 && short && !bounds.0.is_integer() {
        return format!("{} ({text})", bounds.0);
    }
    text
}
