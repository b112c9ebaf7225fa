//! What files say about their games: claims, and theses, which are arguments of which parts may be wrong.

use super::{Correlation, Model, Query, QueryKind};
use crate::formula::Text;
use crate::num::Rational;
use crate::text::Span;

/// What a claim says of its query.
#[derive(Clone, Debug)]
pub enum Expectation {
    /// It is true.
    Holds,
    /// It is false.
    Fails,
    /// Its value is within these bounds (inclusive), either of which may be missing.
    Value {
        /// Least.
        least: Option<Rational>,
        /// Greatest.
        most: Option<Rational>,
    },
    /// Its value is above, or below, another.
    Versus(Box<Versus>),
}

/// What a value is compared with.
#[derive(Clone, Debug)]
pub struct Versus {
    /// Whether the value is to be more than this; else less.
    pub more: bool,
    /// What is asked.
    pub query: Query,
    /// As written.
    pub written: Text,
    /// The scenario to ask it in.
    pub scenario: Option<usize>,
    /// Further changes, on top of those of the claim.
    pub changes: Vec<(usize, Rational)>,
}

/// A claim to test.
#[derive(Clone, Debug)]
pub struct Claim {
    /// As in the file.
    pub name: String,
    /// In words.
    pub text: Option<String>,
    /// What is asked.
    pub query: Query,
    /// The query as written.
    pub written: Text,
    /// What the answer should be.
    pub expectation: Expectation,
    /// The scenario to ask it in.
    pub scenario: Option<usize>,
    /// Further changes.
    pub changes: Vec<(usize, Rational)>,
    /// Citation key.
    pub citation: Option<String>,
    /// Which parameters move together, of a share.
    pub correlate: Vec<Correlation>,
    /// Of a prediction: whether the thesis is refuted where this fails; else it is then true in part.
    pub is_decisive: bool,
}

/// A statement of an argument about the game, and what must be true of the game if it is.
#[derive(Clone, Debug)]
pub struct Thesis {
    /// As in the file; in several files the same name is the same thesis.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// Its place in the argument.
    pub number: Option<u64>,
    /// In words.
    pub text: Option<String>,
    /// How it would come about.
    pub mechanism: Option<String>,
    /// The parameters that matter to it.
    pub parameters: Vec<usize>,
    /// Key of the bibliography.
    pub citation: Option<String>,
    /// What must be true if it is: named `thesis.1`, `thesis.2`, and so on.
    pub predictions: Vec<Claim>,
}

impl Claim {
    /// The queries that it asks.
    pub fn queries(&self) -> impl Iterator<Item = &Query> {
        let other = match &self.expectation {
            Expectation::Versus(versus) => Some(&versus.query),
            _ => None,
        };
        std::iter::once(&self.query).chain(other)
    }
}

impl Model {
    /// Everything that is to be tested: claims, then what theses predict.
    pub fn statements(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().chain(self.theses.iter().flat_map(|thesis| &thesis.predictions))
    }

    /// The helpers that are asked for.
    pub fn helpers_asked(&self) -> impl Iterator<Item = usize> {
        self.statements().flat_map(Claim::queries).filter_map(|query| match query.kind {
            QueryKind::Helper(helper) => Some(helper),
            _ => None,
        })
    }
}
