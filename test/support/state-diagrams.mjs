import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withStateDiagrams } from './documents/state-diagram.ts';

// `npm run docs:states`: draws the diagrams of docs/state_machines.md from the tables of the built program.
const root = join(import.meta.dirname, '../..');
const FILE = join(root, 'docs/state_machines.md');

/** @returns the page as it is, and as the program would have it */
export async function stateMachinesPage() {
  const machines = async (name) => import(join(root, 'dist/src/domain', `${name}-transitions.js`));
  const tables = {
    Job: (await machines('job')).JOB_MACHINE.table,
    Task: (await machines('task')).TASK_MACHINE.table,
    Batch: (await machines('batch')).BATCH_MACHINE.table,
  };
  const page = readFileSync(FILE, 'utf8');
  return { page, expected: withStateDiagrams(page, tables) };
}

if (process.argv[1] === import.meta.filename) writeFileSync(FILE, (await stateMachinesPage()).expected);
