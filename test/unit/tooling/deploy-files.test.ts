import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composeProblems, dockerfileProblems, unknownVariables } from '../../support/deploy-rules.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';

describe('the check of the files for containers', () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => folder.remove());

  const compose = (text: string): readonly string[] => {
    const path = join(folder.path, 'compose.yaml');
    writeFileSync(path, text);
    return composeProblems(path);
  };

  it('finds an instruction that there is none', () => {
    expect(dockerfileProblems('FROM node:24\nRUNN ["npm"]\n')).toEqual([
      expect.stringMatching(/^Dockerfile:2: /),
    ]);
    expect(dockerfileProblems('FROM node:24\nRUN ["npm"]\n')).toEqual([]);
  });

  it('finds what the schema of compose files does not have', () => {
    const good = "services:\n  database:\n    image: postgres:18.0\n    restart: 'no'\n";
    expect(compose(`name: things\n${good}`)).toEqual([]);
    const path = join(folder.path, 'compose.yaml');
    expect(compose(`name: things\n${good}    restarts: 'no'\nvolume: {}\n`)).toEqual([
      `${path}: /volume must NOT have additional properties (invalid-schema)`,
      `${path}: /services/database/restarts must NOT have additional properties (invalid-schema)`,
    ]);
    expect(compose(`name: [\n${good}`)).toEqual([expect.stringContaining('(invalid-yaml)')]);
  });

  it('finds a variable that the program does not have', () => {
    expect(unknownVariables('ENV ROLE=api ROLL=api\n', '| `ROLE` |')).toEqual(['ROLL']);
    expect(unknownVariables('    environment:\n      ROLE: api\n      ROLL: api\n', '| `ROLE` |')).toEqual([
      'ROLL',
    ]);
  });
});
