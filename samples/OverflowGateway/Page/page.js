// Asks for the figures once a second and shows them. What it draws over time it has seen itself: the gateway keeps no history.
import { SPAN, drawAreas, drawLines } from '/router/charts.js';

const $ = id => document.getElementById(id);
const text = (id, value, kind = '') => { $(id).textContent = value; $(id).className = kind; };
const seconds = s => s == null ? '–' : s < 10 ? `${Math.round(s * 1000)} ms` : `${s.toFixed(1)} s`;
const dollars = d => `$${d.toFixed(d === 0 || d >= 1 ? 2 : d >= 0.001 ? 4 : 6)}`;
const percent = (part, all) => all ? `${(100 * part / all).toFixed(1)} %` : '–';
const sum = (lanes, field) => lanes.reduce((total, lane) => total + lane[field], 0);
const escape = s => s.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);

const rates = [], times = [];
let last = null;

function remember(samples, sample) {
  samples.push(sample);
  while (samples[0].at < sample.at - SPAN) samples.shift();
}

function show(snapshot, at) {
  const { router, lanes } = snapshot;
  const passed = last ? at - last.at : 0;
  const perLane = lanes.map((lane, i) => passed ? Math.max(0, lane.requests - (last.lanes[i]?.requests ?? 0)) / passed : 0);
  const perSecond = passed ? Math.max(0, router.arrivals - last.router.arrivals) / passed : 0;
  if (passed) remember(rates, { at, values: perLane });
  remember(times, { at, values: [snapshot.p50, snapshot.p95, snapshot.p99] });
  last = { at, router, lanes };

  text('objective', `95 % of first tokens within ${seconds(snapshot.objectiveSeconds)}`);
  text('rate', passed ? perSecond.toFixed(1) : '–');
  text('arrivals', `${router.arrivals.toLocaleString('en')} in all, ${router.queued} waiting here`);
  text('p95', seconds(snapshot.p95), snapshot.p95 == null ? '' : snapshot.p95 <= snapshot.objectiveSeconds ? 'good' : 'bad');
  text('p50p99', `p50 ${seconds(snapshot.p50)} · p99 ${seconds(snapshot.p99)}`);
  text('spills', sum(lanes, 'spills').toLocaleString('en'));
  text('spill-share', `${percent(sum(lanes, 'spills'), router.arrivals)} of all requests`);
  text('hedges', `${sum(lanes, 'hedgesWon')} of ${sum(lanes, 'hedgesFired')}`);
  text('extra', `${percent(router.extraAttempts, router.arrivals)} extra attempts`);
  text('dollars', dollars(router.spentLastHourUsd));
  text('budget', router.hedgeBudgetUsd == null ? 'no budget for hedges' : `${dollars(router.hedgeBudgetUsd)} left for hedges`);

  drawAreas($('rate-chart'), rates, lanes.length, n => String(+n.toFixed(1)));
  drawLines($('time-chart'), times, ['p50', 'p95', 'p99'], snapshot.objectiveSeconds, s => `${+s.toFixed(2)} s`);
  $('lane-legend').innerHTML = lanes.map((lane, i) => `<span><i class="lane-${i % 4}"></i>${escape(lane.name)}</span>`).join('');
  $('time-legend').innerHTML = ['p50', 'p95', 'p99'].map(name => `<span><i class="${name}"></i>${name}</span>`).join('')
    + '<span>- - objective</span>';
  $('lanes').innerHTML = lanes.map(row).join('');
}

function row(lane, i) {
  const seen = lane.requests > 0;
  const cells = [
    lane.inFlight, lane.waiting ? `${lane.waiting} <small>${seconds(lane.oldestWaiting)}</small>` : 0,
    seen ? seconds(lane.p50) : '–', seen ? seconds(lane.p95) : '–', seen ? seconds(lane.p99) : '–',
    lane.requests.toLocaleString('en'), lane.spills.toLocaleString('en'), `${lane.hedgesWon} / ${lane.hedgesFired}`,
    lane.throttled + (lane.pacedTo == null ? '' : ` <small>≤ ${lane.pacedTo.toFixed(1)}/s</small>`), lane.failures,
    lane.isDedicated ? 'reserved' : dollars(lane.costUsd),
  ];
  return `<tr><td><span class="swatch lane-${i % 4}"></span>${escape(lane.name)}<small>${lane.isDedicated ? 'dedicated' : 'serverless'}</small></td>`
    + `<td><span class="state ${lane.state}">${lane.state.toLowerCase()}</span></td>${cells.map(c => `<td>${c}</td>`).join('')}</tr>`;
}

async function poll() {
  try {
    const response = await fetch('/router/snapshot', { cache: 'no-store' });
    if (!response.ok) throw new Error(`status ${response.status}`);
    show(await response.json(), performance.now() / 1000);
    text('live', 'Live', 'on');
  } catch (e) {
    text('live', `The gateway does not answer (${e.message})`, 'off');
  }
  setTimeout(poll, 1000);
}

poll();
