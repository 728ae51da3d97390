import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** Longer than a commit waits for a lock that others share (`QUICK`), so that a claim is made again without the start. */
const HELD_MS = 300;

/**
 * Somebody else's transaction has the row of a job for a while.
 * @param url the database
 * @param jobId the job, of the first tenant
 * @param last what that transaction does before its commit
 * @returns once the row is held, when it is no more
 */
export async function holdJobRow(
  url: string,
  jobId: number,
  last: (client: Client) => Promise<unknown>,
): Promise<{ readonly released: Promise<void> }> {
  const client = new Client({ connectionString: url, application_name: 'somebody else' });
  await client.connect();
  await client.query('begin');
  await client.query('select from user_1.marketplace_jobs where id = $1 for update', [jobId]);
  const released = delay(HELD_MS).then(async () => {
    await last(client);
    await client.query('commit');
    await client.end();
  });
  return { released };
}
