/** Every name that package.json declares and the code uses; `npm run check` holds the two against each other. */
export const extensionId = 'restore-authoring.cloud-backup-restore';

export const settingsSection = 'cloudBackupRestore';

/** Ids by their names. Each is made of its name, since the names alone are loaded faster. */
function idsOf<Name extends string, Prefix extends string>(prefix: Prefix, names: readonly Name[]) {
  const all = names.map((name) => [name, `${prefix}${name}`]);
  return Object.fromEntries(all) as { readonly [Each in Name]: `${Prefix}${Each}` };
}

/** `cloudBackupRestore.submit` and so on. */
export const commands = idsOf(`${settingsSection}.`, [
  'submit',
  'newSpec',
  'trySample',
  'previewRequest',
  'preflight',
  'copyRequestAs',
  'importSpec',
  'refreshJobs',
  'cancelJob',
  'openReport',
  'copyReport',
  'copyRestoreId',
  'openInConsole',
  'openSpec',
  'compareSpec',
  'removeJob',
  'resolveJob',
  'rejectAdoption',
  'submitAgain',
  'searchJobs',
  'exportJobs',
  'filterJobs',
  'clearFilter',
  'showElsewhere',
  'hideElsewhere',
  'selectProfile',
  'selectRegion',
  'addAccessKey',
  'startSandbox',
  'stopSandbox',
  'showLog',
  'explainProblem',
  'browseSnapshot',
  'versionsOfPath',
]);

/** The schemes of the read-only pages. */
export const pageSchemes = {
  request: 'cloud-backup-request',
  report: 'cloud-backup-job',
  sentSpec: 'cloud-backup-sent',
} as const;

/** The view of a snapshot's files, which is there while a snapshot is browsed. Only the chunk that draws it has these names, and those below. */
export const browsing = {
  view: 'cloudBackupRestore.snapshot',
  /** Whether a snapshot is browsed. */
  contextKey: 'cloudBackupRestore.browsing',
} as const;

/** The commands of that view, which are registered with it. */
export const browsingCommands = {
  searchFiles: 'cloudBackupRestore.searchFiles',
  loadMoreFiles: 'cloudBackupRestore.loadMoreFiles',
  loadAllFiles: 'cloudBackupRestore.loadAllFiles',
  stopLoadingFiles: 'cloudBackupRestore.stopLoadingFiles',
  versionsOfFile: 'cloudBackupRestore.versionsOfFile',
  closeSnapshot: 'cloudBackupRestore.closeSnapshot',
} as const;

/** The words of a row of that view that its menus ask for. */
export const fileWords = {
  /** A file or folder that a path can be made of. */
  nameable: 'nameable',
  /** There is more of the folder to be read. */
  unread: 'unread',
  reading: 'reading',
} as const;

/** What a row of the list passes besides its job: the report that it opens leaves the focus in the list. */
export const keepFocus = 'keepFocus';

/** VS Code's own command that opens the editor of workspace trust. */
export const manageTrust = 'workbench.trust.manage';

/** VS Code's command that opens the Problems view. It shows the problems of the file in the editor. */
export const showProblems = 'workbench.actions.view.problems';

/** The commands that work in a browser without a machine, too. There package.json hides all others. */
export const webCommands = [
  'newSpec',
  'previewRequest',
  'copyRequestAs',
  'importSpec',
  'explainProblem',
] as const satisfies (keyof typeof commands)[];

export const views = {
  container: 'cloudBackupRestore',
  jobs: 'cloudBackupRestore.jobs',
} as const;

/** The settings, by their names within {@link settingsSection}. */
export const settings = idsOf('', [
  'profile',
  'region',
  'endpoint',
  'confirmSubmit',
  'preflight',
  'protectedTargets',
  'duplicateMinutes',
  'codeLens',
  'pollIntervalSeconds',
  'notifications',
  'historyLimit',
  'assistantTools',
]);

/** The tools for language models. None of them restores, cancels or removes anything. */
export const assistantTools = idsOf(`${settingsSection}_`, [
  'validateSpec',
  'previewRequest',
  'explainParameter',
  'lookAtJob',
  'proposeRestore',
]);

export const contextKeys = {
  sandboxRunning: 'cloudBackupRestore.sandboxRunning',
  filtered: 'cloudBackupRestore.filtered',
  elsewhereShown: 'cloudBackupRestore.elsewhereShown',
  /**
   * Why the list of jobs is empty: `nothing` where there is no job, `filtered` or `failed`. Empty where there are jobs in the list, and until it has been
   * read: VS Code must not say that nothing was submitted where the extension does not know that.
   */
  emptyBecause: 'cloudBackupRestore.emptyBecause',
  /** Nobody can sign for requests without a region of their own. */
  noCredentials: 'cloudBackupRestore.noCredentials',
  /** Whether the extension runs in a browser without a machine behind it. */
  web: 'cloudBackupRestore.web',
} as const;

/** The words of a row of the jobs tree that its menus ask for. */
export const rowWords = {
  /** A job, in contrast to a group of them. */
  job: 'job',
  /** A job that has a spec and was sent from here, in contrast to one that something else started. */
  own: 'own',
  hasRestoreId: 'hasRestoreId',
  /** A job of an account, in contrast to one of a sandbox: the vendor's console may show it. */
  inConsole: 'inConsole',
  cancellable: 'cancellable',
  ended: 'ended',
  removable: 'removable',
  unclear: 'unclear',
  /** Its RestoreId was found by its parameters, and a person can take that back. */
  adopted: 'adopted',
} as const;

/** Whether a path names a restore spec, as the file patterns of the manifest say. */
export function isSpecFile(path: string): boolean {
  return /\.restore\.json$/i.test(path);
}
