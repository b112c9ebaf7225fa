//! The path of one label, from its start to its end.

use super::Field;
use super::exact::Start;
use super::label::Label;
use super::path::{Reached, is_small};
use super::side::Source;
use super::source::Lazy;
use super::table::Care;
use super::walk::{Clock, Leash, Trail, departing, follow, follow_exactly};
use crate::certify::Certificate;
use crate::game::Profile;
use crate::nash::basis::Basis;
use crate::nash::basis::{certified, is_only_basis, proved};
use crate::nash::method::{Arithmetic, Found, Path, Run, Stopped};
use crate::num::Rational;

/// Where a path ends.
#[derive(Clone, Debug)]
pub(super) struct End {
    /// The equilibrium and its basis; `None` where nobody plays anything.
    pub(super) at: Option<(Basis, Profile<Rational>, Certificate)>,
    pub(super) pivots: u64,
}

/// Follows one path from the point where nobody plays anything.
pub(super) fn search(field: Field<'_>, label: usize, run: &mut Run<'_>) -> Result<(), Stopped> {
    let missing = Label::number(label, field.counts);
    let clock = Clock::new(run.watch());
    let asked = |pivots| clock.proceed(pivots);
    run.step(0, 1)?;
    let source = Lazy::new(field.game, field.counts);
    let end = walked(field, None, missing, &source, run.arithmetic(), &asked).ok_or(Stopped)?;
    if let Some((_, profile, certificate)) = end.at {
        let to = Some(run.equilibria.len());
        run.paths.push(Path { label, from: None, to, pivots: end.pivots });
        run.report(Found::Certified(profile, certificate))?;
    }
    Ok(())
}

/// Follows a path to its end: in floats, with more care if these end at no equilibrium, then exactly
/// from where they were right last, or all of it exactly. `None` when the watch ends it, or when only
/// floats were allowed and they are lost.
///
/// The end is proved to be an equilibrium, and where it has several bases, exact arithmetic finds the
/// one of the path. That it is the end of this label's path is not proved, unless the arithmetic is
/// exact: floats may leave the path where payoffs are of very different sizes.
pub(super) fn walked(
    field: Field<'_>,
    from: Option<&Basis>,
    missing: Label,
    source: &impl Source,
    arithmetic: Arithmetic,
    watch: &(dyn Fn(u64) -> bool + Sync),
) -> Option<End> {
    let leash = Leash { cap: u64::MAX, watch };
    let mut trail = Trail::default();
    // Only tables know two ways
    let cares =
        if is_small(field.counts) { &[Care::Round, Care::Fine][..] } else { &[Care::Round] };
    for &care in cares.iter().filter(|_| arithmetic != Arithmetic::Exact) {
        let Some(mut path) = departing(from, missing, field.counts, source, care) else { continue };
        match follow(&mut path, source, leash, &mut trail)? {
            (Reached::Nothing, pivots) if from.is_some() => {
                return Some(End { at: None, pivots });
            }
            (Reached::Equilibrium(basis), pivots) => {
                let basis = basis.sorted();
                if let Some((profile, certificate)) = proved(field.payoffs, field.game, &basis) {
                    if arithmetic == Arithmetic::Hybrid
                        && !is_only_basis(field.game, &basis, &profile)
                    {
                        // Ties: only exact numbers tell the bases apart
                        break;
                    }
                    return Some(End { at: Some((basis, profile, certificate)), pivots });
                }
            }
            (Reached::Nothing | Reached::Cap | Reached::Lost, _) => {}
        }
    }
    if arithmetic == Arithmetic::Float {
        return None;
    }
    let start = Start::new(field.game, field.counts);
    let resumed = trail.resumed(&start);
    let fresh = || match from {
        None => Some(start.path(missing)),
        Some(basis) => start.from(basis, missing),
    };
    let mut path = resumed.or_else(fresh)?;
    match follow_exactly(&mut path, leash)? {
        (Reached::Nothing, pivots) => Some(End { at: None, pivots }),
        (Reached::Equilibrium(basis), pivots) => {
            let profile = Profile::new(path.profile()?.into());
            let (profile, certificate) = certified(field.payoffs, profile)?;
            Some(End { at: Some((basis, profile, certificate)), pivots })
        }
        (Reached::Cap | Reached::Lost, _) => None,
    }
}
