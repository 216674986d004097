import * as vscode from 'vscode';
import { redacted } from '../cloud/secrets.ts';
import { callOf, writeForm, type Form } from '../spec/spec.ts';
import { fileName } from '../views/fileName.ts';
import { copyText } from './clipboard.ts';
import { copyRegion, specDocument, type Failure, type Places } from './requestTarget.ts';

const forms = (): (vscode.QuickPickItem & { readonly form: Form })[] => [
  {
    form: 'cli',
    label: vscode.l10n.t('aliyun CLI command'),
    detail: vscode.l10n.t('For a POSIX shell. Structured values, such as Include, are one JSON string each.'),
  },
  {
    form: 'curl',
    label: vscode.l10n.t('curl, signed by the aliyun CLI'),
    detail: vscode.l10n.t('The CLI signs with its own profile and sends nothing; curl sends.'),
  },
  {
    form: 'terraform',
    label: vscode.l10n.t('Terraform resource block'),
    detail: vscode.l10n.t("alicloud_hbr_restore_job; what it can't carry stands in comments."),
  },
  {
    form: 'typescript',
    label: vscode.l10n.t('TypeScript program'),
    detail: vscode.l10n.t('With @alicloud/openapi-client and the default chain of credentials.'),
  },
];

/** Puts the request of a spec on the clipboard, in the form that the person picks. */
export async function copyRequest(accounts: Places, uri: vscode.Uri | undefined): Promise<Failure | undefined> {
  const spec = await specDocument(uri);
  if ('message' in spec) return spec;
  const name = fileName(spec.uri);
  const call = callOf(spec.getText());
  if ('wrong' in call) {
    const [first] = call.wrong;
    return {
      message: vscode.l10n.t('Line {0} of {1} is wrong. {2}', first?.line ?? 1, name, first?.message ?? ''),
      nextStep: vscode.l10n.t('Correct it and copy again.'),
    };
  }
  const picked = await vscode.window.showQuickPick(forms(), {
    title: vscode.l10n.t('Copy Request As'),
    placeHolder: vscode.l10n.t('Running the copy starts the restore. No secret is in it.'),
  });
  if (!picked) return undefined;
  const region = await copyRegion(accounts, call.region);
  // Before it is quoted, a secret still looks like itself. Without it the copy would restore something else.
  const whole = { ...call, region };
  if (redacted(whole) !== whole) {
    return {
      message: vscode.l10n.t('The request of {0} holds an AccessKey secret or a token: it was not copied.', name),
      nextStep: vscode.l10n.t('Take the secret out of the spec. If others have seen it, replace the AccessKey.'),
    };
  }
  await copyText(writeForm(picked.form, whole));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', picked.label), 3000);
  return undefined;
}
