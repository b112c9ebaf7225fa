//! T7: the specification curve: the game under every combination of modelling choices.

use rayon::prelude::*;

use super::super::at::{At, Bounds};
use super::super::{Artifact, Exhibit, Fault, Study};
use crate::dominance::cases;
use crate::nash::Coverage;
use crate::num::{Rational, Ring};
use crate::plot::{Choices, Specification, Specifications};
use crate::report::shown_profile;
use crate::table::{Cell, Table, middle};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "T7",
    name: "specifications",
    title: "The specification curve: equilibria under every combination of modelling choices",
    games: &["four-player-specifications"],
    command: "equil solve games/open-release/four-player-specifications.game.toml --set one_sided_effort=1 --set no_hold_up=1",
    is_quick: false,
    run,
};

/// Choices that are made or not, each for itself: the switch, and what it does.
const SWITCHES: [(&str, &str); 7] = [
    ("one_sided_effort", "effort costs on one side only"),
    ("unscaled_talent", "talent values any release"),
    ("one_fringe", "one fringe of assistants"),
    ("guessed_mu", "tastes by a guess"),
    ("no_hold_up", "no hold-up"),
    ("flywheel", "a flywheel"),
    ("inside_nest", "a nest of all models"),
];

/// What the shares are taken from: one of these, the first by no switch.
const SHARES: [(Option<&str>, &str); 3] = [
    (None, "shares: enterprises"),
    (Some("openrouter_shares"), "shares: marketplace tokens"),
    (Some("revenue_shares"), "shares: revenue"),
];

/// The switches of the first attempt: the first four.
const FIRST: usize = 4;

const VINTAGES: [(&str, Option<&str>); 2] = [("2024", None), ("2026", Some("vintage-2026"))];

/// A combination of choices.
#[derive(Clone, Copy)]
struct Variant {
    on: [bool; SWITCHES.len()],
    /// The number of the shares.
    shares: usize,
}

/// What is found under it.
struct Found {
    variant: Variant,
    /// Each pure equilibrium: how it is written, what Meta plays, and its gain there.
    equilibria: Vec<(String, usize, Bounds)>,
    /// Whether Meta is open in all of them, and there is one; likewise whether its weights are out, if late.
    is_open: bool,
    is_released: bool,
}

impl Variant {
    fn all() -> Vec<Self> {
        let bits = 0..1_usize << SWITCHES.len();
        let shares = |bits| (0..SHARES.len()).map(move |shares| (bits, shares));
        bits.flat_map(shares)
            .map(|(bits, shares)| Self {
                on: std::array::from_fn(|switch| bits >> switch & 1 == 1),
                shares,
            })
            .collect()
    }

    fn is_base(&self) -> bool {
        self.shares == 0 && !self.on.contains(&true)
    }

    /// The first attempt and nothing else.
    fn is_first(&self) -> bool {
        let first = self.on.iter().enumerate().all(|(switch, on)| *on == (switch < FIRST));
        self.shares == 0 && first
    }

    /// Whether each choice is made, and each source of shares is used.
    fn marks(&self) -> Vec<bool> {
        let shares = (0..SHARES.len()).map(|shares| self.shares == shares);
        self.on.iter().copied().chain(shares).collect()
    }

