/** The preflight checks, and their marks in the text of the spec. */
import * as vscode from 'vscode';
import { redact } from '../cloud/redaction/secrets.ts';
import { systemClock } from '../jobs/clock.ts';
import { fingerprint, fingerprintOf } from '../jobs/duplicates.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import { isPending, isUnsettled, statusOf } from '../jobs/record.ts';
import type { Account } from '../cloud/account.ts';
import { known } from '../live/preflight/check.ts';
import type { EqualJob } from '../live/preflight/otherChecks.ts';
import { placeOf } from '../live/preflight/place.ts';
import { runPreflight } from '../live/preflight/runPreflight.ts';
import { ofVerdict } from '../live/preflight/checkTexts.ts';
import type { RestoreRequest } from '../restoreSpec/parameters.ts';
import type { OpenAccounts, Preflights, ResolvedAccount } from '../services.ts';
import { rangeOf } from './rangeOf.ts';

const diagnosticSource = () => vscode.l10n.t('Cloud Backup Preflight');

function equalJobOf({ store }: Pick<Jobs, 'store'>, request: RestoreRequest, account: Account): EqualJob | undefined {
  const print = fingerprint(request, account);
  const record = store
    .all()
    .filter((each) => isUnsettled(each) || isPending(each))
    .find((each) => fingerprintOf(each) === print);
  return record && { status: statusOf(record), restoreId: record.restoreId };
}

export function createPreflights(
  { live }: Pick<OpenAccounts, 'live'>,
  jobs: Pick<Jobs, 'store'>,
): Preflights & vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('cloudBackupRestore.preflight');
  const subscriptions = vscode.Disposable.from(
    collection,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) collection.delete(document.uri);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
  );

  return {
    run(signer: ResolvedAccount, request, options = {}) {
      const { account, reader } = live.of(signer);
      const equalJob = known(equalJobOf(jobs, request, account));
      return runPreflight(request, account, reader, { ...options, clock: systemClock, equalJob });
    },

    mark(document, spec, results) {
      if (document.isClosed || document.getText() !== spec.source) return;
      const marks = ofVerdict(results, 'failed').flatMap((result) => {
        const place = placeOf(spec.parsed, result);
        if (!place) return [];
        const range = rangeOf(document, place);
        const mark = new vscode.Diagnostic(range, redact(result.message), vscode.DiagnosticSeverity.Warning);
        mark.source = diagnosticSource();
        mark.code = result.check;
        return [mark];
      });
      collection.set(document.uri, marks);
    },

    dispose: () => void subscriptions.dispose(),
  };
}
