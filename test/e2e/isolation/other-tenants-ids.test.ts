import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { Answer } from '../../support/api-world.ts';
import { ApiDocument } from '../../support/openapi/api-document.ts';
import type { Operation } from '../../support/openapi/api-document.ts';
import { countFrom, furnish, markerOf } from '../../support/openapi/furnish.ts';
import { sampleBody } from '../../support/openapi/sample-body.ts';
import { tenantSnapshot } from '../../support/openapi/snapshot.ts';

/** Every table of tenant 2 has a row of this id, no table of tenant 1. */
const THEIRS = 1001;
const NOBODYS = 7_770_001;
const OWN = 1;
/** Properties without which a body is not looked at, beside those that the document requires. */
const NEEDED = ['marketplace', 'version'];
/** Ids without which a list is not looked at. */
const NEEDED_IN_QUERY: Readonly<Record<string, string>> = {
  '/api/marketplace/tasks': 'job_id',
  '/api/readiness': 'product_ids',
};
const NAMES_IDS = /(^|_)ids?$/;

describe('a tenant who knows the ids of another one', () => {
  let world: ApiWorld;
  let document: ApiDocument;
  let before: Readonly<Record<string, string>>;
  let firstLine = 0;

  beforeAll(async () => {
    world = await ApiWorld.start();
    await furnish(world, 1);
    await furnish(world, 2);
    await countFrom(world, 2, THEIRS);
    await furnish(world, 2);
    document = await ApiDocument.of(world.url);
    before = await tenantSnapshot(world.db, 2);
    firstLine = world.logs.length;
  });
  afterAll(() => world.close());

  const tenantsOperations = (): readonly Operation[] =>
    document.operations().filter(({ isPublic, isStream, isAdmins }) => !isPublic && !isStream && !isAdmins);

  it('has rows of the same ids, and every table that an id can lead to has one of the other tenant alone', async () => {
    for (const table of Object.keys(before).filter((name) => name.startsWith('user_2.'))) {
      const [, name] = table.split('.');
      const [found] = await world.db.query<{ theirs: boolean; own: boolean }>(
        `select exists (select from user_2.${name ?? ''} r where (to_jsonb(r) ->> 'id')::bigint = $1) as theirs,
                exists (select from user_1.${name ?? ''} r where (to_jsonb(r) ->> 'id')::bigint = $1) as own`,
        [THEIRS],
      );
      if (found?.theirs === true) expect({ table, own: found.own }).toEqual({ table, own: false });
    }
    for (const table of [
      'products',
      'marketplace_accounts',
      'marketplace_jobs',
      'marketplace_tasks',
      'batch_jobs',
      'listings',
      'orders',
      'pending_actions',
      'plugin_devices',
      'webhook_endpoints',
    ]) {
      expect({
        table,
        rows: await world.db.query(
          `select id from user_2.${table} where id in (${OWN}, ${THEIRS}) order by id`,
        ),
      }).toEqual({ table, rows: [{ id: OWN }, { id: THEIRS }] });
    }
  });

  it('gets what anybody gets for an id of nobody, on every route and for every id in it', async () => {
    const differing: string[] = [];
    let compared = 0;
    for (const operation of tenantsOperations()) {
      for (const attempt of attempts(operation)) {
        compared += 1;
        const theirs = normalized(await ask(operation, attempt, THEIRS), THEIRS);
        const nobodys = normalized(await ask(operation, attempt, NOBODYS), NOBODYS);
        const route = `${operation.method} ${operation.path} ${attempt}`;
        if (theirs !== nobodys) differing.push(`${route}\n  ${theirs}\n  ${nobodys}`);
        if (!/^(404|200) /.test(theirs)) differing.push(`${route} did not get as far as the id: ${theirs}`);
        if (theirs.startsWith('200 ') && !saysNothing(JSON.parse(theirs.slice(4)))) {
          differing.push(`${route} shows something: ${theirs}`);
        }
      }
    }
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(45);
  });

  it('sees nothing of the other tenant in any list', async () => {
    for (const operation of tenantsOperations()) {
      if (operation.method !== 'GET' || operation.path.includes('{')) continue;
      const needed = NEEDED_IN_QUERY[operation.path];
      const query = needed === undefined ? '' : `?${needed}=${OWN}`;
      const answer = await world.as(1)('GET', `${operation.path}${query}`);
      const text = JSON.stringify(answer.body);
      expect({ route: operation.path, status: answer.status, shows: text.includes(markerOf(2)) }).toEqual({
        route: operation.path,
        status: 200,
        shows: false,
      });
    }
  });

  it('is not an operator, and nobody gets in without a token', async () => {
    const refusals: string[] = [];
    for (const operation of document.operations().filter(({ isPublic }) => !isPublic)) {
      const path = operation.path.replaceAll('{id}', String(OWN)).replaceAll('{name}', 'testmarket');
      const stranger = await fetch(`${world.url}${path}`, { method: operation.method });
      const { isAdmins } = operation;
      const wrongScope = await world.as(isAdmins ? 1 : null, isAdmins ? 'tenant' : 'admin')(
        operation.method,
        path,
      );
      const got = `${stranger.status} ${wrongScope.status}`;
      if (got !== '401 403') refusals.push(`${operation.method} ${operation.path}: ${got}`);
    }
    expect(refusals).toEqual([]);
  });

  it('leaves no trace: nothing of the other tenant has changed, and the log says nothing of it', async () => {
    expect(await tenantSnapshot(world.db, 2)).toEqual(before);
    const lines = world.logs.slice(firstLine);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => line.includes(markerOf(2)))).toEqual([]);
  });

  /** In turn each place of the operation that takes an id. */
  function attempts(operation: Operation): readonly string[] {
    const inBody = operation.body === undefined ? [] : Object.keys(sampleOf(operation, '', 0));
    return [
      ...operation.parameters.map(({ in: place, name }) => `${place} ${name}`),
      ...inBody.map((name) => `body ${name}`),
    ].filter(
      (place) =>
        NAMES_IDS.test(place.split(' ')[1] ?? '') && place !== 'body user_id' && place !== 'body external_id',
    );
  }

  function ask(operation: Operation, attempt: string, id: number): Promise<Answer> {
    const [place, name] = attempt.split(' ');
    const path = operation.path.replaceAll('{id}', String(place === 'path' ? id : OWN));
    const required = operation.parameters.find(({ name: other }) => other === 'job_id');
    const query = place === 'query' ? `?${name ?? ''}=${id}` : required === undefined ? '' : `?job_id=${OWN}`;
    const body =
      operation.body === undefined
        ? undefined
        : sampleOf(operation, place === 'body' ? (name ?? '') : '', id);
    return world.as(1)(operation.method, path + query, body);
  }

  /** A valid body that names our own rows, but for one property. */
  function sampleOf(operation: Operation, foreign: string, id: number): Record<string, unknown> {
    const required = (operation.body?.['required'] ?? []) as readonly string[];
    const all = sampleBody(document, operation.body, (name) => {
      if (name === 'marketplace') return 'testmarket';
      if (name === 'user_id' || !NAMES_IDS.test(name) || name === 'external_id') return undefined;
      const value = name === foreign ? id : OWN;
      return name.endsWith('ids') ? [value] : value;
    }) as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(all).filter(
        ([name]) =>
          required.includes(name) || NEEDED.includes(name) || (NAMES_IDS.test(name) && name !== 'user_id'),
      ),
    );
  }
});

/** An answer without rows, and whose every count is 0. */
function saysNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null) return Object.values(value).every(saysNothing);
  return value === 0 || value === false || value === null;
}

/** Status and body, without what differs between any two requests. */
function normalized({ status, body }: Answer, id: number): string {
  const text = JSON.stringify(body).replace(/"request_id":"[^"]+"/, '"request_id":""');
  return `${status} ${text.replaceAll(String(id), '<id>')}`;
}
