/** What the account answers to a preflight: every call of it goes through here, and none of them can fail it. */
import * as l10n from '@vscode/l10n';
import type { Entries, Snapshot } from '../../cloud/accountResponses.ts';
import { isCloudError, isPermissionDenied, type CloudError } from '../../cloud/cloudError.ts';
import { errorText } from '../../cloud/logFormat.ts';
import type { AccountReader } from '../accountReader.ts';
import type { Question } from '../questions.ts';
import type { Signing } from './accountChecks.ts';
import { known, unknown, type Fact } from './check.ts';

/** An answer; where the service refused it, with its error. */
export type Answer<T> = Fact<T> & { readonly error?: CloudError };

export interface Answers {
  /**
   * @param holds whether an answer has what is looked for. An old one may have been given before that was made, so it is asked anew
   * where it lacks it.
   */
  ask<T>(question: Question<T>, holds?: (value: T) => boolean): Promise<Answer<T>>;
  /** Whether an answer is at hand, so that asking costs no call. */
  has(question: Question<unknown>): boolean;
  /** A snapshot that some list had a short time ago, such as the one that was completed from. */
  listedSnapshot(vaultId: string, snapshotId: string): Snapshot | undefined;
  /** What the answers so far say of who signed. */
  signing(): Signing;
}

/** How old an answer about what never changes, or hardly ever, may be: a snapshot, and the files in one. In ms. */
const lastingMs = 10 * 60_000;
/** How old an answer may be that shows that something is not there, in ms. */
const absentMs = 60_000;
/** How old an answer may be that shows that the service accepts who signs, in ms. */
const signedMs = 60_000;

const refusedKeys =
  /^(?:(?:Invalid|Missing)SecurityToken|InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature)(?:\.|$)/;
const refusedTime = /^(?:IllegalTimestamp|InvalidTimeStamp)(?:\.|$)/;

/** Whether the service looked at the request and did not want it, which it does after it accepted who signed. */
const cameAfterSigning = (error: CloudError) =>
  isPermissionDenied(error) || (error.outcome === 'refused' && !/^Throttling/.test(error.code ?? ''));

/**
 * @param signal ends what is asked
 * @param stopped why there is no answer once the signal has ended it
 */
export function openAnswers(
  reader: Pick<AccountReader, 'read' | 'known' | 'knownOf'>,
  signal: AbortSignal,
  stopped: () => string,
): Answers {
  let isAccepted = false;
  let isFromMemory = false;
  let refusal: Signing | undefined;
  let firstReason: string | undefined;

  function note(error: CloudError): void {
    const { code = '', message } = error;
    if (refusedKeys.test(code)) refusal ??= { kind: 'refused', what: 'keys', message };
    else if (refusedTime.test(code)) refusal ??= { kind: 'refused', what: 'clock', message };
    else if (cameAfterSigning(error)) isAccepted = true;
    firstReason ??= message;
  }

  return {
    async ask(question, holds = () => true) {
      const read = (maxAgeMs: number) => reader.read(question, { by: 'person', signal, maxAgeMs });
      try {
        let { value, ageMs } = await read(question.freshMs);
        if (ageMs > absentMs && !holds(value)) ({ value, ageMs } = await read(absentMs));
        // An older one says nothing of who signs now.
        if (ageMs <= signedMs) isAccepted = true;
        else isFromMemory = true;
        return known(value);
      } catch (error) {
        if (signal.aborted) {
          firstReason ??= stopped();
          return unknown(stopped());
        }
        if (!isCloudError(error)) return unknown(errorText(error));
        note(error);
        return { ...unknown(error.message), error };
      }
    },
    has(question) {
      const found = reader.known(question);
      return found?.isFresh ?? false;
    },
    listedSnapshot: (vaultId, snapshotId) =>
      reader
        .knownOf('SearchHistoricalSnapshots', lastingMs)
        .flatMap(({ value }) => (value as Entries<Snapshot>).entries)
        .find((each) => each.snapshotId === snapshotId && each.vaultId === vaultId),
    signing() {
      if (refusal) return refusal;
      if (isAccepted) return { kind: 'accepted' };
      const untold = isFromMemory
        ? l10n.t('Everything needed from the account was known already, so no request was signed.')
        : l10n.t('Nothing had to be checked with the account.');
      return { kind: 'unknown', why: firstReason ?? untold };
    },
  };
}
