//! `equil repeated --payoffs`: what players can be held to, and which payoffs patience can sustain at best.

use serde_json::{Value, json};

use super::correlated::profile_named;
use super::json::{Point, game_json, number_json};
use super::{
    Document, EquilibriumPayoffs, PathsReport, PatienceReport, PayoffBounds, Simulated, Stopping,
    finite,
};
use crate::certify::GeneratedPoint;
use crate::game::{Payoffs, Polygon};
use crate::model::Model;
use crate::num::Rational;
use crate::plot::{Look, Mark, Plane, Region};
use crate::repeated::{Bounds, FinitePayoffs, Reachable, Standing};
use crate::table::{Cell, Table, in_full};

/// Minmax values, and the payoffs that leave nobody less, ready to be told.
#[derive(Clone, Debug)]
pub struct Folk<'a> {
    /// The game.
    pub model: &'a Model,
    /// Where.
    pub point: Point,
    /// What the others can hold each player to by pure strategies.
    pub pure: Vec<Option<Bounds>>,
    /// The same where they choose by lot together: for two players, by mixed strategies.
    pub correlated: Vec<Option<Bounds>>,
    /// The same where each chooses by a lot of their own, of more than two players with rational payoffs.
    pub independent: Vec<Option<Bounds>>,
    /// Which of these nobody gets less than in what follows: `pure`, `correlated` (of two players `mixed`) or `independent`.
    pub floor: &'static str,
    /// For two players with rational payoffs: all payoffs that can be reached, and those in which nobody gets less than the minmax
    /// value.
    pub sets: Option<[Polygon; 2]>,
    /// The same for more than two players.
    pub reachable: Option<Reachable>,
    /// How discount factors come about where play may stop.
    pub stopping: Option<Stopping>,
    /// The payoffs that equilibria of so many rounds give, with the discount factor, if they were asked about.
    pub finite: Option<FinitePayoffs>,
    /// The payoffs that equilibria give at a discount factor, if one was asked about.
    pub equilibria: Option<EquilibriumPayoffs<'a>>,
    /// Play that follows the strategies of this set.
    pub simulated: Option<Simulated>,
    /// The paths of play of equilibria without lots, and what they give, if they were asked about.
    pub paths: Option<PathsReport<'a>>,
    /// Bounds of these payoffs.
    pub bounds: Option<PayoffBounds<'a>>,
    /// The same over a range of them.
    pub phases: Option<PatienceReport<'a>>,
}

