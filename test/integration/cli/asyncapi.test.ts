import { describe, expect, it } from '@jest/globals';
import { Parser } from '@asyncapi/parser';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembleApp, describeMessages } from '../../../src/app.ts';
import { descriptionConfig } from '../../../src/cli/description-config.ts';
import { EVENT_CLASSES } from '../../../src/events/dto/event-classes.ts';
import { CLIENT_MESSAGES, SERVER_MESSAGES } from '../../../src/plugin/protocol/messages.ts';
import { runCommand } from '../../support/run-command.ts';

const FILE = join(import.meta.dirname, '../../../docs/asyncapi.json');

describe('the AsyncAPI document', () => {
  const text = readFileSync(FILE, 'utf8');

  it('is what the command prints, without a database', async () => {
    const { code, lines } = await runCommand({}, 'asyncapi', [], {
      describeMessages: async (config) => describeMessages(await assembleApp(config), config),
    });
    expect(code).toBe(0);
    // Where this fails: npm run -s build && npm run -s cli -- asyncapi > docs/asyncapi.json, and format it.
    expect(JSON.parse(lines.join('\n'))).toEqual(JSON.parse(text));
  });

  it('names the address that the program is reached at', async () => {
    const config = descriptionConfig({ HTTP_HOST: '10.0.0.1', HTTP_PORT: '3004' });
    expect(describeMessages(await assembleApp(config), config)).toMatchObject({
      servers: { ws: { host: '10.0.0.1:3004' }, http: { host: '10.0.0.1:3004' } },
    });
  });

  it('is valid AsyncAPI 3.0, with every message that the program hears or says', async () => {
    const { document, diagnostics } = await new Parser().parse(text);
    // Only what concerns the version of AsyncAPI itself: tools that know the one before 3.1 are many more.
    expect(diagnostics.map(({ code }) => code)).toEqual(['asyncapi-latest-version']);
    expect(document?.version()).toBe('3.0.0');
    const messages = document
      ?.operations()
      .all()
      .map((operation) => [
        operation.id(),
        operation
          .messages()
          .all()
          .map((message) => message.name()),
      ]);
    expect(Object.fromEntries(messages ?? [])).toEqual({
      hearFromPlugin: Object.keys(CLIENT_MESSAGES),
      tellPlugin: Object.keys(SERVER_MESSAGES),
      tellReader: Object.keys(EVENT_CLASSES),
    });
  });
});
