import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { Environment } from '../../../src/config/environment.ts';
import { EbayEnvironment } from '../../../src/handlers/ebay/ebay.environment.ts';
import { EtsyEnvironment } from '../../../src/handlers/etsy/etsy.environment.ts';

type Section = new () => object;

/** Every section of the environment; a new marketplace adds its own. */
const SECTIONS: readonly Section[] = [Environment, EbayEnvironment, EtsyEnvironment];

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../docs/configuration.md'), 'utf8');

/** The third column of every row that documents a variable, without its back quotes. */
const DOCUMENTED = new Map(
  [...DOCUMENT.matchAll(/^\| *`([A-Z][A-Z0-9_]*)` *\|[^|]*\| *([^|]*?) *\|/gm)].map(
    ([, name = '', text = '']) => [name, text.replace(/^`|`$/g, '')],
  ),
);

/** Names of the variables of a section: whatever it validates. */
function variablesOf(section: Section): readonly string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(section, '', true, false);
  return [...new Set(rules.map((rule) => rule.propertyName))];
}

/** A default as the document writes it; a list has none, whatever it may hold. */
function defaultOf(section: Section, variable: string): string {
  const value: unknown = new Map(Object.entries(new section())).get(variable);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : 'none';
}

const VARIABLES = SECTIONS.flatMap((section) =>
  variablesOf(section).map((variable) => [variable, defaultOf(section, variable)] as const),
);

describe('the document of the configuration', () => {
  it.each(VARIABLES)('describes %s with its default', (variable, expected) => {
    expect(DOCUMENTED.get(variable)).toBe(expected);
  });

  it('describes nothing that the program does not read', () => {
    expect([...DOCUMENTED.keys()].sort()).toEqual([...new Set(VARIABLES.map(([name]) => name))].sort());
  });
});
