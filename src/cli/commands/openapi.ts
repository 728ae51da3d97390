import { loadConfig } from '../../config/app-config.ts';
import { parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';

/** Prints the description of the HTTP API. */
export const openapi: Command = {
  name: 'openapi',
  usage: '',
  summary: 'Prints the OpenAPI document as JSON; needs no database.',
  async run(program, args) {
    parseOptions(args, {});
    // Only the routes are looked at, so the rest is filled with values that are valid and never used.
    const config = loadConfig({
      NODE_ENV: 'test',
      HTTP_HOST: program.env['HTTP_HOST'],
      HTTP_PORT: program.env['HTTP_PORT'],
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      JWT_SECRET: 'the-openapi-document-needs-no-secret',
      CREDENTIALS_KEYS: `none:${Buffer.alloc(32).toString('base64')}`,
      LOG_LEVEL: 'silent',
    });
    program.print(JSON.stringify(await program.describeApi(config), null, 2));
    return 0;
  },
};