impl Folk<'_> {
    /// The answer in words and tables; play in full if `all`.
    pub fn document(&self, all: bool) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        document.table(self.minmax());
        match &self.sets {
            Some([feasible, kept]) => {
                document.gap();
                if kept.vertices.is_empty() {
                    document.line(format!(
                        "No payoffs leave both players their {} minmax values.",
                        self.floor
                    ));
                } else {
                    document.table(self.vertices(&kept.vertices, &self.kept()));
                }
                document.line(format!(
                    "Area {} of {} that can be reached at all.",
                    Cell::exact(&kept.area()).shown(DIGITS),
                    Cell::exact(&feasible.area()).shown(DIGITS)
                ));
            }
            None => self.tell_reachable(&mut document),
        }
        if let Some(stopping) = &self.stopping {
            document.gap();
            document.line(stopping.said(self.model));
        }
        if let Some(found) = &self.finite {
            let shown = &found.corners[..found.corners.len().min(finite::SHOWN_CORNERS)];
            let caption = format!(
                "Payoffs of equilibria of {} rounds, on average, {}",
                found.rounds,
                finite::factors(self.model, &found.discounts)
            );
            finite::tell(found, self.vertices(&payoffs(shown), &caption), &mut document);
        }
        if let Some(equilibria) = &self.equilibria {
            equilibria.tell(&mut document);
            if let Some(simulated) = &self.simulated {
                simulated.tell(equilibria, all, &mut document);
            }
            document.remark(if equilibria.set.vertices.is_empty() {
                "Pure strategies, lots that everybody sees.".to_owned()
            } else {
                "Pure strategies, lots that everybody sees. Read the states as an automaton: play, then go where it says; after a \
                 deviation go to the state named for the one who deviated. Chances and payoffs are exact, or have proved bounds."
                    .to_owned()
            });
        }
        if let Some(paths) = &self.paths {
            paths.tell(&mut document);
        }
        if let Some(bounds) = &self.bounds {
            bounds.tell(&mut document);
        }
        if let Some(phases) = &self.phases {
            phases.tell(all, &mut document);
        }
        if self.finite.is_none()
            && self.equilibria.is_none()
            && self.paths.is_none()
            && self.bounds.is_none()
            && self.phases.is_none()
            && (self.sets.is_some() || self.reachable.is_some())
        {
            let strategies = if self.floor == "pure" {
                ", in pure strategies (`--minmax` takes others)"
            } else {
                ". Punishments then mix: all else that is asked here looks for pure strategies"
            };
            document.remark(format!(
                "Exact. As discount factors go to 1, all payoffs inside that leave everybody more can be had in equilibria with \
                 lots that everybody sees (the folk theorem, where payoffs span all dimensions, or there are two players); none that \
                 leave a player less can, whatever the discount factor{strategies}."
            ));
        }
        document
    }

    fn minmax(&self) -> Table {
        let mixed = if self.pure.len() == 2 { ">mixed" } else { ">correlated" };
        let mut heads = vec!["player", ">pure minmax value", mixed];
        heads.extend((!self.independent.is_empty()).then_some(">independent"));
        let mut table = Table::new(&heads).caption("What the others can hold a player to");
        for (place, player) in self.model.players.iter().enumerate() {
            let cell = |bounds: &Option<Bounds>| match bounds {
                Some(bounds) => Cell::number(bounds),
                None => Cell::text("?"),
            };
            let cells = [cell(&self.pure[place]), cell(&self.correlated[place])];
            let mut row = vec![Cell::text(player.name.as_str())];
            row.extend(cells);
            row.extend(self.independent.get(place).map(cell));
            table.row(row);
        }
        table
    }

    /// What is left of the payoffs that can be reached.
    fn kept(&self) -> String {
        format!(
            "Corners of the payoffs that can be reached and are individually rational ({} minmax)",
            self.floor
        )
    }

    /// Of more than two players.
    fn tell_reachable(&self, document: &mut Document) {
        let Some(Reachable { all, kept, facets, .. }) = &self.reachable else {
            document.line(if self.pure.len() == 1 {
                "There is nobody to punish: whoever plays alone plays what pays most, for ever."
            } else {
                "Sets are told where payoffs are rational, and have not too many corners."
            });
            return;
        };
        document.gap();
        if !kept.is_empty() {
            document.table(self.vertices(&kept[..kept.len().min(SHOWN)], &self.kept()));
        }
        if kept.is_empty() {
            document
                .line(format!("No payoffs leave everybody their {} minmax values.", self.floor));
        }
        if kept.len() > SHOWN {
            document.line(format!("… {} corners in all: `-f csv` has them.", kept.len()));
        }
        document.line(format!(
            "All that can be reached: {} corners, {} sides.",
            all.len(),
            facets.len()
        ));
    }

    fn vertices<V: AsRef<[Rational]>>(&self, corners: &[V], caption: &str) -> Table {
        let names: Vec<String> =
            self.model.players.iter().map(|player| format!(">{}", player.name)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut table = Table::new(&names).caption(caption);
        for vertex in corners {
            table.row(vertex.as_ref().iter().map(Cell::exact).collect());
        }
        table
    }

    /// The answer as a table, for CSV.
    pub fn data(&self) -> Table {
        if let Some(phases) = &self.phases {
            return phases.data();
        }
        if let Some(paths) = &self.paths {
            return paths.ranges();
        }
        if let Some(bounds) = &self.bounds {
            return bounds.ranges();
        }
        if let Some(found) = &self.finite {
            return self.vertices(&payoffs(&found.corners), "Payoffs of equilibria");
        }
        if let (Some(equilibria), Some(simulated)) = (&self.equilibria, &self.simulated) {
            return simulated.data(equilibria);
        }
        match (&self.equilibria, &self.sets) {
            (Some(equilibria), _) => equilibria.states(),
            (None, Some([_, kept])) => self.vertices(&kept.vertices, &self.kept()),
            (None, None) => match &self.reachable {
                Some(reachable) => self.vertices(&reachable.kept, &self.kept()),
                None => self.minmax(),
            },
        }
    }

    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let exact = |x: &Rational| number_json(&(x.clone(), x.clone()));
        let set = |set: &Polygon| {
            let vertices =
                set.vertices.iter().map(|vertex| json!([exact(&vertex[0]), exact(&vertex[1])]));
            json!({ "vertices": vertices.collect::<Vec<_>>(), "area": exact(&set.area()), "kind": "exact" })
        };
        let corners = |of: fn(&Reachable) -> &Vec<Vec<Rational>>| {
            let all = of(self.reachable.as_ref()?).iter();
            let all: Vec<Vec<Value>> = all.map(|one| one.iter().map(exact).collect()).collect();
            Some(json!({ "vertices": all, "area": null, "kind": "exact" }))
        };
        let each = self.model.players.iter().enumerate().map(|(place, player)| {
            let value = json!({
                "pure": self.pure[place].as_ref().map(number_json),
                "correlated": self.correlated[place].as_ref().map(number_json),
                "independent": match &self.independent[..] {
                    [] => self.correlated[place].as_ref().map(number_json),
                    all => all[place].as_ref().map(number_json),
                },
            });
            (player.name.clone(), value)
        });
        json!({
            "schema": "equil.folk/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "minmax": Value::Object(each.collect()),
            "feasible": self.sets.as_ref().map(|[feasible, _]| set(feasible)).or_else(|| corners(|of| &of.all)),
            "floor": self.floor,
            "payoff_set": self.sets.as_ref().map(|[_, kept]| set(kept)).or_else(|| corners(|of| &of.kept)),
            "stopping": self.stopping.as_ref().map(|stopping| stopping.json(self.model)),
            "finite": self.finite.as_ref().map(|found| finite::told(self.model, found)),
            "equilibria": self.equilibria.as_ref().map(EquilibriumPayoffs::json),
            "simulation": self.equilibria.as_ref().zip(self.simulated.as_ref().filter(|play| !play.rounds.is_empty())).map(|(of, play)| play.json(of)),
            "paths": self.paths.as_ref().map(PathsReport::json),
            "bounds": self.bounds.as_ref().map(PayoffBounds::json),
            "phases": self.phases.as_ref().map(PatienceReport::json),
            "warnings": warnings,
        })
    }
}

