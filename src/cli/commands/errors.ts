import { descriptionConfig } from '../description-config.ts';
import { errorsDocument } from '../errors-document.ts';
import { parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';

/** Prints what every error code means. */
export const errors: Command = {
  name: 'errors',
  usage: '',
  summary: 'Prints the error codes of jobs and what to do about them as Markdown; needs no database.',
  async run(program, args) {
    parseOptions(args, {});
    program.print(errorsDocument(await program.errorBook(descriptionConfig(program.env))));
    return 0;
  },
};