    fn solve(self, game: &At<'_>) -> Result<Found, Fault> {
        let mut here = game.clone();
        let on = SWITCHES.iter().zip(self.on).filter(|(_, on)| *on).map(|((name, _), _)| *name);
        for switch in on.chain(SHARES[self.shares].0) {
            here = here.set(switch, &Rational::one())?;
        }
        let model = here.model;
        let player = model.player("meta").unwrap_or_default();
        let class = |name: &str| model.players[player].strategies_named(name).unwrap_or_default();
        let (open, released) = (class("open"), class("released"));
        let payoffs = here.payoffs()?;
        let outcome = here.solve()?.outcome;
        if outcome.coverage == Coverage::Some {
            return Err(here.open("equilibria", "some may be missing"));
        }
        let mut equilibria = Vec::new();
        for profile in outcome.equilibria.iter().map(|found| &found.profile) {
            let Some(pure) = profile.as_pure() else { continue };
            let mut kept: Vec<Vec<usize>> = pure.iter().map(|&strategy| vec![strategy]).collect();
            kept[player] = (0..model.players[player].strategies.len()).collect();
            let found = cases(&payoffs, player, &open, &kept);
            let gain = found.and_then(|cases| Some(cases.cases.first()?.gain.clone()));
            let gain = gain.ok_or_else(|| here.open("gain(meta, open)", "it is open"))?;
            equilibria.push((shown_profile(model, profile, 3), pure[player], gain));
        }
        let all = |class: &[usize]| {
            !equilibria.is_empty() && equilibria.iter().all(|(_, plays, _)| class.contains(plays))
        };
        let (is_open, is_released) = (all(&open), all(&released));
        Ok(Found { variant: self, equilibria, is_open, is_released })
    }
}

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut artifact = Artifact::new();
    let mut heads = vec!["vintage"];
    heads.extend(SWITCHES.map(|(name, _)| name));
    heads.extend(["shares", "equilibria", ">gain of open (USD bn/yr)", "open", "released"]);
    let mut data = Table::new(&heads);
    let mut summary = Table::new(&[
        "choice",
        ">variants",
        ">open, 2024 (%)",
        ">otherwise",
        ">open, 2026 (%)",
        ">otherwise",
    ]);
    let mut vintages = Vec::new();
    for (vintage, scenario) in VINTAGES {
        let mut game = study.game("four-player-specifications")?;
        if let Some(scenario) = scenario {
            game = game.scenario(scenario)?;
        }
        let found: Vec<Found> = Variant::all()
            .into_par_iter()
            .map(|variant| variant.solve(&game))
            .collect::<Result<_, _>>()?;
        for one in &found {
            data.row(row(vintage, one));
        }
        count(vintage, &found, &mut artifact);
        artifact.picture(vintage, picture(&game, &found).to_svg());
        vintages.push(found);
    }
    let names = SWITCHES.iter().map(|(_, words)| *words).chain(SHARES.map(|(_, words)| words));
    summary.row(shares("all variants", &vintages, |_| true));
    for (choice, words) in names.enumerate() {
        summary.row(shares(words, &vintages, |variant| variant.marks()[choice]));
    }
    let guess = study.game("four-player-specifications")?.value("mu_guess")?;
    artifact.numbers.exact("guess", &guess, 1);
    artifact.printed("", summary, 1);
    artifact.data("variants", data);
    Ok(artifact)
}

/// A variant in full.
fn row(vintage: &str, found: &Found) -> Vec<Cell> {
    let yes = |so: bool| Cell::text(if so { "yes" } else { "no" });
    let mut cells = vec![Cell::text(vintage)];
    cells.extend(found.variant.on.map(|on| Cell::text(if on { "1" } else { "0" })));
    cells.push(Cell::text(SHARES[found.variant.shares].0.unwrap_or("")));
    let listed: Vec<&str> = found.equilibria.iter().map(|(words, ..)| words.as_str()).collect();
    cells.push(Cell::text(listed.join("; ")));
    cells.push(least(found).map_or_else(Cell::empty, Cell::number));
    cells.extend([yes(found.is_open), yes(found.is_released)]);
    cells
}

/// The least gain of open in an equilibrium.
fn least(found: &Found) -> Option<&Bounds> {
    found.equilibria.iter().map(|(_, _, gain)| gain).min_by(|a, b| a.0.cmp(&b.0))
}

/// In how many of some variants Meta is open, in percent.
fn percent<'a>(found: impl Iterator<Item = &'a Found>) -> Option<Rational> {
    let (mut all, mut open) = (0, 0);
    for one in found {
        all += 1;
        open += usize::from(one.is_open);
    }
    (all > 0).then(|| Rational::share(100 * open, all))
}

/// A row of the summary: variants in which a choice is made, and those in which it is not.
fn shares(words: &str, vintages: &[Vec<Found>], is_so: impl Fn(&Variant) -> bool) -> Vec<Cell> {
    let variants = vintages.first().into_iter().flatten();
    let made = variants.filter(|found| is_so(&found.variant)).count();
    let mut cells = vec![Cell::text(words), Cell::text(made.to_string())];
    for found in vintages {
        for so in [true, false] {
            let of = percent(found.iter().filter(|found| is_so(&found.variant) == so));
            cells.push(of.as_ref().map_or_else(Cell::empty, Cell::exact));
        }
    }
    cells
}

