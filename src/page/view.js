// The page: controls, the sentence, tables. Everything that is live is written here from an `Answer`.
const at = id => document.getElementById(id);
const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, '');
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
};
const parameters = game.parameters;
const values = parameters.map(one => one.value ?? NaN);
const isBase = i => Object.is(values[i], parameters[i].value ?? NaN);
const moved = () => parameters.map((_, i) => i).filter(i => !isBase(i));
const short = x => String(+x.toPrecision(6)).replace('-', '\u2212');
const listed = list => list.length < 2 ? list.join('')
  : `${list.slice(0, -1).join(', ')} and ${list[list.length - 1]}`;
const remaining = kept => players.map((name, i) => `${name}: ${kept[i].map(s => names[i][s]).join(' | ')}`).join('; ');
const said = k => `(${profileOf(k).map((s, i) => names[i][s]).join(', ')})`;
let answer = null;
let digits = 4;

function number(x) {
  return (Math.abs(x) < 0.5 * 10 ** -digits ? 0 : x).toFixed(digits).replace('-', '\u2212');
}

function setDigits() {
  const most = Math.max(...answer.scale);
  const whole = answer.all.every(list => list.every(x => Math.abs(x - Math.round(x)) < 1e-9));
  digits = whole ? 0 : Math.max(0, Math.min(6, 4 - Math.max(0, Math.floor(Math.log10(most || 1)))));
}

// ---- The sentence

function onClass({ player, label }, { better, equal, of }) {
  const who = players[player];
  if (shape.length === 1) {
    const best = better ? 'the best choice' : equal ? 'as good as anything else' : 'not the best choice';
    return `for ${who}, ${label} is ${best}`;
  }
  const rest = equal ? `, and as good as something else in ${equal}` : '';
  const rivals = shape.length === 2 ? players[1 - player] : 'the others';
  const all = of === 2 ? 'both cases' : `all ${of} cases`;
  if (better === of) return `for ${who}, ${label} is the best response in ${all} of what ${rivals} may do: it is dominant`;
  if (!better) return `for ${who}, ${label} is never the best response, whatever ${rivals} may do (${of} cases)${rest}`;
  return `for ${who}, ${label} is the best response in ${better} of ${of} cases of what ${rivals} may do${rest}`;
}

function onElimination(subject) {
  const { survivors, rounds } = answer;
  if (!rounds.length) return 'nothing is strictly dominated';
  const count = rounds.length === 1 ? 'one round' : `${rounds.length} rounds`;
  const single = survivors.every(list => list.length === 1);
  if (!subject) {
    const left = single ? 'one profile' : `${survivors.map(list => list.length).join(' × ')} strategies`;
    return `${count} of iterated elimination leave${rounds.length === 1 ? 's' : ''} ${left}`;
  }
  const kept = survivors[subject.player];
  const inside = kept.filter(s => subject.target.includes(s)).length;
  if (inside === kept.length) return `it is all that iterated elimination leaves (${count})`;
  return inside ? 'iterated elimination leaves it, and others' : 'iterated elimination removes it';
}

function onEquilibria() {
  const { equilibria, survivors } = answer;
  if (!equilibria.length) return 'there is no pure equilibrium';
  if (equilibria.length > 1) {
    const shown = equilibria.slice(0, 3).map(said).join('; ');
    const more = equilibria.length > 3 ? `; and ${equilibria.length - 3} more` : '';
    return `there are ${equilibria.length} pure equilibria: ${shown}${more}`;
  }
  const only = survivors.every(list => list.length === 1);
  return `the only ${only ? '' : 'pure '}equilibrium is ${said(equilibria[0])}`;
}

function sentence() {
  if (!answer) return 'At these values some payoff has no value: there is no game to answer for.';
  const parts = [onElimination(game.subject), onEquilibria()];
  if (answer.cases) parts.unshift(onClass(game.subject, answer.cases));
  const keeps = patience();
  if (keeps) {
    const is = keeps.includes(false) ? 'not sustained' : keeps.includes(null) ? 'perhaps sustained' : 'sustained';
    parts.push(`played again and again, ${path()} is ${is} at ${factorsSaid()}`);
  }
  const text = parts.join('; ');
  return `${game.stage ? 'In one round, in this state: ' : ''}${game.stage ? text : text[0].toUpperCase() + text.slice(1)}.`;
}

