// The repeated game: discount factors, who keeps to the path, and what is said of it.
const path = () => game.repeated.path.map(said).join(', then ');

// The discount factor of each player: now, and as the file has it where the parameters are.
const factors = { now: [], file: [] };

// What has no value, or is none of a discount factor, is NaN.
const stated = () => (moved().length || !game.repeated.at ? discounts(values) : game.repeated.at).map(d => (d >= 0 && d < 1 ? d : NaN));

// Discount factors go with the parameters; else they stay where their sliders are.
function followDiscounts() {
  if (!game.repeated) return;
  const file = stated();
  file.forEach((d, i) => {
    const before = factors.file[i];
    if (!Object.is(d, before) && !(Math.abs(d - before) <= NEAR)) factors.now[i] = d;
  });
  factors.file = file;
  for (const [first] of game.repeated.sliders) if (factors.now[first] >= 0) at(`discount${first}`).value = factors.now[first];
}

const isDiscountMoved = () => factors.now.some((d, i) => !(Math.abs(d - factors.file[i]) <= NEAR) && d >= 0);
const factorSaid = d => (Math.abs(d - d.toFixed(3)) < NEAR ? d.toFixed(3) : String(+d.toPrecision(6) < 1 ? +d.toPrecision(6) : d));

function factorsSaid() {
  const told = factors.now.map(factorSaid);
  return `\u03b4 = ${told.every(one => one === told[0]) ? told[0] : listed(told.map((one, i) => `${one} for ${players[i]}`))}`;
}

const keptAt = ds => game.repeated.each.map((pieces, i) => pieces.some(([low, high]) => ds[i] >= low && ds[i] <= high));

// For each player whether they keep to the path, `null` where that is open; nothing where there is none, or the page does not
// know what punishes.
function patience() {
  const { repeated } = game;
  const { now } = factors;
  if (!repeated || !answer || !now.every(d => d >= 0)) return null;
  if (!moved().length) return repeated.keeps && now.every((d, i) => d === repeated.at[i]) ? repeated.keeps : keptAt(now);
  if (!['nash', 'minmax', 'irreversible'].includes(repeated.punishment)) return null;
  const worst = threats(answer, repeated);
  return worst && keepTo(answer.all, repeated.path, worst, now);
}

function buildDiscounts() {
  if (!game.repeated) return;
  game.repeated.sliders.forEach((group, _, { length }) => {
    const id = `discount${group[0]}`;
    const max = Math.max(0.999, ...(game.repeated.at ?? []));
    const slider = element('input', { type: 'range', id, min: 0, max, step: 0.001, value: 0.5 });
    slider.addEventListener('input', () => {
      for (const i of group) factors.now[i] = slider.valueAsNumber;
      tellSentence();
      drawPatience();
    });
    at('discounts').append(element('div', { class: 'control' }, element('label', { for: id }, 'Discount factor ', element('b', {}, '\u03b4'),
      length > 1 ? ` of ${players[group[0]]}: ` : ': ', element('output', { id: `of${id}`, for: id })), slider));
  });
}

function drawPatience() {
  if (!game.repeated) return;
  const { now } = factors;
  for (const [first] of game.repeated.sliders) at(`ofdiscount${first}`).textContent = now[first] >= 0 ? factorSaid(now[first]) : 'none';
  const keeps = patience();
  if (!keeps) {
    at('patience').textContent = now.every(d => d >= 0)
      ? 'At these values the page cannot tell what follows a deviation: ask equil repeated.'
      : 'The file has no discount factor from 0 to below 1 at these values.';
    return;
  }
  const those = answer => players.filter((_, i) => keeps[i] === answer);
  const [tempted, open] = [those(false), those(null)];
  const who = tempted.length ? `${listed(tempted)} gain${tempted.length > 1 ? '' : 's'}`
    : open.length ? `it is open whether ${listed(open)} gain${open.length > 1 ? '' : 's'}` : 'nobody gains';
  const basis = moved().length ? 'computed here, for punishment by pure strategies' : 'the solver\u2019s answer';
  at('patience').textContent = `At ${factorsSaid()}, ${who} by deviating from ${path()}, played for ever (${basis}).`;
}
