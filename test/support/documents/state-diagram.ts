/** Which statuses each status may move to, as `src/domain` has it. */
type Table = Readonly<Record<string, readonly string[]>>;

/**
 * Draws a table of transitions as Mermaid does. A thing begins in the first status; one that leads nowhere is an end.
 * @param table of a state machine
 * @returns the lines of the diagram
 */
export function stateDiagram(table: Table): string {
  const moves = Object.entries(table).flatMap(([from, targets]) =>
    targets.length === 0 ? [`  ${from} --> [*]`] : targets.map((to) => `  ${from} --> ${to}`),
  );
  return ['stateDiagram-v2', '  direction LR', `  [*] --> ${Object.keys(table)[0] ?? ''}`, ...moves].join(
    '\n',
  );
}

/**
 * @param text of a document that has a diagram in a section for each machine
 * @param tables by the heading of their section
 * @returns the document with the diagrams that the tables make
 */
export function withStateDiagrams(text: string, tables: Readonly<Record<string, Table>>): string {
  return Object.entries(tables).reduce((document, [heading, table]) => {
    const section = new RegExp(`(\\n## ${heading}\\n[\\s\\S]*?\`\`\`mermaid\\n)[\\s\\S]*?(\\n\`\`\`)`);
    if (!section.test(document)) throw new Error(`there is no diagram under "${heading}"`);
    return document.replace(
      section,
      (_all, before: string, after: string) => before + stateDiagram(table) + after,
    );
  }, text);
}
