//! The payoffs of two players as a picture.

use super::tables::profile_named;
use crate::certify::Concept;
use crate::correlated::{Polygon, hull};
use crate::game::Payoffs;
use crate::model::Model;
use crate::num::Rational;
use crate::plot::{Look, Mark, Plane, Region};
use crate::table::middle;

/// So many pure profiles are named in the picture.
const NAMED: usize = 12;

/// The payoffs of two players: what can be had at all, what coarse correlated and correlated
/// equilibria attain, the pure profiles, and the Nash equilibria known (a point and a name each).
pub fn picture(
    model: &Model,
    payoffs: &Payoffs,
    polygons: &[(Concept, &Polygon)],
    nash: Vec<([f64; 2], String)>,
) -> Plane {
    let players = polygons.first().map_or([0, 0], |(_, polygon)| polygon.players);
    let shape = payoffs.shape();
    let pure: Vec<([f64; 2], String)> = (0..shape.profiles())
        .map(|index| {
            let point = players.map(|player| payoffs.float(player, index));
            (point, profile_named(model, shape, index))
        })
        .collect();
    let exact = |point: &[f64; 2]| {
        let [x, y] = point.map(Rational::from_f64);
        Some([x?, y?])
    };
    let points: Vec<[Rational; 2]> = pure.iter().filter_map(|(point, _)| exact(point)).collect();
    let feasible = hull(&points).iter().map(|p| [p[0].nearest_f64(), p[1].nearest_f64()]).collect();
    let mut regions = vec![Region {
        label: "all payoffs, with any distribution".to_owned(),
        corners: feasible,
        look: Look::Faint,
    }];
    for (concept, polygon) in polygons {
        let corner = |bounds: &(Rational, Rational)| middle(&bounds.0, &bounds.1).nearest_f64();
        regions.push(Region {
            label: concept.noun(true).to_owned(),
            corners: polygon
                .vertices
                .iter()
                .map(|v| [0, 1].map(|k| corner(&v.payoffs[k])))
                .collect(),
            look: match concept {
                Concept::Coarse => Look::Light,
                Concept::Correlated => Look::Strong,
            },
        });
    }
    let mut marks = vec![Mark {
        label: "pure profiles".to_owned(),
        labelled: pure.len() <= NAMED,
        points: pure,
        strong: false,
    }];
    if !nash.is_empty() {
        let label = "Nash equilibria".to_owned();
        marks.push(Mark { label, points: nash, strong: true, labelled: false });
    }
    let unit = model.info.currency.as_ref().map_or_else(String::new, |unit| format!(" ({unit})"));
    let axes = players.map(|player| format!("payoff of {}{unit}", model.players[player].name));
    let name = model.info.title.as_ref().unwrap_or(&model.info.name);
    Plane { title: format!("{name}: attainable payoffs"), axes, regions, marks }
}
