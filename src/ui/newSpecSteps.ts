/** The steps of a new spec with an account: vault, source, snapshot, where to. Each can be entered by hand, and left backwards. */
import * as vscode from 'vscode';
import type { Snapshot } from '../cloud/accountResponses.ts';
import { isCloudError, isPermissionDenied } from '../cloud/cloudError.ts';
import { backedUpIn, readSnapshots, snapshotsUpTo, type BackedUp, type SourceField } from '../live/backedUp.ts';
import * as drafts from '../live/newSpecDraft.ts';
import type { NewSpecDraft, Place, Step } from '../live/newSpecDraft.ts';
import * as texts from '../live/newSpecRows.ts';
import type { OfferContext } from '../live/offerContext.ts';
import { hasOffers, knownFirst, offersFor } from '../live/offers.ts';
import { vaults } from '../live/questions.ts';
import { snapshotTime } from '../live/snapshotOffers.ts';
import { sourceTypeOf } from '../restoreSpec/index.ts';
import type { OfferedValue } from '../restoreSpec/liveValues.ts';
import { readTypedTime } from '../restoreSpec/typedTime.ts';
import type { LiveAccounts } from '../services.ts';
import { askText, askValue } from './askSpecValue.ts';
import type { StepPlace, StepResult } from './multiStepInput.ts';
import { pickFromAccount, type AccountQuestion, type AccountRows } from './pickFromAccount.ts';

export interface NewSpecAccount {
  readonly accounts: Pick<LiveAccounts, 'whileTyping'>;
  /** Where requests go without `$region`. */
  readonly usualRegion: string;
}

/** `isSkipped`: nothing was asked, and what comes next takes its place. */
type Answer = { readonly draft: NewSpecDraft; readonly isSkipped?: boolean } | 'back' | 'cancel';

/** What one step is asked with. */
interface Asked {
  readonly draft: NewSpecDraft;
  readonly account: NewSpecAccount;
  readonly place: StepPlace;
  /** Whether the service could not be asked: then nothing more is, until the person goes back. */
  readonly service: { isAway: boolean };
}

type Find<T> = (
  about: OfferContext,
  /** What it offers for a parameter. */
  offers: (name: string) => Promise<readonly OfferedValue[]>,
) => Promise<AccountRows<T>>;

/** Reads rows with the account that the draft's requests go to. There are none where nobody signs any more. */
const rowsBy =
  <T>({ draft, service, account: { accounts, usualRegion } }: Asked, find: Find<T>) =>
  async (signal: AbortSignal): Promise<AccountRows<T>> => {
    const region = drafts.regionOf(draft, usualRegion);
    const live = await accounts.whileTyping(region === usualRegion ? undefined : region);
    if (!live) return { rows: [] };
    const { restoreType: RestoreType } = draft;
    const values = { ...Object.fromEntries(draft.values), RestoreType, SourceType: sourceTypeOf(RestoreType) ?? '' };
    const about = { values, typed: '', region: live.account.region, now: Date.now() };
    const { read } = knownFirst(live.reader, signal, 'person');
    try {
      const rows = await find({ ...about, read }, (name) =>
        offersFor(name, about, live.reader, { ...about, signal, by: 'person' }),
      );
      // What failed may have been asked for again.
      service.isAway = false;
      return rows;
    } catch (error) {
      // Where a permission is missing, other calls may do.
      service.isAway = !signal.aborted && !(isCloudError(error) && isPermissionDenied(error));
      throw error;
    }
  };

interface Ways<T> {
  readonly chosen: (value: T) => NewSpecDraft;
  readonly entered: (text: string) => NewSpecDraft;
  readonly enter: (typed: string | undefined) => Promise<StepResult>;
}

/** A list of what the account has; or an input, where a person wants one or the account has nothing. */
async function pickOrEnter<T>(
  { service }: Asked,
  question: AccountQuestion<T>,
  { chosen, entered, enter }: Ways<T>,
): Promise<Answer> {
  const unavailable = { value: { kind: 'unavailable', typed: '' } } as const;
  for (;;) {
    const answer = service.isAway ? unavailable : await pickFromAccount(question);
    if (typeof answer === 'string') return answer;
    const { value } = answer;
    if (value.kind === 'chosen') return { draft: chosen(value.value) };
    const text = await enter(value.typed === '' ? undefined : value.typed);
    if (text === 'back' && value.kind === 'byHand') continue;
    return typeof text === 'string' ? text : { draft: entered(text.value) };
  }
}

