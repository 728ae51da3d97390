import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAnswer } from './contracts/check-answer.ts';
import { checkRequest } from './contracts/check-request.ts';
import { Contract } from './contracts/contract.ts';
import type { OpenApiDocument } from './contracts/open-api.ts';
import { SchemaChecker } from './contracts/schema-checker.ts';
import type { RecordedCall } from './recording-proxy/recorded-call.ts';

/** How one recorded call stands against its contract. */
export interface ContractVerdict {
  /** Name of the contract, undefined when no contract knows the path. */
  readonly contract: string | undefined;
  readonly operationId: string | undefined;
  readonly request: readonly string[];
  readonly answer: readonly string[];
}

/** How much was validated against one contract. */
export interface ContractCount {
  requests: number;
  answers: number;
  /** Answers whose status the operation does not declare, checked against the contract's error shape only. */
  edgeAnswers: number;
  readonly operations: Set<string>;
}

/** The marketplaces' own contracts, when somebody has brought them: files of OpenAPI in one folder. */
export class Contracts {
  readonly counts = new Map<string, ContractCount>();
  private readonly contracts: readonly { readonly contract: Contract; readonly schemas: SchemaChecker }[];

  private constructor(contracts: readonly Contract[]) {
    this.contracts = contracts.map((contract) => ({ contract, schemas: new SchemaChecker(contract) }));
  }

  /**
   * Loads the folder that `MARKETPLACE_SPECS` names; unset, it says on standard error that contracts are skipped.
   *
   * @param folder the folder
   * @returns the contracts, undefined when no folder is named
   * @throws Error when the folder is missing or holds no OpenAPI file
   */
  static open(folder: string | undefined = process.env['MARKETPLACE_SPECS']): Contracts | undefined {
    if (folder === undefined || folder === '') {
      process.stderr.write('contracts: skipped, MARKETPLACE_SPECS is not set\n');
      return undefined;
    }
    if (!existsSync(folder)) throw new Error(`MARKETPLACE_SPECS names no folder: ${folder}`);
    const contracts = readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => ({
        file,
        document: JSON.parse(readFileSync(join(folder, file), 'utf8')) as OpenApiDocument,
      }))
      .filter(({ document }) => document.paths !== undefined)
      .map(({ file, document }) => new Contract(file.replace(/\.json$/, ''), document));
    if (contracts.length === 0) throw new Error(`MARKETPLACE_SPECS holds no contract: ${folder}`);
    return new Contracts(contracts);
  }

  /**
   * Validates one call against the first contract that knows its path, and counts it.
   *
   * @param call a recorded call
   * @returns what the contract refuses in request and answer
   */
  async check(call: RecordedCall): Promise<ContractVerdict> {
    const path = new URL(call.path, 'http://none').pathname;
    for (const { contract, schemas } of this.contracts) {
      const match = contract.find(call.method, path);
      if (match === undefined) continue;
      const count = this.countOf(contract.name);
      count.operations.add(match.operationId);
      const request = await checkRequest(call, match, schemas);
      count.requests += 1;
      const answer = call.answer === undefined ? undefined : await checkAnswer(call.answer, match, schemas);
      if (answer !== undefined) count[answer.declared ? 'answers' : 'edgeAnswers'] += 1;
      return {
        contract: contract.name,
        operationId: match.operationId,
        request,
        answer: answer?.problems ?? [],
      };
    }
    return {
      contract: undefined,
      operationId: undefined,
      request: ['no contract knows this path'],
      answer: [],
    };
  }

  /** @returns one line a contract: how many requests and answers were validated, over how many operations */
  report(): string {
    return [...this.counts]
      .map(
        ([name, { requests, answers, edgeAnswers, operations }]) =>
          `contracts: ${name}: ${requests} requests, ${answers} answers ` +
          `(and ${edgeAnswers} with an undeclared gateway status), ${operations.size} operations`,
      )
      .join('\n');
  }

  private countOf(name: string): ContractCount {
    const count = this.counts.get(name) ?? { requests: 0, answers: 0, edgeAnswers: 0, operations: new Set() };
    this.counts.set(name, count);
    return count;
  }
}
