import 'reflect-metadata';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { batchCreate } from './batch-create.ts';
import { enqueueToStart } from './enqueue-to-start.ts';
import { fiveTaskJobs } from './five-task-jobs.ts';
import type { Benchmark, Figure } from './measurement.ts';
import { peers } from './peers.ts';
import { plugins } from './plugins.ts';

const BENCHMARKS: readonly Benchmark[] = [fiveTaskJobs, enqueueToStart, batchCreate, plugins, peers];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});

const chosen = BENCHMARKS.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  console.error(
    `There is no benchmark ${values.only ?? ''}; there are ${BENCHMARKS.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
const figures: Record<string, Figure> = {};
for (const benchmark of chosen) {
  const before = loadavg()[0] ?? 0;
  for (const [name, figure] of Object.entries(await benchmark.run(Number(values.rounds)))) {
    figures[name] = figure;
    console.log(
      `${name.padEnd(28)} ${String(figure.value).padStart(10)} ${figure.unit.padEnd(13)} ${figure.note}; load ${before.toFixed(1)}`,
    );
  }
}
if (values.json) console.log(JSON.stringify(figures));
