//! Words from A to M.

super::terms! {
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
`expect`, bounds, or another value to be above or below. It may be made for a scenario\n\
or with parameters changed. `equil claims` tests all claims of a file, so that a text\n\
and its game cannot drift apart."
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
    "`value = \"critical_discount()\"` in a claim; `equil sweep --watch \"critical_discount()\"`.";
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
weakly dominant if it is never worse than any other, and somewhere better than each. A\n\
dominant strategy needs no guess about others."
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
"folk theorem" ["folk", "feasible payoffs", "individually rational"] "with patience nearly all payoffs are those of some equilibrium"
"Payoffs that can be reached by lots over profiles, and leave every player more than the\n\
minmax value, are payoffs of equilibria of the repeated game when discount factors are near\n\
enough to 1. At a given discount factor the set of such payoffs is smaller: it can be found,\n\
and with it the strategies."
    "`equil repeated FILE --payoffs` tells the former, with `--discount 3/4` the latter.";
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
"homotopy" ["smooth path", "tracing"] "following a smooth path to an equilibrium"
"The game is changed so that it has one solution that is easily known (everybody also wants\n\
to mix), then step by step into the game itself; solutions form a path, followed in\n\
floats. Any stochastic game has such a path, and its end is an equilibrium, mixed or not\n\
(Herings and Peeters 2004). The path proves nothing: what is found at its end is\n\
certified."
    "`equil markov FILE --method homotopy`";
"horizon" ["finitely repeated", "backward induction"] "how many rounds a repeated game has, if it ends"
"With an end that everybody knows, equilibria come from the last round back: there an\n\
equilibrium of the stage game is played, before it what the equilibria that may follow\n\
hold up. If the stage game has one equilibrium only, nothing else is played in any round;\n\
with several that pay differently much can be sustained (Benoit and Krishna 1985)."
    "`equil repeated FILE --horizon 10`, and with `--payoffs`";
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
"irreversible" ["steps", "irreversibility"] "what cannot be taken back once it was done"
"A step such as a release leaves those who took it one strategy for ever. As a threat it is\n\
kept to because nobody can do otherwise afterwards: what follows is an equilibrium of the\n\
game that remains. Whether it pays to take the step is another question."
    "[repeated] punish = \"irreversible\", steps = { meta = \"open\" }";
"iterated elimination" ["iterated dominance", "elimination", "iterated_dominant"] "removing dominated strategies, round by round"
"Strictly dominated strategies are removed for all players; in what is left others may be\n\
dominated now, and so on. With strict dominance the order does not matter and no equilibrium\n\
is lost. With weak dominance both can happen, so equil always says which kind was used."
    "`equil dominance FILE` shows the rounds; `--kind weak` changes the kind.";
"iteration" ["value iteration"] "computing values again and again until they settle"
"Each state gets the equilibrium of the game in which payoffs are those of today and the\n\
discounted values of the states that follow; its payoffs are the next values (Shapley\n\
1953). In zero-sum games values settle, in others they may not: the answer then says by\n\
how much each player could gain."
    "`equil markov FILE --method iteration`";
"label" ["labels", "path", "paths", "lemke-howson", "pivot"] "a strategy of either player, as paths to equilibria see it"
"A pair of mixed strategies has the labels of all strategies that are not played or are best\n\
responses; an equilibrium has every label. Points that lack at most one given label form\n\
paths, and the path that starts where nobody plays anything leads to an equilibrium (Lemke\n\
and Howson). Each step along a path is a pivot. Some equilibria may be reached by no path."
    "`equil solve game.nfg --label row.top -v` follows one path, `--all-labels` all of them.";
"lots" ["lot", "public randomization", "public randomisation", "public signal"] "chance that everybody sees, by which players choose together"
"Before a round a lot is drawn in public, and all play what it says (public randomization).\n\
It makes sets of equilibrium payoffs convex, so that they can be computed by their corners\n\
(Abreu, Pearce and Stacchetti 1990). Without lots only paths fixed in advance are left:\n\
fewer payoffs."
    "`equil repeated FILE --payoffs --discount 3/4`, and the same with `--without-lots`";
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
}
