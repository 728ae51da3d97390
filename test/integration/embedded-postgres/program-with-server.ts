import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { EmbeddedPostgresOptions } from '../../../src/common/database/embedded-postgres/embedded-postgres.ts';

/** Another program that uses an embedded PostgreSQL. */
export interface ProgramWithServer {
  readonly url: string;
  readonly pid: number;
  readonly home: string;
  /** Ends the program at once, without a chance to tidy up. */
  kill(): Promise<void>;
}

/**
 * Starts a program that starts, and then holds, an embedded PostgreSQL.
 * @param options how it starts the server
 * @returns the program, its server being ready
 */
export async function programWithServer(options: EmbeddedPostgresOptions): Promise<ProgramWithServer> {
  const program = fileURLToPath(new URL('start-in-child.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const [line] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown];
  if (!Buffer.isBuffer(line)) throw new Error('the program ended before its server was ready');
  return { ...(JSON.parse(line.toString()) as Omit<ProgramWithServer, 'kill'>), kill };
}
