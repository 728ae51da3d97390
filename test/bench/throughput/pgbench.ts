import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { judged, unmeasured } from '../frame/figure.ts';
import type { Figure } from '../frame/figure.ts';

const ROWS = 1000;
const SECONDS = 3;
const CONNECTIONS = 20;
const SCRIPT = `\\set id random(1, ${ROWS})
update public.bench_rows set n = n + 1 where id = :id;
`;

/**
 * What PostgreSQL does of the least that could be called a step: one row of one table updated, one commit.
 * @param url the database
 * @returns updates per second, where PostgreSQL's own `pgbench` is on the PATH
 */
export async function pgbench(url: string): Promise<Figure> {
  if (spawnSync('pgbench', ['--version']).status !== 0) {
    return unmeasured('there is no pgbench on the PATH; it comes with the packages of PostgreSQL');
  }
  const folder = await mkdtemp(join(tmpdir(), 'stoflow-pgbench-'));
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      'create table public.bench_rows (id int primary key, n int not null) with (fillfactor = 50)',
    );
    await client.query(`insert into public.bench_rows select n, 0 from generate_series(1, ${ROWS}) n`);
    const script = join(folder, 'update.sql');
    await writeFile(script, SCRIPT);
    const args = [
      '-n',
      '-M',
      'prepared',
      '-c',
      String(CONNECTIONS),
      '-T',
      String(SECONDS),
      '-f',
      script,
      url,
    ];
    const { stdout } = await promisify(execFile)('pgbench', args);
    const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
    if (tps === undefined) throw new Error(`pgbench printed no rate:\n${stdout}`);
    const note = `${CONNECTIONS} connections, ${ROWS} rows, prepared, ${SECONDS} s`;
    return judged({ value: Number(tps), unit: 'updates/s', note });
  } finally {
    await client.query('drop table if exists public.bench_rows');
    await client.end();
    await rm(folder, { recursive: true });
  }
}
