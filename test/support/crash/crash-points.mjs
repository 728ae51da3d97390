import { globSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../../..');

/** Everything that a job passes between its claim and its release. */
const RUN_FILES = [
  'src/common/database/database.ts',
  'src/common/database/open-transaction.ts',
  'src/ledger/effect-writer.ts',
  'src/ledger/endings.ts',
  'src/ledger/journal.ts',
  'src/ledger/plan-store.ts',
  'src/ledger/start.ts',
  'src/processing/*.ts',
  'src/queue/claim.ts',
  'src/queue/lanes.ts',
  'src/queue/settle.ts',
];

/** The life of the program, which no single job passes. */
const NOT_OF_A_RUN = [
  'src/processing/marketplace-job-processor.ts',
  'src/processing/processing.module.ts',
  'src/processing/processor-schedule.ts',
];

/** @returns {string[]} the files that have crash points, from `src/` on */
export function crashPointFiles() {
  return RUN_FILES.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .map((file) => file.split(sep).join('/'))
    .filter((file) => !NOT_OF_A_RUN.includes(file))
    .sort();
}

/**
 * @param {string} filename an absolute path
 * @returns {boolean} whether its awaits are crash points
 */
export function hasCrashPoints(filename) {
  return crashPointFiles().includes(relative(ROOT, filename).split(sep).join('/'));
}

/**
 * Lists the awaits of a source.
 * @param {string} source its text
 * @param {string} file its name, from `src/` on
 * @returns {{ id: string, start: number, operandStart: number, end: number }[]} each with the name of its crash point and
 *   where it stands in the text; inner ones after those around them
 */
export function crashPointsOf(source, file) {
  const points = [];
  const counts = new Map();
  const visit = (node, owner) => {
    const name = nameOf(node);
    const inside = name === undefined ? owner : [...owner, name];
    if (ts.isAwaitExpression(node)) {
      const place = `${file.replace(/^src\//, '')}:${inside.join('.')}`;
      const number = (counts.get(place) ?? 0) + 1;
      counts.set(place, number);
      points.push({
        id: `${place}:${number}`,
        start: node.getStart(),
        operandStart: node.expression.getStart(),
        end: node.getEnd(),
      });
    }
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true), []);
  return points;
}

function nameOf(node) {
  const named =
    ts.isClassDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isGetAccessor(node);
  return named && node.name !== undefined ? node.name.getText() : undefined;
}

/**
 * Lets a test stop the program at every await of a source. Where no test listens, the awaits are what they were.
 * @param {string} source the text of a TypeScript module
 * @param {string} filename its absolute path
 * @returns {string} the text with the same lines
 */
export function withCrashPoints(source, filename) {
  const file = relative(ROOT, filename).split(sep).join('/');
  const rewrite = (from, to, points) => {
    let text = '';
    let at = from;
    for (const point of outermost(points)) {
      const inner = points.filter(({ start, end }) => start > point.start && end <= point.end);
      const operand = rewrite(point.operandStart, point.end, inner);
      text += source.slice(at, point.start);
      const call = (side) =>
        `globalThis.crashPoints && (await globalThis.crashPoints.${side}(${JSON.stringify(point.id)}))`;
      text += `[${call('before')}, await (${operand}), ${call('after')}][1]`;
      at = point.end;
    }
    return text + source.slice(at, to);
  };
  return rewrite(0, source.length, crashPointsOf(source, file));
}

function outermost(points) {
  return points.filter(({ start, end }) => !points.some((other) => other.start < start && other.end >= end));
}
