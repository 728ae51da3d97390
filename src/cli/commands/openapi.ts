import { descriptionConfig } from '../description-config.ts';
import { parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';

/** Prints the description of the HTTP API. */
export const openapi: Command = {
  name: 'openapi',
  usage: '',
  summary: 'Prints the OpenAPI document as JSON; needs no database.',
  async run(program, args) {
    parseOptions(args, {});
    const document = await program.describeApi(descriptionConfig(program.env));
    program.print(JSON.stringify(document, null, 2));
    return 0;
  },
};