function tellSentence() {
  at('sentence').textContent = sentence();
  const away = moved();
  const where = away.map(i => `${parameters[i].name} = ${short(values[i])}`);
  if (isDiscountMoved()) where.push(factorsSaid());
  const many = where.length > 6 ? `${where.slice(0, 6).join(', ')} and ${where.length - 6} more` : where.join(', ');
  at('place').textContent = where.length ? `At ${many}; all else as ${game.base}.` : `At the values ${game.base}.`;
  const near = answer && answer.near;
  at('near').textContent = near
    ? 'Some payoffs that are compared are equal to nine digits: here they count as equal, and only the solver can prove whether they are.' : '';
  document.body.classList.toggle('moved', away.length > 0);
  const given = game.set.filter(([i]) => !away.includes(i)).map(([i, text]) => [i, text]);
  const set = [...given, ...away.map(i => [i, values[i]])].map(([i, text]) => ` --set ${parameters[i].name}=${text}`);
  at('command').textContent = `${game.command}${set.join('')}`;
}

// ---- Sliders

function control(i) {
  const one = parameters[i];
  const id = `v${i}`;
  const hint = [one.about, one.unit && `(${one.unit})`].filter(Boolean).join(' ');
  const slider = element('input', {
    type: 'range', id: `s${i}`, min: one.low, max: one.high, step: 'any', 'aria-label': `${one.name}: ${one.about || 'value'}`,
  });
  const width = one.high - one.low;
  const exact = element('input', {
    type: 'number', id, min: one.low, max: one.high, inputmode: 'decimal', 'aria-describedby': `w${i}`,
    step: width > 0 ? 10 ** Math.floor(Math.log10(width / 20)) : 'any',
  });
  const wrong = element('p', { class: 'wrong', id: `w${i}`, 'aria-live': 'polite' });
  const tell = text => {
    wrong.textContent = text;
    if (text) exact.setAttribute('aria-invalid', 'true');
    else exact.removeAttribute('aria-invalid');
  };
  const show = () => { slider.value = values[i]; exact.value = +values[i].toPrecision(12); tell(''); };
  const take = input => {
    const x = input.valueAsNumber;
    const why = !Number.isFinite(x) ? 'This is no number' : x < one.low || x > one.high ? `${short(x)} is out of range` : '';
    tell(why && `${why}: ${one.name} stays at ${short(values[i])}. It may be from ${short(one.low)} to ${short(one.high)}.`);
    if (why) return;
    values[i] = x;
    if (input === slider) exact.value = +x.toPrecision(6);
    else slider.value = x;
    later();
  };
  slider.addEventListener('input', () => take(slider));
  // Who has deleted a number is about to write another one
  exact.addEventListener('input', () => { if (exact.value !== '' || exact.validity.badInput) take(exact); });
  exact.addEventListener('change', () => {
    take(exact);
    if (exact.hasAttribute('aria-invalid')) {
      // What was said stays; the number is again the one that counts
      exact.value = +values[i].toPrecision(12);
      exact.removeAttribute('aria-invalid');
    }
  });
  shown.push(show);
  const change = one.changes && element('div', { class: 'change' }, `answer changes at ${one.changes}`);
  return element('div', { class: 'control' },
    element('label', { for: id }, element('b', {}, one.name), ' ', element('span', { class: 'faint' }, hint)),
    element('div', { class: 'pair' }, slider, exact),
    element('div', { class: 'ends' }, element('span', {}, short(one.low)), element('span', {}, short(one.high))), change || '', wrong);
}

const shown = [];
let waiting = false;

function later() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; update(); });
}

function reset(changes = []) {
  parameters.forEach((one, i) => { values[i] = one.value ?? NaN; });
  for (const [i, value] of changes) values[i] = value;
  factors.file = [];
  shown.forEach(show => show());
  update();
}

