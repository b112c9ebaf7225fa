// The game in floats: payoffs, best responses, elimination, the rungs of the ladder. Nothing here touches the page.
// Payoffs of the solver: of each float the first six bytes.
const unpacked = text => {
  const bytes = atob(text);
  const view = new DataView(new ArrayBuffer(8));
  return Array.from({ length: bytes.length / 6 }, (_, k) => {
    for (let b = 0; b < 6; b++) view.setUint8(b, bytes.charCodeAt(6 * k + b));
    return view.getFloat64(0);
  });
};
for (const test of game.tests) test.u = test.u.map(unpacked);
const players = game.players.map(player => player.name);
const names = game.players.map(player => player.strategies);
const shape = names.map(list => list.length);
const size = shape.reduce((product, count) => product * count, 1);
const strategyIn = (k, i) => Math.floor(k / game.strides[i]) % shape[i];
const profileOf = k => shape.map((_, i) => strategyIn(k, i));
const indexOf = profile => profile.reduce((sum, s, i) => sum + s * game.strides[i], 0);
const replaced = (k, i, s) => k + (s - strategyIn(k, i)) * game.strides[i];
const everything = () => shape.map(count => [...Array(count).keys()]);

// Payoffs that differ by less than this part of the greatest one are told as equal: only the solver can prove more.
const NEAR = 1e-9;

// All payoffs at the values `p`: a list by profile for each player; nothing where some payoff has no value.
function evaluate(p) {
  const all = shape.map(() => new Float64Array(size));
  for (let k = 0; k < size; k++) {
    const found = payoffs(p, profileOf(k), k);
    for (let i = 0; i < shape.length; i++) {
      if (!Number.isFinite(found[i])) return null;
      all[i][k] = found[i];
    }
  }
  return all;
}

class Answer {
  constructor(all, subject) {
    this.all = all;
    this.subject = subject;
    this.near = 0;
    this.scale = all.map(list => list.reduce((most, x) => Math.max(most, Math.abs(x)), 0));
    this.best = all.map((_, i) => Array.from({ length: size }, (_, k) => this.isBest(i, k)));
    this.equilibria = [...Array(size).keys()].filter(k => this.best.every(list => list[k]));
    this.rounds = [];
    this.survivors = this.eliminate();
    this.cases = subject && this.compareClass();
    this.rungs = this.cases && this.climb();
  }

  // The sign of what player i gets in profile a rather than in b.
  compare(i, a, b) {
    const gain = this.all[i][a] - this.all[i][b];
    if (Math.abs(gain) > NEAR * this.scale[i]) return Math.sign(gain);
    if (gain !== 0) this.near++;
    return 0;
  }

  isBest(i, k) {
    for (let s = 0; s < shape[i]; s++) {
      if (this.compare(i, replaced(k, i, s), k) > 0) return false;
    }
    return true;
  }

  // Numbers of the profiles in which the others play within `kept`, and player i the first strategy.
  rivals(i, kept) {
    let found = [0];
    kept.forEach((list, j) => {
      if (j !== i) found = found.flatMap(k => list.map(s => k + s * game.strides[j]));
    });
    return found;
  }

  // A mixture of `others` that is better than s in all `cases`, if there is one: [[strategy, probability], ...].
  dominator(i, s, others, cases) {
    const at = (t, k) => replaced(k, i, t);
    for (const t of others) {
      if (cases.every(k => this.compare(i, at(t, k), at(s, k)) > 0)) return [[t, 1]];
    }
    if (others.length < 2) return null;
    if (cases.some(k => others.every(t => this.compare(i, at(s, k), at(t, k)) >= 0))) return null;
    const rows = others.map(t => cases.map(k => this.all[i][at(t, k)] - this.all[i][at(s, k)]));
    const [value, mixture] = matrixGame(rows);
    if (!(value > NEAR * this.scale[i])) return null;
    return mixture.map((share, j) => [others[j], share]).filter(([, share]) => share > 1e-9);
  }

  eliminate() {
    let kept = this.subject ? this.subject.kept.map(list => [...list]) : everything();
    for (;;) {
      const round = [];
      kept.forEach((own, i) => {
        const cases = this.rivals(i, kept);
        for (const s of own) {
          const by = this.dominator(i, s, own.filter(t => t !== s), cases);
          if (by) round.push({ player: i, strategy: s, by });
        }
      });
      if (!round.length) return kept;
      this.rounds.push(round);
      kept = kept.map((own, i) =>
        own.filter(s => !round.some(one => one.player === i && one.strategy === s)));
    }
  }