const enterValue = ({ draft, place }: Asked, key: string, typed?: string): Promise<StepResult> =>
  askValue(draft.restoreType, key, place, typed ?? draft.values.get(key));

function askVault(asked: Asked): Promise<Answer> {
  const { draft, place } = asked;
  const read = rowsBy(asked, async ({ read }, offers) => {
    const offered = await offers('VaultId');
    const { entries } = await read(vaults());
    return {
      rows: offered.map((row) => ({
        ...row,
        value: entries.find(({ vaultId }) => vaultId === row.value) ?? { vaultId: String(row.value), sourceTypes: [] },
      })),
    };
  });
  const placeholder = vscode.l10n.t('The vault that holds the backup');
  const isChosen = ({ vaultId }: { readonly vaultId: string }) => vaultId === draft.values.get('VaultId');
  return pickOrEnter(
    asked,
    { ...place, placeholder, read, isChosen },
    {
      chosen: (vault) => drafts.withVault(draft, vault.vaultId, vault),
      entered: (text) => drafts.withVault(draft, text),
      enter: (typed) => enterValue(asked, 'VaultId', typed),
    },
  );
}

async function askSource(asked: Asked): Promise<Answer> {
  const { draft, place } = asked;
  const vaultId = draft.values.get('VaultId') ?? '';
  const unknown = { draft: drafts.withSource(draft, 'unknown'), isSkipped: true };
  if (asked.service.isAway) return unknown;
  const read = rowsBy<BackedUp>(asked, async (about) => ({
    rows: (await backedUpIn(vaultId, draft.restoreType, about.read)).map((value) => ({
      ...texts.sourceRow(value),
      value,
    })),
  }));
  const before = JSON.stringify(draft.source);
  const answer = await pickFromAccount({
    ...place,
    placeholder: vscode.l10n.t('What was backed up'),
    read,
    isChosen: (source) => JSON.stringify(source) === before,
  });
  if (typeof answer === 'string') return answer;
  switch (answer.value.kind) {
    case 'chosen':
      return { draft: drafts.withSource(draft, answer.value.value) };
    case 'byHand':
      return { draft: drafts.withSource(draft, 'byHand') };
    case 'unavailable':
      return unknown;
  }
}

async function askSourceField({ draft, place }: Asked, field: SourceField): Promise<Answer> {
  const name = `source.${field}`;
  const answer = await askText({
    ...place,
    prompt: texts.sourceFieldPrompt(field),
    prefix: field === 'instanceId' ? 'i-' : '',
    before: draft.values.get(name),
    problemOf: (text) => texts.sourceFieldProblem(field, text),
  });
  return typeof answer === 'string' ? answer : { draft: drafts.withSourceField(draft, field, answer.value) };
}

/** The snapshots of a source from the newest on, or from a time (UNIX seconds) back. */
const snapshotPage = (asked: Asked, source: BackedUp, upTo?: number): AccountQuestion<Snapshot>['read'] =>
  rowsBy(asked, async (about) => {
    const { entries, nextToken } = await readSnapshots(source, about, upTo);
    const oldest = entries.at(-1);
    // Those of whole instances come by spans of time, and not by number.
    const mayHaveMore = nextToken !== undefined || source.sourceType.startsWith('UDM');
    return {
      rows: entries.map((value) => ({ ...texts.snapshotRow(value, about), value })),
      ...(oldest && mayHaveMore && { more: snapshotPage(asked, source, snapshotTime(oldest) - 1) }),
    };
  });

/** The last snapshot up to a time, then those before it. */
const snapshotsAt = (asked: Asked, source: BackedUp, seconds: number): AccountQuestion<Snapshot>['read'] =>
  rowsBy(asked, async (about) => {
    const { last, snapshots } = await snapshotsUpTo(source, seconds, about);
    const others = snapshots.filter((each) => each !== last);
    return {
      rows: [
        last ? { ...texts.snapshotRow(last, about, seconds), value: last } : { label: texts.noSnapshotText(seconds) },
        ...others.map((value) => ({ ...texts.snapshotRow(value, about), value })),
      ],
    };
  });