function buildControls() {
  // Of a game in which nothing moves there are no controls
  if (!at('sliders')) return;
  const [first, rest] = game.sliders.map(list => list.map(control));
  at('sliders').append(...first);
  if (rest.length) {
    at('sliders').after(element('details', { id: 'more' },
      element('summary', {}, `${rest.length} more parameters, which alone do not change the answer within their ranges`),
      element('div', { class: 'controls' }, ...rest)));
  }
  at('reset').addEventListener('click', () => { if (at('scenario')) at('scenario').value = ''; reset(); });
  if (game.scenarios.length) {
    const select = element('select', { id: 'scenario' }, element('option', { value: '' }, `values ${game.base}`),
      ...game.scenarios.map((one, place) => element('option', { value: place }, one.name)));
    select.addEventListener('change', () => reset(select.value === '' ? [] : game.scenarios[select.value].changes));
    at('scenarios').append(element('label', { for: 'scenario' }, 'Scenario '), select);
  }
  shown.forEach(show => show());
}

// ---- Payoff tables

const view = { row: 0, column: 1, others: [] };

function buildViews() {
  view.row = game.subject ? game.subject.player : 0;
  view.column = shape.length > 1 ? (view.row === 0 ? 1 : 0) : -1;
  view.others = answer && answer.equilibria.length ? profileOf(answer.equilibria[0]) : shape.map(() => 0);
  if (shape.length > 2) drawPickers();
}

function drawPickers() {
  const pick = (label, id, options, value, act) => {
    const select = element('select', { id }, ...options.map(([key, text]) => element('option', { value: key }, text)));
    select.value = value;
    select.addEventListener('change', () => { act(+select.value); drawPickers(); drawTable(); at(id).focus(); });
    return element('span', { class: 'pick' }, element('label', { for: id }, label), select);
  };
  const all = players.map((name, i) => [i, name]);
  const pickers = [
    pick('rows', 'rows', all.filter(([i]) => i !== view.column), view.row, i => { view.row = i; }),
    pick('columns', 'columns', all.filter(([i]) => i !== view.row), view.column, i => { view.column = i; }),
  ];
  players.forEach((name, i) => {
    if (i === view.row || i === view.column) return;
    pickers.push(pick(name, `o${i}`, names[i].map((text, s) => [s, text]), view.others[i], s => { view.others[i] = s; }));
  });
  at('pickers').replaceChildren(...pickers);
}

function drawTable() {
  const { row, column } = view;
  const columns = column < 0 ? [null] : names[column];
  const caption = shape.length > 2
    ? `when ${players.map((name, i) => `${name} = ${names[i][view.others[i]]}`).filter((_, i) => i !== row && i !== column).join(', ')}` : '';
  const head = element('tr', {}, element('th', { scope: 'col' }, column < 0 ? players[row] : `${players[row]} \\ ${players[column]}`),
    ...columns.map(name => element('th', { scope: 'col' }, name ?? 'payoff')));
  const body = names[row].map((name, r) => element('tr', {}, element('th', { scope: 'row' }, name),
    ...columns.map((_, c) => cell(indexOf(view.others.map((s, i) => (i === row ? r : i === column ? c : s)))))));
  at('payoffs').replaceChildren(element('table', { class: columns.length > 2 ? 'payoffs' : 'payoffs few' },
    element('caption', {}, `Payoffs of ${listed(players)}${game.unit ? ` in ${game.unit}` : ''} ${caption}`),
    element('thead', {}, head), element('tbody', {}, ...body)));
}

function cell(k) {
  if (!answer) return element('td', {}, 'no value');
  const stable = answer.equilibria.includes(k);
  const lines = players.map((name, i) => {
    const best = answer.best[i][k];
    const value = number(answer.all[i][k]);
    const told = best ? element('span', { class: 'best' }, value, '\u2009\u2605', hidden(' best response')) : value;
    return element('div', {}, element('span', { class: 'who' }, `${name} `), told);
  });
  return element('td', { class: stable ? 'nash' : '' }, ...lines, ...(stable ? [element('div', { class: 'tag' }, 'equilibrium')] : []));
}

const hidden = text => element('span', { class: 'hidden' }, text);

// ---- Elimination, equilibria, the ladder

