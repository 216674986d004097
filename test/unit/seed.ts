/**
 * What generated cases grow from: the same ones in every run, so that a change is judged by its own merits.
 * `TEST_SEED` asks for others.
 */
export const seed = Number(process.env['TEST_SEED'] ?? 20171109);
