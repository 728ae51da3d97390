import type { RecordedCall } from '../recording-proxy/recorded-call.ts';
import { splitCommaLists } from './comma-lists.ts';
import type { ContractMatch } from './contract.ts';
import { collect, mediaType, readBody } from './read-body.ts';
import type { SchemaChecker } from './schema-checker.ts';

/**
 * Compares a request with its operation: path, query and header parameters, content type, body.
 *
 * @param call the recorded call
 * @param match the operation
 * @param schemas the contract's schemas
 * @returns what the contract refuses, empty when nothing
 */
export async function checkRequest(
  call: RecordedCall,
  match: ContractMatch,
  schemas: SchemaChecker,
): Promise<readonly string[]> {
  return [...checkParameters(call, match, schemas), ...(await checkBody(call, match, schemas))];
}

function checkParameters(
  call: RecordedCall,
  match: ContractMatch,
  schemas: SchemaChecker,
): readonly string[] {
  const query = collect(new URL(call.path, 'http://none').searchParams);
  const problems: string[] = [];
  for (const parameter of match.parameters) {
    const places = { path: match.pathValues, query, header: call.headers, cookie: {} } as const;
    const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
    const value = (places[parameter.in] as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) {
      if (parameter.required === true)
        problems.push(`${parameter.in} parameter ${parameter.name} is missing`);
      continue;
    }
    const schema = parameter.schema ?? {};
    const wrong = schemas.check(schema, splitCommaLists(schema, match.contract.document, value), true);
    problems.push(...wrong.map((problem) => `${parameter.in} parameter ${parameter.name}: ${problem}`));
  }
  for (const name of Object.keys(query)) {
    const known = match.parameters.some((parameter) => parameter.in === 'query' && parameter.name === name);
    if (!known) problems.push(`query parameter ${name} is unknown`);
  }
  return problems;
}

async function checkBody(
  call: RecordedCall,
  match: ContractMatch,
  schemas: SchemaChecker,
): Promise<readonly string[]> {
  const declared = match.operation.requestBody;
  if (call.body.byteLength === 0) return declared?.required === true ? ['the body is missing'] : [];
  // Some operations ask for an empty JSON object in practice although the contract declares no body.
  if (declared?.content === undefined) return call.body.toString() === '{}' ? [] : ['a body is not expected'];
  const contentType = call.headers['content-type'] ?? '';
  const content = declared.content[mediaType(contentType)];
  if (content === undefined) return [`content type ${contentType} is not expected`];
  const asText = !mediaType(contentType).endsWith('json');
  try {
    const schema = content.schema ?? {};
    const body = await readBody(contentType, call.body);
    return schemas.check(
      schema,
      asText ? splitCommaLists(schema, match.contract.document, body) : body,
      asText,
    );
  } catch (error: unknown) {
    return [`the body cannot be read: ${String(error)}`];
  }
}
