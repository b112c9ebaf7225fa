//! F4: where Meta's gain from opening comes from, term by term.

use super::super::at::{At, Bounds};
use super::super::{Artifact, Exhibit, Fault, Study};
use crate::num::{Rational, Ring, Sign};
use crate::plot::{Fall, Waterfall};
use crate::table::{Cell, Style, Table, middle};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F4",
    name: "dividend",
    title: "The openness dividend, term by term, at the equilibrium's rivals in both vintages",
    games: &["four-player-2024", "four-player-2026"],
    command: "equil dominance games/open-release/four-player-2024.game.toml meta open",
    is_quick: true,
    run,
};

const PLAYER: &str = "meta";
const TO: &str = "open_r";
/// What else Meta can do, without opening.
const FROM: [&str; 3] = ["closed", "api", "delayed"];

/// A term of Meta's payoff.
struct Term {
    /// `meta_talent`, as the file calls it.
    label: String,
    /// What it is, in words.
    words: String,
    /// Vintage by vintage, over each of the other strategies.
    gains: Vec<[Bounds; 3]>,
}

fn zero() -> Bounds {
    (Rational::zero(), Rational::zero())
}

fn add(sum: &mut Bounds, term: &Bounds) {
    sum.0 += &term.0;
    sum.1 += &term.1;
}

fn float(bounds: &Bounds) -> f64 {
    middle(&bounds.0, &bounds.1).nearest_f64()
}

/// The name of a term without the player's: `talent`.
fn key(label: &str) -> &str {
    label.strip_prefix("meta_").unwrap_or(label)
}

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut artifact = Artifact::new();
    let vintages = ["2024", "2026"];
    let (mut terms, mut labels) = (Vec::new(), Vec::new());
    for (place, vintage) in vintages.into_iter().enumerate() {
        let game = study.game(&format!("four-player-{vintage}"))?;
        let rivals = rivals(&game)?;
        let named: Vec<&str> = rivals.iter().map(String::as_str).collect();
        labels.push(format!("{vintage}: {}", named.join(", ")));
        for (over, from) in FROM.into_iter().enumerate() {
            let [from, to] = [from, TO].map(|own| [&[own], named.as_slice()].concat());
            for found in game.terms(PLAYER, &from, &to)? {
                let term = entry(&mut terms, found.term, vintages.len());
                term.gains[place][over] = found.bounds;
            }
        }
    }
    sorted(&mut terms);
    for (place, vintage) in vintages.into_iter().enumerate() {
        let (mut gross, mut costs) = (zero(), zero());
        for term in &terms {
            let gain = &term.gains[place][0];
            let sum = if float(gain) < 0.0 { &mut costs } else { &mut gross };
            add(sum, gain);
            artifact.numbers.number(format!("{vintage}.{}", key(&term.label)), gain, 3);
        }
        let cost = (Rational::zero().minus(&costs.1), Rational::zero().minus(&costs.0));
        artifact.numbers.number(format!("{vintage}.gross"), &gross, 3);
        artifact.numbers.number(format!("{vintage}.cost"), &cost, 3);
        for (over, from) in FROM.into_iter().enumerate() {
            let net = total(&terms, place, over);
            artifact.numbers.number(format!("{vintage}.over_{from}"), &net, 3);
        }
    }
    artifact.picture("", picture(&terms, labels));
    artifact.printed("", table(&terms, &vintages), 3);
    Ok(artifact)
}

/// What the others play in the only equilibrium.
fn rivals(game: &At<'_>) -> Result<Vec<String>, Fault> {
    let equilibria = game.solve()?.outcome.equilibria;
    let [only] = equilibria.as_slice() else {
        return Err(game.open("equilibria", "there is not exactly one"));
    };
    let pure = only.profile.as_pure();
    let played = pure.ok_or_else(|| game.open("equilibria", "the only one is mixed"))?;
    let others = game.model.players.iter().zip(played).skip(1);
    Ok(others.map(|(player, strategy)| player.strategies[strategy].clone()).collect())
}

/// The entry of a term, new where there was none.
fn entry(terms: &mut Vec<Term>, term: crate::model::Term, vintages: usize) -> &mut Term {
    let place = terms.iter().position(|one: &Term| one.label == term.label);
    let place = place.unwrap_or_else(|| {
        let words = term.about.unwrap_or_else(|| term.label.clone());
        let gains = vec![[zero(), zero(), zero()]; vintages];
        terms.push(Term { label: term.label, words, gains });
        terms.len() - 1
    });
    &mut terms[place]
}

/// Gains over the first strategy before costs, each from the greatest in the first vintage; then the rest.
fn sorted(terms: &mut [Term]) {
    let rank = |term: &Term| {
        let first = term.gains.iter().map(|gains| float(&gains[0])).find(|x| x.abs() > 0.0);
        first.map_or(2, |amount| usize::from(amount < 0.0))
    };
    terms.sort_by(|a, b| {
        let size = |term: &Term| float(&term.gains[0][0]).abs();
        rank(a).cmp(&rank(b)).then(size(b).total_cmp(&size(a)))
    });
}

fn total(terms: &[Term], vintage: usize, over: usize) -> Bounds {
    let mut sum = zero();
    for term in terms {
        add(&mut sum, &term.gains[vintage][over]);
    }
    sum
}

/// The gain over internal use, as a waterfall.
fn picture(terms: &[Term], panels: Vec<String>) -> String {
    let amounts = |term: &Term| term.gains.iter().map(|gains| float(&gains[0])).collect::<Vec<_>>();
    let (mut rows, mut is_gain) = (Vec::new(), true);
    for term in terms {
        let amounts = amounts(term);
        let Some(first) = amounts.iter().find(|x| x.abs() > 0.0) else { continue };
        if is_gain && *first < 0.0 {
            rows.push(Fall::Sum { label: "gross gain".to_owned() });
            is_gain = false;
        }
        rows.push(Fall::Term { label: term.words.clone(), amounts });
    }
    rows.push(Fall::Sum { label: "net gain".to_owned() });
    Waterfall { title: String::new(), axis: "gain (USD bn/yr)".to_owned(), panels, rows, digits: 3 }
        .to_svg()
}

/// The gain over everything else that Meta can do.
fn table(terms: &[Term], vintages: &[&str]) -> Table {
    let heads = vintages
        .iter()
        .flat_map(|vintage| FROM.map(|from| format!(">{vintage}: over {from} (USD bn/yr)")));
    let heads: Vec<String> = std::iter::once("term".to_owned()).chain(heads).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut table = Table::new(&heads);
    let signed = |bounds: &Bounds| {
        let above = bounds.0 > Rational::zero();
        let below = bounds.1 < Rational::zero();
        let sign = above.then_some(Sign::Positive).or(below.then_some(Sign::Negative));
        Cell::signed(bounds, sign)
    };
    for term in terms {
        let mut row = vec![Cell::text(term.words.as_str())];
        row.extend(term.gains.iter().flatten().map(signed));
        table.row(row);
    }
    let mut last = vec![Cell::text("in all").styled(Style::Strong)];
    for vintage in 0..vintages.len() {
        last.extend((0..FROM.len()).map(|over| signed(&total(terms, vintage, over))));
    }
    table.row(last);
    table
}
