// When the page is opened: what is computed here against what the solver said.
// All payoffs at two points, and at the first what follows from them.
function selfTest() {
  const wrong = [];
  let compared = 0;
  const start = parameters.map(one => one.value ?? NaN);
  const where = number => (number ? 'at a second point, with all parameters moved' : `at the values ${game.base}`);
  const profile = k => `when ${listed(profileOf(k).map((s, i) => `${players[i]} plays ${names[i][s]}`))}`;
  game.tests.forEach(({ p, u }, number) => {
    const all = evaluate(p ? p.map(x => x ?? NaN) : start);
    if (!all) { wrong.push(`${where(number)} the page finds no value for some payoff, and the solver has one for each`); return; }
    u.forEach((list, i) => {
      const most = list.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
      list.forEach((x, k) => {
        compared++;
        if (Math.abs(all[i][k] - x) > 1e-9 * Math.max(Math.abs(x), 1e-3 * most)) {
          wrong.push(`${where(number)}, ${profile(k)}, the payoff of ${players[i]} should be ${x.toPrecision(11)}, and the page has ${all[i][k].toPrecision(11)}`);
        }
      });
    });
  });
  const same = (what, mine, theirs, told) => {
    if (theirs != null && JSON.stringify(mine) !== JSON.stringify(theirs)) wrong.push(`${where(0)} ${what} should be ${told(theirs)}, and the page has ${told(mine)}`);
  };
  const base = answer;
  if (base) {
    const { solver } = game;
    same('the pure equilibria', base.equilibria, solver.equilibria, list => list.map(said).join(' and ') || 'none');
    same('what elimination leaves', base.survivors, solver.survivors, remaining);
    same(`how often ${game.subject && game.subject.label} is best`, base.cases && [base.cases.better, base.cases.equal, base.cases.of], solver.cases,
      ([better, equal, of]) => `${better} times alone and ${equal} times with others in ${of} cases`);
    same('what of the ladder holds, from the strongest rung on,', base.rungs, solver.rungs, list => list.map(holds => (holds ? 'yes' : 'no')).join(', '));
  }
  const { repeated } = game;
  if (base && repeated && repeated.at) {
    const near = list => (list.every((d, i) => Math.abs(d - repeated.at[i]) <= NEAR) ? repeated.at : list);
    const told = list => list.map((d, i) => `${d} for ${players[i]}`).join(' and ');
    same('the discount factors of the file', near(discounts(start)), repeated.at, told);
    same('the discount factors that the answer begins with', near(factors.now), repeated.at, told);
    const keep = list => list.map((is, i) => `${players[i]}: ${is ? 'yes' : 'no'}`).join(', ');
    if (repeated.keeps && !repeated.keeps.includes(null)) {
      const what = `who keeps to ${path()} at ${told(repeated.at)}`;
      same(what, patience(), repeated.keeps, list => (list ? keep(list) : 'nothing'));
      if (repeated.sliders.length) same(what, keptAt(repeated.at), repeated.keeps, keep);
    }
  }
  const line = at('selftest');
  const points = game.tests.length === 1 ? 'at one point' : `at ${game.tests.length} points`;
  line.className = wrong.length ? 'failed' : 'passed';
  line.textContent = wrong.length
    ? `Self-test FAILED: do not trust what moves on this page; what is under “Proved” stands. ${wrong.length === 1 ? 'One difference' : `${wrong.length} differences, the first`}: ${wrong[0]}.`
    : game.formulas
      ? `Self-test passed: ${size} profiles × ${shape.length} payoffs ${points} (${compared} numbers), and what follows from them, are those of the solver.`
      : 'Self-test passed: payoffs are numbers of the file, and what follows from them here is what the solver proved.';
  document.documentElement.dataset.selfTest = wrong.length ? 'failed' : 'passed';
}
