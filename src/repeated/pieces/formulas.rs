//! What the corners of a set are, as functions of the discount factor.

use crate::certify::{Continuation, Generated};
use crate::game::Game;
use crate::num::{Rational, Ring};
use crate::roots::Bivariate;

use super::quotient::Quotient;
use super::{PayoffSet, Vertex};

/// Equations of higher degrees are not looked at.
const MOST: usize = 16;

/// A coordinate as a function of the discount factor, and of an unknown that satisfies one of the equations.
#[derive(Clone)]
pub(super) struct Coordinate {
    pub value: Quotient,
    pub equation: Option<usize>,
}

/// The coordinates of a set, which each satisfy an equation: as functions of the discount factor, and of as few unknowns as that takes.
pub(super) struct Formulas<'a> {
    pub game: &'a Game<Rational>,
    pub set: &'a PayoffSet,
    pub at: Vec<[Option<Coordinate>; 2]>,
    /// What each unknown satisfies.
    pub equations: Vec<Bivariate>,
    /// For each vertex the one that is the same with players in each other's place, where the set and how it comes about are.
    mirror: Option<Vec<usize>>,
}

/// Coordinates of vertices, as far as they are known, and whether the equation of each is used.
#[derive(Clone)]
struct Known {
    at: Vec<[Option<Quotient>; 2]>,
    used: Vec<[bool; 2]>,
}

/// Vertices and axes, one after the other.
fn coordinates(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(|place| [(place, 0), (place, 1)])
}

impl<'a> Formulas<'a> {
    /// Of a set; of one whose corners are exact, and stay where they are, these are all that there is to know.
    pub(super) fn of(game: &'a Game<Rational>, set: &'a PayoffSet, constant: bool) -> Self {
        if constant { Self::constant(game, set) } else { Self::new(game, set) }
    }

    fn constant(game: &'a Game<Rational>, set: &'a PayoffSet) -> Self {
        let stays = |(low, _): &(Rational, Rational)| {
            Some(Coordinate { value: Quotient::constant(low), equation: None })
        };
        let at = set.vertices.iter().map(|vertex| [0, 1].map(|axis| stays(&vertex.payoff[axis])));
        Self { game, set, at: at.collect(), equations: Vec::new(), mirror: None }
    }

    fn new(game: &'a Game<Rational>, set: &'a PayoffSet) -> Self {
        let count = set.vertices.len();
        let at = vec![[None, None]; count];
        let mirror = mirror(game, set);
        let mut formulas = Self { game, set, at, equations: Vec::new(), mirror };
        let mut known = Known { at: vec![[None, None]; count], used: vec![[false; 2]; count] };
        formulas.extend(&mut known);
        formulas.keep(&known, None);
        // What hangs on itself: as functions of one unknown, which one equation is left for
        for (place, axis) in coordinates(count) {
            if formulas.at[place][axis].is_some() {
                continue;
            }
            let mut tried = known.clone();
            formulas.learn(&mut tried, (place, axis), Quotient::unknown());
            formulas.extend(&mut tried);
            let Some(equation) = formulas.left_over(&tried) else { continue };
            formulas.equations.push(equation);
            let number = formulas.equations.len() - 1;
            formulas.keep(&tried, Some(number));
        }
        formulas
    }

    /// Adds what follows from what is known, equation by equation: each is linear in any one coordinate.
    fn extend(&self, known: &mut Known) {
        loop {
            let mut more = false;
            for (place, axis) in coordinates(self.at.len()) {
                if known.used[place][axis] {
                    continue;
                }
                let mut open =
                    self.about(place, axis).into_iter().filter(|&(v, a)| known.at[v][a].is_none());
                let (Some((vertex, along)), None) = (open.next(), open.next()) else { continue };
                // What another unknown determines is no part of this
                if self.at[vertex][along].is_some() {
                    continue;
                }
                let mut residual = |value: Rational| {
                    known.at[vertex][along] = Some(Quotient::constant(&value));
                    let found = self.residual(known, place, axis);
                    known.at[vertex][along] = None;
                    found
                };
                let ends = [residual(Rational::zero()), residual(Rational::one())];
                let [Some(zero), Some(one)] = ends else { continue };
                let value = zero.over(&zero.minus(&one)).filter(Quotient::is_short);
                if let Some(value) = value {
                    self.learn(known, (vertex, along), value);
                    known.used[place][axis] = true;
                    if let Some(mirror) = &self.mirror {
                        known.used[mirror[place]][1 - axis] = true;
                    }
                    more = true;
                }
            }
            if !more {
                break;
            }
        }
    }

    /// Adds a coordinate, and the one that is the same.
    fn learn(&self, known: &mut Known, (vertex, axis): (usize, usize), value: Quotient) {
        if let Some(mirror) = &self.mirror {
            known.at[mirror[vertex]][1 - axis] = Some(value.clone());
        }
        known.at[vertex][axis] = Some(value);
    }

    /// What an unknown satisfies: an equation about known coordinates that none of them was found from, of the lowest degree.
    fn left_over(&self, known: &Known) -> Option<Bivariate> {
        let unused = coordinates(self.at.len()).filter(|&(place, axis)| !known.used[place][axis]);
        let equations = unused.filter_map(|(place, axis)| {
            let equation = self.residual(known, place, axis)?.top.square_free();
            let degrees = equation.degrees()?;
            (degrees.0 > 0 && degrees.0.max(degrees.1) <= MOST).then_some((degrees, equation))
        });
        equations.min_by_key(|(degrees, _)| *degrees).map(|(_, equation)| equation)
    }

