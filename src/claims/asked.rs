//! What a claim asks, and what it says of it, in words.

use crate::model::{Claim, Expectation, Model};
use crate::num::Rational;
use crate::table::in_full;

/// What is asked, and where: `gain(meta, open) given google = open; theta = 1`.
pub(super) fn asked(model: &Model, claim: &Claim) -> String {
    let scenario = |scenario: Option<usize>| {
        scenario.map(|scenario| format!("scenario {}", model.scenarios[scenario].name))
    };
    let at = |changes: &[(usize, Rational)]| {
        let one = |(parameter, value): &(usize, Rational)| {
            format!("{} = {}", model.parameters[*parameter].name, in_full(value))
        };
        changes.iter().map(one).collect::<Vec<_>>()
    };
    let mut said = vec![claim.written.text.clone()];
    said.extend(scenario(claim.scenario));
    said.extend(at(&claim.changes));
    if let Expectation::Versus(versus) = &claim.expectation {
        let mut other = at(&versus.changes);
        other.extend(scenario(versus.scenario).filter(|_| versus.scenario != claim.scenario));
        if versus.written.text != claim.written.text {
            other.insert(0, versus.written.text.clone());
        }
        let than = if versus.more { "more than" } else { "less than" };
        said.push(format!("{than}: {}", other.join(", ")));
    }
    said.join("; ")
}

/// What is expected.
pub(super) fn expected(expectation: &Expectation, short: &dyn Fn(&Rational) -> String) -> String {
    match expectation {
        Expectation::Holds => "yes".to_owned(),
        Expectation::Fails => "no".to_owned(),
        Expectation::Value { least, most } => match (least, most) {
            (Some(least), Some(most)) if least == most => short(least),
            (Some(least), Some(most)) => format!("[{}, {}]", short(least), short(most)),
            (Some(least), None) => format!("≥ {}", short(least)),
            (None, Some(most)) => format!("≤ {}", short(most)),
            (None, None) => String::new(),
        },
        Expectation::Versus(versus) if versus.more => "more".to_owned(),
        Expectation::Versus(_) => "less".to_owned(),
    }
}
