import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { ChaosRun } from './chaos-run.ts';
import { parseCommand } from './options.ts';
import type { Command } from './options.ts';
import { brokenPromises } from './report.ts';

const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];

const args = process.argv.slice(2);
const command = parseCommand(args);
if (command === 'tests') {
  const paths = args.length > 0 ? args : ['test/chaos'];
  process.exitCode = spawnSync(process.execPath, [...JEST, ...paths], { stdio: 'inherit' }).status ?? 1;
} else if ('problem' in command) {
  console.error(command.problem);
  process.exitCode = 2;
} else {
  process.exitCode = await run(command);
}

/** @returns the exit code: 0 only if every promise held */
async function run({ options, json }: Command): Promise<number> {
  const chaos = new ChaosRun(options, (line) => (json ? console.error(line) : console.log(line)));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void chaos.stop().finally(() => process.exit(130)));
  }
  const report = await chaos.run();
  const broken = brokenPromises(report);
  for (const promise of broken) console.error(promise);
  console.log(JSON.stringify(report));
  return broken.length === 0 ? 0 : 1;
}