async function askSnapshot(asked: Asked): Promise<Answer> {
  const { draft, place } = asked;
  const source = drafts.sourceIn(draft);
  const enter = (typed?: string) => enterValue(asked, 'SnapshotId', typed);
  const entered = (text: string) => drafts.withSnapshot(draft, text);
  if (!source) {
    const text = await enter();
    return typeof text === 'string' ? text : { draft: entered(text.value) };
  }
  const question: AccountQuestion<Snapshot> = {
    ...place,
    placeholder: vscode.l10n.t(
      'Choose a snapshot, or type a time such as "yesterday 14:00" for the last one before it.',
    ),
    read: snapshotPage(asked, source),
    readFor(typed) {
      const seconds = readTypedTime(typed, Date.now());
      return seconds === undefined ? undefined : snapshotsAt(asked, source, seconds);
    },
    isChosen: ({ snapshotId }) => snapshotId === draft.values.get('SnapshotId'),
  };
  const chosen = (snapshot: Snapshot) => drafts.withSnapshot(draft, snapshot.snapshotId, snapshot);
  return pickOrEnter(asked, question, { chosen, entered, enter });
}

async function askPlace({ draft, place }: Asked): Promise<Answer> {
  const source = { ...drafts.sourceIn(draft), ...(draft.snapshot !== 'byHand' && draft.snapshot) };
  const row = (value: Exclude<Place, 'byHand'>) => ({ ...texts.placeRow(value, source), value });
  const answer = await pickFromAccount<Place>({
    ...place,
    placeholder: vscode.l10n.t('Where to restore it'),
    read: () => Promise.resolve({ rows: [row('same'), row('elsewhere')] }),
    isChosen: (value) => value === draft.place,
  });
  if (typeof answer === 'string') return answer;
  const { value } = answer;
  return { draft: { ...draft, place: value.kind === 'chosen' ? value.value : 'byHand' } };
}

async function askKey(asked: Asked, key: string): Promise<Answer> {
  const { draft, place } = asked;
  const entered = (text: string) => drafts.withEntered(draft, key, text);
  if (draft.place === 'byHand' || !hasOffers(key)) {
    const answer = await enterValue(asked, key);
    return typeof answer === 'string' ? answer : { draft: entered(answer.value) };
  }
  const question: AccountQuestion<OfferedValue> = {
    ...place,
    placeholder: key,
    read: rowsBy(asked, async (_, offers) => ({
      rows: (await offers(key)).map((offer) => ({ ...offer, value: offer })),
    })),
    isChosen: ({ value }) => String(value) === draft.values.get(key),
  };
  return pickOrEnter(asked, question, {
    chosen: (offer) => drafts.withOffered(draft, key, offer),
    entered,
    enter: (typed) => enterValue(asked, key, typed),
  });
}

function ask(step: Step, asked: Asked): Promise<Answer> {
  if (step === 'VaultId') return askVault(asked);
  if (step === 'source') return askSource(asked);
  if (step === 'SnapshotId') return askSnapshot(asked);
  if (step === 'place') return askPlace(asked);
  const [, field] = /^source\.(.*)$/.exec(step) ?? [];
  return field === undefined ? askKey(asked, step) : askSourceField(asked, field as SourceField);
}

/**
 * Leads through the steps after the kind of restore.
 *
 * @returns the draft, and whether the person went back to the kind; undefined where it was cancelled
 */
export async function askWithAccount(
  before: NewSpecDraft,
  account: NewSpecAccount,
  title: string,
): Promise<{ readonly draft: NewSpecDraft; readonly isBack: boolean } | undefined> {
  let draft = before;
  let at = 0;
  const service = { isAway: false };
  for (;;) {
    const steps = drafts.stepsOf(draft, account.usualRegion);
    const step = steps[at];
    if (step === undefined) return { draft, isBack: at < 0 };
    const place = { title, step: at + 1, totalSteps: steps.length };
    const answer = await ask(step, { draft, account, place, service });
    if (answer === 'cancel') return undefined;
    if (answer === 'back') {
      at--;
      service.isAway = false;
    } else {
      ({ draft } = answer);
      if (answer.isSkipped !== true) at++;
    }
  }
}
