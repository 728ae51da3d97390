import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseLog, everyRow } from '../../support/left-behind.ts';
import { findSecrets } from '../../support/secret-forms.ts';
import { SecretiveTown } from '../../support/secretive-town.ts';
import { waitFor } from '../../support/wait-for.ts';

interface Batch {
  readonly id: number;
  readonly progress: { readonly ended: number };
}

/** A signed path of a picture, whatever it leads to. */
const PICTURE_LINK = /\/api\/plugin\/pictures\/[\w-]+\.[\w-]{43}/;

describe('a run over three marketplaces with every kind of refusal', () => {
  let town: SecretiveTown;
  const answers = new Map<string, string>();
  let left: ReadonlyMap<string, string>;

  beforeAll(async () => {
    town = await SecretiveTown.build();
    await publishWithTrouble(town);
    await endConnections(town);
    for (const [what, text] of await impoliteRequests(town)) answers.set(what, text);
    await town.runWithNewKey('keys', 'rotate');
    for (const [what, text] of await everyAnswer(town)) answers.set(what, text);
    town.learnFromProxies();
    left = new Map([
      ...answers,
      ...(await everyRow(town.look)),
      ['the log', town.log],
      ['the command line', town.printed],
      ['the log of the database', await databaseLog(town.look)],
    ]);
  });
  afterAll(() => town.tearDown());

  it('leaves no secret in logs, rows, jobs, errors, answers and documents, in whatever form', () => {
    expect(findSecrets(town.secrets, left)).toEqual([]);
    for (const [where, text] of left) expect([where, PICTURE_LINK.exec(text)]).toEqual([where, null]);
  });

  it('did meet the refusals that repeat what was sent, and kept their words without the secrets', () => {
    const errors = left.get('user_1.marketplace_jobs') ?? '';
    const events = left.get('user_1.job_events') ?? '';
    expect(errors + events).toContain('you sent');
    expect(errors + events).toContain('[secret]');
    expect(town.secrets.size).toBeGreaterThan(20);
    expect(
      [...town.ebayProxy.calls, ...town.etsyProxy.calls].some(({ ending }) => ending === 'never_sent'),
    ).toBe(true);
  });

  it('looked where something was to be found', () => {
    expect(left.get('the log')).toContain('"level":"info"');
    expect(left.get('the log')).toContain('/api/plugin/pictures/[redacted]');
    expect(left.get('the command line')).toContain('"complete": true');
    expect(left.get('GET /api/marketplace/accounts')).toContain('needs_reauth');
    expect(left.get('user_1.marketplace_tasks')).toContain('upload');
    expect(left.get('GET /api/events')).toContain('"tasks":[{');
    expect(left.size).toBeGreaterThan(50);
  });
});

/** Publishes everything; on the way, tokens are refused, and errors repeat the request. */
async function publishWithTrouble(town: SecretiveTown): Promise<void> {
  const { ebayProxy, etsyProxy } = town;
  const refused = { do: 'echo', status: 401 } as const;
  const broken = { do: 'echo', status: 500 } as const;
  const unfit = { do: 'echo', status: 400 } as const;
  ebayProxy.rule({ when: (call) => call.path.includes('/oauth2/token'), then: broken, times: 1 });
  ebayProxy.rule({ when: (call) => call.path.includes('/inventory_item/'), then: refused, times: 1 });
  ebayProxy.rule({
    when: (call) => call.method === 'POST' && call.path.endsWith('/offer'),
    then: broken,
    times: 1,
  });
  ebayProxy.rule({ when: (call) => call.path.endsWith('/publish'), then: unfit, times: 1 });
  etsyProxy.rule({ when: (call) => call.path.includes('/images'), then: refused, times: 1 });
  etsyProxy.rule({ when: (call) => call.path.endsWith('/listings'), then: unfit, times: 1 });
  etsyProxy.rule({ when: (call) => call.method === 'PATCH', then: broken, times: 1 });
  const batch = await town.send<Batch>('POST', '/api/batch-jobs', {
    marketplaces: ['ebay', 'etsy', 'vinted'],
    action_code: 'publish',
    filter: {},
  });
  await waitFor(
    async () => (await town.send<Batch>('GET', `/api/batch-jobs/${batch.id}`)).progress.ended === 9,
    { what: 'the batch has ended', timeoutMs: 40_000 },
  );
}