impl Folk<'_> {
    /// The picture as an SVG document: over discount factors, if they were asked about; of more than two players bounds, two at a
    /// time; else of two players, with the boxes that contain what equilibria without lots give.
    pub fn svg(&self, payoffs: &Payoffs) -> Option<String> {
        if let Some(phases) = &self.phases {
            return Some(phases.picture().to_svg());
        }
        if let Some(planes) = self.bounds.as_ref().and_then(|bounds| bounds.picture(payoffs)) {
            return Some(planes.to_svg());
        }
        let plane = self.picture(payoffs)?;
        Some(match &self.paths {
            Some(paths) => {
                let (label, tiles) = paths.tiles();
                plane.tiled(&label, &tiles)
            }
            None => plane.to_svg(),
        })
    }

    /// The payoffs of two players as a picture: those that can be reached, those that leave nobody less than the minmax value, those
    /// of equilibria, and the pure profiles. Nothing where there are no such sets.
    pub fn picture(&self, payoffs: &Payoffs) -> Option<Plane> {
        let [feasible, kept] = self.sets.as_ref()?;
        let corners = |set: &Polygon| {
            set.vertices.iter().map(|v| [v[0].nearest_f64(), v[1].nearest_f64()]).collect()
        };
        let region = |label: &str, set: &Polygon, look| Region {
            label: label.to_owned(),
            corners: corners(set),
            look,
        };
        let mut regions = vec![
            region("all payoffs, with any lots", feasible, Look::Faint),
            region(&format!("nobody less than the {} minmax value", self.floor), kept, Look::Light),
        ];
        if let Some((found, set)) = self.finite.as_ref().and_then(|f| Some((f, f.polygon()?))) {
            let label = format!("equilibria of {} rounds", found.rounds);
            regions.push(region(&label, &set, Look::Strong));
        }
        if let Some(found) = &self.equilibria {
            let delta = in_full(&found.set.discount);
            let label = match found.set.standing {
                Standing::Outer => format!("no equilibria outside, δ = {delta}"),
                _ => format!("equilibria, δ = {delta}"),
            };
            regions.push(region(&label, &found.set.outer, Look::Strong));
        }
        if let Some(found) = self.bounds.as_ref().map(|bounds| &bounds.found)
            && let Some(outer) = found.outer()
        {
            let at = finite::factors(self.model, &found.discounts);
            let label = format!("no equilibria outside, {at}");
            regions.push(region(&label, &outer, Look::Strong));
        }
        let shape = payoffs.shape();
        let points: Vec<([f64; 2], String)> = (0..shape.profiles())
            .map(|index| {
                let point = [0, 1].map(|player| payoffs.float(player, index));
                (point, profile_named(self.model, shape, index))
            })
            .collect();
        let labelled = points.len() <= NAMED;
        let marks =
            vec![Mark { label: "pure profiles".to_owned(), labelled, points, strong: false }];
        let unit =
            self.model.info.currency.as_ref().map_or_else(String::new, |unit| format!(" ({unit})"));
        let axes =
            [0, 1].map(|player| format!("payoff of {}{unit}", self.model.players[player].name));
        let name = self.model.info.title.as_ref().unwrap_or(&self.model.info.name);
        Some(Plane { title: format!("{name}: repeated, payoffs on average"), axes, regions, marks })
    }
}

/// What corners give.
fn payoffs(corners: &[GeneratedPoint]) -> Vec<&[Rational]> {
    corners.iter().map(|one| &one.payoffs[..]).collect()
}

/// So many corners are shown of sets of more than two players.
const SHOWN: usize = 40;

/// So many pure profiles are named in the picture.
const NAMED: usize = 12;

/// Digits of areas.
const DIGITS: usize = 4;
