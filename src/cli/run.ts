import { describeFailure } from '../common/database/describe-failure.ts';
import { ConfigurationError } from '../config/read-environment.ts';
import { DomainError } from '../domain/errors.ts';
import { accountsList } from './commands/accounts-list.ts';
import { migrate } from './commands/migrate.ts';
import { asyncapi } from './commands/asyncapi.ts';
import { doctor } from './commands/doctor.ts';
import { handlers } from './commands/handlers.ts';
import { errors } from './commands/errors.ts';
import { jobsList } from './commands/jobs-list.ts';
import { jobsShow } from './commands/jobs-show.ts';
import { keysRotate, keysStatus } from './commands/keys.ts';
import { lanesList } from './commands/lanes-list.ts';
import { openapi } from './commands/openapi.ts';
import { tenantsExport } from './commands/tenants-export.ts';
import { tenantsImport } from './commands/tenants-import.ts';
import { tenantsList } from './commands/tenants-list.ts';
import { tenantsProvision } from './commands/tenants-provision.ts';
import { tenantsResume, tenantsSuspend } from './commands/tenants-status.ts';
import { tokensIssue } from './commands/tokens-issue.ts';
import { UsageError } from './program.ts';
import type { Command, Program } from './program.ts';

const COMMANDS: readonly Command[] = [
  migrate,
  tenantsProvision,
  tenantsList,
  tenantsSuspend,
  tenantsResume,
  tenantsExport,
  tenantsImport,
  tokensIssue,
  accountsList,
  jobsList,
  jobsShow,
  lanesList,
  keysStatus,
  keysRotate,
  doctor,
  openapi,
  asyncapi,
  handlers,
  errors,
];

/**
 * Runs one command.
 * @param program what it works on
 * @param argv what was typed after the program's name
 * @returns the exit code: 0 done, 1 failed, 2 not understood
 */
export async function runCli(program: Program, argv: readonly string[]): Promise<number> {
  if (argv.length === 0 || ['help', '--help', '-h'].includes(argv[0] ?? '')) {
    (argv.length === 0 ? program.note : program.print)(usage(COMMANDS));
    return argv.length === 0 ? 2 : 0;
  }
  const command = COMMANDS.find(({ name }) => `${argv.join(' ')} `.startsWith(`${name} `));
  if (command === undefined) {
    // Whoever knows the first word is helped best by what may follow it.
    const similar = COMMANDS.filter(({ name }) => name.startsWith(`${argv[0]} `));
    const help = usage(similar.length > 0 ? similar : COMMANDS);
    if (similar.length > 0 && asksForHelp(argv)) {
      program.print(help);
      return 0;
    }
    program.note(`There is no command "${argv.slice(0, 2).join(' ')}".\n\n${help}`);
    return 2;
  }
  const args = argv.slice(command.name.split(' ').length);
  if (asksForHelp(args)) {
    program.print(`stoflow ${lineOf(command)}\n\n${command.summary}`);
    return 0;
  }
  try {
    return await command.run(program, args);
  } catch (error: unknown) {
    return explain(program, command, error);
  }
}

function explain(program: Program, command: Command, error: unknown): number {
  if (error instanceof UsageError) {
    program.note(`${error.message}\n\nusage: stoflow ${lineOf(command)}`);
    return 2;
  }
  if (error instanceof ConfigurationError || error instanceof DomainError) {
    program.note(error.message);
    return 1;
  }
  if (isOfDatabase(error)) {
    program.note(`${describeFailure(error)}\nnpm run -s cli -- doctor says what is wrong with the database.`);
    return 1;
  }
  program.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

/** How a command is typed, after the program's name. */
function lineOf({ name, usage: options }: Command): string {
  return `${name} ${options}`.trimEnd();
}

/** What PostgreSQL says of a table or schema that is not there, as before the first migration; of a wrong database, user or password. */
const WRONG_DATABASE = ['42P01', '3F000', '3D000', '28000', '28P01'];
/** What the system says where nobody answers. Only the database is asked by commands. */
const NOBODY_THERE = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'];
const OF_DATABASE = new Set([...WRONG_DATABASE, ...NOBODY_THERE]);

/** Whether it is the database that keeps a command from its work, and not a fault of the program's. */
function isOfDatabase(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && OF_DATABASE.has(String(error.code))
  );
}

function usage(commands: readonly Command[]): string {
  const lines = commands.map((command) => `  ${lineOf(command)}\n      ${command.summary}`);
  return `usage: stoflow <command> [options]\n\n${lines.join('\n')}`;
}
