import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OptimisticLockError } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
} from 'class-validator';
import { AcceptBody } from '../../../src/common/http/accept-body.decorator.ts';
import { IdPipe } from '../../../src/common/http/id.pipe.ts';
import { NestedList } from '../../../src/common/http/nested-list.decorator.ts';
import { DomainError, JobNotFoundError } from '../../../src/domain/errors.ts';
import type { ErrorKind } from '../../../src/domain/errors.ts';
import { startTestApp } from '../../support/test-app.ts';
import type { TestApp } from '../../support/test-app.ts';
import { bearer } from '../../support/tokens.ts';

class ItemDto {
  @IsString()
  readonly sku!: string;

  @IsInt()
  @Max(10)
  readonly quantity!: number;
}

class OrderDto {
  @IsString()
  readonly name!: string;

  @NestedList(() => ItemDto, 3)
  readonly items!: readonly ItemDto[];

  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(2)
  @ArrayUnique()
  @MaxLength(3, { each: true })
  readonly tags?: readonly string[];
}

@Controller('test')
class FailingController {
  constructor(private readonly em: EntityManager) {}

  @Get('kinds/:kind')
  kind(@Param('kind') kind: ErrorKind): never {
    throw new DomainError(`test.${kind}`, kind, 'On purpose.', { extra: { job_id: 7, status: 1 } });
  }

  @Get('jobs/:id')
  job(@Param('id', new IdPipe(JobNotFoundError)) id: number): object {
    return { id };
  }

  @Get('things/:id')
  thing(@Param('id', IdPipe) id: number): object {
    return { id };
  }

  @Get('stale')
  stale(): never {
    throw OptimisticLockError.lockFailed('Product');
  }

  @Get('bug')
  bug(): never {
    throw new TypeError('secret-detail of a bug');
  }

  @Get('sql')
  async sql(): Promise<unknown> {
    return this.em.getConnection().execute(`select 'private-value' from no_such_table`);
  }

  @Post('orders')
  order(@Body() body: OrderDto): object {
    return { instance: body instanceof OrderDto, items: body.items.length };
  }

  @Post('files')
  @AcceptBody({ limit: 3 * 1024 * 1024, types: ['text/csv'] })
  file(@Body() body: string): object {
    return { length: body.length };
  }
}

@Module({ controllers: [FailingController] })
class FailingModule {}

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly fields?: readonly { readonly field: string; readonly code: string; readonly message: string }[];
}

