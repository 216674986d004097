import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { currentSpecOf, showSpecIsGone } from '../ui/jobSpec.ts';
import { pickJob } from '../ui/pickJob.ts';
import { showDocument } from '../ui/showDocument.ts';

/** Opens the spec that a job was submitted from, or offers what was sent where that is gone. */
export async function openSpec({ jobs, log }: Pick<Services, 'jobs' | 'log'>, id?: string): Promise<void> {
  const job = await pickJob(jobs, id, {
    title: vscode.l10n.t("Open which job's spec?"),
    fits: ({ spec, external }) => spec !== '' && !external,
    none: vscode.l10n.t('There are no jobs yet.'),
  });
  if (!job) return;
  const document = await currentSpecOf(job, log);
  if (document) await showDocument(document);
  else showSpecIsGone(job);
}
