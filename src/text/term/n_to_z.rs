//! Words from N to Z.

super::terms! {
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
"penal code" ["optimal", "optimal punishment", "optimal penal code", "simple strategy"] "the worst equilibrium for a player, which follows their deviation"
"What is sustained at all is sustained by the worst equilibria of the repeated game as\n\
punishments, one for each player (Abreu). They may begin with rounds that are worse than any\n\
equilibrium of the stage game, since the way back to better ones makes up for them."
    "`equil repeated FILE --profiles --punish optimal`";
"phases" ["phase", "change with patience"] "how the payoffs that equilibria give change with the discount factor"
"The set of equilibrium payoffs stays the same, or comes about in the same way, between\n\
critical discount factors; there a condition of the set begins to hold. With lots that\n\
everybody sees it never shrinks as players become more patient."
    "`equil repeated FILE --payoffs --phases`";
"planes" ["plane", "hyperplanes"] "how a set of payoffs is bounded from outside, direction by direction"
"In each of many directions a level is found that no equilibrium exceeds; the set lies\n\
inside all these planes, and points that generate each other prove it from inside (Judd,\n\
Yeltekin and Conklin 2003). More planes come closer. It works for any number of players;\n\
of two the set itself is found."
    "`equil repeated FILE --payoffs --discount 1/2 --planes 64`";
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
"recursion" ["state recursion", "recursive lexicographical search"] "solving states from those that lead nowhere else back"
"Where play moves in one direction, states are solved last ones first: each equilibrium of\n\
what follows makes a game of today, and all its equilibria are gone through, so that every\n\
Markov-perfect equilibrium is listed (Iskhakov, Rust and Schjerning 2016). Groups of\n\
states that lead to each other are solved as one."
    "`equil markov FILE --method recursion`";
"regret" ["epsilon", "ε-equilibrium", "epsilon-equilibrium"] "the most that a player gains by one deviation"
"The regret of a profile is the greatest gain that any player has by deviating alone, in\n\
payoff units. It is 0 exactly in an equilibrium. A profile with regret at most ε is an\n\
ε-equilibrium; equil always gives a proved bound for it."
    "`\"certificate\": {\"kind\": \"regret\", \"bound\": …}` in JSON.";
"repeated game" ["repeated", "repetition", "supergame"] "the same game played again and again, with everything seen"
"Everybody sees what was played, and a payoff t rounds from now counts δ^t. A path is\n\
sustained if no deviation in a single round pays, given what follows it: an equilibrium of\n\
the stage game for ever or for some rounds, a step that cannot be taken back, or the worst\n\
equilibrium of the repeated game itself."
    "`equil repeated FILE` says which discount factors sustain the path of `[repeated]`.";
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
"thesis" ["theses", "prediction", "predictions"] "a statement of an argument about games, judged by what it predicts"
"A claim is a fact about the game, which must hold. A thesis is what somebody says:\n\
`[thesis.NAME]` lists predictions, which have the keys of a claim. It is supported if\n\
all of them hold, refuted if a decisive one fails (if none is decisive: if none holds),\n\
partly if some hold and others fail, and open while that is not decided. The same name in\n\
several files is one thesis, true in part where they differ. A refuted thesis is an answer:\n\
`equil claims` does not fail for it."
    "`equil claims games/open-release --theses --verbose`";
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
