import type { Operation } from './common-problems.ts';

/**
 * Says of which thing the `{id}` of a path is the id; the segment before it has the thing's name.
 * @param path such as `/api/batch-jobs/{id}/jobs`
 * @param parameters of an operation
 * @returns the parameters, `id` described
 */
export function describePathIds(
  path: string,
  parameters: Operation['parameters'] = [],
): Operation['parameters'] {
  const thing = /([a-z-]+)s\/\{id\}/.exec(path)?.[1]?.replaceAll('-', ' ');
  return parameters.map((parameter) =>
    'in' in parameter && parameter.in === 'path' && parameter.name === 'id' && thing !== undefined
      ? { ...parameter, description: `id of the ${thing}`, example: 7 }
      : parameter,
  );
}
