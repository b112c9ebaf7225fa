//! `equil solve --kind correlated`: what correlated equilibria attain, and what proves it.

mod json;
mod picture;

use super::Document;
use super::json::Point;
use super::quantity::{bounds_in_words, quantity_in_words, sense_in_words};
use crate::certify::{Bound, Certificate, Concept};
use crate::correlated::{Entropy, Optimum, Polygon};
use crate::game::{Distribution, Objective, Payoffs, Sense, Shape};
use crate::model::Model;
use crate::num::Rational;
use crate::table::{Cell, Style, Table, shown, shown_probability};

pub use picture::picture;

/// What was found out about the correlated equilibria of a game, ready to be told.
#[derive(Clone, Debug)]
pub struct Correlated<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs.
    pub payoffs: &'a Payoffs,
    /// Where.
    pub point: Point,
    /// Which distributions count as equilibria.
    pub concept: Concept,
    /// Whether nothing in particular was asked, so that `optima` is an overview.
    pub overview: bool,
    /// The most and the least of something.
    pub optima: Vec<Optimum>,
    /// The equilibrium of greatest entropy.
    pub entropy: Option<Entropy>,
    /// What all equilibria have in common.
    pub common: Option<Common>,
    /// The payoffs of two players that can be attained.
    pub polygon: Option<Polygon>,
}

/// What all equilibria have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Common {
    /// Dimension of the set, for rational payoffs.
    pub dimension: Option<usize>,
    /// Strategies that have probability 0 in all of them, by player and number.
    pub never_played: Vec<(usize, usize)>,
    /// What proves it.
    pub proof: Bound,
}

/// So many profiles of a distribution are listed in text.
const IN_FULL: usize = 24;

/// So many profiles of a distribution fit a line.
const IN_A_LINE: usize = 4;

