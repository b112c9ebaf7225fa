//! Every word that has a meaning of its own here.

use super::Term;

/// Declares the terms: name, other words [in brackets], one line, a paragraph, an example.
macro_rules! terms {
    ($($name:literal [$($also:literal),*] $short:literal $text:literal $example:literal;)*) => {
        /// Every term, in the order of the alphabet.
        pub const TERMS: &[Term] = &[
            $(Term {
                name: $name,
                also: &[$($also),*],
                short: $short,
                text: $text,
                example: $example,
            }),*
        ];
    };
}

terms! {
"alpha-rank" ["α-rank", "alpharank", "alpha"] "how much of the long run a strategy or profile has"
"One individual after the other imitates who does better, and mutants are rare: the share of\n\
time that everyone plays a strategy (each population its own) ranks it. The greater α, the\n\
more payoffs count; the limit is exact, with ties told from near ties."
    "`equil population FILE --ask alpha-rank`";
"automaton" ["automata", "tournament"] "a strategy of the repeated game, as states and what follows each"
"In each state it plays a strategy or a mixture, and what everybody played says which state\n\
is next. Tit for tat has two. Several automata together are in a joint state, and what is\n\
played from there on is known: so are payoffs, best responses, and who would deviate."
    "`equil automata FILE --play \"grim(cooperate, defect)\"`; `equil tournament FILE`";
"best response" ["best reply"] "a strategy that pays most against what the others play"
"Given what everybody else does, a best response is a strategy after which no other would\n\
have paid the player more. There may be several. Where a player mixes in an equilibrium,\n\
every strategy played with positive probability is a best response to the others."
    "`best_response(meta, open) given openai = closed` asks for it; `equil show` marks them with `*`.";
"bimatrix game" ["bimatrix"] "a game of two players, written as two matrices"
"Two players, finitely many strategies: one matrix holds the first player's payoffs, the\n\
other the second's, with a row for each strategy of the first player and a column for each\n\
of the second's. All extreme equilibria of such a game can be found and proved to be all."
    "`[table.matrix]` in a game file; `equil new --template two-player` writes one.";
"certificate" ["certified", "proof"] "what is proved about an answer, independently of how it was found"
"Every profile that a method finds is checked again from the payoffs alone, in exact\n\
arithmetic. The certificate says what came out: `exact` (nobody gains anything by\n\
deviating), `enclosure` (a small box was proved to contain exactly one equilibrium), or\n\
`regret` (the profile is an ε-equilibrium, with ε given)."
    "`equil check FILE --profile \"row = top, col = left\"` certifies a profile without any search.";
"claim" ["claims"] "a statement in a game file that can be tested"
"A claim names a query and the answer it should have: `holds`, `fails`, or `value` with\n\
`expect` or bounds. It may be made for a scenario or with parameters changed. `equil claims`\n\
tests all claims of a file, so that a text and its game cannot drift apart."
    "[claim.unique] holds = \"unique_nash()\"";
"class" ["classes"] "a named set of one player's strategies"
"A class stands wherever a strategy may stand: in formulas it is 1 when the player plays any\n\
of its members, in queries it means any of them. Asking whether a class is dominant asks\n\
whether, against everything, some member beats everything outside the class."
    "[classes.meta] open = [\"open_r\", \"open_p\"]; then `meta.open` and `dominant(meta, open)`.";
"commitment" ["stackelberg", "leader", "follower"] "moving first, seen by the others, and not going back"
"The leader commits to a strategy or to probabilities; the others see that, and reply with\n\
what is then best for them, in the leader's favour where they are indifferent. The leader\n\
gets at least as much by the best mixed commitment as in any equilibrium."
    "`equil solve FILE --commitment PLAYER`, with `--pure` for one strategy.";
"component" ["continuum"] "a connected set of equilibria"
"A degenerate game can have infinitely many equilibria. They come in finitely many connected\n\
pieces; for two players each piece is made of mixtures of extreme equilibria that can be\n\
combined freely."
    "`equil solve` says what each component is made of, and gives its index.";
"correlated equilibrium" ["correlated equilibria", "coarse correlated equilibrium", "coarse", "correlated"] "recommendations that nobody gains by disobeying"
"A mediator draws a pure profile from a known distribution and tells each player their own\n\
strategy in it, nothing else. If nobody gains by playing another one than told, the\n\
distribution is a correlated equilibrium; if nobody gains by deciding beforehand to ignore\n\
whatever they will be told, it is a coarse one. Every Nash equilibrium is both. The sets are\n\
polytopes, so the most and the least of anything linear can be found and proved."
    "`equil solve FILE --kind correlated --maximise welfare`";
"coverage" [] "how much of the set of equilibria a search has seen"
"`all`: every equilibrium, or every extreme one where there are infinitely many. `all-pure`:\n\
every pure one, while mixed ones were not searched for. `some`: those listed are equilibria,\n\
but others may exist. Coverage is part of every answer, because a list of equilibria means\n\
little without it."
    "`\"coverage\": \"all\"` in the JSON of `equil solve`.";
"critical discount factor" ["critical discount"] "the least discount factor at which a path can be kept to"
"In the repeated game, keeping to a path pays if what a deviation brings today is not worth\n\
what the punishment costs later. The more the future counts, the easier this is; the\n\
critical discount factor is where it just becomes possible for all players."
    "`value = \"critical_discount()\"` in a claim.";
"degenerate" ["nondegenerate"] "a game with ties that may give infinitely many equilibria"
"A game of two players is degenerate if some mixed strategy that uses k strategies has more\n\
than k pure best responses. Methods that follow paths or match supports can miss equilibria\n\
of such games; equil says in the coverage whether the list is complete."
    "A player who gets the same payoff whatever they do makes every game degenerate.";
"deviation" ["deviations"] "a change by one player alone"
"Whether a profile is an equilibrium is decided by what each player would gain by changing to\n\
each of their pure strategies while the others stay. Mixed deviations need no check: they\n\
gain at most what the best pure one does."
    "The table of `equil check FILE --profile ...` lists every deviation and its gain.";
"discount factor" ["discount", "delta"] "how much a payoff tomorrow counts today, between 0 and 1"
"In a repeated game a payoff t rounds from now counts δ^t. It is not the discount rate, which\n\
is 1/δ − 1. Payoffs of the repeated game are averages: they are multiplied by 1 − δ, so that\n\
a constant payoff of 3 is worth 3."
    "[repeated] discount = \"delta\"";
"dominant" ["dominance"] "better than everything else, whatever the others do"
"A strategy is strictly dominant if against every pure profile of the others it pays strictly\n\
more than each other strategy; a class is dominant if some member does so each time. It is\n\
weakly dominant if it is never worse and somewhere better. A dominant strategy needs no\n\
guess about others."
    "`equil dominance FILE meta open` answers this, and says where it fails.";
"enclosure" ["enclosed", "box"] "an interval that provably contains a number"
"Payoffs with exp, log or roots are not rational, and no finite decimal is exact. equil\n\
computes with intervals whose ends are rounded outward and narrows them until a sign is\n\
settled. Two numbers with overlapping enclosures are not called equal unless algebra shows\n\
it."
    "`{\"value\": 0.6931, \"enclosure\": [\"0.693147…\", \"0.693148…\"]}` in JSON.";
"entropy" ["max-entropy"] "how mixed strategies are"
"The sum of −p·ln p over all probabilities of a profile: 0 where nobody mixes, and most where\n\
everything is played equally often. `max-entropy` marks those of the listed equilibria that\n\
have most; mixtures of extreme equilibria may have more."
    "`equil solve FILE --select max-entropy`";
"equilibrium" ["nash", "nash equilibrium", "equilibria"] "a profile in which nobody gains by deviating alone"
"In a Nash equilibrium each player's strategy is a best response to the others'. Every finite\n\
game has one, perhaps in mixed strategies. It is strict if every deviation loses, pure if\n\
nobody mixes. An equilibrium need not be the only one: look at the coverage."
    "`equil solve FILE` finds them; `nash(row = top, col = left)` asks about one profile.";
"evolutionarily stable" ["evolutionarily-stable", "ess", "evolutionary stability"] "no mutant strategy, played by few, does as well"
"In a symmetric game of two players: a strategy that is a best response to itself and does\n\
better against every other best response than that does against itself. No symmetric\n\
equilibrium is near it. Where a strategy is not one, a mutant is shown that can invade."
    "In hawk and dove the mixed equilibrium is one; rock, paper, scissors has none.";
"extreme equilibrium" ["extreme equilibria"] "an equilibrium that is no mixture of others"
"For two players, the set of equilibria is a union of finitely many convex pieces; the\n\
extreme equilibria are their corners. Listing them describes all equilibria, even where\n\
there are infinitely many. In a nondegenerate game every equilibrium is extreme."
    "`equil solve` lists extreme equilibria and says when mixtures of them are equilibria too.";
"fictitious play" ["learning", "belief", "beliefs"] "playing a best response to what has been played so far"
"Each round everybody plays a best response to the others' past play, as if they mixed in\n\
those shares. Beliefs converge to an equilibrium in games of two players whose interests are\n\
opposed, and in some others; in Shapley's game they go round for ever, ever more slowly.\n\
What is played on average is an ε-coarse correlated equilibrium, and ε is told exactly."
    "`equil dynamics shapley1964.game.toml --rule fictitious-play --start \"row = T, col = C\"`";
"fixation probability" ["fixation", "fixates", "invasion"] "how probably one mutant takes over a population"
"One individual plays another strategy than all others, and nobody mutates: in the end all\n\
play one of the two. Where nothing is at stake the mutant takes over with probability 1 over\n\
the size of the population; a mutant that does so more often is favoured."
    "`equil population FILE` shows it for each pair of strategies.";
"gain" [] "what a strategy pays more than the alternatives"
"`gain(player, s)` is, over all pure profiles of the others, the least difference between the\n\
best payoff within s and the best payoff outside s. It is positive exactly if s is dominant,\n\
and says by how much; `given` narrows the cases."
    "`value = \"gain(meta, open)\"` with `least = 0` claims that open never loses.";
"given" ["restriction"] "a restriction of what players may do while a question is asked"
"After `given` stand players, each with a strategy or a class: the question is asked about\n\
the game in which they have no other strategies. Only `nash`, `payoff` and `welfare` take\n\
mixed strategies there."
    "`dominant(meta, open) given openai = closed, community = split`";
"group" ["groups"] "a named set of players"
"A formula written for a group counts for each member, with `self` standing for the member. A\n\
parameter with `each = \"group\"` has one value for each member, and `count(group.strategy)`\n\
says how many members play it."
    "[groups] firm = [\"meta\", \"openai\"]; then `count(firm.open)`.";
"helper" ["helpers", "define"] "a formula with a name"
"Helpers stand in `[define]` and are computed once for each pure profile. They keep payoffs\n\
readable, and a payoff that is a sum of helpers can be explained term by term. They may use\n\
each other, but not in a circle."
    "n_open = \"count(firm.open)\"";
"improvement" ["improvement path", "better response", "finite improvement property", "fip", "weakly acyclic", "acyclic"] "a move by which one player gains"
"A player who moves from one pure strategy to another while the others stay, and gets more by\n\
it, improves; the new strategy is a better response. If no way of improvements comes back to\n\
where it was, all end at pure equilibria: the finite improvement property. If from every\n\
profile some way ends at one, the game is weakly acyclic: chance finds it."
    "`equil graph FILE --assert weakly-acyclic`";
"index" ["indices"] "a whole number that each component of the set of equilibria has"
"For two players, each component of the set of equilibria has one, and they sum to 1: a check\n\
that nothing was overlooked. Strict equilibria have index +1, the mixed one between two of\n\
them has −1. A component with an index other than 0 has equilibria nearby in every game with\n\
nearly the same payoffs; one with index 0 may vanish."
    "The column `index` of `equil solve`, and its last line: indices sum to 1.";
"iterated elimination" ["iterated dominance", "elimination", "iterated_dominant"] "removing dominated strategies, round by round"
"Strictly dominated strategies are removed for all players; in what is left others may be\n\
dominated now, and so on. With strict dominance the order does not matter and no equilibrium\n\
is lost. With weak dominance both can happen, so equil always says which kind was used."
    "`equil dominance FILE` shows the rounds; `--kind weak` changes the kind.";
"label" ["labels", "path", "paths", "lemke-howson", "pivot"] "a strategy of either player, as paths to equilibria see it"
"A pair of mixed strategies has the labels of all strategies that are not played or are best\n\
responses; an equilibrium has every label. Points that lack at most one given label form\n\
paths, and the path that starts where nobody plays anything leads to an equilibrium (Lemke\n\
and Howson). Each step along a path is a pivot. Some equilibria may be reached by no path."
    "`equil solve game.nfg --label row.top -v` follows one path, `--all-labels` all of them.";
"Markov-perfect equilibrium" ["markov", "markov-perfect", "policy", "stationary policy"] "what is played hangs on the state alone, and nobody gains elsewhere"
"In a stochastic game a stationary policy says what each player plays in each state. If\n\
nobody gains by deviating once and keeping to the policy ever after, in any state, nobody\n\
gains by any strategy at all: the policy is a Markov-perfect equilibrium. There may be many;\n\
those that hang on more than the state, such as threats, are not among them."
    "`equil markov FILE` finds them, and checks every single deviation in every state.";
"maxmin value" ["maxmin", "security level"] "what a player can secure alone"
"The best guarantee: the greatest payoff that some mixed strategy of the player gives\n\
whatever the others do. In a zero-sum game of two players it equals the minmax value and is\n\
called the value of the game (von Neumann)."
    "In matching pennies, playing both sides with 1/2 secures 0.";
"minmax value" ["minmax", "punishment"] "what the others can hold a player to"
"The others choose, the player answers best: the least that they can push the player down to\n\
is the minmax value. No equilibrium of the repeated game gives a player less. It can lie\n\
above the maxmin value with three players or more, unless the others can coordinate their\n\
chances."
    "punish = \"minmax\" in `[repeated]`.";
"mixed strategy" ["mixture", "mixed"] "probabilities with which a player plays strategies"
"A player may leave the choice to chance. In an equilibrium the probabilities make the others\n\
willing to mix in turn. They are written with fractions, and their sum must be exactly 1."
    "row = 1/3 top + 2/3 bottom";
"Nash subset" ["Nash subsets", "maximal Nash subset"] "a convex piece of the set of equilibria"
"Some strategies of each of two players, all of which are equilibria with each other: each\n\
player may mix theirs in any way. Every component is a union of maximal ones, and extreme\n\
equilibria are their corners."
    "`equil solve` names them: any mixture of #1, #2; or of #2, #3.";
"neutrally stable" ["neutrally-stable", "nss"] "no mutant strategy, played by few, does better"
"In a symmetric game of two players: a strategy that is a best response to itself and does at\n\
least as well against every other best response as that does against itself. Mutants may\n\
stay, but not spread. What is evolutionarily stable is neutrally stable."
    "The even mixture in rock, paper, scissors.";
"p-dominance" ["p-dominant"] "how sure of the others one must be for an equilibrium to be best"
"A pure equilibrium is p-dominant if everybody's strategy is best whenever the others are\n\
believed to keep to it with probability p at least, whatever else they may do. The least\n\
such p is shown; the criterion is met if it is below 1/2."
    "`equil solve FILE --select p-dominant`";
"parameter" ["parameters"] "a named number that payoffs use"
"A parameter has a value, and should have a range, a unit, a status and a source. `--set` and\n\
scenarios change it exactly. One without a value must be set before payoffs can be computed."
    "leak = { value = \"6/5\", range = [0, 4], unit = \"USD bn/yr\", status = \"estimate\", source = \"key\" }";
"Pareto efficiency" ["pareto-efficient", "pareto"] "no other is better for one player and worse for none"
"`pareto-efficient` marks equilibria than which no other listed one gives some player more\n\
and no player less. If all extreme equilibria of a game of two players are listed, that is\n\
so among all equilibria."
    "`equil solve FILE --only pareto-efficient`";
"payoff" ["payoffs", "utility"] "the number that a player gets in a pure profile"
"Payoffs are given by formulas, one for each own strategy or one for the player, or listed in\n\
a table. Only differences between a player's own payoffs matter for dominance and\n\
equilibria: adding a constant or changing the unit changes nothing."
    "[payoff.firm] open = \"eco * n_open - leak\"";
"payoff dominance" ["payoff-dominant"] "no other equilibrium gives any player more"
"A payoff-dominant equilibrium gives every player at least as much as any other does. There\n\
need be none: players may like different equilibria best. It may be riskier than another."
    "Both hunting the stag in a stag hunt.";
"player" ["players"] "who chooses"
"A player has a name and at least one strategy. Everybody chooses at once, without seeing\n\
what the others choose."
    "[players] row = [\"top\", \"bottom\"]";
"potential" ["potential game", "exact potential", "weighted potential", "ordinal potential", "generalised ordinal potential", "best-response potential"] "one function that tells what every player wants"
"A number for each pure profile. Along each player's own strategies an exact potential\n\
changes by as much as the payoff does, a weighted one by a positive multiple, an ordinal one\n\
in the same direction; a generalised ordinal one rises with every improvement; a\n\
best-response one is greatest exactly at best responses. Where it is greatest of all is an\n\
equilibrium."
    "Congestion games have exact potentials; `equil graph FILE` finds them, or what rules them out.";
"price of anarchy" ["price of stability", "anarchy"] "the greatest welfare over that of the worst equilibrium"
"How much is lost when everybody looks after themselves: the greatest welfare there is,\n\
divided by that of the worst equilibrium; by that of the best one it is the price of\n\
stability. Which equilibria are meant matters: pure, mixed, correlated or coarse. Where\n\
welfare is negative throughout, costs are compared; with both signs, no ratio is told."
    "In the prisoner's dilemma with payoffs 2, 3, 0, 1 it is 2.";
"prior" ["dist", "distribution"] "what is thought of a parameter before anything is asked"
"A distribution over a parameter's values: uniform(low, high), triangular(low, mode, high) or\n\
normal(mean, sd). Sweeps draw points from priors, and evenly from the range of a parameter\n\
without one; shares depend on them, verdicts at a point do not."
    "S = { value = 10, range = [4, 60], dist = \"triangular(4, 10, 25)\" }";
"profile" ["profiles"] "one strategy for each player"
"A pure profile names a pure strategy for everybody; payoffs are given for each of these. In\n\
a mixed profile some player mixes, and payoffs are expected values."
    "--profile \"row = 1/2 top + 1/2 bottom, col = left\"";
"quasi-strict equilibrium" ["quasi-strict"] "a strategy is a best response exactly if it is played"
"In a quasi-strict equilibrium everything that is not played earns less than what is. Every\n\
game of two players has one, though perhaps none that is extreme; strict equilibria are the\n\
pure ones among them."
    "The mixed equilibrium of matching pennies.";
"query" ["queries"] "a question about a game, as claims and sweeps ask it"
"Queries answer yes or no (`dominant`, `nash`, `unique_nash`, …) or with a number (`gain`,\n\
`payoff`, `count_nash`, `probability`, …), and may end with a restriction after `given`."
    "`every_equilibrium(meta, open) given google = closed`";
"rational" ["exact", "exact arithmetic"] "a fraction of whole numbers, kept without rounding"
"Numbers are read exactly as written, `0.35` as 7/20, and computed with as fractions of any\n\
size. Sums, products, quotients, whole powers, min, max and if stay rational; exp, log and\n\
roots leave it, and then enclosures are used."
    "-s k=1/3 sets exactly a third.";
"rationalizable" [] "left by iterated strict elimination with mixtures"
"A strategy is rationalizable (with correlated beliefs) if it survives the iterated\n\
elimination of strategies strictly dominated by pure strategies or mixtures: exactly those\n\
can be best responses among players who all think so of each other (Pearce 1984, Bernheim\n\
1984)."
    "What `equil dominance FILE` shows as left in the end.";
"regret" ["epsilon", "ε-equilibrium", "epsilon-equilibrium"] "the most that a player gains by one deviation"
"The regret of a profile is the greatest gain that any player has by deviating alone, in\n\
payoff units. It is 0 exactly in an equilibrium. A profile with regret at most ε is an\n\
ε-equilibrium; equil always gives a proved bound for it."
    "`\"certificate\": {\"kind\": \"regret\", \"bound\": …}` in JSON.";
"replicator dynamics" ["replicator", "replicator equation", "population"] "strategies that earn more than the mean spread"
"In a large population each strategy is played by a share; the share grows at the rate by\n\
which the strategy earns more than the mean. An evolutionarily stable mix attracts what\n\
starts near it; a strategy that is strictly dominated dies out. Points at rest at which\n\
some strategies are missing need not be equilibria."
    "`equil dynamics FILE --rule replicator --one-population -o portrait.svg`";
"risk dominance" ["risk-dominant"] "of two pure equilibria, the one at which deviating costs more"
"Between two pure equilibria of two players: the one at which the product of what each would\n\
lose by going over to the other alone is greater. `risk-dominant` marks a pure equilibrium\n\
that risk-dominates every other listed one, pair by pair."
    "Both hunting hares, if a hare is worth more than half a stag.";
"scenario" ["scenarios"] "a named set of changes of parameters"
"A scenario sets some parameters to other values and leaves the rest. `--scenario` applies it\n\
to a run, and `scenario = \"...\"` to a claim; `--set` comes on top."
    "[scenario.vintage-2026] set = { S = 60, X_M = 15 }";
"selection" ["criterion", "criteria", "refinement"] "telling equilibria of one game apart"
"`--select` says of each equilibrium which criteria it meets, and what shows it; `--only`\n\
keeps those that are proved to meet all that are named. A verdict is `yes`, `no`, or `open`\n\
where it could not be settled. Of infinitely many equilibria the extreme ones are judged."
    "`equil solve FILE --select all --only undominated`";
"sink equilibrium" ["sink", "sinks", "sink equilibria", "sink component"] "profiles that best responses do not lead out of"
"A set of pure profiles in which each can be reached from each other by moves to best\n\
responses, and none leads out of it. A pure equilibrium is one by itself; in others play\n\
goes round for ever. From every profile some way leads into one, so there always is one."
    "In matching pennies all four profiles together.";
"status" ["observed", "estimate", "assumption"] "how well a parameter's value is known"
"`observed`: read off a source. `estimate`: derived from sources. `assumption`: a judgement.\n\
The first two must name a source in the bibliography, so that readers can check what rests\n\
on data and what does not."
    "`equil check` counts parameters by status; `equil show --params` lists them.";
"stochastic game" ["states", "state", "directional"] "a game that moves between states, as what is played decides"
"In each state a stage game is played; what is played pays today and decides, perhaps by\n\
lots, which state comes next. It is directional if no state comes back once it is left:\n\
then all Markov-perfect equilibria follow from the last states back. In a game file the\n\
states are parameters that move."
    "`[states.stock]` with `levels = [0, 1, 2]` and `next = \"stock - count(all.fish)\"`.";
"stochastically stable" ["stochastic stability", "stochastic potential", "long-run equilibrium"] "left as mistakes vanish"
"People choose best responses, and rarely by mistake something else. The rarer mistakes are,\n\
the more of the time is spent where most of them are needed to leave: states that keep a\n\
share in the limit are stochastically stable. Their trees of mistakes cost least."
    "`equil population FILE --ask stable`";
"strategic form" ["normal form"] "a game written as payoffs for every profile"
"All players choose at once; a table gives each player's payoff in each pure profile. Every\n\
game file and every `.nfg` file describes a game in strategic form."
    "`equil convert FILE -f csv` writes it row by row.";
"strategy" ["strategies", "pure strategy"] "one of the things a player can do"
"Strategy means pure strategy unless a mixture is spelled out. In formulas `player.strategy`\n\
is 1 if the player plays it, else 0."
    "meta = [\"closed\", \"open\"]; then `meta.open` in a formula.";
"strict equilibrium" ["strict"] "every deviation loses something"
"In a strict equilibrium everybody's strategy is the only best response, so that it is pure.\n\
It survives small changes of payoffs and of what is believed about the others."
    "`equil solve FILE --only strict`";
"strictly dominated" ["dominated", "strict dominance"] "worse than something else, whatever the others do"
"Some other strategy, or a mixture of others, pays strictly more against every pure profile\n\
of the others. Such a strategy is never a best response and is played in no equilibrium. The\n\
mixture is the proof, and equil names it."
    "`dominated(row, middle)`; `equil dominance FILE row` shows by what.";
"subgame-perfect equilibrium" ["subgame perfect", "one-shot deviation"] "after no history does a deviation pay"
"A Nash equilibrium of the repeated game may rest on threats that nobody would carry out. A\n\
subgame-perfect one is an equilibrium after every history, also those that nobody meant. It\n\
is enough that no deviation in a single round pays after any history."
    "Grim in a prisoner's dilemma with patience; tit for tat hardly ever.";
"supermodular" ["submodular", "increasing differences", "complements", "substitutes", "strategic complements"] "the higher the others go, the more going up gains"
"Strategies are in the order of the file. If going up gains a player no less where another\n\
has gone up, for every pair, the game is supermodular (strategies are complements): there\n\
are a greatest and a least equilibrium, both pure. If it gains no more, it is submodular\n\
(substitutes). With two players, reversing the order of one turns the one into the other."
    "Quantities of two firms with linear demand are substitutes.";
"support" ["supports"] "the strategies played with positive probability"
"In an equilibrium all strategies in a player's support pay the same, and none outside pays\n\
more. Once the supports are known, the probabilities of a two-player equilibrium follow from\n\
linear equations."
    "The support of `1/3 top + 2/3 bottom` is top and bottom.";
"sweep" ["sweeps"] "the same question at many values of parameters"
"A sweep in a game file says which parameters vary, how their values are chosen (a grid, or\n\
random designs with a seed), and which queries are watched."
    "[sweep.reach] method = \"grid\", vary = [\"reach = 0:1:11\"], watch = [\"gain(north, loud)\"]";
"undominated equilibrium" ["undominated", "perfect", "perfect equilibrium"] "no strategy in it is weakly dominated, mixed as it is"
"No mixture is at least as good as what a player plays against everything and better\n\
against something. For two players these are the (trembling-hand) perfect equilibria; for\n\
more, perfect equilibria are among them. Shown are beliefs that exclude nothing, or what\n\
dominates."
    "`equil solve FILE --only undominated`";
"unit" ["units"] "a label that keeps sums meaningful"
"Units are labels with a small algebra: products multiply them, sums and comparisons want\n\
equal ones. A mismatch is a warning (W002), not an error, and never changes a number."
    "unit = \"USD bn/yr\"; `1` is a pure number.";
"weakly dominated" ["weak dominance", "very weakly dominated"] "never better than something else, and somewhere worse"
"Some other strategy, or a mixture of others, pays at least as much against every pure\n\
profile of the others and more against one. A weakly dominated strategy can be played in an\n\
equilibrium, and removing it can lose equilibria. Very weakly dominated means never better,\n\
perhaps equal everywhere."
    "`weakly_dominated(row, bottom)`";
"welfare" ["max-welfare"] "the sum of all players' payoffs"
"`welfare()` adds the payoffs in the profile that `given` fixes, or in the equilibrium if\n\
there is exactly one. The sum has a meaning only where all payoffs share a unit."
    "`value = \"welfare() given row = top, col = left\"`";
"zero-sum" ["zero-sum game", "constant-sum"] "what one player gains, the other loses"
"In a game of two players whose payoffs always sum to the same number, equilibrium strategies\n\
are those that secure the value of the game; they can be found by one linear program and\n\
combined freely."
    "Matching pennies.";
}
