import * as vscode from 'vscode';
import type { Account } from '../cloud/account.ts';
import { quoteValue } from '../cloud/quote.ts';
import { signerText } from '../jobs/format/jobMessages.ts';
import { redactValue } from '../cloud/redaction/secrets.ts';
import { callFromSpec, writeFormat, type Format } from '../restoreSpec/index.ts';
import { copyText } from '../ui/clipboard.ts';
import { fileName } from '../ui/fileName.ts';
import { copyTarget, type RequestTargets } from '../ui/requestTarget.ts';
import { specDocument } from '../ui/specDocuments.ts';
import { withoutLinks } from '../ui/withoutLinks.ts';
import { showProblems } from '../ids.ts';
import { UserError, withOfferedCommands } from '../userError.ts';

const formats = (): (vscode.QuickPickItem & { readonly format: Format })[] => [
  {
    format: 'cli',
    label: vscode.l10n.t('aliyun CLI command'),
    detail: vscode.l10n.t('For a POSIX shell. Structured values, such as Include, are one JSON string each.'),
  },
  {
    format: 'curl',
    label: vscode.l10n.t('curl, signed by the aliyun CLI'),
    detail: vscode.l10n.t('The CLI signs with its own profile and sends nothing; curl sends.'),
  },
  {
    format: 'terraform',
    label: vscode.l10n.t('Terraform resource block'),
    detail: vscode.l10n.t("alicloud_hbr_restore_job; what it can't express is in comments."),
  },
  {
    format: 'typescript',
    label: vscode.l10n.t('TypeScript program'),
    detail: vscode.l10n.t('With @alicloud/openapi-client and the default chain of credentials.'),
  },
];

/** Says that a copy is signed by somebody else than a submission from here. It returns at once, since nobody has to answer. */
function sayOtherSigner(account: Account): void {
  const message = vscode.l10n.t(
    'The copy names no profile, because {0} is not a profile of the CLI. The keys of the machine that runs the copy sign it.',
    signerText({ ...account, profile: quoteValue(account.profile, 200) }),
  );
  void vscode.window.showInformationMessage(withoutLinks(message));
}

/**
 * Puts the request of a spec on the clipboard, in the format that the person picks.
 *
 * @throws UserError where there is no spec, it is wrong, or it holds a secret
 */
export async function copyRequestAs(targets: RequestTargets, uri?: vscode.Uri): Promise<void> {
  const spec = await specDocument(uri);
  const name = quoteValue(fileName(spec.uri));
  const call = callFromSpec(spec.getText());
  if ('errors' in call) {
    const [first] = call.errors;
    const wrong = new UserError(
      vscode.l10n.t('Line {0} of {1} is wrong. {2}', first?.line ?? 1, name, first?.message ?? ''),
      vscode.l10n.t('Correct it and copy again.'),
    );
    throw withOfferedCommands(wrong, showProblems);
  }
  const picked = await vscode.window.showQuickPick(formats(), {
    title: vscode.l10n.t('Copy Request As'),
    placeHolder: vscode.l10n.t('Running the copy starts the restore. No secret is in it.'),
  });
  if (!picked) return;
  const { account, ...target } = await copyTarget(targets, call.region);
  // Before it is quoted, a secret still looks like itself. Without it the copy would restore something else.
  const whole = { ...call, ...target };
  if (redactValue(whole) !== whole) {
    throw new UserError(
      vscode.l10n.t('The request of {0} holds an AccessKey secret or a token: it was not copied.', name),
      vscode.l10n.t('Remove the secret from the spec. If others have seen it, replace the AccessKey.'),
    );
  }
  await copyText(writeFormat(picked.format, whole));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', picked.label), 3000);
  if (account && !target.isSandbox && target.profile === undefined) sayOtherSigner(account);
}
