import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import type { SchemaName } from '../../../../src/domain/tenant-ref.ts';
import { nextLot } from './lots.ts';
import type { ReferenceLease } from './lots.ts';
import { complete, start, step } from './statements.ts';

const STEPS = 5;
const TIMEOUT_MS = 15_000;
const POLL_MS = 1;
const PLAN = JSON.stringify(
  Array.from({ length: STEPS }, (_, index) => ({
    step: `step:${index + 1}`,
    taskType: 'db_operation',
    effect: 'none',
    description: 'does nothing',
  })),
);

/**
 * Runs jobs of five steps until none is left: leases end and begin in lots, in one transaction; every start and every step
 * is one statement, hence one commit. No framework, no layers, prepared statements.
 * @param pool as many connections as ours
 * @param owner the id of the instance it claims to be
 * @param jobs how many there are
 * @param concurrency jobs that run at once
 */
export async function referenceLoop(
  pool: Pool,
  owner: string,
  jobs: number,
  concurrency: number,
): Promise<void> {
  let left = jobs;
  let running = 0;
  const ended: ReferenceLease[] = [];
  const failures: unknown[] = [];
  let wake: () => void = () => undefined;
  const run = async (lease: ReferenceLease): Promise<void> => {
    try {
      await runJob(pool, owner, lease);
    } catch (error: unknown) {
      failures.push(error);
    }
    ended.push(lease);
    wake();
  };
  while (left > 0 || ended.length > 0) {
    const woken = new Promise<void>((resolve) => (wake = resolve));
    const over = ended.splice(0);
    running -= over.length;
    left -= over.length;
    const leases = await nextLot(pool, owner, over, concurrency - running);
    running += leases.length;
    for (const lease of leases) void run(lease);
    if (failures.length > 0) throw failures[0];
    // Somebody may have had the lanes locked just now: then nothing runs that would wake it.
    if (left > 0 && ended.length === 0) await (running > 0 ? woken : delay(POLL_MS));
  }
}

/** One job from its start to its end; a status that is not expected ends the measurement. */
async function runJob(pool: Pool, owner: string, { tenant, job, epoch }: ReferenceLease): Promise<void> {
  const { schema } = tenantRef(tenant);
  const { texts, names } = statementsOf(schema);
  const started = await pool.query({
    name: names.start,
    text: texts.start,
    values: [job, epoch, owner, PLAN, randomUUID(), TIMEOUT_MS],
  });
  if (started.rows.length !== 1) throw new Error(`job ${job} of ${schema} could not be started`);
  for (let position = 1; position < STEPS; position += 1) {
    const values = [job, epoch, position, '{}', randomUUID(), TIMEOUT_MS];
    expect('processing', await pool.query({ name: names.step, text: texts.step, values }));
  }
  const values = [job, epoch, STEPS, '{}', '{}'];
  expect('completed', await pool.query({ name: names.complete, text: texts.complete, values }));
}

function expect(status: string, { rows }: { readonly rows: readonly { readonly status?: unknown }[] }): void {
  if (rows[0]?.status !== status) throw new Error(`a step left its job ${String(rows[0]?.status)}`);
}

interface Statements {
  readonly texts: Readonly<Record<'start' | 'step' | 'complete', string>>;
  readonly names: Readonly<Record<'start' | 'step' | 'complete', string>>;
}

const known = new Map<SchemaName, Statements>();

/** Text and name of the statements of a tenant, made once. */
function statementsOf(schema: SchemaName): Statements {
  let statements = known.get(schema);
  if (statements === undefined) {
    statements = {
      texts: { start: start(schema), step: step(schema), complete: complete(schema) },
      names: { start: `start_${schema}`, step: `step_${schema}`, complete: `complete_${schema}` },
    };
    known.set(schema, statements);
  }
  return statements;
}