describe('problem details', () => {
  let app: TestApp;
  let authorization: string;

  beforeAll(async () => {
    app = await startTestApp({ modules: [FailingModule] });
    authorization = await bearer();
  });

  afterAll(async () => {
    await app.close();
  });

  async function get(path: string): Promise<Response> {
    return fetch(app.url + path, { headers: { authorization } });
  }

  async function post(path: string, body: string, type = 'application/json'): Promise<Response> {
    const headers = { authorization, 'content-type': type };
    return fetch(app.url + path, { method: 'POST', headers, body });
  }

  async function problem(response: Response): Promise<Problem> {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const body = (await response.json()) as Problem;
    expect(body.status).toBe(response.status);
    return body;
  }

  it.each<[ErrorKind, number]>([
    ['invalid', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not_found', 404],
    ['conflict', 409],
    ['too_large', 413],
    ['unsupported_media', 415],
    ['unprocessable', 422],
    ['rate_limited', 429],
    ['unavailable', 503],
  ])('answers the kind %s with %i', async (kind, status) => {
    const response = await get(`/test/kinds/${kind}?secret=1`);
    expect(response.status).toBe(status);
    expect(await problem(response)).toEqual({
      type: `urn:stoflow:problem:test.${kind}`,
      title: expect.any(String),
      status,
      detail: 'On purpose.',
      code: `test.${kind}`,
      job_id: 7,
      instance: `/test/kinds/${kind}`,
      request_id: response.headers.get('x-request-id'),
    });
  });

  it.each([
    ['/test/jobs/abc', 400, 'request.invalid'],
    ['/test/jobs/0', 400, 'request.invalid'],
    ['/test/jobs/-1', 400, 'request.invalid'],
    ['/test/jobs/1.0', 400, 'request.invalid'],
    ['/test/jobs/1e3', 400, 'request.invalid'],
    ['/test/jobs/9007199254740993', 404, 'job.not_found'],
    ['/test/jobs/99999999999999999999', 404, 'job.not_found'],
    ['/test/things/99999999999999999999', 404, 'resource.not_found'],
    ['/test/nothing', 404, 'route.not_found'],
    ['/test/%zz', 400, 'request.invalid'],
    ['/test/stale', 409, 'resource.version_conflict'],
  ])('answers %s with %i %s', async (path, status, code) => {
    const body = await problem(await get(path));
    expect([body.status, body.code]).toEqual([status, code]);
  });

  it('says which methods an address takes that does not take the one that was used', async () => {
    for (const [method, path, allow] of [
      ['DELETE', '/test/jobs/7', 'GET, HEAD, OPTIONS'],
      ['GET', '/test/orders', 'OPTIONS, POST'],
    ] as const) {
      const response = await fetch(`${app.url}${path}`, { method });
      expect(response.headers.get('allow')).toBe(allow);
      expect(await problem(response)).toMatchObject({
        status: 405,
        code: 'route.method_not_allowed',
        detail: `This address does not take ${method}, but ${allow}.`,
      });
    }
    const nowhere = await fetch(`${app.url}/test/nothing`, { method: 'DELETE' });
    expect([nowhere.status, nowhere.headers.get('allow')]).toEqual([404, null]);
  });

  it.each(['/test/bug', '/test/sql'])('says nothing about the bug behind %s', async (path) => {
    const response = await get(path);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ code: 'internal' });
    expect(text).not.toMatch(/secret-detail|private-value|no_such_table|select|at .*\.ts/i);
    const logged = app.logs.find((line) => line.includes(response.headers.get('x-request-id') ?? '-'));
    expect(logged).toBeDefined();
    expect(app.logs.join('\n')).not.toContain('private-value');
  });

  it('names every wrong field by its path', async () => {
    const body = await problem(
      await post(
        '/test/orders',
        JSON.stringify({
          nmae: 'x',
          items: [
            { sku: 'a', quantity: 1 },
            { sku: 5, quantity: 11, extra: true },
          ],
        }),
      ),
    );
    expect(body.code).toBe('request.invalid');
    expect(body.fields?.map(({ field, code }) => `${field} ${code}`).sort()).toEqual([
      'items[1].extra unknown_field',
      'items[1].quantity max',
      'items[1].sku is_string',
      'name required',
      'nmae unknown_field',
    ]);
  });

  it('says one thing of a field whose value is of another kind, in words that a stranger understands', async () => {
    const said = async (order: object): Promise<readonly string[] | undefined> =>
      (
        await problem(await post('/test/orders', JSON.stringify({ name: 'x', items: [], ...order })))
      ).fields?.map(({ field, code, message }) => `${field} ${code}: ${message}`);
    expect(await said({ items: [{ sku: 'a', quantity: 'many' }] })).toEqual([
      'items[0].quantity is_int: quantity must be an integer number',
    ]);
    expect(await said({ items: 'b' })).toEqual(['items is_array: items must be a list']);
    expect(await said({ tags: 'b' })).toEqual(['tags is_array: tags must be a list']);
    expect(await said({ tags: [] })).toEqual(['tags array_min_size: tags must not be empty']);
    expect(await said({ tags: ['a', 'a'] })).toEqual([
      'tags array_unique: tags must not have an entry twice',
    ]);
    expect(await said({ tags: ['a', 'b', 'c'] })).toEqual([
      'tags array_max_size: tags must have no more than 2 entries',
    ]);
    expect(await said({ tags: ['a', 'long'] })).toEqual([
      'tags max_length: each entry of tags must be shorter than or equal to 3 characters',
    ]);
    expect(await said({ nmae: 1 })).toEqual(['nmae unknown_field: nmae is not a known field']);
  });

  it.each([
    ['null inside', '{"name":null,"items":[]}'],
    ['a list', '[]'],
    ['a list of lists', '[[]]'],
    ['an empty object', '{}'],
    ['text for a list', '{"name":"a","items":"b"}'],
    ['text for an entry', '{"name":"a","items":["b"]}'],
    ['null for an entry', '{"name":"a","items":[null]}'],
    ['a list for an entry', '{"name":"a","items":[[]]}'],
    ['a number', '5'],
    ['null', 'null'],
    ['text', '"x"'],
  ])('refuses %s as a body', async (_, text) => {
    const body = await problem(await post('/test/orders', text));
    expect(body).toMatchObject({ status: 400, code: 'request.invalid' });
    expect(body.fields).not.toHaveLength(0);
  });

  it.each(['{"name":', '{"__proto__":{"a":1}}', '{"a":1}}', 'name=x'])('refuses %s as JSON', async (text) => {
    expect(await problem(await post('/test/orders', text))).toMatchObject({
      status: 400,
      code: 'request.malformed_json',
    });
  });

  it('refuses a body that is not UTF-8', async () => {
    const response = await fetch(`${app.url}/test/orders`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: Buffer.from([0x22, 0xff, 0xfe, 0x22]),
    });
    expect(await problem(response)).toMatchObject({ status: 400, code: 'request.malformed_text' });
  });

  it('refuses another content type, and a compressed body', async () => {
    const plain = await problem(await post('/test/orders', '{}', 'text/plain'));
    const packed = await fetch(`${app.url}/test/orders`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: '{}',
    });
    expect([plain.code, (await problem(packed)).code]).toEqual([
      'request.unsupported_media_type',
      'request.unsupported_media_type',
    ]);
  });

  it('refuses a body beyond the limit, announced or streamed', async () => {
    const text = JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024), items: [] });
    expect(await problem(await post('/test/orders', text))).toMatchObject({
      status: 413,
      code: 'request.too_large',
    });
    const streamed = await fetch(`${app.url}/test/orders`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: new Blob([text]).stream(),
      duplex: 'half',
    });
    expect(await problem(streamed)).toMatchObject({ status: 413, code: 'request.too_large' });
  });

  it('takes what a route says it takes', async () => {
    const csv = await post('/test/files', 'x'.repeat(2.5 * 1024 * 1024), 'text/csv; charset=utf-8');
    expect([csv.status, await csv.json()]).toEqual([201, { length: 2.5 * 1024 * 1024 }]);
    const order = await post('/test/orders', '{"name":"a","items":[]}', 'application/json; charset=utf-8');
    expect(await order.json()).toEqual({ instance: true, items: 0 });
  });

  it('keeps a harmless request id and replaces any other', async () => {
    const kept = await fetch(`${app.url}/health/live`, { headers: { 'x-request-id': 'order-4711-abc' } });
    const replaced = await fetch(`${app.url}/health/live`, { headers: { 'x-request-id': 'a b"c{}' } });
    expect(kept.headers.get('x-request-id')).toBe('order-4711-abc');
    expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('sends the headers that protect a browser', async () => {
    const { headers } = await fetch(`${app.url}/health/live`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.has('x-powered-by')).toBe(false);
  });
});
