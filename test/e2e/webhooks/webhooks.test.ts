import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Webhook } from 'standardwebhooks';
import { KeyRotation } from '../../../src/accounts/key-rotation.ts';
import { Encryption } from '../../../src/common/encryption/encryption.ts';
import { Retention } from '../../../src/ops/retention/retention.ts';
import { WebhookPump } from '../../../src/webhooks/webhook-pump.ts';
import { WEBHOOK_SECRETS } from '../../../src/webhooks/webhook-secrets.ts';
import { ApiWorld, fieldCodes } from '../../support/api-world.ts';
import type { Answer, BatchBody, JobBody } from '../../support/api-world.ts';
import { TEST_CREDENTIALS_KEY, testConfig } from '../../support/test-config.ts';
import { bearer } from '../../support/tokens.ts';
import { waitFor } from '../../support/wait-for.ts';
import { WebhookReceiver } from '../../support/webhook-receiver.ts';

interface EndpointBody {
  readonly id: number;
  readonly secret: string;
  readonly status: string;
  readonly [field: string]: unknown;
}

interface DeliveryBody {
  readonly message_id: string;
  readonly status: string;
  readonly attempts: number;
  readonly last_status: number | null;
  readonly last_error: string | null;
}

const ROUTE = '/api/webhooks';

