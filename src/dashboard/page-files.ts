import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Encodings in which every file is kept, the smallest first, with the ending of its name. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A file of the page. */
export interface PageFile {
  readonly type: string;
  readonly plain: Buffer;
  /** By the name of the encoding, as `Accept-Encoding` has it. */
  readonly encoded: ReadonlyMap<string, Buffer>;
}

/** The files of the page, read once: a handful, some two hundred kilobytes in all their forms. */
export class PageFiles {
  private constructor(
    /** The document; undefined where the page was not built. */
    readonly document: PageFile | undefined,
    private readonly assets: ReadonlyMap<string, PageFile>,
  ) {}

  /**
   * Reads what `npm run build` made.
   * @param folder where it is
   * @returns the files; none where the folder is not there
   */
  static read(folder: string): PageFiles {
    const document = join(folder, 'index.html');
    if (!existsSync(document)) return new PageFiles(undefined, new Map());
    const read = (path: string): PageFile => ({
      type: TYPES[extname(path)] ?? 'application/octet-stream',
      plain: readFileSync(path),
      encoded: new Map(ENCODINGS.map(([name, ending]) => [name, readFileSync(`${path}${ending}`)])),
    });
    const assets = join(folder, 'assets');
    const names = readdirSync(assets).filter((name) => extname(name) in TYPES);
    return new PageFiles(read(document), new Map(names.map((name) => [name, read(join(assets, name))])));
  }

  /**
   * @param name of an asset, with the hash of its content
   * @returns the asset; undefined where there is none of that name
   */
  asset(name: string): PageFile | undefined {
    return this.assets.get(name);
  }
}
