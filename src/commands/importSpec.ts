import { requireDone } from './previewRequest.ts';

/** Makes a spec of a request in another form. */
export async function importSpec(): Promise<void> {
  requireDone(await (await import('./requestForms.ts')).importFromEditor());
}
