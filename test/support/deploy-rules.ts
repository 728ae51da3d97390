import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { DCLinter } from 'dclint';
import { validate as validateDockerfile } from 'dockerfile-utils';
import { parse, parseDocument } from 'yaml';

/** Severities of the language server protocol, which the linter of Dockerfiles uses: errors and warnings. */
const SERIOUS: readonly unknown[] = [1, 2];
/** What `dclint` says of the order in which keys are written; ours is the order in which they are read. */
const ORDERS = ['service-keys-order', 'services-alphabetical-order', 'top-level-properties-order'];

/** The linter's rule that compares with the schema of compose files. */
const SCHEMA = 'invalid-schema';

/** What the linter of compose files says. */
interface Message {
  readonly line: number;
  readonly message: string;
  readonly rule: string;
}

/**
 * @param text of a Dockerfile
 * @returns what a builder would refuse or warn of
 */
export function dockerfileProblems(text: string): readonly string[] {
  return validateDockerfile(text)
    .filter(({ severity }) => SERIOUS.includes(severity))
    .map(
      ({ message, range }) =>
        `Dockerfile:${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`,
    );
}

/**
 * @param path of a compose file
 * @returns in what it differs from the schema of compose files, and what is risky in it
 */
export function composeProblems(path: string): readonly string[] {
  const rules = Object.fromEntries(ORDERS.map((rule) => [rule, 0 as const]));
  const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [], disableAllRules: false });
  // Its declarations name their types by a path that only its own build resolves.
  const results = linter.lintFiles([path], false) as readonly { readonly messages: readonly Message[] }[];
  return [
    ...schemaProblems(path),
    ...results.flatMap(({ messages }) =>
      messages
        .filter(({ rule }) => rule !== SCHEMA)
        .map(({ line, message, rule }) => `${path}:${line}: ${message} (${rule})`),
    ),
  ];
}

/** The linter names one difference from the schema, and not the property that is meant. */
function schemaProblems(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  const { errors } = parseDocument(text);
  // The linter says where.
  if (errors.length > 0) return [];
  // The schema names its own by an address that is not the usual one.
  const validate = new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false }).compile(
    composeSchema(),
  );
  validate(parse(text, { merge: true }));
  return (validate.errors ?? []).map(({ instancePath, message = '', params }) => {
    const { additionalProperty } = params as { readonly additionalProperty?: string };
    const place = additionalProperty === undefined ? instancePath : `${instancePath}/${additionalProperty}`;
    return `${path}: ${place} ${message} (${SCHEMA})`;
  });
}

/** The schema of compose files that the linter brings. */
function composeSchema(): object {
  const linter = createRequire(import.meta.url).resolve('dclint/package.json');
  return JSON.parse(readFileSync(join(dirname(linter), 'schemas/compose.schema.json'), 'utf8')) as object;
}

/**
 * @param text of a Dockerfile or a compose file
 * @param configuration the page of all variables
 * @returns variables of the program that the page does not know
 */
export function unknownVariables(text: string, configuration: string): readonly string[] {
  const set = [...text.matchAll(/^ {4,6}([A-Z][A-Z_]+):|\b([A-Z][A-Z_]+)=/gm)].map(
    ([, inCompose, inDockerfile]) => inCompose ?? inDockerfile ?? '',
  );
  return [...new Set(set)].filter(
    (name) => !name.startsWith('POSTGRES_') && !configuration.includes(`\`${name}\``),
  );
}