function drawLive() {
  const mix = (i, by) => by.map(([s, share]) => (by.length === 1 ? names[i][s] : `${short(+share.toFixed(4))} ${names[i][s]}`)).join(' + ');
  const rows = answer ? answer.rounds.flatMap((round, r) => round.map(one => element('tr', {},
    element('td', {}, String(r + 1)), element('td', {}, players[one.player]),
    element('td', {}, element('s', {}, names[one.player][one.strategy])), element('td', {}, mix(one.player, one.by))))) : [];
  at('rounds').replaceChildren(rows.length ? element('table', {},
    element('caption', {}, 'Iterated elimination of strictly dominated strategies, at these values'),
    element('thead', {}, element('tr', {}, ...['round', 'player', 'removed', 'dominated by'].map(text => element('th', { scope: 'col' }, text)))),
    element('tbody', {}, ...rows)) : element('p', {}, 'Nothing is eliminated at these values.'));
  at('left').textContent = answer ? `Left: ${remaining(answer.survivors)}.` : '';
  if (at('ladder')) {
    at('ladder').querySelectorAll('tbody tr').forEach((tr, r) => {
      const holds = answer && answer.rungs[r];
      tr.cells[1].replaceChildren(element('strong', { class: holds ? 'good' : 'bad' }, answer ? (holds ? 'yes' : 'no') : 'no value'));
    });
  }
  const found = answer ? answer.equilibria : [];
  const most = 50;
  at('equilibria').replaceChildren(found.length ? element('table', {},
    element('caption', {}, 'Pure equilibria at these values, and what they give'),
    element('thead', {}, element('tr', {}, ...players.map(name => element('th', { scope: 'col' }, name)), ...players.map(name => element('th', { scope: 'col', class: 'n' }, `to ${name}`)))),
    element('tbody', {}, ...found.slice(0, most).map(k => element('tr', {}, ...profileOf(k).map((s, i) => element('td', {}, names[i][s])),
      ...players.map((_, i) => element('td', { class: 'n' }, number(answer.all[i][k]))))))) : element('p', {}, 'There is no pure equilibrium at these values.'));
  if (found.length > most) at('equilibria').append(element('p', {}, `And ${found.length - most} more.`));
}

// ---- The moving point on the map

function drawMap() {
  if (!game.map) return;
  const { axes, ranges, area } = game.map;
  const place = axes.map((i, axis) => (values[i] - ranges[axis][0]) / (ranges[axis][1] - ranges[axis][0]));
  const svg = at('map').querySelector('svg');
  let point = svg.querySelector('#point');
  if (!point) {
    point = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
    for (const [key, value] of Object.entries({ id: 'point', r: 7, fill: 'none', stroke: '#b00020', 'stroke-width': 3 })) point.setAttribute(key, value);
    svg.append(point);
  }
  const inside = place.every(x => x >= 0 && x <= 1);
  point.setAttribute('visibility', inside ? 'visible' : 'hidden');
  point.setAttribute('cx', area[0][0] + place[0] * (area[1][0] - area[0][0]));
  point.setAttribute('cy', area[1][1] + place[1] * (area[0][1] - area[1][1]));
  const others = moved().filter(i => !axes.includes(i)).map(i => parameters[i].name);
  const where = inside ? 'The ring is where the sliders are.' : 'The sliders are outside the map.';
  at('mapnote').textContent = others.length
    ? `${where} The borders are those where all other parameters are ${game.base}, and ${listed(others)} moved too.` : where;
}

// ---- Everything

function update() {
  const all = evaluate(values);
  answer = all && new Answer(all, game.subject);
  if (answer) setDigits();
  followDiscounts();
  tellSentence();
  drawTable();
  drawLive();
  drawMap();
  drawPatience();
  hintScrolls();
  document.documentElement.dataset.updates = String(++updates);
}

// Tables that are cut say that they can be scrolled.
function hintScrolls() {
  for (const one of document.querySelectorAll('.scroll')) one.classList.toggle('cut', one.scrollWidth > one.clientWidth + 1);
}

let updates = 0;

function start() {
  document.body.classList.add('live');
  buildControls();
  const all = evaluate(values);
  answer = all && new Answer(all, game.subject);
  buildViews();
  buildDiscounts();
  update();
  selfTest();
  addEventListener('resize', hintScrolls);
  addEventListener('toggle', hintScrolls, true);
  addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(one => { one.open = true; }));
}

try {
  start();
} catch (error) {
  at('selftest').className = 'failed';
  at('selftest').textContent = `Self-test FAILED: this page could not be made live (${error.message}). What was proved stands below.`;
  document.documentElement.dataset.selfTest = 'failed';
  throw error;
}
