//! Where play ends by chance, and with which chance.

use crate::certify::Certificate;
use crate::num::Rational;

/// A set of profiles that play enters and never leaves, and from each of which it reaches all.
#[derive(Clone, Debug, PartialEq)]
pub struct Landing {
    /// Numbers of the profiles: of a cycle without chance in the order of play, else increasing.
    pub profiles: Vec<usize>,
    /// With which chance play ends here.
    pub share: Share,
    /// Of a rest point.
    pub certificate: Option<Certificate>,
}

/// A chance, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Share {
    /// Exactly.
    Exact(Rational),
    /// So many of so many runs.
    Sampled {
        /// Runs that ended here.
        hits: u64,
        /// All runs.
        of: u64,
    },
}

impl Share {
    /// The nearest float.
    #[allow(clippy::cast_precision_loss)] // a share
    pub fn value(&self) -> f64 {
        match self {
            Self::Exact(share) => share.nearest_f64(),
            Self::Sampled { hits, of } => *hits as f64 / (*of).max(1) as f64,
        }
    }

    /// The standard error; 0 if the share is exact.
    #[allow(clippy::cast_precision_loss)] // an error
    pub fn error(&self) -> f64 {
        match self {
            Self::Exact(_) => 0.0,
            Self::Sampled { of, .. } => {
                let share = self.value();
                (share * (1.0 - share) / (*of).max(1) as f64).sqrt()
            }
        }
    }
}

/// Where play ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Landings {
    /// The greatest share first; of equal ones that of the least profile.
    pub landings: Vec<Landing>,
    /// Whether these are all places where play may end.
    pub all: bool,
    /// The mean number of steps until play is there: exact, or the mean of all runs.
    pub steps: Steps,
}

/// How many steps play needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Steps {
    /// The exact mean.
    Exact(Rational),
    /// Of the runs.
    Sampled {
        /// The mean.
        mean: f64,
        /// The most.
        most: u64,
    },
}

impl Landings {
    /// Sorts them.
    pub(super) fn new(mut landings: Vec<Landing>, all: bool, steps: Steps) -> Self {
        landings.sort_by(|a, b| {
            let shares = b.share.value().total_cmp(&a.share.value());
            shares.then(a.profiles.cmp(&b.profiles))
        });
        Self { landings, all, steps }
    }
}
