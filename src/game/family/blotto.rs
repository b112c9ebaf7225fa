//! Colonel Blotto: troops on hills, each hill to whoever sends more.

use super::covariant::rounded;
use super::values::fits;
use super::{Family, FamilyError, Parameter, Sample, Values, bimatrix};
use crate::num::{Draws, Rational};

pub(super) const FAMILY: Family = Family {
    name: "blotto",
    about: "troops sent to hills; each hill goes to whoever sends more, or is shared",
    source: &["hortala2012", "fearnley2015"],
    parameters: &[
        Parameter::integer("troops", "troops of each player", "3", (0, 1_000)),
        Parameter::integer("hills", "hills", "3", (1, 1_000)),
        Parameter::word(
            "payoff",
            "who gets what: how many more hills are won (zero-sum), 1 for more and -1 for fewer \
             (zero-sum), or the hills' values, which are normally distributed",
            &["difference", "majority", "values"],
        ),
        Parameter::number("rho", "correlation of the two values of a hill", "0.5", (-1, 1)),
        Parameter::integer(
            "scale",
            "standard deviation of values, which are rounded",
            "1000",
            (1, SCALE),
        ),
        Parameter::SEED,
    ],
    make,
};

const SCALE: i64 = 1_000_000_000_000;

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let (troops, hills) = (values.count("troops"), values.count("hills"));
    let count = ways(troops, hills);
    fits(&[count, count])?;
    let sent = all_ways(troops, hills);
    let worth = worth(values, hills);
    let game = bimatrix((count, count), |i, j| {
        let (own, other) = (&sent[i], &sent[j]);
        if let Some([first, second]) = &worth {
            return (won(first, own, other), won(second, other, own));
        }
        let mut difference: i64 = own.iter().zip(other).map(|(a, b)| a.cmp(b) as i64).sum();
        if values.word("payoff") == "majority" {
            difference = difference.signum();
        }
        (Rational::integer(difference), Rational::integer(-difference))
    })?;
    let label = |sent: &Vec<usize>| sent.iter().map(usize::to_string).collect::<Vec<_>>().join("-");
    let labels: Vec<String> = sent.iter().map(label).collect();
    Ok(Sample::of(game, vec![labels.clone(), labels]))
}

/// What each hill is worth to each player, where that is drawn.
#[allow(clippy::cast_precision_loss)] // the range of `scale`
fn worth(values: &Values<'_>, hills: usize) -> Option<[Vec<Rational>; 2]> {
    if values.word("payoff") != "values" {
        return None;
    }
    let draws = Draws::new(values.seed());
    let rho = values.number("rho").nearest_f64();
    let rest = (1.0 - rho * rho).sqrt();
    let scale = values.integer("scale") as f64;
    let first = |hill| draws.normal(hill, 2 * hills);
    let second = |hill| rho * first(hill) + rest * draws.normal(hills + hill, 2 * hills);
    Some([
        (0..hills).map(|hill| rounded(scale * first(hill))).collect(),
        (0..hills).map(|hill| rounded(scale * second(hill))).collect(),
    ])
}

/// The hills won are worth what they are worth, shared ones half.
fn won(worth: &[Rational], own: &[usize], other: &[usize]) -> Rational {
    let half = Rational::new(1, 2).expect("the denominator is 2");
    let mut sum = Rational::integer(0);
    for (worth, (own, other)) in worth.iter().zip(own.iter().zip(other)) {
        match own.cmp(other) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => {
                let mut share = worth.clone();
                share *= &half;
                sum += &share;
            }
            std::cmp::Ordering::Greater => sum += worth,
        }
    }
    sum
}

/// In how many ways troops can be sent, or more than any game may have strategies.
fn ways(troops: usize, hills: usize) -> usize {
    let mut count = 1_usize;
    for i in 1..hills {
        let Some(product) = count.checked_mul(troops + i) else { return usize::MAX };
        count = product / i;
    }
    count
}

/// All ways to send troops, the first hill getting all first.
fn all_ways(troops: usize, hills: usize) -> Vec<Vec<usize>> {
    if hills == 1 {
        return vec![vec![troops]];
    }
    (0..=troops)
        .rev()
        .flat_map(|first| {
            all_ways(troops - first, hills - 1).into_iter().map(move |mut rest| {
                rest.insert(0, first);
                rest
            })
        })
        .collect()
}
