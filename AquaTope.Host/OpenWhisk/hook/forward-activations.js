'use strict';

/**
 * An OpenWhisk action (kind nodejs:default, annotation provide-api-key) that sends finished activations to AquaTope.
 *
 * OpenWhisk writes an activation's record when it ends but lists records by when they started. So each run looks back
 * over a window that is longer than any activation lasts, and never advances it to the newest start it has seen. What is
 * sent twice is recognized by AquaTope; what was accepted is remembered here while the container stays warm, to save
 * the sending.
 *
 * Parameters: url (of AquaTope, required), key (of its hook), lookbackSeconds (660), insecure (false: verify certificates
 * of the platform's API host).
 * Answers {accepted, duplicates, skipped, unmanaged, refused, complete}; complete is false when time ran out, and the next
 * run continues.
 */

const http = require('http');
const https = require('https');

const PAGE_LENGTH = 200;
const REMEMBERED = 20000;
const SAFETY_MILLISECONDS = 5000;
const DEFAULT_TIMEOUT_MILLISECONDS = 60000;
const LONGEST_PAUSE_SECONDS = 30;

// Ids that were accepted, oldest first. A Set keeps the order of insertion.
const accepted = new Set();

async function main(params) {
  if (!params.url) return { error: "parameter 'url' must be AquaTope's address, for example http://aquatope:8080" };
  const deadline = Number(process.env.__OW_DEADLINE || Date.now() + DEFAULT_TIMEOUT_MILLISECONDS) - SAFETY_MILLISECONDS;
  const counts = { accepted: 0, duplicates: 0, skipped: 0, unmanaged: 0, refused: 0, complete: true };
  const upto = Date.now();
  const since = upto - 1000 * (params.lookbackSeconds || 660);
  try {
    for (let skip = 0; ; skip += PAGE_LENGTH) {
      const page = await listActivations(since, upto, skip, params.insecure === true, deadline);
      const fresh = page.filter(record => !accepted.has(record.activationId)).map(withoutContent);
      if (fresh.length > 0) await deliver(fresh, params, counts, deadline);
      if (page.length < PAGE_LENGTH) return counts;
    }
  } catch (failure) {
    if (failure instanceof OutOfTime) return Object.assign(counts, { complete: false });
    return { error: failure.message, counts };
  }
}

/** Results and logs are the users' own and of no use to AquaTope: they do not leave the platform. */
function withoutContent(record) {
  const { logs, response, ...rest } = record;
  return { ...rest, response: { status: (response || {}).status } };
}

async function listActivations(since, upto, skip, insecure, deadline) {
  const host = process.env.__OW_API_HOST || '';
  const base = /^https?:/.test(host) ? host : `https://${host}`;
  const query = `docs=true&limit=${PAGE_LENGTH}&skip=${skip}&since=${since}&upto=${upto}`;
  const key = Buffer.from(process.env.__OW_API_KEY || '').toString('base64');
  const answer = await request('GET', `${base}/api/v1/namespaces/_/activations?${query}`, {
    headers: { Authorization: `Basic ${key}` }, insecure, deadline
  });
  if (answer.status !== 200) throw new Error(`the platform did not list activations: ${answer.status} ${answer.body}`);
  return JSON.parse(answer.body);
}

/** Sends records until they are taken, waiting as AquaTope asks, and leaving out those it refuses by name. */
async function deliver(records, params, counts, deadline) {
  const headers = { 'Content-Type': 'application/json' };
  if (params.key) headers.Authorization = `Bearer ${params.key}`;
  while (records.length > 0) {
    const answer = await request('POST', `${params.url.replace(/\/+$/, '')}/hooks/activations`, {
      headers, body: JSON.stringify(records), deadline
    });
    if (answer.status === 202) {
      remember(records);
      const taken = JSON.parse(answer.body);
      for (const name of ['accepted', 'duplicates', 'skipped', 'unmanaged']) counts[name] += taken[name];
      return;
    }
    if (answer.status === 429 || answer.status === 503) {
      const pause = Math.min(Number(answer.headers['retry-after']) || 1, LONGEST_PAUSE_SECONDS);
      await wait(1000 * pause, deadline);
    } else if (answer.status === 413 && records.length > 1) {
      const half = records.length >> 1;
      await deliver(records.slice(0, half), params, counts, deadline);
      records = records.slice(half);
    } else {
      const refused = answer.status === 400 ? refusedRecord(answer.body, records.length) : -1;
      if (refused < 0) throw new Error(`AquaTope did not take activations: ${answer.status} ${answer.body}`);
      console.error(`left out ${records[refused].activationId}: ${answer.body}`);
      remember([records[refused]]);
      records.splice(refused, 1);
      counts.refused++;
    }
  }
}

/** The index in a problem's field, as in "[3].annotations[2].value"; -1 where it names no record. */
function refusedRecord(body, length) {
  try {
    const match = /^\[(\d+)\]/.exec(JSON.parse(body).field);
    return match && Number(match[1]) < length ? Number(match[1]) : -1;
  } catch {
    return -1;
  }
}

function remember(records) {
  for (const record of records) accepted.add(record.activationId);
  for (const oldest of accepted) {
    if (accepted.size <= REMEMBERED) break;
    accepted.delete(oldest);
  }
}

function request(method, address, { headers, body, insecure, deadline }) {
  const left = deadline - Date.now();
  if (left <= 0) return Promise.reject(new OutOfTime());
  const url = new URL(address);
  const client = url.protocol === 'http:' ? http : https;
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, ...length }, rejectUnauthorized: !insecure };
    const sent = client.request(url, options, response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({
        status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString('utf8')
      }));
    });
    sent.setTimeout(left, () => sent.destroy(new OutOfTime()));
    sent.on('error', reject);
    sent.end(body);
  });
}

function wait(milliseconds, deadline) {
  if (Date.now() + milliseconds >= deadline) return Promise.reject(new OutOfTime());
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

class OutOfTime extends Error {}

exports.main = main;
