import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createApp } from '../../../src/app.ts';
import { Shutdown } from '../../../src/common/shutdown.ts';
import { WaitingRoom } from '../../../src/common/http/waiting-room.ts';
import { testConfig } from '../../support/test-config.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

interface Ready {
  readonly status: number;
  readonly code: string | undefined;
  readonly newer: number | undefined;
}

describe('readiness', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  async function running(
    env: Record<string, string>,
    work: (ready: () => Promise<Ready>, shutdown: Shutdown) => Promise<void>,
  ): Promise<void> {
    const app = await createApp(testConfig({ DATABASE_URL: database.url, LOG_LEVEL: 'silent', ...env }));
    try {
      await app.listen(0, '127.0.0.1');
      const url = await app.getUrl();
      const ready = async (): Promise<Ready> => {
        const answer = await fetch(`${url}/health/ready`);
        const body = (await answer.json()) as {
          code?: string;
          info?: { database?: { newer_migrations?: number } };
        };
        return { status: answer.status, code: body.code, newer: body.info?.database?.newer_migrations };
      };
      await work(ready, app.get(Shutdown));
    } finally {
      await app.close();
    }
  }

  it('is false while the database is older than the program, and while the program is about to end', async () => {
    await running({}, async (ready, shutdown) => {
      expect(await ready()).toEqual({ status: 200, code: undefined, newer: 0 });
      const { rows } = await client.query<{ id: number; name: string }>(
        'delete from public.mikro_orm_migrations where id = (select max(id) from public.mikro_orm_migrations) returning *',
      );
      expect(await ready()).toMatchObject({ status: 503, code: 'health.not_ready' });
      await client.query('insert into public.mikro_orm_migrations (name) values ($1)', [rows[0]?.name]);
      expect(await ready()).toMatchObject({ status: 200 });
      shutdown.begin();
      expect(await ready()).toMatchObject({ status: 503, code: 'health.stopping' });
    });
  });

  it('tells of a database that is newer, and is false then where that is wanted', async () => {
    await client.query(`insert into public.mikro_orm_migrations (name) values ('public_999_newer')`);
    await running({}, async (ready) => {
      expect(await ready()).toEqual({ status: 200, code: undefined, newer: 1 });
    });
    await running({ SERVE_NEWER_SCHEMA: 'false' }, async (ready) => {
      expect(await ready()).toMatchObject({ status: 503, code: 'health.not_ready' });
    });
  });

  it('is false while the database is migrated, though the program lives', async () => {
    const room = await WaitingRoom.open(0, '127.0.0.1');
    const url = `http://127.0.0.1:${room.port}`;
    try {
      const live = await fetch(`${url}/health/live`);
      expect([live.status, await live.json()]).toEqual([200, { status: 'ok' }]);
      for (const path of ['/health/ready', '/api/products']) {
        const answer = await fetch(`${url}${path}`);
        expect(answer.status).toBe(503);
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
        expect(await answer.json()).toMatchObject({ code: 'health.migrating' });
      }
    } finally {
      await room.close();
    }
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });
});