impl Correlated<'_> {
    /// The answer in words and tables.
    pub fn document(&self, digits: usize) -> Document {
        let mut document = Document::new();
        if let Some(said) = self.point.said() {
            document.styled(Style::Faint, format!("{} {said}", self.model.info.name));
        }
        if self.overview {
            self.summary(&mut document, digits);
        } else {
            for optimum in &self.optima {
                self.optimum(&mut document, optimum, digits);
            }
        }
        if let Some(entropy) = &self.entropy {
            self.greatest_entropy(&mut document, entropy, digits);
        }
        if let Some(polygon) = &self.polygon {
            document.gap();
            document.table(self.corners(polygon, digits).caption(self.corners_caption(polygon)));
        }
        document.gap();
        document.styled(Style::Faint, self.provenance());
        document
    }

    fn summary(&self, document: &mut Document, digits: usize) {
        let many = self.concept.noun(true);
        let welfare: Vec<&Optimum> =
            self.optima.iter().filter(|o| o.objective == Objective::Welfare).collect();
        let capital = capitalised(many);
        let unique = self.common.as_ref().and_then(|common| common.dimension) == Some(0);
        let found = match welfare[..] {
            _ if unique => format!("There is exactly one {}.", self.concept.noun(false)),
            [least, most] if ends(least, most).is_some_and(|(low, high)| low == high) => {
                let value = bounds_in_words(&most.attained, digits);
                format!("{capital}: the welfare is {value} in all of them.")
            }
            [least, most] => format!(
                "{capital}: the welfare is between {} and {}.",
                shown(&least.bound, &least.bound.clone(), digits),
                shown(&most.bound, &most.bound.clone(), digits)
            ),
            _ => format!("{capital}."),
        };
        let dimension = self.common.as_ref().and_then(|common| common.dimension);
        let more = match dimension {
            Some(0) | None => String::new(),
            Some(dimension) => format!(" They are a set of dimension {dimension}."),
        };
        document.pieces(vec![(Style::Strong, found), (Style::Plain, more)]);
        if let Some(common) = &self.common {
            self.never_played(document, common);
        }
        document.gap();
        document.table(self.ranges(digits));
        let same = welfare.windows(2).any(|pair| pair[0].distribution == pair[1].distribution);
        let best: &[usize] = if same { &[1] } else { &[1, 0] };
        for &place in best {
            let Some(optimum) = welfare.get(place) else { continue };
            document.gap();
            let caption = match place {
                _ if unique => "What is played".to_owned(),
                _ if same => "Greatest and least welfare".to_owned(),
                1 => "Greatest welfare".to_owned(),
                _ => "Least welfare".to_owned(),
            };
            document.table(self.distribution(&optimum.distribution).caption(caption));
            self.remarks(document, &optimum.distribution, &optimum.certificate, digits);
        }
    }

    fn never_played(&self, document: &mut Document, common: &Common) {
        if common.never_played.is_empty() {
            return;
        }
        let players = self.model.players.iter().enumerate();
        let said: Vec<String> = players
            .filter_map(|(number, player)| {
                let own = common.never_played.iter().filter(|(p, _)| *p == number);
                let names: Vec<&str> = own.map(|(_, s)| player.strategies[*s].as_str()).collect();
                (!names.is_empty()).then(|| format!("{}: {}", player.name, names.join(", ")))
            })
            .collect();
        document.line(format!("Never played in any of them: {}.", said.join("; ")));
    }

    fn optimum(&self, document: &mut Document, optimum: &Optimum, digits: usize) {
        let what = quantity_in_words(self.model, &optimum.objective);
        let end = sense_in_words(optimum.sense);
        let noun = self.concept.noun(false);
        let (verdict, more) = match optimum.value() {
            Some(value) => {
                let other = match optimum.sense {
                    Sense::Maximise => "more",
                    Sense::Minimise => "less",
                };
                (
                    format!("The {end} {what} in a {noun} is {}.", bounds_in_words(&value, digits)),
                    format!(" None has {other}: proved by the dual."),
                )
            }
            None => {
                let least = match optimum.sense {
                    Sense::Maximise => "at most",
                    Sense::Minimise => "at least",
                };
                let bound = shown(&optimum.bound, &optimum.bound.clone(), digits);
                (
                    format!("The {end} {what} in a {noun} is {least} {bound}."),
                    " Whether it is attained could not be proved.".to_owned(),
                )
            }
        };
        document.pieces(vec![(Style::Strong, verdict), (Style::Plain, more)]);
        document.gap();
        document.table(self.distribution(&optimum.distribution));
        self.remarks(document, &optimum.distribution, &optimum.certificate, digits);
    }

    fn greatest_entropy(&self, document: &mut Document, entropy: &Entropy, digits: usize) {
        let said = format!(
            "The {} of greatest entropy has {} nats.",
            self.concept.noun(false),
            bounds_in_words(&entropy.entropy, digits)
        );
        let gap = entropy.bound.nearest_f64() - entropy.entropy.0.nearest_f64();
        let more =
            format!(" None has more by {:.0e}: proved by the dual.", gap.max(f64::MIN_POSITIVE));
        document.pieces(vec![(Style::Strong, said), (Style::Plain, more)]);
        document.gap();
        document.table(self.distribution(&entropy.distribution));
        self.remarks(document, &entropy.distribution, &entropy.certificate, digits);
    }

    /// What else is to be said about a distribution.
    fn remarks(
        &self,
        document: &mut Document,
        distribution: &Distribution,
        certificate: &Certificate,
        digits: usize,
    ) {
        let count = distribution.iter().len();
        if count > IN_FULL {
            document.styled(
                Style::Faint,
                format!("{} less likely profiles are left out; -f csv lists all.", count - IN_FULL),
            );
        }
        match certificate {
            Certificate::Regret(bound) => document.styled(
                Style::Faint,
                format!(
                    "Not proved to be an equilibrium: some player may gain {} by disobeying.",
                    shown(bound, &bound.clone(), digits)
                ),
            ),
            _ if self.is_nash(distribution) => document.styled(
                Style::Faint,
                "The strategies are independent: this is a Nash equilibrium.",
            ),
            _ => {}
        }
    }

    /// Whether a distribution in which nobody gains by disobeying needs no mediator.
    fn is_nash(&self, distribution: &Distribution) -> bool {
        distribution.as_product(self.payoffs.shape()).is_some()
    }

    /// A row for each quantity: the least and the most of it.
    pub fn ranges(&self, digits: usize) -> Table {
        let mut table = Table::new(&["", ">least", ">most"]);
        let mut objectives: Vec<&Objective> = Vec::new();
        for optimum in &self.optima {
            if !objectives.contains(&&optimum.objective) {
                objectives.push(&optimum.objective);
            }
        }
        for objective in objectives {
            let cell = |sense| {
                let mut known = self.optima.iter();
                let known = known.find(|o| o.objective == *objective && o.sense == sense);
                known.map_or_else(Cell::empty, |optimum| extreme_cell(optimum, digits))
            };
            let what = Cell::text(quantity_in_words(self.model, objective));
            table.row(vec![what, cell(Sense::Minimise), cell(Sense::Maximise)]);
        }
        table
    }

    /// A row for each profile with positive probability, the likeliest ones if there are many, and
    /// what is expected.
    fn distribution(&self, distribution: &Distribution) -> Table {
        let mut cells: Vec<&(usize, Rational)> = distribution.iter().collect();
        // Stable: equally likely profiles keep their order
        cells.sort_by(|a, b| b.1.cmp(&a.1));
        cells.truncate(IN_FULL);
        let mut table = self.rows(&cells);
        let mut row = vec![Cell::empty(); self.model.players.len()];
        row[0] = Cell::text("expected").styled(Style::Faint);
        row.push(Cell::empty());
        for player in 0..self.model.players.len() {
            let gets = Objective::Payoff(player).bounds(self.payoffs, distribution);
            row.push(
                gets.map_or_else(|| Cell::text("?"), |b| Cell::number(&b)).styled(Style::Strong),
            );
        }
        table.row(row);
        table
    }

    /// A row for each of these profiles.
    fn rows(&self, cells: &[&(usize, Rational)]) -> Table {
        let mut heads: Vec<String> = self.model.players.iter().map(|p| p.name.clone()).collect();
        heads.push(">prob.".to_owned());
        heads.extend(self.model.players.iter().map(|p| format!(">u_{}", p.name)));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        let shape = self.payoffs.shape();
        for (index, probability) in cells {
            let mut row: Vec<Cell> = self
                .model
                .players
                .iter()
                .enumerate()
                .map(|(n, p)| Cell::text(p.strategies[shape.strategy(*index, n)].as_str()))
                .collect();
            row.push(Cell::probability(probability).styled(Style::Strong));
            for player in 0..self.model.players.len() {
                let gets = self.payoffs.bounds(player, &[(*index, Rational::integer(1))]);
                row.push(gets.map_or_else(|| Cell::text("?"), |bounds| Cell::number(&bounds)));
            }
            table.row(row);
        }
        table
    }

    fn corners_caption(&self, polygon: &Polygon) -> String {
        let [a, b] = polygon.players.map(|player| &self.model.players[player].name);
        match polygon.vertices.len() {
            1 => format!("Payoffs of {a} and {b} that can be attained: these only"),
            2 => format!("Payoffs of {a} and {b} that can be attained: those between these two"),
            count => format!(
                "Payoffs of {a} and {b} that can be attained: the polygon with these {count} corners"
            ),
        }
    }

    /// A row for each corner of the polygon of payoffs, counterclockwise.
    fn corners(&self, polygon: &Polygon, digits: usize) -> Table {
        let names = polygon.players.map(|player| format!(">u_{}", self.model.players[player].name));
        let mut table = Table::new(&[">", &names[0], &names[1], "by playing"]);
        for (number, vertex) in polygon.vertices.iter().enumerate() {
            let mut played = self.in_a_line(&vertex.distribution, digits);
            if let Certificate::Regret(bound) = &vertex.certificate {
                let regret = shown(bound, &bound.clone(), digits);
                played.push_str(&format!(" (not proved: regret ≤ {regret})"));
            }
            table.row(vec![
                Cell::text((number + 1).to_string()).styled(Style::Faint),
                Cell::number(&vertex.payoffs[0]),
                Cell::number(&vertex.payoffs[1]),
                Cell::text(played),
            ]);
        }
        table
    }

    fn in_a_line(&self, distribution: &Distribution, digits: usize) -> String {
        let count = distribution.iter().len();
        if count > IN_A_LINE {
            return format!("{count} profiles");
        }
        let shape = self.payoffs.shape();
        let one = |(index, probability): &(usize, Rational)| {
            let named = profile_named(self.model, shape, *index);
            if *probability == Rational::integer(1) {
                return named;
            }
            format!("{} {named}", shown_probability(probability, digits))
        };
        distribution.iter().map(one).collect::<Vec<_>>().join(" + ")
    }

    fn provenance(&self) -> String {
        let payoffs =
            if self.payoffs.rational().is_some() { "rational payoffs" } else { "enclosed payoffs" };
        format!(
            "Found by linear programming, proved in exact arithmetic on {payoffs}: nobody gains by \
             disobeying, and dual vectors show that no distribution in which nobody gains lies beyond."
        )
    }

    /// The data that the question is about, for other programs: the distribution asked for, the
    /// corners of the polygon, or the ranges.
    pub fn data(&self, digits: usize) -> Table {
        let distribution = match (&self.entropy, &self.optima[..]) {
            (Some(entropy), _) => Some(&entropy.distribution),
            (None, [only]) => Some(&only.distribution),
            _ => None,
        };
        match (distribution, &self.polygon) {
            (Some(distribution), _) => self.rows(&distribution.iter().collect::<Vec<_>>()),
            (None, Some(polygon)) if !self.overview => self.corners(polygon, digits),
            _ => self.ranges(digits),
        }
    }
}

/// The least and the greatest value, if both are known exactly.
fn ends<'a>(least: &'a Optimum, most: &'a Optimum) -> Option<(&'a Rational, &'a Rational)> {
    let exact = |optimum: &Optimum| {
        optimum.certificate == Certificate::Exact && optimum.attained.0 == optimum.attained.1
    };
    (exact(least) && exact(most)).then_some((&least.bound, &most.bound))
}

fn extreme_cell(optimum: &Optimum, digits: usize) -> Cell {
    if let Some(value) = optimum.value() {
        return Cell::number(&value);
    }
    let bound = shown(&optimum.bound, &optimum.bound.clone(), digits);
    Cell::text(match optimum.sense {
        Sense::Maximise => format!("≤ {bound}"),
        Sense::Minimise => format!("≥ {bound}"),
    })
}

/// A pure profile in short: `(top, left)`.
fn profile_named(model: &Model, shape: &Shape, index: usize) -> String {
    let players = model.players.iter().enumerate();
    let names = players.map(|(n, p)| p.strategies[shape.strategy(index, n)].as_str());
    format!("({})", names.collect::<Vec<_>>().join(", "))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
