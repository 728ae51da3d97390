import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { BENCHMARKS } from './benchmarks.ts';
import type { BenchOptions } from './frame/benchmark.ts';
import type { Entry } from './frame/report.ts';
import { HEADER, rowsOf } from './frame/report.ts';
import { runHere, runInChild } from './frame/run-benchmark.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '10' },
    long: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const options: BenchOptions = {
  rounds: Number(values.rounds),
  minutes: Number(values.minutes),
  long: values.long,
};
const names =
  values.only?.split(',') ?? BENCHMARKS.filter(({ onDemand }) => !onDemand).map(({ name }) => name);
const chosen = BENCHMARKS.filter(({ name }) => names.includes(name));
if (chosen.length < names.length || !(options.rounds >= 1) || !(options.minutes > 0)) {
  console.error(
    `Usage: npm run bench -- [--only NAME,…] [--rounds N] [--long] [--minutes N] [--json]; NAME is one of ${BENCHMARKS.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const entries: Record<string, Entry> = {};
console.log(HEADER);
for (const benchmark of chosen) {
  const { name } = benchmark;
  // Each in a process of its own: what one of them left in memory is not measured by the next.
  const entry =
    chosen.length === 1 ? await runHere(benchmark, options) : await runInChild(name, process.argv.slice(2));
  entries[name] = entry;
  console.log(rowsOf(name, entry));
}
if (values.json) console.log(JSON.stringify(entries));