/** The marketplaces refuse access tokens, and then the refresh tokens for good, repeating both. */
async function endConnections(town: SecretiveTown): Promise<void> {
  // An answer of Etsy's that names the API key counts as one about the key.
  const plain = { status: 401, headers: {}, body: '{"error":"invalid_token"}' };
  for (const [proxy, refused] of [
    [town.ebayProxy, { do: 'echo', status: 401 }],
    [town.etsyProxy, { do: 'delay', ms: 0, instead: plain }],
  ] as const) {
    proxy.rule({ when: (call) => call.path.includes('token'), then: { do: 'echo', status: 400 } });
    proxy.rule({ when: () => true, then: refused });
  }
  for (const { marketplace, id } of town.accounts.filter((account) => account.marketplace !== 'vinted')) {
    await town.send('POST', '/api/marketplace/jobs', { marketplace, account_id: id, action_code: 'sync' });
    await waitFor(
      async () => (await town.ask('GET', `/api/marketplace/accounts/${id}`)).text.includes('needs_reauth'),
      { what: `the connection to ${marketplace} has ended` },
    );
    await town.ask('POST', `/api/marketplace/accounts/${id}/verify`);
  }
}

/** Requests that carry secrets where they are of no use. */
async function impoliteRequests(town: SecretiveTown): Promise<ReadonlyMap<string, string>> {
  const secret = 'a-secret-that-was-typed-in';
  town.learn({ secret });
  const [ebay, , vinted] = town.accounts;
  const credentials = `/api/marketplace/accounts/${ebay?.id}/credentials`;
  const account = { marketplace: 'ebay', name: 'x', external_id: 'y' };
  const answers = new Map<string, string>();
  for (const [method, path, body, token] of [
    ['PUT', credentials, `{"refresh_token": "${secret}"`],
    ['PUT', credentials, `{"refresh_token": ${secret}}`],
    ['PUT', credentials, { refresh_token: [secret] }],
    ['PUT', credentials, { refresh_token: { secret } }],
    ['PUT', credentials, { refresh_tokens: secret }],
    ['PUT', credentials, { refresh_token: secret.repeat(1000) }],
    ['PUT', credentials, secret],
    ['PUT', `/api/marketplace/accounts/${vinted?.id}/credentials`, { refresh_token: secret }],
    ['POST', '/api/marketplace/accounts', { ...account, credentials: secret }],
    ['POST', '/api/marketplace/accounts', { ...account, credentials: { access_token: secret } }],
    ['POST', '/api/marketplace/accounts', { ...account, credentials: { refresh_token: `${secret}\0` } }],
    ['GET', `/api/products?limit=x&token=${secret}`, undefined],
    ['GET', `/api/products?access_token=${secret}`, undefined],
    ['GET', '/api/products', undefined, secret],
    ['GET', '/api/products', undefined, `${secret}.${secret}.${secret}`],
  ] as const) {
    const { status, text } = await town.ask(method, path, body, token);
    expect([body, status < 400]).toEqual([body, false]);
    answers.set(`${method} ${path} ${answers.size}`, text);
  }
  return answers;
}

/** Everything that can be read, by the description of the API: each list, and each thing that a list may have. */
async function everyAnswer(town: SecretiveTown): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>();
  const description = await town.ask('GET', '/docs-json');
  answers.set('the description of the API', description.text);
  const { paths } = JSON.parse(description.text) as { paths: Record<string, object> };
  const ids = Array.from({ length: 12 }, (_, index) => String(index + 1));
  for (const [path, verbs] of Object.entries(paths)) {
    if (!('get' in verbs) || path.includes('{token}')) continue;
    const places = path.includes('{') ? ids.map((id) => path.replace(/\{\w+\}/, id)) : [path];
    for (const place of places) {
      if (place === '/api/readiness') {
        await read(`${place}?product_ids=${ids.join()}`);
      } else if (place === '/api/marketplace/tasks') {
        for (const id of ids) await read(`${place}?job_id=${id}`);
      } else if (place === '/api/events') answers.set(`GET ${place}`, await town.followed());
      else await read(place);
    }
  }
  return answers;

  async function read(path: string): Promise<void> {
    const { status, text } = await town.ask('GET', path);
    if (status === 200) answers.set(`GET ${path}`, text);
    else expect([path, status]).toEqual([path, 404]);
  }
}
