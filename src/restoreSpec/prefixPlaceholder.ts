/**
 * Stands for a `TargetPrefix` that nobody has chosen yet. The empty text can't: it means the whole bucket. A rule refuses it, so that it
 * isn't sent.
 */
export const prefixPlaceholder = '<prefix>';
