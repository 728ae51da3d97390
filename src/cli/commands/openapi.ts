import { parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';
import { configWithoutDatabase } from '../without-database.ts';

/** Prints the description of the HTTP API. */
export const openapi: Command = {
  name: 'openapi',
  usage: '',
  summary: 'Prints the OpenAPI document as JSON; needs no database.',
  async run(program, args) {
    parseOptions(args, {});
    const config = configWithoutDatabase(program);
    program.print(JSON.stringify(await program.describeApi(config), null, 2));
    return 0;
  },
};
