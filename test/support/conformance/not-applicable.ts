/** Of a hundred cells of a marketplace, those that may have nothing to try. */
export const NOT_APPLICABLE_PERCENT = 15;
