/** The version of a product that a change is based on, and who said so. */
export interface BaseVersion {
  readonly version: number;
  /** An outdated `If-Match` is a precondition that failed (RFC 9110 §13.1.1); an outdated field is a conflict. */
  readonly by: 'body' | 'if_match';
}
