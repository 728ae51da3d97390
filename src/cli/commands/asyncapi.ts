import { API_VERSION } from '../../common/version.ts';
import { asyncApiDocument } from '../../plugin/protocol/asyncapi-document.ts';
import { parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';

/** Prints the description of the socket for browsers. */
export const asyncapi: Command = {
  name: 'asyncapi',
  usage: '',
  summary: 'Prints the AsyncAPI document of the plugin protocol as JSON; needs no database.',
  run(program, args) {
    parseOptions(args, {});
    program.print(JSON.stringify(asyncApiDocument(API_VERSION), null, 2));
    return Promise.resolve(0);
  },
};
