// Transformers.js as a contestant of the embedding benchmark: does one thing after the other as it is told on its input, and answers
// each with a line that begins with "= ".
//
// Arguments: folder with node_modules, folder with the models, precision (fp32 or int8), file of texts, file for vectors.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [packages, models, precision, textsFile, vectorsFile] = process.argv.slice(2);
const { env, pipeline } = createRequire(join(packages, 'package.json'))('@huggingface/transformers');
env.allowRemoteModels = false;
env.localModelPath = models;

const extractor = await pipeline('feature-extraction', 'all-minilm-l6-v2', { dtype: precision === 'int8' ? 'q8' : precision });
const texts = linesOf(readFileSync(textsFile, 'utf8'));

// One text a call: larger batches pad, and are slower.
const embed = async (text) => (await extractor(text, { pooling: 'mean', normalize: true })).data;

// As Java reads them, empty ones too, so that the vectors of all contestants line up.
function linesOf(text) {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

async function timed(work) {
  const begin = process.hrtime.bigint();
  await work();
  return process.hrtime.bigint() - begin;
}

async function round() {
  for (const text of texts) {
    await embed(text);
  }
}

async function questions() {
  const nanoseconds = [];
  for (const text of texts) {
    const question = `${text.split(/\s+/).slice(0, 12).join(' ')}?`;
    nanoseconds.push(await timed(() => embed(question)));
  }
  return nanoseconds.join(' ');
}

async function vectors() {
  const parts = [number(texts.length)];
  for (const text of texts) {
    const vector = Buffer.from((await embed(text)).slice().buffer);
    parts.push(number(vector.length / 4), vector.swap32());
  }
  writeFileSync(vectorsFile, Buffer.concat(parts));
  return 'written';
}

function number(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

// In megabytes; -1 where the system does not tell.
function memory() {
  const status = '/proc/self/status';
  const peak = existsSync(status) ? /VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8')) : null;
  return peak ? Math.floor(Number(peak[1]) / 1024) : -1;
}

const orders = { round: () => timed(round), questions, vectors, memory };
for await (const order of createInterface({ input: process.stdin })) {
  console.log(`= ${await orders[order]()}`);
}