describe('webhooks', () => {
  const receiver = new WebhookReceiver();
  let world: ApiWorld;

  beforeAll(async () => {
    await receiver.start();
    world = await ApiWorld.start({ ROLE: 'all', TIME_SCALE: '0.1', WEBHOOK_ORIGINS: receiver.origin });
    await world.account(1);
  });
  afterAll(async () => {
    await world.close();
    receiver.stop();
  });

  const add = async (path: string, events: readonly string[] = ['job.ended']): Promise<EndpointBody> => {
    const url = path.startsWith('/') ? receiver.origin + path : path;
    const answer = await world.as(1)<EndpointBody>('POST', ROUTE, { url, events });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const cancelled = async (): Promise<number> => {
    const { id } = await world.job(1, { run_at: new Date(Date.now() + 3_600_000).toISOString() });
    await world.as(1)('POST', `/api/marketplace/jobs/${id}/cancel`);
    return id;
  };
  const deliveries = async ({ id }: EndpointBody): Promise<readonly DeliveryBody[]> =>
    (await world.as(1)<{ data: DeliveryBody[] }>('GET', `${ROUTE}/${id}/deliveries`)).body.data;
  const removed = async ({ id }: EndpointBody): Promise<void> => {
    await fetch(`${world.url}${ROUTE}/${id}`, {
      method: 'DELETE',
      headers: { authorization: await bearer({ tenant: 1 }) },
    });
  };

  /** As the metrics count them. */
  const attempts = async (): Promise<Record<'taken' | 'refused' | 'unanswered', number>> => {
    const authorization = await bearer({ tenant: null, scope: 'admin' });
    const text = await (await fetch(`${world.url}/metrics`, { headers: { authorization } })).text();
    const of = (outcome: string): number =>
      Number(
        new RegExp(`^stoflow_webhook_attempts_total\\{outcome="${outcome}"\\} (\\d+)$`, 'm').exec(
          text,
        )?.[1] ?? 0,
      );
    return { taken: of('taken'), refused: of('refused'), unanswered: of('unanswered') };
  };

  it('tell of every end of a batch and its jobs, signed so that a library of the standard accepts them', async () => {
    const endpoint = await add('/all', ['job.ended', 'batch.ended']);
    const other = await add('/batches', ['batch.ended']);
    const batch = await world.as(1)<BatchBody>('POST', '/api/batch-jobs', {
      marketplaces: ['testmarket'],
      action_code: 'publish',
      product_ids: await world.products(1, 3),
    });
    const all = await waitFor(() => receiver.to('/all').length >= 4 && receiver.to('/all'), {
      what: 'all messages',
    });
    const batches = await waitFor(() => receiver.to('/batches').length >= 1 && receiver.to('/batches'), {
      what: 'the message of the batch',
    });
    const jobs = all.filter(({ type }) => type === 'job.ended');
    expect(jobs.map(({ data }) => data)).toEqual(
      Array(3).fill(
        expect.objectContaining({ batch_job_id: batch.body.id, status: 'completed', error_code: null }),
      ),
    );
    const [ended] = all.filter(({ type }) => type === 'batch.ended');
    expect(ended?.data).toMatchObject({
      id: batch.body.id,
      status: 'completed',
      total: 3,
      completed: 3,
      failed: 0,
    });
    expect(batches).toEqual([ended]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(4);

    for (const { path, headers, body } of receiver.received) {
      const secret = path === '/all' ? endpoint.secret : other.secret;
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
      expect(() => new Webhook(secret).verify(body.replace('completed', 'failed'), headers)).toThrow();
    }
    await removed(endpoint);
    await removed(other);
  });

  it('are sent again until they are taken, under the same id', async () => {
    receiver.answers = [500, 302];
    const before = await attempts();
    const endpoint = await add('/again');
    const job = await cancelled();
    const messages = await waitFor(() => receiver.to('/again').length >= 2 && receiver.to('/again'), {
      what: 'the second attempt',
    });
    expect(messages[0]?.data).toMatchObject({ id: job, status: 'cancelled' });
    expect(messages[1]).toEqual(messages[0]);
    await waitFor(async () => (await deliveries(endpoint))[0]?.attempts === 2, {
      what: 'the attempt is recorded',
    });
    expect(await deliveries(endpoint)).toMatchObject([
      { status: 'pending', attempts: 2, last_status: 302, last_error: 'answered with 302' },
    ]);
    const hurried = await world.as(1)('POST', `${ROUTE}/${endpoint.id}/deliveries/retry`);
    expect(hurried.body).toEqual({ deliveries: 1 });
    await waitFor(async () => (await deliveries(endpoint))[0]?.status === 'delivered', {
      what: 'it is taken',
    });
    expect(new Set(receiver.to('/again').map(({ id }) => id)).size).toBe(1);
    expect(receiver.to('/elsewhere')).toEqual([]);
    expect(await attempts()).toEqual({ ...before, taken: before.taken + 1, refused: before.refused + 2 });
    await removed(endpoint);
  });

  it('stop where nobody is there any more, and go on when they are enabled', async () => {
    receiver.answers = [410];
    const endpoint = await add('/gone');
    await cancelled();
    const show = async (): Promise<Answer<EndpointBody>> => world.as(1)('GET', `${ROUTE}/${endpoint.id}`);
    await waitFor(async () => (await show()).body.status === 'disabled', { what: 'it is disabled' });
    expect((await show()).body).toMatchObject({ disabled_reason: 'gone' });
    await cancelled();
    await world.as(1)('PATCH', `${ROUTE}/${endpoint.id}`, { status: 'enabled' });
    await world.as(1)('POST', `${ROUTE}/${endpoint.id}/deliveries/retry`);
    await waitFor(() => receiver.to('/gone').length === 2, { what: 'what waited is sent' });
    expect(new Set(receiver.to('/gone').map(({ id }) => id)).size).toBe(1);
    await removed(endpoint);
  });

  it.each([
    ['http://shop.example/hook', 'it is not https'],
    ['https://shop.example:8443/hook', 'its port is not 443'],
    ['https://a:b@shop.example/hook', 'it has credentials in it'],
    ['https://10.0.0.8/hook', 'its host is not on the public internet'],
    ['https://[::ffff:127.0.0.1]/hook', 'its host is not on the public internet'],
    ['https://2130706433/hook', 'its host is not on the public internet'],
    ['nowhere', 'it is not an address'],
  ])('are not sent to %s', async (url, message) => {
    const answer = await world.as(1)('POST', ROUTE, { url, events: ['job.ended'] });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'webhook.forbidden_address',
      fields: [{ field: 'url', message }],
    });
  });

  it('are not sent where a name leads into our own network, and do not tell', async () => {
    const endpoint = await add('https://localhost/hook');
    await cancelled();
    const [delivery] = await waitFor(
      async () => {
        const found = await deliveries(endpoint);
        return found[0]?.attempts === 1 && found;
      },
      { what: 'an attempt' },
    );
    expect(delivery).toMatchObject({ last_status: null });
    expect(delivery?.last_error).toContain('its host is not on the public internet');
    await removed(endpoint);
  });

  it('have a secret that is shown once, is sealed at rest, and is replaced at once', async () => {
    const endpoint = await add('/secret');
    const shown = [
      await world.as(1)('GET', ROUTE),
      await world.as(1)('GET', `${ROUTE}/${endpoint.id}`),
      await world.as(1)('PATCH', `${ROUTE}/${endpoint.id}`, { description: 'x' }),
    ];
    expect(JSON.stringify(shown.map(({ body }) => body))).not.toContain('whsec_');
    const sealed = async (): Promise<string> =>
      (
        await world.db.query<{ secret: string }>(
          'select secret from user_1.webhook_endpoints where id = $1',
          [endpoint.id],
        )
      )[0]?.secret ?? '';
    expect(await sealed()).toMatch(/^v1\.test\./);

    const config = testConfig({
      CREDENTIALS_KEYS: `new:${Buffer.alloc(32, 9).toString('base64')},test:${TEST_CREDENTIALS_KEY}`,
    });
    const rotation = new KeyRotation(world.db, new Encryption(config), undefined, WEBHOOK_SECRETS);
    const before = await sealed();
    expect(await rotation.rotate()).toMatchObject({ complete: true });
    expect(await sealed()).toMatch(/^v1\.new\./);
    await world.db.query('update user_1.webhook_endpoints set secret = $1 where id = $2', [
      before,
      endpoint.id,
    ]);

    const rotated = await world.as(1)<EndpointBody>('POST', `${ROUTE}/${endpoint.id}/rotate-secret`);
    expect(rotated.body.secret).not.toBe(endpoint.secret);
    await cancelled();
    await waitFor(() => receiver.to('/secret').length > 0, { what: 'a message' });
    const message = receiver.received.find(({ path }) => path === '/secret');
    expect(
      new Webhook(rotated.body.secret).verify(message?.body ?? '', message?.headers ?? {}),
    ).toBeDefined();
    await removed(endpoint);
  });

  it('are signed with both secrets while a receiver changes over, and then with the new one alone', async () => {
    const first = await add('/overlap');
    const rotate = async (body?: object): Promise<EndpointBody> => {
      const answer = await world.as(1)<EndpointBody>('POST', `${ROUTE}/${first.id}/rotate-secret`, body);
      expect(answer.status).toBe(200);
      return answer.body;
    };
    const untilOf = (endpoint: EndpointBody): number => Date.parse(String(endpoint['previous_secret_until']));
    /** Which of some secrets the next message is accepted with. */
    const accepted = async (...endpoints: readonly EndpointBody[]): Promise<boolean[]> => {
      const before = receiver.to('/overlap').length;
      await cancelled();
      await waitFor(() => receiver.to('/overlap').length > before, { what: 'a message' });
      const message = receiver.received.filter(({ path }) => path === '/overlap').at(-1);
      return endpoints.map(({ secret }) => {
        try {
          new Webhook(secret).verify(message?.body ?? '', message?.headers ?? {});
          return true;
        } catch {
          return false;
        }
      });
    };

    const second = await rotate();
    expect(untilOf(second) - Date.parse(String(second['updated_at']))).toBe(86_400_000);
    expect(await accepted(first, second)).toEqual([true, true]);
    const third = await rotate({ overlap_seconds: 3600 });
    expect(await accepted(first, second, third)).toEqual([false, true, true]);

    // All of it is sealed, and sealed anew with another key, beside messages that are sent.
    const stored = async (): Promise<(string | null)[]> =>
      Object.values(
        (
          await world.db.query<Record<string, string | null>>(
            'select secret, previous_secret from user_1.webhook_endpoints where id = $1',
            [first.id],
          )
        )[0] ?? {},
      );
    const before = await stored();
    expect(before).toEqual([expect.stringMatching(/^v1\.test\./), expect.stringMatching(/^v1\.test\./)]);
    const keys = `new:${Buffer.alloc(32, 9).toString('base64')},test:${TEST_CREDENTIALS_KEY}`;
    const config = testConfig({ CREDENTIALS_KEYS: keys });
    const rotation = new KeyRotation(world.db, new Encryption(config), undefined, WEBHOOK_SECRETS);
    expect(await rotation.rotate()).toMatchObject({ complete: true, tenants: [{ resealed: 2 }] });
    expect(await stored()).toEqual([
      expect.stringMatching(/^v1\.new\./),
      expect.stringMatching(/^v1\.new\./),
    ]);
    await world.db.query(
      'update user_1.webhook_endpoints set secret = $2, previous_secret = $3 where id = $1',
      [first.id, ...before],
    );

    // The program itself takes its turn now and then: not now.
    await world.db.query(`update public.tenants set retention_next_at = now() + interval '1 hour'`);
    await world.db.query(
      'update user_1.webhook_endpoints set previous_secret_until = now() where previous_secret is not null',
    );
    expect(await accepted(second, third)).toEqual([false, true]);
    const shown = await world.as(1)<EndpointBody>('GET', `${ROUTE}/${first.id}`);
    expect(shown.body).toMatchObject({ previous_secret_until: null });
    expect((await stored())[1]).not.toBeNull();
    await world.db.query('update public.tenants set retention_next_at = now()');
    await world.get(Retention).run();
    expect((await stored())[1]).toBeNull();

    const fourth = await rotate({ overlap_seconds: 0 });
    expect(fourth).toMatchObject({ previous_secret_until: null });
    expect((await stored())[1]).toBeNull();
    expect(await accepted(third, fourth)).toEqual([false, true]);
    const wrong = await world.as(1)('POST', `${ROUTE}/${first.id}/rotate-secret`, {
      overlap_seconds: 604_801,
    });
    expect([wrong.status, fieldCodes(wrong.body)]).toEqual([400, { overlap_seconds: expect.any(String) }]);
    await removed(first);
  });

  it('are signed with the new secret alone where the one of before cannot be opened any more', async () => {
    const first = await add('/key-gone');
    // As after a rotation for which the key that had sealed the first secret was taken away too early.
    await world.db.query(
      `update user_1.webhook_endpoints set secret = replace(secret, 'v1.test.', 'v1.gone.') where id = $1`,
      [first.id],
    );
    const second = await world.as(1)<EndpointBody>('POST', `${ROUTE}/${first.id}/rotate-secret`);
    expect(second.body['previous_secret_until']).not.toBeNull();
    await cancelled();
    const [message] = await waitFor(
      () => {
        const found = receiver.received.filter(({ path }) => path === '/key-gone');
        return found.length > 0 && found;
      },
      { what: 'the message' },
    );
    expect(new Webhook(second.body.secret).verify(message?.body ?? '', message?.headers ?? {})).toBeDefined();
    expect(message?.headers['webhook-signature']).not.toContain(' ');
    await waitFor(async () => (await deliveries(first))[0]?.status === 'delivered', { what: 'it is taken' });
    const warning = world.logs
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      .find(({ webhook }) => webhook === first.id);
    expect(warning).toMatchObject({ tenant: 1, msg: expect.stringContaining('the new secret alone') });
    await removed(first);
  });

  it('tell of an end whose commit comes long after its transaction began', async () => {
    const endpoint = await add('/slow');
    const job = await cancelled();
    await waitFor(() => receiver.to('/slow').length === 1, { what: 'the first message' });
    const client = new Client({ connectionString: world.databaseUrl, application_name: 'stoflow-all' });
    await client.connect();
    await client.query('begin');
    await client.query(
      `insert into user_1.job_events (job_id, type, to_status, actor) values ($1, 'ended', 'completed', 'slow')`,
      [job],
    );
    const passed = async (): Promise<boolean> => {
      const { rows } = await client.query<{ passed: boolean }>(
        `select clock_timestamp() > now() + interval '6 seconds' as passed`,
      );
      return rows[0]?.passed === true;
    };
    await waitFor(passed, { what: 'more time than history is looked back at', everyMs: 500 });
    await client.query('commit');
    await client.end();
    await waitFor(() => receiver.to('/slow').length === 2, { what: 'the message of the late commit' });
    await removed(endpoint);
  });

  it('are few, and of one tenant', async () => {
    const own = [];
    for (let count = 0; count < 10; count += 1) own.push(await add(`/many-${count}`));
    const eleventh = await world.as(1)('POST', ROUTE, { url: `${receiver.origin}/x`, events: ['job.ended'] });
    expect([eleventh.status, eleventh.body]).toEqual([
      409,
      expect.objectContaining({ code: 'webhook.too_many' }),
    ]);
    const [first] = own;
    expect((await world.as(2)('GET', `${ROUTE}/${first?.id}`)).status).toBe(404);
    expect((await world.as(2)<{ data: unknown[] }>('GET', ROUTE)).body.data).toEqual([]);
    for (const endpoint of own) await removed(endpoint);
  });
});

describe('ends while no worker runs', () => {
  it('are told when one does, once each, however many do', async () => {
    const receiver = new WebhookReceiver();
    await receiver.start();
    const front = await ApiWorld.start({ ROLE: 'api', WEBHOOK_ORIGINS: receiver.origin });
    await front.account(1);
    await front.as(1)('POST', ROUTE, { url: `${receiver.origin}/late`, events: ['job.ended'] });
    const ids: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      const job = await front.job(1);
      ids.push(job.id);
      await front.as(1)<JobBody>('POST', `/api/marketplace/jobs/${job.id}/cancel`);
    }
    await Promise.all([front.get(WebhookPump).run(), front.get(WebhookPump).run()]);
    expect(
      receiver
        .to('/late')
        .map(({ data }) => Number(data['id']))
        .sort((a, b) => a - b),
    ).toEqual(ids);
    await front.close();
    receiver.stop();
  });
});
