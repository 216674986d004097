/** Bytes as the text that they are. Another encoding, such as GBK, must not become a path of replacement characters. */
import * as l10n from '@vscode/l10n';

/** Why a value is left out whose bytes are none of UTF-8. */
export const notUtf8 = () => l10n.t("its bytes are not UTF-8, so it can't be written here exactly");

/** The text of bytes. @throws TypeError where they are no UTF-8 */
export function decodeUtf8(bytes: readonly number[]): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
}