    fn keep(&mut self, known: &Known, equation: Option<usize>) {
        for (all, found) in self.at.iter_mut().zip(&known.at) {
            for (one, found) in all.iter_mut().zip(found) {
                if let (None, Some(value)) = (&one, found) {
                    *one = Some(Coordinate { value: value.clone(), equation });
                }
            }
        }
    }

    pub(super) fn generated(&self, place: usize) -> Generated {
        self.set.vertices[place].generated
    }

    pub(super) fn own(&self, profile: usize, player: usize) -> Quotient {
        Quotient::constant(&self.game.payoffs(player)[profile])
    }

    pub(super) fn best(&self, profile: usize, player: usize) -> Quotient {
        Quotient::constant(self.game.best_payoff(player, profile))
    }

    /// The coordinates that the equation of one is about.
    fn about(&self, place: usize, axis: usize) -> Vec<(usize, usize)> {
        let mut all = vec![(place, axis)];
        match self.generated(place).continuation {
            Continuation::Forever => {}
            Continuation::Vertex(next) => all.push((next, axis)),
            Continuation::Lot { player, between } if player != axis => {
                all.push((place, player));
                all.extend(between.into_iter().flat_map(|end| [(end, 0), (end, 1)]));
            }
            Continuation::Both | Continuation::Lot { .. } => {
                all.push((self.set.threats[axis], axis));
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// By how much the equation of a coordinate is not met, but for a factor.
    fn residual(&self, known: &Known, place: usize, axis: usize) -> Option<Quotient> {
        let at = |vertex: usize, axis: usize| known.at[vertex][axis].as_ref();
        let Generated { continuation, profile } = self.generated(place);
        let here = at(place, axis)?;
        Some(match continuation {
            Continuation::Forever => here.minus(&self.own(profile, axis)),
            Continuation::Vertex(next) => {
                here.minus(&average(&self.own(profile, axis), at(next, axis)?))
            }
            Continuation::Lot { player, between: [from, to] } if player != axis => {
                // What follows is on the line through both
                let way = |end: &Quotient, axis: usize| Some(end.minus(at(from, axis)?));
                let along = way(&self.rest(place, player, at(place, player)?)?, player)?;
                let across = way(&self.rest(place, axis, here)?, axis)?;
                let [side_along, side_across] =
                    [way(at(to, player)?, player)?, way(at(to, axis)?, axis)?];
                along.times(&side_across).minus(&across.times(&side_along))
            }
            Continuation::Both | Continuation::Lot { .. } => {
                here.minus(&average(&self.best(profile, axis), at(self.set.threats[axis], axis)?))
            }
        })
    }

    /// What follows a profile, from the average.
    pub(super) fn rest(&self, place: usize, axis: usize, value: &Quotient) -> Option<Quotient> {
        let delta = Quotient::discount();
        let now = Quotient::constant(&Rational::one()).minus(&delta);
        value.minus(&now.times(&self.own(self.generated(place).profile, axis))).over(&delta)
    }
}

/// For each vertex of a set the one that is the same with players in each other's place, if each has one: in a game that is the same,
/// too, and where they come about in the same way, so that solutions of the equations are, or there would be another one beside.
fn mirror(game: &Game<Rational>, set: &PayoffSet) -> Option<Vec<usize>> {
    let shape = game.shape();
    let swapped =
        |profile: usize| shape.index(&[shape.strategy(profile, 1), shape.strategy(profile, 0)]);
    let [rows, columns] = shape.strategies() else { return None };
    let same = |at: usize| game.payoffs(0)[at] == game.payoffs(1)[swapped(at)];
    if rows != columns || !(0..shape.profiles()).all(same) {
        return None;
    }
    let meet = |one: &(Rational, Rational), other: &(Rational, Rational)| {
        one.0 <= other.1 && other.0 <= one.1
    };
    let of = |one: &Vertex| {
        let like = |other: &Vertex| {
            other.generated.profile == swapped(one.generated.profile)
                && (0..2).all(|axis| meet(&one.payoff[axis], &other.payoff[1 - axis]))
        };
        set.vertices.iter().position(like)
    };
    let mirror = set.vertices.iter().map(of).collect::<Option<Vec<usize>>>()?;
    let same = |place: usize| {
        let [here, there] =
            [place, mirror[place]].map(|vertex| set.vertices[vertex].generated.continuation);
        match (here, there) {
            (Continuation::Forever, Continuation::Forever)
            | (Continuation::Both, Continuation::Both) => true,
            (Continuation::Vertex(next), Continuation::Vertex(other)) => mirror[next] == other,
            (
                Continuation::Lot { player, between },
                Continuation::Lot { player: other, between: [from, to] },
            ) => {
                let [a, b] = between.map(|end| mirror[end]);
                player != other && ([a, b] == [from, to] || [b, a] == [from, to])
            }
            _ => false,
        }
    };
    let threats = mirror[set.threats[0]] == set.threats[1];
    let back = (0..mirror.len()).all(|place| mirror[mirror[place]] == place);
    (threats && back && (0..mirror.len()).all(same)).then_some(mirror)
}

/// `(1 − δ)·first + δ·later`.
pub(super) fn average(first: &Quotient, later: &Quotient) -> Quotient {
    let delta = Quotient::discount();
    first.add(&delta.times(&later.minus(first)))
}
