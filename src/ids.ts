/** Every name that package.json declares and the code uses; `npm run check` holds the two against each other. */
export const extensionId = 'restore-authoring.cloud-backup-restore';

export const commands = {
  submit: 'cloudBackupRestore.submit',
  newSpec: 'cloudBackupRestore.newSpec',
  trySample: 'cloudBackupRestore.trySample',
  previewRequest: 'cloudBackupRestore.previewRequest',
  preflight: 'cloudBackupRestore.preflight',
  copyRequestAs: 'cloudBackupRestore.copyRequestAs',
  importSpec: 'cloudBackupRestore.importSpec',
  refreshJobs: 'cloudBackupRestore.refreshJobs',
  cancelJob: 'cloudBackupRestore.cancelJob',
  openReport: 'cloudBackupRestore.openReport',
  copyReport: 'cloudBackupRestore.copyReport',
  copyRestoreId: 'cloudBackupRestore.copyRestoreId',
  openInConsole: 'cloudBackupRestore.openInConsole',
  openSpec: 'cloudBackupRestore.openSpec',
  compareSpec: 'cloudBackupRestore.compareSpec',
  removeJob: 'cloudBackupRestore.removeJob',
  resolveJob: 'cloudBackupRestore.resolveJob',
  rejectAdoption: 'cloudBackupRestore.rejectAdoption',
  submitAgain: 'cloudBackupRestore.submitAgain',
  searchJobs: 'cloudBackupRestore.searchJobs',
  exportJobs: 'cloudBackupRestore.exportJobs',
  filterJobs: 'cloudBackupRestore.filterJobs',
  clearFilter: 'cloudBackupRestore.clearFilter',
  showElsewhere: 'cloudBackupRestore.showElsewhere',
  hideElsewhere: 'cloudBackupRestore.hideElsewhere',
  selectProfile: 'cloudBackupRestore.selectProfile',
  selectRegion: 'cloudBackupRestore.selectRegion',
  addAccessKey: 'cloudBackupRestore.addAccessKey',
  startSandbox: 'cloudBackupRestore.startSandbox',
  stopSandbox: 'cloudBackupRestore.stopSandbox',
  showLog: 'cloudBackupRestore.showLog',
  explainProblem: 'cloudBackupRestore.explainProblem',
  browseSnapshot: 'cloudBackupRestore.browseSnapshot',
  versionsOfPath: 'cloudBackupRestore.versionsOfPath',
} as const;

/** The schemes of the read-only pages. */
export const pageSchemes = {
  request: 'cloud-backup-request',
  report: 'cloud-backup-job',
  sentSpec: 'cloud-backup-sent',
} as const;

/** The view of a snapshot's files. It is there while one is browsed. Only the chunk that draws it has these names, and those below. */
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

/** Those that work in a browser without a machine, too; package.json hides the others there. */
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

export const settingsSection = 'cloudBackupRestore';

export const settings = {
  profile: 'profile',
  region: 'region',
  endpoint: 'endpoint',
  confirmSubmit: 'confirmSubmit',
  preflight: 'preflight',
  protectedTargets: 'protectedTargets',
  duplicateMinutes: 'duplicateMinutes',
  codeLens: 'codeLens',
  pollIntervalSeconds: 'pollIntervalSeconds',
  notifications: 'notifications',
  historyLimit: 'historyLimit',
  assistantTools: 'assistantTools',
} as const;

/** The tools for language models. None of them restores, cancels or removes anything. */
export const assistantTools = {
  validateSpec: 'cloudBackupRestore_validateSpec',
  previewRequest: 'cloudBackupRestore_previewRequest',
  explainParameter: 'cloudBackupRestore_explainParameter',
  lookAtJob: 'cloudBackupRestore_lookAtJob',
  proposeRestore: 'cloudBackupRestore_proposeRestore',
} as const;

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
  /** In a browser without a machine behind it. */
  web: 'cloudBackupRestore.web',
} as const;

/** The words of a row of the jobs tree that its menus ask for. */
export const rowWords = {
  /** A job, in contrast to a group of them. */
  job: 'job',
  /** It has a spec and was sent from here, in contrast to one that something else started. */
  own: 'own',
  hasRestoreId: 'hasRestoreId',
  /** It is of an account, and so the vendor's console may show it. */
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