/// What the text may name.
fn count(vintage: &str, found: &[Found], artifact: &mut Artifact) {
    let key = |name: &str| format!("{vintage}.{name}");
    let numbers = &mut artifact.numbers;
    numbers.count(key("variants"), found.len());
    numbers.count(key("open"), found.iter().filter(|one| one.is_open).count());
    numbers.count(key("released"), found.iter().filter(|one| one.is_released).count());
    numbers.count(key("none"), found.iter().filter(|one| one.equilibria.is_empty()).count());
    numbers.count(key("several"), found.iter().filter(|one| one.equilibria.len() > 1).count());
    if let Some(part) = percent(found.iter()) {
        numbers.exact(key("open_percent"), &part, 0);
    }
    let released = found.iter().filter(|one| one.is_released).count();
    numbers.exact(key("released_percent"), &Rational::share(100 * released, found.len().max(1)), 0);
    for (choice, name) in SWITCHES.iter().map(|(name, _)| *name).enumerate() {
        for (so, word) in [(true, "with"), (false, "without")] {
            let of = percent(found.iter().filter(|one| one.variant.on[choice] == so));
            if let Some(part) = of {
                numbers.exact(key(&format!("{word}.{name}")), &part, 0);
            }
        }
    }
    for (shares, (switch, _)) in SHARES.iter().enumerate() {
        let of = percent(found.iter().filter(|one| one.variant.shares == shares));
        if let Some(part) = of {
            numbers.exact(key(&format!("with.{}", switch.unwrap_or("survey"))), &part, 0);
        }
    }
    for (name, one) in [
        ("base", found.iter().find(|one| one.variant.is_base())),
        ("first", found.iter().find(|one| one.variant.is_first())),
    ] {
        let Some(one) = one else { continue };
        if let Some(gain) = least(one) {
            numbers.number(key(&format!("{name}.gain")), gain, 3);
        }
        let listed: Vec<&str> = one.equilibria.iter().map(|(words, ..)| words.as_str()).collect();
        numbers.words(key(&format!("{name}.equilibria")), listed.join("; "));
    }
}

fn picture(game: &At<'_>, found: &[Found]) -> Specifications {
    let player = game.model.player("meta").unwrap_or_default();
    let strategies = &game.model.players[player].strategies;
    let column = |one: &Found| {
        let plays = (0..strategies.len())
            .map(|strategy| one.equilibria.iter().any(|(_, plays, _)| *plays == strategy));
        let listed: Vec<&str> = one.equilibria.iter().map(|(words, ..)| words.as_str()).collect();
        Specification {
            value: least(one).map(|(low, high)| middle(low, high).nearest_f64()),
            on: plays.chain(one.variant.marks()).collect(),
            text: listed.join("; "),
        }
    };
    let words = SWITCHES.iter().map(|(_, words)| *words).chain(SHARES.map(|(_, words)| words));
    Specifications {
        title: String::new(),
        axis: "gain of the best open strategy over the best other one (USD bn/yr)".to_owned(),
        groups: vec![
            Choices { label: "What Meta plays".to_owned(), rows: strategies.clone() },
            Choices {
                label: "What differs from the paper, and what shares are taken from".to_owned(),
                rows: words.map(str::to_owned).collect(),
            },
        ],
        columns: found.iter().map(column).collect(),
        base: found.iter().position(|one| one.variant.is_base()),
        mark: "the choices of the paper".to_owned(),
        without: "variants without a pure equilibrium".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_is_there_once() {
        let all = Variant::all();
        assert_eq!(all.len(), 384);
        let mut marks: Vec<Vec<bool>> = all.iter().map(Variant::marks).collect();
        marks.sort();
        marks.dedup();
        assert_eq!(marks.len(), 384);
        assert_eq!(all.iter().filter(|one| one.is_base()).count(), 1);
        assert_eq!(all.iter().filter(|one| one.is_first()).count(), 1);
        assert!(all.iter().all(|one| one.marks().len() == SWITCHES.len() + SHARES.len()));
    }
}
