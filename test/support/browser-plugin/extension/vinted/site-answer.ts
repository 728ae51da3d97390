/** What came of one request to the site. */
export type SiteAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** The header `retry-after`, where there is one. */
      readonly retry_after: string | null;
      readonly text: string;
    }
  /** It was sent, and nothing came back. */
  | { readonly kind: 'lost'; readonly message: string }
  /** The computer is not connected to anything. */
  | { readonly kind: 'offline' };

/** One request of a command. */
export interface SiteRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Begins with a slash; a command never names another site. */
  readonly path: string;
  /** A JSON body, a form with one file, or none at all. */
  readonly json?: unknown;
  readonly form?: SiteForm;
  /** Whether it changes something. */
  readonly writes: boolean;
  /** Whether the site answers with what belongs to whoever is logged in, without saying who that is. */
  readonly personal?: boolean;
}

/** A form with a file. Messages inside of an extension are JSON, so bytes travel as base64. */
export interface SiteForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: {
    readonly field: string;
    readonly name: string;
    readonly type: string;
    readonly base64: string;
  };
}
