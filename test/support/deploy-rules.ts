import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';

/** Severities of the language server protocol, which the linter of Dockerfiles uses: errors and warnings. */
const SERIOUS: readonly unknown[] = [1, 2];
/** What `dclint` says of the order in which keys are written; ours is the order in which they are read. */
const ORDERS = ['service-keys-order', 'services-alphabetical-order', 'top-level-properties-order'];

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
  return validate(text)
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
  return results.flatMap(({ messages }) =>
    messages.map(({ line, message, rule }) => `${path}:${line}: ${message} (${rule})`),
  );
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
