import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Contracts } from '../../support/contracts.ts';
import type { RecordedCall } from '../../support/recording-proxy/recorded-call.ts';

const CONTRACT = {
  openapi: '3.0.3',
  servers: [{ url: 'https://api.example/base' }],
  paths: {
    '/things/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      post: {
        operationId: 'changeThing',
        parameters: [
          { name: 'X-Kind', in: 'header', required: true, schema: { type: 'string', enum: ['a', 'b'] } },
          { name: 'page', in: 'query', schema: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/Thing' } },
            'application/x-www-form-urlencoded': { schema: { $ref: '#/components/schemas/Thing' } },
          },
        },
        responses: {
          '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
          '204': { description: 'done' },
        },
      },
    },
    '/things/all': { post: { operationId: 'changeAll', responses: { '204': { description: 'done' } } } },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        required: ['count'],
        properties: {
          count: { type: 'integer' },
          note: { type: 'string', nullable: true },
          ids: { type: 'array', nullable: true, items: { type: 'integer' } },
        },
      },
      ErrorResponse: {
        type: 'object',
        required: ['errors'],
        properties: { errors: { type: 'array', items: {} } },
      },
    },
  },
};

describe('checking recorded calls against contracts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
  let contracts: Contracts;

  beforeAll(() => {
    writeFileSync(join(folder, 'example.json'), JSON.stringify(CONTRACT));
    contracts = Contracts.open(folder) as Contracts;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const call = (changes: Partial<RecordedCall> = {}): RecordedCall => ({
    number: 1,
    method: 'POST',
    path: '/base/things/7?page=1',
    headers: { 'content-type': 'application/json', 'x-kind': 'a' },
    body: Buffer.from('{"count":1,"note":null}'),
    answer: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"count":2}'),
    },
    ending: 'answered',
    ...changes,
  });
  const answered = (status: number, body: string, type = 'application/json'): Partial<RecordedCall> => ({
    answer: { status, headers: { 'content-type': type }, body: Buffer.from(body) },
  });

  it('finds nothing wrong in a right call below the server’s base path', async () => {
    expect(await contracts.check(call())).toEqual({
      contract: 'example',
      operationId: 'changeThing',
      request: [],
      answer: [],
    });
  });

  it('prefers a literal path to a parameter', async () => {
    const verdict = await contracts.check(call({ path: '/base/things/all' }));
    expect(verdict.operationId).toBe('changeAll');
  });

  it.each([
    ['a path outside the base path', { path: '/things/7' }],
    ['a path parameter of another type', { path: '/base/things/seven' }],
    ['an unknown query parameter', { path: '/base/things/7?sort=up' }],
    ['an exclusive bound', { path: '/base/things/7?page=0' }],
    ['a missing header', { headers: { 'content-type': 'application/json' } }],
    ['a header outside its list', { headers: { 'content-type': 'application/json', 'x-kind': 'c' } }],
    ['another content type', { headers: { 'content-type': 'text/plain', 'x-kind': 'a' } }],
    ['a missing body', { body: Buffer.alloc(0) }],
    ['a body that is no JSON', { body: Buffer.from('{') }],
    ['a number sent as text', { body: Buffer.from('{"count":"1"}') }],
    ['a missing field', { body: Buffer.from('{}') }],
    ['a misspelt field', { body: Buffer.from('{"count":1,"notes":"x"}') }],
  ] as const)('refuses a request with %s', async (_case, changes) => {
    expect((await contracts.check(call(changes))).request).not.toEqual([]);
  });

  it('reads numbers in a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-kind': 'b' };
    expect((await contracts.check(call({ headers, body: Buffer.from('count=1') }))).request).toEqual([]);
    expect((await contracts.check(call({ headers, body: Buffer.from('count=many') }))).request).not.toEqual(
      [],
    );
  });

  it.each([
    ['repeated', 'ids=1&ids=2', 0],
    ['separated by commas', 'ids=1,2', 0],
    ['absent', 'ids=', 0],
    ['of another type', 'ids=1,two', 1],
  ])('reads the entries of a list in a form: %s', async (_case, text, wrong) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-kind': 'b' };
    const { request } = await contracts.check(call({ headers, body: Buffer.from(`count=1&${text}`) }));
    expect(request.length > 0 ? 1 : 0).toBe(wrong);
  });

  it.each([
    ['an undeclared status', answered(302, '')],
    ['a body where there must be none', answered(204, '{"count":1}')],
    ['another content type', answered(200, 'count', 'text/plain')],
    ['a field of another type', answered(200, '{"count":"two"}')],
    ['an unknown field', answered(200, '{"count":2,"extra":1}')],
    ['an empty body where fields are required', answered(200, '')],
    ['a gateway error in another shape', answered(429, '{"error":"slow down"}')],
  ] as const)('refuses an answer with %s', async (_case, changes) => {
    expect((await contracts.check(call(changes))).answer).not.toEqual([]);
  });

  it('takes a gateway error in the contract’s own shape, and counts it apart', async () => {
    const before = contracts.counts.get('example')?.edgeAnswers ?? 0;
    expect((await contracts.check(call(answered(429, '{"errors":[]}')))).answer).toEqual([]);
    expect(contracts.counts.get('example')?.edgeAnswers).toBe(before + 1);
    expect(contracts.report()).toContain('contracts: example:');
  });

  it('is skipped without a folder and fails with a missing or an empty one', () => {
    expect(Contracts.open('')).toBeUndefined();
    expect(() => Contracts.open(join(folder, 'nowhere'))).toThrow('names no folder');
    const empty = mkdtempSync(join(tmpdir(), 'contracts-'));
    expect(() => Contracts.open(empty)).toThrow('holds no contract');
    rmSync(empty, { recursive: true });
  });
});
