/** Version of the API, as its document states it. */
export const API_VERSION = '0.1.0';
