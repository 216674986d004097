/** Shows documents where they are open already. VS Code alone would open another tab of one where a page in another group has the focus. */
import * as vscode from 'vscode';

/** What a tab shows, as VS Code has it: the input of it. */
type Shows = (input: unknown) => boolean;

const showing =
  (document: vscode.Uri): Shows =>
  (input) =>
    (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) &&
    input.uri.toString() === document.toString();

/** The groups of editors, the one in front first. */
const groupsInOrder = () => {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  return [activeTabGroup, ...all.filter((group) => group !== activeTabGroup)];
};

/** The group that has a tab: the one in front, else one that shows it, else any. Undefined where none has it. */
function columnWith(isWanted: Shows, groups: readonly vscode.TabGroup[]): vscode.ViewColumn | undefined {
  const having = groups.filter(({ tabs }) => tabs.some(({ input }) => isWanted(input)));
  const [first] = having;
  const inFront = having.find(({ activeTab }) => isWanted(activeTab?.input));
  return (first?.isActive ? first : (inFront ?? first))?.viewColumn;
}

/**
 * The group of editors that has a document, be it rendered or as text: the one in front, else one that shows it, else any.
 *
 * @param groups in which it is looked for, the one in front first
 * @returns undefined where none has it
 */
export const columnOf = (document: vscode.Uri, groups = groupsInOrder()): vscode.ViewColumn | undefined =>
  columnWith(showing(document), groups);

/** Shows a document in the group that has it, else in the one in front. */
export async function showDocument(
  document: vscode.TextDocument,
  options: Pick<vscode.TextDocumentShowOptions, 'preserveFocus'> = {},
): Promise<vscode.TextEditor> {
  const viewColumn = columnOf(document.uri) ?? vscode.ViewColumn.Active;
  return vscode.window.showTextDocument(document, { ...options, viewColumn });
}

/** Shows a file, by whatever editor is for it, in the group that has it, else in the one in front. */
export async function showFile(file: vscode.Uri): Promise<void> {
  const viewColumn = columnOf(file) ?? vscode.ViewColumn.Active;
  await vscode.commands.executeCommand('vscode.open', file, { viewColumn });
}

/** Shows two documents side by side, in the group that has them so, else in the one in front. */
export async function showDifference(before: vscode.Uri, after: vscode.Uri, title: string): Promise<void> {
  const isWanted: Shows = (input) =>
    input instanceof vscode.TabInputTextDiff &&
    input.original.toString() === before.toString() &&
    input.modified.toString() === after.toString();
  const viewColumn = columnWith(isWanted, groupsInOrder()) ?? vscode.ViewColumn.Active;
  await vscode.commands.executeCommand('vscode.diff', before, after, title, { viewColumn });
}
