//! Equilibrium paths of a repeated game without lots, and what they give.

use serde_json::{Value, json};

use super::Document;
use super::correlated::profile_named;
use super::json::number_json;
use crate::certify::{PathGraph, Play};
use crate::game::Game;
use crate::model::Model;
use crate::num::{Rational, significant, significant_down, significant_up};
use crate::repeated::{Bounds, EquilibriumPaths, Growth, Many, PathStanding};
use crate::table::{Cell, Style, Table, in_full};

/// The equilibrium paths of a repeated game at discount factors, ready to be told.
#[derive(Clone, Debug)]
pub struct PathsReport<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs at a point.
    pub game: &'a Game<Rational>,
    /// What was found.
    pub found: EquilibriumPaths,
    /// Whether the paths that are told passed the check of their own.
    pub certified: bool,
}

/// Graphs with more nodes than this are told in JSON only.
const NODES: usize = 24;
/// Rounds of a path that are told in text.
const ROUNDS: usize = 12;
/// Digits of rates and dimensions.
const DIGITS: usize = 5;

impl PathsReport<'_> {
    /// Whether the paths are known, and none is known to be missing, or what is open is no wider than was asked.
    pub fn is_complete(&self) -> bool {
        match self.found.standing {
            PathStanding::Empty | PathStanding::Exact => true,
            PathStanding::Between => {
                self.certified
                    && !self.found.stopped
                    && self.found.cover.settled == self.found.cover.boxes.len()
            }
            PathStanding::Outer => false,
        }
    }

    fn discounts(&self) -> String {
        match &self.found.discounts[..] {
            [first, rest @ ..] if rest.iter().all(|other| other == first) => {
                format!("δ = {}", in_full(first))
            }
            all => {
                let each = all.iter().zip(&self.model.players);
                let each: Vec<String> =
                    each.map(|(one, player)| format!("{} {}", player.name, in_full(one))).collect();
                format!("discount factors {}", each.join(", "))
            }
        }
    }

    /// Adds the answer to a document.
    pub fn tell(&self, document: &mut Document) {
        let at = self.discounts();
        document.gap();
        if self.found.standing == PathStanding::Empty {
            document.line(format!("Without lots, {at}: no equilibrium in pure strategies."));
            return;
        }
        document.table(self.ranges());
        match self.found.standing {
            PathStanding::Outer => document.styled(
                Style::Bad,
                "Open whether there is any equilibrium: paths are bounded from outside only.",
            ),
            PathStanding::Exact => {
                document.line(format!("Exactly the walks of a graph: {}.", size(&self.found.inner)));
            }
            PathStanding::Between | PathStanding::Empty => document.line(format!(
                "The walks of a graph ({}) are equilibrium paths; all equilibrium paths are walks of another one ({}).",
                size(&self.found.inner),
                size(&self.found.outer)
            )),
        }
        self.numbers(document);
        let cover = &self.found.cover;
        let width =
            Rational::from_f64(cover.width).map_or_else(String::new, |w| significant_up(&w, 2));
        let boxes = match cover.boxes.len() {
            1 => "one box".to_owned(),
            boxes => format!("{boxes} boxes"),
        };
        let near = match (cover.boxes.len(), cover.settled) {
            (1, 1) => "no farther".to_owned(),
            (boxes, settled) if boxes == settled => "each no farther".to_owned(),
            (_, settled) => format!("{settled} of them no farther"),
        };
        document.line(format!(
            "All payoffs are in {boxes} no wider than {width} of the range of payoffs, {near} than that from payoffs that are proved."
        ));
        if self.found.inner.arcs.len() <= NODES && !self.found.inner.arcs.is_empty() {
            document.gap();
            document.table(self.graph());
        }
        if !self.is_complete() {
            document.styled(Style::Bad, "Not settled: raise `--limit`, or ask for more `--nodes`.");
        }
        if !self.certified && self.found.standing != PathStanding::Outer {
            document.styled(Style::Bad, "The paths did not pass their check.");
        }
        document.remark(
            "Pure strategies, no lots. Who deviates alone is punished by the path that gives them least, begun anew after each deviation. \
             Threats and paths were checked in exact arithmetic."
                .to_owned(),
        );
    }

    fn numbers(&self, document: &mut Document) {
        let [inner, outer] = &self.found.growth;
        let count = |count: &Rational| match count.to_i64() {
            Some(1) => "one path".to_owned(),
            _ => format!("{} paths", in_full(count)),
        };
        let told = match (&inner.many, &outer.many) {
            (Many::Finite(own), Many::Finite(all)) if own == all => count(own),
            (_, Many::Finite(all)) => format!("at most {}", count(all)),
            (Many::Uncountable, _) => "uncountably many paths".to_owned(),
            (Many::Countable, _) => "infinitely many paths".to_owned(),
            (Many::Finite(own), _) => format!("at least {}", count(own)),
        };
        let rounds = inner.beginnings.len().min(outer.beginnings.len());
        let each = (0..rounds).map(|k| {
            let (low, high) = (&inner.beginnings[k], &outer.beginnings[k]);
            if low == high { in_full(low) } else { format!("{}–{}", in_full(low), in_full(high)) }
        });
        let each: Vec<String> = each.collect();
        let mut line =
            format!("Found: {told}, with {} beginnings of 1, 2, … rounds", each.join(", "));
        if outer.rate[1] > 1.0 {
            line += &format!(
                ", {} times as many each round in the long run",
                between(&rate(inner, outer))
            );
        }
        document.line(format!("{line}."));
        if let Some(dimension) = self.found.dimension.filter(|_| outer.rate[1] > 1.0) {
            let said = between(&bounds(dimension));
            let kind = if dimension[0] > 0.0 { "" } else { "at most " };
            let said = if dimension[0] > 0.0 { said } else { up(dimension[1]) };
            document.line(format!("Hausdorff dimension of the payoffs: {kind}{said}."));
        }
    }

    /// The least and the greatest payoff of each player, and how they are had.
    pub fn ranges(&self) -> Table {
        let caption = format!("Payoffs of equilibria without lots at {}", self.discounts());
        let mut table =
            Table::new(&["player", ">least", "played", ">greatest", "played"]).caption(caption);
        for (player, range) in self.model.players.iter().zip(&self.found.ranges) {
            let (low, high) = &range.least;
            let least = high.as_ref().map_or_else(
                || Cell::at_least(low),
                |high| Cell::number(&(low.clone(), high.clone())),
            );
            let (low, high) = &range.greatest;
            let greatest = low.as_ref().map_or_else(
                || Cell::text(format!("at most {}", significant_up(high, DIGITS))),
                |low| Cell::number(&(low.clone(), high.clone())),
            );
            let played = |place: usize| {
                let plays = range.plays.as_ref();
                Cell::text(plays.map_or_else(String::new, |plays| self.play(&plays[place])))
            };
            table.row(vec![
                Cell::text(player.name.as_str()),
                least,
                played(0),
                greatest,
                played(1),
            ]);
        }
        table
    }

    fn play(&self, play: &Play) -> String {
        let name = |profile: &usize| profile_named(self.model, self.game.shape(), *profile);
        // (a, b) × 3
        let runs = |profiles: &[usize]| {
            let mut runs: Vec<(usize, usize)> = Vec::new();
            for &profile in profiles {
                match runs.last_mut().filter(|(last, _)| *last == profile) {
                    Some((_, times)) => *times += 1,
                    None => runs.push((profile, 1)),
                }
            }
            let more = runs.len() > ROUNDS;
            let run = |(profile, times): &(usize, usize)| match times {
                1 => name(profile),
                times => format!("{} × {times}", name(profile)),
            };
            let mut said: Vec<String> = runs.iter().take(ROUNDS).map(run).collect();
            if more {
                said.push("…".to_owned());
            }
            said.join(", ")
        };
        let ever = match &play.cycle[..] {
            [one] => format!("{} for ever", name(one)),
            many => format!("{} in turn", runs(many)),
        };
        if play.lead.is_empty() { ever } else { format!("{}; then {ever}", runs(&play.lead)) }
    }

    /// What may be played next at each node.
    fn graph(&self) -> Table {
        let shape = self.game.shape();
        let mut table = Table::new(&[">node", "may be played, and then"])
            .caption("Equilibrium paths: all walks from node 1");
        for (node, arcs) in self.found.inner.arcs.iter().enumerate() {
            let one = |&(profile, next): &(usize, usize)| {
                format!("{} → {}", profile_named(self.model, shape, profile), next + 1)
            };
            let said: Vec<String> = arcs.iter().map(one).collect();
            table.row(vec![Cell::text((node + 1).to_string()), Cell::text(said.join("   "))]);
        }
        table
    }

    /// The boxes in which payoffs are, of two players, with what they are, for a picture.
    pub(super) fn tiles(&self) -> (String, Vec<[[f64; 2]; 2]>) {
        let boxes = self.found.cover.boxes.iter();
        let boxes = boxes.filter_map(|one| Some([*one.first()?, *one.get(1)?])).collect();
        (format!("equilibria without lots, {}", self.discounts()), boxes)
    }

    /// The answer for other programs.
    pub fn json(&self) -> Value {
        let found = &self.found;
        let exact = |x: &Rational| number_json(&(x.clone(), x.clone()));
        let named = |profile: usize| {
            let players = self.model.players.iter().enumerate();
            let played = players.map(|(player, said)| {
                let strategy = self.game.shape().strategy(profile, player);
                (said.name.clone(), Value::from(said.strategies[strategy].as_str()))
            });
            Value::Object(played.collect())
        };
        let list = |profiles: &[usize]| profiles.iter().map(|&p| named(p)).collect::<Vec<_>>();
        let play = |play: &Play| json!({ "lead": list(&play.lead), "cycle": list(&play.cycle) });
        let players = self.model.players.iter().zip(&found.ranges).map(|(player, range)| {
            let value = json!({
                "least": [Some(exact(&range.least.0)), range.least.1.as_ref().map(exact)],
                "greatest": [range.greatest.0.as_ref().map(exact), Some(exact(&range.greatest.1))],
                "punishment": range.plays.as_ref().map(|plays| play(&plays[0])),
                "best": range.plays.as_ref().map(|plays| play(&plays[1])),
            });
            (player.name.clone(), value)
        });
        let graph = |graph: &PathGraph| {
            let nodes = graph.arcs.iter().map(|arcs| {
                let arcs = arcs.iter();
                arcs.map(|&(profile, next)| json!({ "play": named(profile), "next": next }))
                    .collect::<Vec<_>>()
            });
            nodes.collect::<Vec<_>>()
        };
        let growth = |growth: &Growth| {
            let (many, count) = match &growth.many {
                Many::Finite(count) => ("finite", Some(exact(count))),
                Many::Countable => ("countable", None),
                Many::Uncountable => ("uncountable", None),
            };
            json!({
                "many": many,
                "count": count,
                "beginnings": growth.beginnings.iter().map(exact).collect::<Vec<_>>(),
                "rate": growth.rate,
            })
        };
        let standing = match found.standing {
            PathStanding::Empty => "empty",
            PathStanding::Exact => "exact",
            PathStanding::Between => "between",
            PathStanding::Outer => "outer",
        };
        json!({
            "discounts": found.discounts.iter().map(exact).collect::<Vec<_>>(),
            "kind": standing,
            "players": Value::Object(players.collect()),
            "inner": graph(&found.inner),
            "outer": (found.standing != PathStanding::Exact).then(|| graph(&found.outer)),
            "inner_growth": growth(&found.growth[0]),
            "outer_growth": growth(&found.growth[1]),
            "dimension": found.dimension,
            "boxes": found.cover.boxes,
            "width": found.cover.width,
            "settled": found.cover.settled,
            "points": found.cover.points.len(),
            "certified": self.certified,
            "complete": self.is_complete(),
        })
    }
}

fn size(graph: &PathGraph) -> String {
    let arcs: usize = graph.arcs.iter().map(Vec::len).sum();
    let nodes = graph.arcs.len();
    let many = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    };
    format!("{}, {}", many(nodes, "node"), many(arcs, "arc"))
}

fn rate(inner: &Growth, outer: &Growth) -> Bounds {
    bounds([inner.rate[0], outer.rate[1]])
}

fn bounds(ends: [f64; 2]) -> Bounds {
    let end = |end: f64| Rational::from_f64(end).unwrap_or_else(|| Rational::integer(0));
    (end(ends[0]), end(ends[1]))
}

/// One number if its digits agree, else two.
fn between((low, high): &Bounds) -> String {
    let near = [low, high].map(|end| significant(end, DIGITS));
    if near[0] == near[1] {
        return near[0].clone();
    }
    format!("{} to {}", significant_down(low, DIGITS), significant_up(high, DIGITS))
}

fn up(number: f64) -> String {
    Rational::from_f64(number).map_or_else(String::new, |one| significant_up(&one, DIGITS))
}
