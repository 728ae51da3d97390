import { createTransformer } from '@swc/jest';

/**
 * jest transformer: `@swc/jest`, with its source map as an object. As a text, jest's coverage cannot read it, and counts the
 * statements of the compiled code, the compiler's own helper functions among them, instead of those of the source.
 */
export default {
  createTransformer(options) {
    const swc = createTransformer(options);
    return {
      ...swc,
      process: (...input) => withReadableMap(swc.process(...input)),
      processAsync: async (...input) => withReadableMap(await swc.processAsync(...input)),
      getCacheKey: (...input) => `${swc.getCacheKey(...input)}-readable-map`,
    };
  },
};

function withReadableMap(result) {
  return typeof result.map === 'string' ? { ...result, map: JSON.parse(result.map) } : result;
}
