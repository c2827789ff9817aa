// The status page: asks the node every two seconds and shows what it answers. Whatever the node says becomes text,
// never markup.
'use strict';

const INTERVAL_MS = 2000;
const PATIENCE_MS = 5000;
const DECISIONS_SHOWN = 60;
const DECISIONS_PER_PAGE = 1000;

const TONE_OF_STATE = {
  serving: 'good', profiling: 'busy', tuning: 'busy', canary: 'busy', drifting: 'warn', unknown: 'bad',
  up: 'good', joining: 'busy', weaklyup: 'warn', leaving: 'warn', exiting: 'warn', removed: 'bad', down: 'bad',
};

const byId = (id) => document.getElementById(id);
const count = (value) => value.toLocaleString('en');
const percent = (share, digits = 1) => `${(share * 100).toFixed(digits)}%`;
const seconds = (value) => value < 1 ? `${Math.round(value * 1000)}\u00a0ms` : `${value.toFixed(value < 10 ? 2 : 1)}\u00a0s`;
const memory = (megabytes) => megabytes % 1024 === 0 ? `${megabytes / 1024}\u00a0GB` : `${megabytes}\u00a0MB`;

/** An element with a class and, as its content, texts and elements. */
function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content.filter((part) => part !== null));
  return made;
}

/** Fills a list or table, or shows the sentence for when there is nothing; leaves it alone while nothing changed. */
function fill(id, items, row) {
  const list = byId(id);
  const said = JSON.stringify(items);
  if (list.said === said) return;
  list.said = said;
  list.replaceChildren(...items.map(row));
  const section = list.closest('section');
  section.querySelector('.empty').hidden = items.length > 0;
  (list.closest('.scroll') ?? list).hidden = items.length === 0;
}

function workflowCard(workflow) {
  const kept = workflow.runs > 0 ? 1 - workflow.missed / workflow.runs : null;
  const tone = kept === null ? '' : kept >= workflow.percentile ? 'good' : 'bad';
  return element('article', 'card',
    element('div', '',
      element('h3', '', workflow.name),
      element('span', `badge ${TONE_OF_STATE[workflow.state] ?? ''}`, workflow.state)),
    element('div', `promise ${tone}`,
      element('span', '', `${+(workflow.percentile * 100).toFixed(2)}% within ${seconds(workflow.qosSeconds)}`),
      element('strong', '', kept === null ? 'no runs yet' : `${percent(kept)} kept`)),
    promiseBar(kept, workflow.percentile, tone),
    kept === null ? null : element('p', 'quiet', latencies(workflow)),
    workflow.letDown > 0
      ? element('p', 'quiet', `Failed on the platform, and not judged: ${count(workflow.letDown)}`)
      : null,
    workflow.plan.length > 0
      ? element('ul', 'plan', ...workflow.plan.map((stage) => element('li', '',
        element('span', '', stage.stage),
        element('span', '', stage.cores === 1 ? '1\u00a0core' : `${stage.cores}\u00a0cores`),
        element('span', '', memory(stage.memoryMb)))))
      : element('p', 'quiet', `Functions: ${workflow.functions.join(', ')}`),
    workflow.state === 'unknown'
      ? element('p', 'quiet', 'Its actor does not answer; the node that runs it may be lost.')
      : workflow.because ? element('p', 'quiet', workflow.because) : null);
}

function latencies(workflow) {
  const missed = `${count(workflow.missed)} of ${count(workflow.runs)} runs missed it`;
  return `${missed} · median ${seconds(workflow.medianSeconds)} · ` +
    `p${+(workflow.percentile * 100).toFixed(2)} ${seconds(workflow.promisedSeconds)}`;
}

/** How many runs kept the promise, and a mark at how many were promised to. */
function promiseBar(kept, promised, tone) {
  const [done, mark] = [element('i'), element('b')];
  done.style.width = percent(kept ?? 0, 2);
  mark.style.left = percent(promised, 2);
  return element('div', `bar ${tone}`, done, mark);
}

function functionRow(fn) {
  if (!fn.answers) {
    const silent = element('td', 'quiet', 'Its actor does not answer; the node that runs it may be lost.');
    silent.colSpan = 5;
    return element('tr', '', element('td', 'mono', fn.name), silent);
  }
  return element('tr', '',
    element('td', 'mono', fn.name),
    element('td', '', count(fn.invocations)),
    element('td', '', count(fn.coldStarts)),
    element('td', '', fn.invocations > 0 ? percent(fn.coldStarts / fn.invocations) : '–'),
    element('td', '', count(fn.target)),
    forecastCell(fn.forecast));
}

/** The forecast demand of the next window, and its upper quantile. Who forecast it, and how well, is in the title. */
function forecastCell(forecast) {
  if (!forecast) return element('td', '', '–');
  const cell = element('td', '', `${+forecast.mean.toFixed(2)} ≤ ${+forecast.quantile.toFixed(2)}`);
  cell.title = forecast.by + (forecast.meanError == null ? '' : `, mean error ${+forecast.meanError.toFixed(2)}`);
  return cell;
}

function decisionRow(decision) {
  const at = element('time', '', decision.at.slice(11, 19));
  at.dateTime = at.title = decision.at;
  return element('li', '',
    at,
    element('span', '',
      element('span', 'kind', decision.kind.replaceAll('-', ' ')), ' ', element('span', 'mono', decision.subject)),
    element('span', 'quiet', decision.reason));
}

function memberRow(member, self) {
  return element('li', '',
    element('span', `badge ${TONE_OF_STATE[member.status] ?? ''}`, member.status),
    element('span', 'mono', member.address),
    element('span', 'quiet', [member.address === self ? 'this node' : '', ...member.roles].filter(Boolean).join(' · ')));
}

