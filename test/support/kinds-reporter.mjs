import { relative, sep } from 'node:path';
import { matrixLines, takeCells } from './conformance/matrix.ts';
import { coverageProblems, coverageTable } from './coverage-summary.ts';

const KINDS = ['unit', 'integration', 'e2e', 'browser', 'chaos'];

/**
 * jest reporter: what ran, by kind; what every handler did under every fault; what the run covered, by folder; and, as the last line of all, how many passed and failed.
 * The run fails if too little is covered.
 */
export default class KindsReporter {
  #root;

  constructor(globalConfig) {
    this.#root = globalConfig.rootDir;
  }

  onRunComplete(_contexts, results) {
    globalThis.failedTestFiles = results.testResults
      .filter((file) => file.numFailingTests > 0 || file.testExecError)
      .map((file) => file.testFilePath);
    // jest's own summary and its coverage come after every reporter that is configured.
    process.once('exit', () => this.#print(results));
  }

  #print(results) {
    const lines = ['', 'kind          tests   minutes', ...KINDS.map((kind) => this.#row(kind, results))];
    lines.push(...matrixLines(takeCells()));
    if (results.coverageMap?.files().length > 0) {
      const problems = coverageProblems(results.coverageMap, this.#root);
      lines.push(...coverageTable(results.coverageMap, this.#root), ...problems);
      if (problems.length > 0) process.exitCode ||= 1;
    }
    process.stdout.write([...lines, '', verdict(results), ''].join('\n'));
  }

  #row(kind, results) {
    const files = results.testResults.filter(
      (file) => relative(this.#root, file.testFilePath).split(sep)[1] === kind,
    );
    const tests = sum(files, (file) => file.numPassingTests + file.numFailingTests);
    const minutes = sum(files, (file) => file.perfStats.end - file.perfStats.start) / 60_000;
    return `${kind.padEnd(12)} ${String(tests).padStart(6)} ${minutes.toFixed(2).padStart(9)}`;
  }
}

/** A file that does not even load is a failure, though it has no tests. */
function verdict(results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  return `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function sum(items, value) {
  return items.reduce((total, item) => total + value(item), 0);
}
