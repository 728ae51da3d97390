import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Where the plugin keeps what pairing returned. */
export class CredentialStore {
  private credential: string | undefined;

  /**
   * @param file read first and written after pairing, undefined to keep it in memory
   * @param given a credential that is known already
   */
  constructor(
    private readonly file: string | undefined,
    given: string | undefined,
  ) {
    const stored = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
    this.credential = given ?? (stored === '' ? undefined : stored);
  }

  /** @returns the credential, undefined before pairing */
  get value(): string | undefined {
    return this.credential;
  }

  /** @param credential as pairing returned it; shown this once */
  keep(credential: string): void {
    this.credential = credential;
    if (this.file !== undefined) writeFileSync(this.file, `${credential}\n`, { mode: 0o600 });
  }
}
