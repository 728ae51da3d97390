/** The oldest Node.js that runs the program: it brings `await using` and reads ES modules from CommonJS packages. */
const OLDEST = 24;

/**
 * @param version as in `process.versions.node`
 * @returns one line saying what is wrong with that version; undefined if nothing is
 */
export function nodeVersionProblem(version: string): string | undefined {
  const major = Number.parseInt(version, 10);
  if (major >= OLDEST) return undefined;
  return `StoFlow needs Node.js ${OLDEST} or newer, and this is ${version}. Start it with npm start, which brings its own.`;
}
