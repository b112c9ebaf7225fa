//! `equil dominance --make`: what it would take.

mod moved;

use clap::ValueEnum;

use super::input::Game;
use super::output::{Form, Output, Screen};
use super::progress::{Guard, Progress, usage};
use super::{CliError, Ending};
use equil::dominance::Kind;
use equil::game::{Payoffs, Support};
use equil::make::{Aim, Least, Means, Metric, Wish, breaking, make};
use equil::num::Rational;
use equil::report::Make;
use moved::moved;

/// What is to come about, and by which means.
#[derive(clap::Args)]
#[command(next_help_heading = "What it would take")]
pub(crate) struct Making {
    /// What would it take? for the strategy to be dominant (as --kind says), to be all that iterated
    /// elimination leaves, or for --profile to be the only equilibrium
    #[arg(long, value_enum, value_name = "AIM", num_args = 0..=1, require_equals = true, default_missing_value = "dominant")]
    make: Option<AimArg>,
    /// What may be promised
    #[arg(long, value_enum, value_name = "MEANS", default_value_t, requires = "make")]
    means: MeansArg,
    /// What is to be as little as possible: all promises, the greatest, or what is paid in --profile
    #[arg(long, value_enum, value_name = "WHAT", default_value_t, requires = "make")]
    least: LeastArg,
    /// By how much, at least, what is to be better must be better; exact
    #[arg(
        long,
        value_name = "X",
        default_value = "0",
        requires = "make",
        allow_hyphen_values = true
    )]
    margin: String,
    /// To whom promises may be made; may be given several times [default: the player asked about; for
    /// eliminations, and with transfers, everybody]
    #[arg(long, value_name = "PLAYER", requires = "make")]
    pay: Vec<String>,
    /// What everybody is told to play: "player = strategy, ..."
    #[arg(long, value_name = "PROFILE", requires = "make")]
    profile: Option<String>,
    /// A parameter that may move, over its range or from low to high; may be given several times
    #[arg(long, value_name = "NAME[=LOW:HIGH]", requires = "make")]
    vary: Vec<String>,
    /// How moves of several parameters add up, in widths of their ranges
    #[arg(long, value_enum, value_name = "HOW", default_value_t, requires = "make")]
    distance: MetricArg,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AimArg {
    /// Better than everything else, whatever the others play
    Dominant,
    /// All that iterated elimination of strictly dominated strategies leaves
    Iterated,
    /// The only equilibrium
    Unique,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum MeansArg {
    /// Players may be paid
    #[default]
    Subsidies,
    /// Players may be fined
    Penalties,
    /// Both
    Either,
    /// Players pay each other
    Transfers,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum LeastArg {
    /// The sum of all promises
    #[default]
    Total,
    /// The greatest promise to a player in a profile
    Greatest,
    /// What is paid when everybody plays --profile: promises elsewhere cost nothing
    Played,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum MetricArg {
    /// They are summed
    #[default]
    Sum,
    /// The greatest counts
    Greatest,
}

/// Whose strategy is asked about, and which.
pub(crate) struct Target {
    pub(crate) player: Option<usize>,
    pub(crate) class: Option<(String, Support)>,
    pub(crate) kept: Vec<Support>,
    pub(crate) kind: Kind,
}

impl Making {
    pub(crate) fn is_asked(&self) -> bool {
        self.make.is_some()
    }
}

pub(crate) fn run(
    args: &Making,
    game: &Game,
    (payoffs, target): (&Payoffs, &Target),
    (form, output, screen): (Form, &Output, &Screen),
    (progress, guard): (&Progress, Guard),
) -> Result<Ending, CliError> {
    let (wish, name) = wish(args, game, payoffs, target)?;
    let watch = |done, total| progress.step(done, total);
    let class = target.player.zip(target.class.as_ref());
    let kind = match wish.aim {
        Aim::Dominant(kind) => Some(kind),
        _ => None,
    };
    let broken = class.zip(kind).and_then(|((player, (_, class)), kind)| {
        breaking(payoffs, player, class, &target.kept, kind)
    });
    // What is found is told, as far as it goes: all that follows looks at the clock
    drop(guard);
    let made = make(&wish, &watch);
    let infimum = (!wish.margin.is_zero()).then(|| {
        let zero = Wish { margin: Rational::integer(0), ..wish.clone() };
        make(&zero, &watch).ok().map(|made| made.plan.cost)
    });
    let holds =
        made.as_ref().is_ok_and(|made| made.plan.promises.is_empty() && made.plan.comes_about);
    // Margins of eliminations are those of promises only
    let movable = !holds && (kind.is_some() || wish.margin.is_zero());
    let moved = match class.filter(|_| movable) {
        Some((player, (_, class))) => moved(args, game, (player, class), target, &wish, &watch)?,
        None => None,
    };
    let told = Make {
        model: &game.model,
        point: game.point.clone(),
        wish: &wish,
        target: name,
        player: class.map(|(player, _)| player),
        breaking: broken,
        made,
        infimum: infimum.flatten(),
        moved,
    };
    match form {
        Form::Json => output.json(&told.json(&game.warning_lines()))?,
        _ => {
            output.document(form, &told.document(output.digits()), || told.data(), screen)?;
        }
    }
    Ok(if told.is_complete() { Ending::Answered } else { Ending::Incomplete })
}

/// What the command line wishes for, and what the target is called.
fn wish<'a>(
    args: &Making,
    game: &Game,
    payoffs: &'a Payoffs,
    target: &Target,
) -> Result<(Wish<'a>, String), CliError> {
    let counts = payoffs.shape().strategies();
    let profile = match &args.profile {
        None => None,
        Some(text) => {
            let mixed = game.profile("--profile", text)?;
            Some(mixed.as_pure().ok_or_else(|| {
                usage("`--profile` takes a pure profile", "name one strategy for each player")
            })?)
        }
    };
    if let Some(profile) = &profile
        && let Some(player) = (0..counts.len()).find(|&p| !target.kept[p].contains(&profile[p]))
    {
        let owner = &game.model.players[player];
        return Err(usage(
            format!(
                "`--given` rules out `{}`, which `--profile` holds",
                owner.strategies[profile[player]]
            ),
            "say the same in both",
        ));
    }
    let class = target.player.zip(target.class.as_ref());
    let (targets, name) = match (&class, &profile) {
        (Some((player, (name, class))), _) => {
            let own = |p| (p == *player).then(|| class.clone());
            ((0..counts.len()).map(own).collect::<Vec<_>>(), name.clone())
        }
        (None, Some(profile)) => {
            let all = profile.iter().map(|&strategy| Some(vec![strategy])).collect();
            (all, format!("({})", game.model.describe(profile)))
        }
        (None, None) => {
            return Err(usage(
                "`--make` needs to know what is wished for",
                "name a player and a strategy, or everybody's: `--profile \"player = strategy, …\"`",
            ));
        }
    };
    let aim = match args.make {
        Some(AimArg::Unique) if class.is_some() => {
            return Err(usage(
                "an equilibrium is a whole profile",
                "leave out the player, and name everybody's: `--profile \"player = strategy, …\"`",
            ));
        }
        Some(AimArg::Unique) => Aim::Unique,
        Some(AimArg::Iterated) => Aim::Iterated,
        _ => Aim::Dominant(target.kind),
    };
    if !aim.is_strict() && args.margin.trim() != "0" {
        return Err(usage("a margin makes it strict", "leave out `--kind`, or `--margin`"));
    }
    if matches!(args.make, Some(AimArg::Iterated | AimArg::Unique)) && target.kind != Kind::Strict {
        return Err(usage(
            "what is eliminated here is strictly dominated",
            "leave out `--kind`, or ask for `--make=dominant`",
        ));
    }
    let margin: Rational = args.margin.trim().parse().map_err(|error| {
        usage(format!("`--margin {}` is {error}", args.margin), "write 1, 1/3 or 0.01")
    })?;
    if margin < Rational::integer(0) {
        return Err(usage("a margin is at least 0", "write 1, 1/3 or 0.01"));
    }
    let means = args.means.means();
    let mut paid = vec![
        args.pay.is_empty()
            && (means == Means::Transfers || !matches!(aim, Aim::Dominant(_)));
        counts.len()
    ];
    for name in &args.pay {
        paid[game.player(name)?] = true;
    }
    if args.pay.is_empty() {
        for (paid, target) in paid.iter_mut().zip(&targets) {
            *paid |= target.is_some();
        }
    }
    let least = match (args.least, &profile) {
        (LeastArg::Total, _) => Least::Total,
        (LeastArg::Greatest, _) => Least::Greatest,
        (LeastArg::Played, Some(profile)) => Least::Played(payoffs.shape().index(profile)),
        (LeastArg::Played, None) => {
            return Err(usage(
                "what is played?",
                "name everybody's strategies: `--profile \"player = strategy, …\"`",
            ));
        }
    };
    let kept = target.kept.clone();
    Ok((Wish { payoffs, kept, targets, aim, margin, means, paid, least }, name))
}

impl MeansArg {
    fn means(self) -> Means {
        match self {
            Self::Subsidies => Means::Subsidies,
            Self::Penalties => Means::Penalties,
            Self::Either => Means::Either,
            Self::Transfers => Means::Transfers,
        }
    }
}

impl MetricArg {
    fn metric(self) -> Metric {
        match self {
            Self::Sum => Metric::Sum,
            Self::Greatest => Metric::Greatest,
        }
    }
}
