// Two charts over the last two minutes, as plain SVG: stacked areas and lines. A sample is { at: seconds, values: [number or null] }.
export const SPAN = 120;

const LEFT = 44, RIGHT = 8, TOP = 8, BOTTOM = 22;

const round = n => Math.round(n * 10) / 10;

// Round steps, at most five of them.
function axis(highest) {
  const raw = highest / 5, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map(f => f * power).find(s => s >= raw * 0.999);
  const steps = Math.ceil(highest / step - 1e-9);
  return { top: step * steps, ticks: Array.from({ length: steps + 1 }, (_, i) => i * step) };
}

function frame(svg, samples, highest, format) {
  const width = svg.clientWidth || 560, height = svg.clientHeight || 230;
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const now = samples.length ? samples[samples.length - 1].at : 0;
  const { top, ticks } = axis(highest);
  const x = at => round(LEFT + (width - LEFT - RIGHT) * (1 - (now - at) / SPAN));
  const y = value => round(TOP + (height - TOP - BOTTOM) * (1 - value / top));
  const grid = ticks.map(t => `<line class="grid" x1="${LEFT}" x2="${width - RIGHT}" y1="${y(t)}" y2="${y(t)}"/>`
    + `<text x="${LEFT - 8}" y="${y(t) + 4}" text-anchor="end">${format(t)}</text>`).join('');
  const times = [120, 90, 60, 30, 0].map(s => `<text x="${x(now - s)}" y="${height - 5}" `
    + `text-anchor="${s === 0 ? 'end' : s === 120 ? 'start' : 'middle'}">${s ? `−${s} s` : 'now'}</text>`).join('');
  return { x, y, grid: grid + times, width };
}

/** Areas upon each other; classes name their colours. */
export function drawAreas(svg, samples, count, format) {
  const highest = Math.max(1, ...samples.map(s => s.values.reduce((sum, v) => sum + v, 0)));
  const { x, y, grid } = frame(svg, samples, highest, format);
  let areas = '';
  let below = samples.map(() => 0);
  for (let i = 0; i < count && samples.length > 1; i++) {
    const above = samples.map((s, k) => below[k] + (s.values[i] ?? 0));
    const upper = samples.map((s, k) => `${x(s.at)},${y(above[k])}`);
    const lower = samples.map((s, k) => `${x(s.at)},${y(below[k])}`).reverse();
    areas += `<path class="fill-${i % 4}" d="M${upper.join('L')}L${lower.join('L')}Z"/>`;
    below = above;
  }
  svg.innerHTML = grid + `<g class="areas">${areas}</g>`;
}

/** Lines with gaps where there is nothing, and a dashed one to stay under. */
export function drawLines(svg, samples, names, goal, format) {
  const highest = Math.max(goal * 1.3, ...samples.flatMap(s => s.values.map(v => v ?? 0)));
  const { x, y, grid, width } = frame(svg, samples, highest, format);
  const lines = names.map((name, i) => {
    let d = '', pen = 'M';
    for (const s of samples) {
      if (s.values[i] == null) { pen = 'M'; continue; }
      d += `${pen}${x(s.at)},${y(s.values[i])}`;
      pen = 'L';
    }
    return `<path class="stroke-${name}" d="${d}"/>`;
  }).join('');
  svg.innerHTML = grid + `<line class="goal" x1="${LEFT}" x2="${width - RIGHT}" y1="${y(goal)}" y2="${y(goal)}"/>`
    + `<g class="lines">${lines}</g>`;
}