  // The class against everything else, in each case of how the others may play.
  compareClass() {
    const { player, target, kept } = this.subject;
    const within = kept[player].filter(s => target.includes(s));
    const outside = kept[player].filter(s => !target.includes(s));
    const found = { better: 0, equal: 0, worse: 0, of: 0, least: Infinity, within, outside };
    for (const k of this.rivals(player, kept)) {
      const best = list => list.map(s => replaced(k, player, s))
        .reduce((a, b) => (this.all[player][b] > this.all[player][a] ? b : a));
      const [own, other] = [best(within), best(outside)];
      const sign = this.compare(player, own, other);
      found[sign > 0 ? 'better' : sign < 0 ? 'worse' : 'equal']++;
      found.of++;
      found.least = Math.min(found.least, this.all[player][own] - this.all[player][other]);
    }
    return found;
  }

  climb() {
    const { player, target, kept } = this.subject;
    const { within, outside, better, of } = this.cases;
    const cases = this.rivals(player, kept);
    const beats = (t, s) => cases.every(k =>
      this.compare(player, replaced(k, player, t), replaced(k, player, s)) > 0);
    const left = this.equilibria.filter(k => kept.every((list, i) => list.includes(strategyIn(k, i))));
    const plays = k => target.includes(strategyIn(k, player));
    return [
      within.some(t => kept[player].every(s => s === t || beats(t, s))),
      within.some(t => outside.every(s => beats(t, s))),
      outside.every(s => this.dominator(player, s, within, cases)),
      better === of,
      this.survivors[player].every(s => target.includes(s)),
      left.length > 0 && left.every(plays),
      left.some(plays),
    ].map(Boolean);
  }
}

// The value of a matrix game to the player of the rows, and a mixture that guarantees it. After a shift that makes all
// entries positive the other player's program begins at a corner; Bland's rule ends.
function matrixGame(rows) {
  const [m, n] = [rows.length, rows[0].length];
  const least = Math.min(...rows.map(row => row.reduce((a, b) => Math.min(a, b))));
  const most = Math.max(...rows.map(row => row.reduce((a, b) => Math.max(a, b))));
  const unit = most - least || 1;
  const table = rows.map((row, r) => [
    ...row.map(x => (x - least) / unit + 1), ...rows.map((_, q) => +(q === r)), 1]);
  const cost = [...Array(n).fill(-1), ...Array(m + 1).fill(0)];
  const basis = rows.map((_, r) => n + r);
  for (let step = 0; step < 10000; step++) {
    const enter = cost.findIndex((x, c) => c < n + m && x < -1e-12);
    if (enter < 0) break;
    let leave = -1;
    for (let r = 0; r < m; r++) {
      if (table[r][enter] <= 1e-12) continue;
      const ratio = table[r][n + m] / table[r][enter];
      const other = leave < 0 ? Infinity : table[leave][n + m] / table[leave][enter];
      if (ratio < other || (ratio === other && basis[r] < basis[leave])) leave = r;
    }
    if (leave < 0) break;
    basis[leave] = enter;
    const pivot = table[leave][enter];
    table[leave] = table[leave].map(x => x / pivot);
    for (const row of [...table.filter((_, r) => r !== leave), cost]) {
      const factor = row[enter];
      if (factor !== 0) table[leave].forEach((x, c) => { row[c] -= factor * x; });
    }
  }
  const total = cost[n + m];
  return [(1 / total - 1) * unit + least, rows.map((_, r) => cost[n + r] / total)];
}

// For each player whether they keep to a path played again and again at their discount factors, under threats that last for
// ever: `worst` is what each gets in each round after a deviation.
function keepTo(all, path, worst, factors) {
  return shape.map((count, i) => path.every((_, first) => {
    const d = factors[i];
    let value = 0;
    path.forEach((_, t) => { value += d ** t * all[i][path[(first + t) % path.length]]; });
    value *= (1 - d) / (1 - d ** path.length);
    for (let s = 0; s < count; s++) {
      const other = all[i][replaced(path[first], i, s)];
      const gain = (1 - d) * other + d * worst[i] - value;
      if (s !== strategyIn(path[first], i) && gain > NEAR * Math.abs(value)) return false;
    }
    return true;
  }));
}

// What each player gets for ever after a deviation, as far as pure strategies say it; nothing where they do not.
function threats(answer, repeated) {
  const { all } = answer;
  if (repeated.punishment === 'minmax') {
    return shape.map((_, i) => Math.min(...answer.rivals(i, everything()).map(k =>
      Math.max(...names[i].map((_, s) => all[i][replaced(k, i, s)])))));
  }
  const fixed = repeated.punishment === 'irreversible' ? repeated.steps : [];
  const left = [...Array(size).keys()].filter(k =>
    fixed.every(([i, s]) => strategyIn(k, i) === s) &&
    shape.every((_, i) => fixed.some(([j]) => j === i) || answer.best[i][k]));
  if (!left.length) return null;
  return shape.map((_, i) => Math.min(...left.map(k => all[i][k])));
}
