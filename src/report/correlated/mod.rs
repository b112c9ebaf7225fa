//! `equil solve --kind correlated`: what correlated equilibria attain, and what proves it.

mod json;
mod picture;
mod tables;

use super::json::Point;
use super::quantity::{bounds_in_words, quantity_in_words, sense_in_words};
use super::{Document, capitalised};
use crate::certify::{Bound, Certificate, Concept};
use crate::correlated::{Entropy, Optimum, Polygon};
use crate::game::{Distribution, Objective, Payoffs, Sense};
use crate::model::Model;
use crate::num::Rational;
use crate::table::{Style, shown};
use tables::IN_FULL;

pub use picture::picture;
pub(super) use tables::profile_named;

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
    /// What was asked for and is not there, or not whole, because the search was stopped: in words.
    pub missing: Vec<String>,
    /// Whether distributions are listed in full, however many profiles they have.
    pub verbose: bool,
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

impl Correlated<'_> {
    /// The answer in words and tables.
    pub fn document(&self, digits: usize) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
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
        if !self.missing.is_empty() {
            document.gap();
            let said =
                format!("Stopped at the time limit; not known: {}.", self.missing.join("; "));
            document.styled(Style::Strong, said);
        }
        document.remark(self.provenance());
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
        let noun = self.concept.noun(false);
        let nats = bounds_in_words(&entropy.entropy, digits);
        let (said, more) = if entropy.is_greatest() {
            // The next power of 10, so that what is said is true
            let power = entropy.gap().max(f64::MIN_POSITIVE).log10().ceil();
            (
                format!("The {noun} of greatest entropy has {nats} nats."),
                format!(" No other has more than that by 1e{power:.0}: proved by the dual."),
            )
        } else {
            let bound = shown(&entropy.bound, &entropy.bound, digits);
            (
                format!(
                    "A {noun} with an entropy of {nats} nats; that of greatest entropy was not found."
                ),
                format!(" None has more than {bound}: proved by the dual."),
            )
        };
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
        if count > self.most(IN_FULL) {
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

    fn corners_caption(&self, polygon: &Polygon) -> String {
        let [a, b] = polygon.players.map(|player| &self.model.players[player].name);
        if !polygon.complete {
            let count = polygon.vertices.len();
            return format!(
                "Payoffs of {a} and {b} that can be attained: those between these {count} points, \
                 and maybe more"
            );
        }
        match polygon.vertices.len() {
            1 => format!("Payoffs of {a} and {b} that can be attained: these only"),
            2 => format!("Payoffs of {a} and {b} that can be attained: those between these two"),
            count => format!(
                "Payoffs of {a} and {b} that can be attained: the polygon with these {count} corners"
            ),
        }
    }

    fn provenance(&self) -> String {
        let payoffs =
            if self.payoffs.rational().is_some() { "rational payoffs" } else { "enclosed payoffs" };
        let obeyed = if self.is_proved() { "nobody gains by disobeying, and " } else { "" };
        format!(
            "Found by linear programming; proved in exact arithmetic on {payoffs}: {obeyed}dual vectors \
             show that no distribution in which nobody gains by disobeying lies beyond."
        )
    }
}

/// The least and the greatest value, if both are known exactly.
fn ends<'a>(least: &'a Optimum, most: &'a Optimum) -> Option<(&'a Rational, &'a Rational)> {
    let exact = |optimum: &Optimum| {
        optimum.certificate == Certificate::Exact && optimum.attained.0 == optimum.attained.1
    };
    (exact(least) && exact(most)).then_some((&least.bound, &most.bound))
}
