import { relative, sep } from 'node:path';

/** What is used of istanbul's coverage map. */
export interface CoverageMap {
  files(): readonly string[];
  fileCoverageFor(file: string): {
    toSummary(): { readonly statements: { readonly covered: number; readonly total: number } };
  };
}

interface Counts {
  covered: number;
  all: number;
}

/** The stand-ins and the command line are exercised by running them, not counted. */
const NOT_IN_TOTAL = ['sandbox', 'cli'];
const TOTAL_ABOVE = 85;
const FOLDER_ABOVE = 80;
const FOLDERS_HELD_TO_IT = ['processing', 'queue', 'handlers', 'jobs', 'batches'];

/**
 * @param map istanbul's coverage map
 * @param root folder of the repository
 * @returns lines for people: statements covered by folder of src, and in total
 */
export function coverageTable(map: CoverageMap, root: string): readonly string[] {
  const { folders, total } = summarise(map, root);
  const rows = [...folders].map(([folder, counts]) => row(folder, counts));
  return ['', 'covered statements', ...rows, row(`total without ${NOT_IN_TOTAL.join(' and ')}`, total)];
}

/**
 * @param map istanbul's coverage map
 * @param root folder of the repository
 * @returns a sentence for every folder, and for the total, that is covered too little
 */
export function coverageProblems(map: CoverageMap, root: string): readonly string[] {
  const { folders, total } = summarise(map, root);
  const wanted = [{ what: 'the total', counts: total, above: TOTAL_ABOVE }];
  for (const what of FOLDERS_HELD_TO_IT) {
    const counts = folders.get(what);
    if (counts !== undefined) wanted.push({ what, counts, above: FOLDER_ABOVE });
  }
  return wanted
    .filter(({ counts, above }) => percent(counts) <= above)
    .map(
      ({ what, counts, above }) =>
        `Coverage of ${what} is ${percent(counts).toFixed(1)} %, wanted above ${above} %.`,
    );
}

function summarise(
  map: CoverageMap,
  root: string,
): { readonly folders: ReadonlyMap<string, Counts>; readonly total: Counts } {
  const folders = new Map<string, Counts>();
  const total: Counts = { covered: 0, all: 0 };
  for (const file of [...map.files()].sort()) {
    const [top, folder = '', ...rest] = relative(root, file).split(sep);
    if (top !== 'src') continue;
    const name = rest.length === 0 ? '(top level)' : folder;
    const { covered, total: all } = map.fileCoverageFor(file).toSummary().statements;
    const counts = folders.get(name) ?? { covered: 0, all: 0 };
    folders.set(name, counts);
    add(counts, covered, all);
    if (!NOT_IN_TOTAL.includes(name)) add(total, covered, all);
  }
  return { folders, total };
}

function add(counts: Counts, covered: number, all: number): void {
  counts.covered += covered;
  counts.all += all;
}

function percent({ covered, all }: Counts): number {
  return all === 0 ? 100 : (covered / all) * 100;
}

function row(name: string, counts: Counts): string {
  return `  ${name.padEnd(32)} ${percent(counts).toFixed(1).padStart(5)} %  of ${counts.all}`;
}