function showTotals(workflows, functions) {
  const sum = (items, key) => items.reduce((total, item) => total + item[key], 0);
  const [runs, missed] = [sum(workflows, 'runs'), sum(workflows, 'missed')];
  const [invocations, coldStarts] = [sum(functions, 'invocations'), sum(functions, 'coldStarts')];
  const totals = [
    [count(workflows.length), 'workflows'],
    [runs > 0 ? percent(1 - missed / runs) : '–', 'of runs kept their promise'],
    [count(invocations), 'invocations'],
    [invocations > 0 ? percent(coldStarts / invocations) : '–', 'of them started cold'],
    [count(sum(functions, 'target')), 'containers kept warm'],
  ];
  byId('totals').replaceChildren(...totals.map(([value, what]) =>
    element('div', '', element('strong', '', value), element('span', '', what))));
}

/** The key of a node that asks for one. It lives as long as the tab, and goes nowhere but to this node. */
const key = {
  get: () => sessionStorage.getItem('aquatope-key'),
  set: (text) => sessionStorage.setItem('aquatope-key', text),
};

/** The node wants a key, or another one than it was given. */
class Refused extends Error {}

/** The node answers, but what is asked for cannot be had at the moment: its gateway or its database is away. */
class Unavailable extends Error {}

const ask = (path) => fetch(path, {
  cache: 'no-store',
  headers: key.get() ? { Authorization: `Bearer ${key.get()}` } : {},
  signal: AbortSignal.timeout(PATIENCE_MS),
});

async function read(path) {
  const answer = await ask(path);
  if (answer.status === 401 || answer.status === 403) {
    const problem = await answer.json().catch(() => ({}));
    throw new Refused(problem.detail ?? `${path} answered ${answer.status}`);
  }
  if (answer.status === 503) throw new Unavailable(`${path} answered 503`);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}

/** What is there; null where the node says that it is not at the moment. */
const ifThere = (asked) => asked.catch((problem) => {
  if (problem instanceof Unavailable) return null;
  throw problem;
});

const known = { last: null, decisions: [], answeredAt: null };

/** The decisions since the last look; on the first look the latest. Every node numbers them alike. */
async function readDecisions() {
  let page;
  do {
    page = await read(known.last === null
      ? `api/decisions?latest=true&limit=${DECISIONS_SHOWN}`
      : `api/decisions?after=${known.last}&limit=${DECISIONS_PER_PAGE}`);
    known.last = page.at(-1)?.id ?? known.last ?? 0;
    known.decisions = [...page.toReversed(), ...known.decisions].slice(0, DECISIONS_SHOWN);
  } while (page.length === DECISIONS_PER_PAGE);
}

async function readiness() {
  const answer = await ask('healthz/ready');
  if (answer.ok) return { state: 'ready', tone: 'good', detail: '' };
  const problem = await answer.json().catch(() => ({}));
  return { state: 'not ready', tone: 'warn', detail: problem.detail ?? `healthz/ready answered ${answer.status}` };
}

async function refresh() {
  const [ready, gateway, workflows, functions, cluster] = await Promise.all(
    [readiness(), ifThere(read('api/gateway')), read('api/workflows'), read('api/functions'), read('api/cluster')]);
  await ifThere(readDecisions());

  showNode(ready.state, ready.tone, ready.detail || cluster.self);
  showHalt(gateway);
  showTotals(workflows, functions);
  fill('workflows', workflows, workflowCard);
  fill('functions', functions, functionRow);
  fill('decisions', known.decisions, decisionRow);
  fill('cluster', cluster.members, (member) => memberRow(member, cluster.self));
}

function showNode(state, tone, detail) {
  byId('node').textContent = state;
  byId('node').className = `badge ${tone}`;
  byId('detail').textContent = detail;
}

function showHalt(gateway) {
  const halted = byId('halted');
  halted.hidden = gateway !== null && !gateway.halted;
  if (gateway === null) {
    halted.textContent =
      'The gateway does not answer at the moment, so that it is not known whether changes are halted.';
    return;
  }
  halted.textContent = gateway.halted
    ? `Changes are halted since ${gateway.since} by ${gateway.by}${gateway.why ? `: ${gateway.why}` : ''}. ` +
      'Nothing is changed and no trial runs until “aquatope resume”.'
    : '';
}

/** Asks for a key; the node is left alone until there is one. */
function showAccess(problem) {
  byId('access-problem').textContent = key.get() ? problem.message : 'This node asks for a key with the scope “read”.';
  byId('access').hidden = false;
  byId('silence').hidden = true;
  byId('key').focus();
  Object.assign(known, { last: null, decisions: [] });
  showNode('no access', 'warn', '');
}

function showSilence(problem) {
  const since = known.answeredAt ? `since ${known.answeredAt}; below is what it said then` : 'at all';
  const silence = byId('silence');
  silence.textContent = `This node has not answered ${since}. Trying again every 2 s. (${problem.message})`;
  silence.hidden = false;
  Object.assign(known, { last: null, decisions: [] });
  showNode('no answer', 'bad', '');
}

async function poll() {
  try {
    await refresh();
    known.answeredAt = new Date().toLocaleTimeString('en-GB');
    byId('updated').textContent = `updated ${known.answeredAt}`;
    byId('silence').hidden = true;
    document.body.classList.remove('stale');
  } catch (problem) {
    if (problem instanceof Refused) {
      showAccess(problem);
      return;
    }
    showSilence(problem);
    document.body.classList.toggle('stale', known.answeredAt !== null);
  }
  setTimeout(poll, INTERVAL_MS);
}

byId('access').addEventListener('submit', (submitted) => {
  submitted.preventDefault();
  key.set(byId('key').value.trim());
  byId('key').value = '';
  byId('access').hidden = true;
  poll();
});

poll();
