import { descriptionConfig } from '../description-config.ts';
import { parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';

/** Prints the description of what goes over the socket for browsers and the stream of events. */
export const asyncapi: Command = {
  name: 'asyncapi',
  usage: '',
  summary:
    'Prints the AsyncAPI document of the plugin protocol and of the events as JSON; needs no database.',
  async run(program, args) {
    parseOptions(args, {});
    const document = await program.describeMessages(descriptionConfig(program.env));
    program.print(JSON.stringify(document, null, 2));
    return 0;
  },
};
