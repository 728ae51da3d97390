/** Parts of `package.json` that the rules read. */
export interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  /** Which packages may run scripts when they are installed, as `name` or `name@version`. */
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

/** One package of `package-lock.json`, by its place in the tree. */
export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

/** `packages` of `package-lock.json`. */
export type Lockfile = Readonly<Record<string, LockedPackage>>;

/** One entry of a CycloneDX bill of materials. */
export interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly hashes?: readonly unknown[];
}

/** Licences that a program under MIT may be shipped with, without a duty beyond naming them. */
const LICENCES = new Set(['MIT', 'ISC', '0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'Python-2.0']);
/** Packages whose licence is in a form that the lockfile does not keep; read in the packages themselves. */
const LICENCE_OF: Readonly<Record<string, string>> = { 'busboy@1.6.0': 'MIT', 'streamsearch@1.1.0': 'MIT' };
const EXACT = /^\d+\.\d+\.\d+(-[\w.-]+)?$/;

/**
 * @param lock the lockfile's packages
 * @returns what runs in production, as `name@version`
 */
export function productionPackages(lock: Lockfile): ReadonlySet<string> {
  return new Set(installed(lock).flatMap(({ id, entry }) => (entry.dev === true ? [] : [id])));
}

/**
 * An install script is a stranger's program that runs with the rights of whoever installs, so each is allowed or denied. What
 * is allowed is named twice: by its name, which is all that npm can tell where a lockfile has no addresses, and with the
 * version that somebody looked at, which is compared here.
 * @param manifest the manifest
 * @param lock the lockfile's packages
 * @returns sentences; empty where all is well
 */
export function scriptProblems({ allowScripts = {} }: Manifest, lock: Lockfile): readonly string[] {
  const withScript = installed(lock).filter(({ entry }) => entry.hasInstallScript === true);
  const known = new Set(withScript.flatMap(({ name, id }) => [name, id]));
  return [
    ...withScript
      .filter(({ name, id }) => allowScripts[name] !== false && !(allowScripts[name] && allowScripts[id]))
      .map(({ name, id }) => `${id} has an install script: deny ${name}, or allow ${name} and ${id}`),
    ...Object.keys(allowScripts)
      .filter((entry) => !known.has(entry))
      .map((entry) => `allowScripts names ${entry}, which is not installed or has no install script`),
  ];
}

/**
 * @param manifest the manifest
 * @param lock the lockfile's packages
 * @returns what could be another package tomorrow: versions that are not exact, files without a strong hash
 */
export function pinningProblems(manifest: Manifest, lock: Lockfile): readonly string[] {
  const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  return [
    ...wanted
      .filter(([, version]) => !EXACT.test(version))
      .map(([name, version]) => `${name} is wanted as ${version}, which is no exact version`),
    ...installed(lock)
      .filter(({ entry }) => entry.integrity?.startsWith('sha512-') !== true)
      .map(({ id }) => `${id} has no SHA-512 in the lockfile`),
    ...installed(lock)
      .filter(({ entry }) => entry.resolved !== undefined && !entry.resolved.startsWith('https://'))
      .map(({ id }) => `${id} comes from elsewhere than a registry over https`),
  ];
}

/**
 * @param lock the lockfile's packages
 * @returns packages of production whose licence is not one of those allowed
 */
export function licenceProblems(lock: Lockfile): readonly string[] {
  return installed(lock)
    .filter(({ entry }) => entry.dev !== true)
    .map(({ id, entry }) => ({ id, licence: entry.license ?? LICENCE_OF[id] ?? 'none' }))
    .filter(({ licence }) => !LICENCES.has(licence))
    .map(({ id, licence }) => `${id} has the licence ${licence}, which is not among those allowed`);
}

/**
 * @param components a bill of materials
 * @param lock the lockfile's packages
 * @returns in what they differ; also where a component says too little to be recognised
 */
export function billProblems(components: readonly Component[], lock: Lockfile): readonly string[] {
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const expected = productionPackages(lock);
  return [
    ...[...expected].filter((id) => !listed.has(id)).map((id) => `${id} is missing in the bill of materials`),
    ...[...listed]
      .filter((id) => !expected.has(id))
      .map((id) => `${id} is in the bill and not in production`),
    ...components
      .filter(({ purl, hashes = [] }) => purl?.startsWith('pkg:npm/') !== true || hashes.length === 0)
      .map(({ name }) => `${name} has no address or no hash in the bill of materials`),
  ];
}

function installed(
  lock: Lockfile,
): readonly { readonly name: string; readonly id: string; readonly entry: LockedPackage }[] {
  return Object.entries(lock)
    .filter(([place]) => place !== '')
    .map(([place, entry]) => {
      const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { name, id: `${name}@${entry.version ?? ''}`, entry };
    });
}
