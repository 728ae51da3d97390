import { describe, expect, it } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { RULES, concerns } from '../../support/openapi/lint-rules.ts';

const operation = {
  operationId: 'Things_list',
  summary: 'List things',
  description: 'All of them.',
  tags: ['things'],
  security: [],
  responses: {
    200: {
      description: 'Things.',
      content: { 'application/json': { schema: { type: 'string', example: 'a' } } },
    },
    400: { description: 'Not like that.' },
  },
};

const linted = async (path: string, changed: object): Promise<readonly string[]> => {
  const document = {
    openapi: '3.0.0',
    info: { title: 'Things', version: '1', license: { name: 'MIT', url: 'https://things.example/licence' } },
    servers: [{ url: 'https://things.example' }],
    tags: [{ name: 'things', description: 'things' }],
    paths: { [path]: { get: { ...operation, ...changed } } },
  };
  const problems = await lintFromString({
    source: JSON.stringify(document),
    config: await createConfig(RULES),
    absoluteRef: '/openapi.json',
  });
  return problems.filter(concerns).map(({ ruleId }) => ruleId);
};

describe('the check of the OpenAPI document', () => {
  it('is content with an operation that says everything', async () => {
    expect(await linted('/api/things', {})).toEqual([]);
  });

  it.each([
    ['no description', 'operation-description', { description: undefined }],
    ['no errors', 'operation-4xx-response', { responses: { 200: operation.responses[200] } }],
    ['a tag that nobody describes', 'operation-tag-defined', { tags: ['others'] }],
    [
      'a parameter without a description',
      'parameter-description',
      { parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }] },
    ],
    [
      'an example that is none',
      'no-invalid-media-type-examples',
      {
        responses: {
          ...operation.responses,
          200: {
            description: 'Things.',
            content: { 'application/json': { schema: { type: 'string' }, example: 7 } },
          },
        },
      },
    ],
  ])('finds %s', async (_what, rule, changed) => {
    expect(await linted('/api/things', changed)).toContain(rule);
  });

  it('wants no 4xx of what takes nothing that could be wrong', async () => {
    expect(await linted('/health/live', { responses: { 200: operation.responses[200] } })).toEqual([]);
  });
});
