/**
 * @param text of a document
 * @returns the anchors GitHub gives its headings
 */
export function anchors(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const found = new Set<string>();
  for (const { title } of headings(text)) {
    const slug = plain(title)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    found.add(times === 0 ? slug : `${slug}-${times}`);
  }
  for (const [, id = ''] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) found.add(id);
  return found;
}

const plain = (title: string): string => title.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/`/g, '');

/** A heading, outside of fences. */
export interface Heading {
  readonly line: number;
  readonly level: number;
  readonly title: string;
}

/**
 * @param text of a document
 * @returns its headings, in order
 */
export function headings(text: string): readonly Heading[] {
  return prose(text).flatMap(({ line, content }) => {
    const [, marks, title = ''] = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(content) ?? [];
    return marks === undefined ? [] : [{ line, level: marks.length, title }];
  });
}

/**
 * @param text of a document
 * @returns where its links lead, those in fences left out
 */
export function links(text: string): readonly { readonly line: number; readonly target: string }[] {
  return prose(text).flatMap(({ line, content }) => {
    const written = content.replace(/(`+)(?:(?!\1).)+\1/g, '');
    const inline = [...written.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
    const defined = [...written.matchAll(/^ {0,3}\[[^\]]+\]:\s+<?([^\s>]+)>?/g)];
    return [...inline, ...defined].map(([, target = '']) => ({ line, target }));
  });
}

/**
 * @param text of a document
 * @returns its lines outside of fences
 */
export function prose(text: string): readonly Line[] {
  return blocks(text).filter(({ fence }) => fence === undefined);
}

/** A fenced block. */
export interface Fence {
  readonly marks: string;
  readonly language: string;
  /** What stands behind the language. */
  readonly info: string;
  /** Number of the line that opens it. */
  readonly line: number;
}

/** A line of a document. */
export interface Line {
  readonly line: number;
  readonly content: string;
  /** The fence it belongs to. */
  readonly fence?: Fence;
  /** Whether it opens or closes the fence. */
  readonly isMark?: boolean;
}

/**
 * @param text of a document
 * @returns its fenced blocks, in order
 */
export function fences(text: string): readonly (Fence & { readonly body: string })[] {
  const found = new Map<Fence, string[]>();
  for (const { content, fence, isMark } of blocks(text)) {
    if (fence === undefined) continue;
    const body = found.get(fence) ?? [];
    found.set(fence, body);
    if (isMark !== true) body.push(content);
  }
  return [...found].map(([fence, body]) => ({ ...fence, body: body.join('\n') }));
}

function blocks(text: string): readonly Line[] {
  let open: Fence | undefined;
  return text.split(/\r?\n/).map((content, index): Line => {
    const line = index + 1;
    const [, marks, info = ''] = /^\s*(`{3,}|~{3,})\s*(.*)$/.exec(content) ?? [];
    const fence = open;
    if (fence !== undefined) {
      const isMark = marks?.startsWith(fence.marks) === true && info === '';
      if (isMark) open = undefined;
      return { line, content, fence, isMark };
    }
    if (marks === undefined) return { line, content };
    const [language = ''] = info.split(/[\s{]/);
    open = { marks, language, info: info.slice(language.length).trim(), line };
    return { line, content, fence: open, isMark: true };
  });
}
