/** Why a request got no response, in words, and whether the service may have received it. */
import * as l10n from '@vscode/l10n';
import { CloudError, isCloudError } from '../cloudError.ts';
import { redactSecrets } from '../redaction/secrets.ts';
import { quoteWords } from '../quote.ts';
import { sanitize, withoutQueries } from '../sanitize.ts';
import { unclearNextStep } from './outcome.ts';
import { joinSentences } from '../../restoreSpec/joinSentences.ts';

/** What the error has to know of the request. */
export interface RequestContext {
  readonly operation: string;
  readonly host: string;
  readonly timeoutMs: number;
  /** Taken out of every text. */
  readonly secrets: readonly string[];
}

/** What became of a request that got no response. */
interface TransportFailure {
  readonly outcome: 'notSent' | 'unclear';
  readonly happened: string;
  /** What a person can do where it was not sent. */
  readonly nextStep: string;
  /** Errors with a code may be tried again. So it is also absent where a repetition would fail in the same way. */
  readonly code?: string;
}

const nameLookupCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);

/** Codes with which Node (from OpenSSL) refuses a certificate: the handshake ends before the request is written. */
const certificateCodes = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Thrown while the request is put together. */
const invalidRequest = new Set(['ERR_INVALID_CHAR', 'ERR_INVALID_URI', 'ERR_INVALID_URL', 'ERR_UNESCAPED_CHARACTERS']);

const textAt = (error: Record<string, unknown>, key: string): string => {
  const value = error[key];
  return typeof value === 'string' ? value : '';
};

/**
 * Whether the connection itself failed. The system call proves it; the code alone proves it only for a refusal, since
 * an open connection can break with the others (EHOSTUNREACH on read, ETIMEDOUT on write).
 */
function neverConnected(error: Record<string, unknown>): boolean {
  const attempts = error['errors'];
  if (Array.isArray(attempts) && attempts.length > 0) {
    // One attempt for each address of the host (AggregateError).
    return attempts.every((attempt: unknown) => neverConnected(Object(attempt) as Record<string, unknown>));
  }
  return textAt(error, 'syscall') === 'connect' || textAt(error, 'code') === 'ECONNREFUSED';
}

/**
 * The proxies that VS Code's agent could not get a connection from; undefined for another message. It gives up before
 * anything of the request is written. Some of its versions name the proxy's user and password.
 */
function failedProxies(message: string): string | undefined {
  const [, proxies] = /^Failed to establish a socket connection to proxies: (.*)$/s.exec(message) ?? [];
  return proxies?.replace(/[^\s;]+/g, (proxy) => proxy.slice(proxy.lastIndexOf('@') + 1));
}

/** What to do where a proxy refuses a connection with this status. */
function proxyStep(status: number, host: string, isOfEnvironment: boolean): string {
  if (isOfEnvironment) {
    return status === 407
      ? l10n.t('Write the user and password of the proxy into {0}: http://USER:PASSWORD@HOST:PORT.', 'HTTPS_PROXY')
      : l10n.t('Check {0}, and that the proxy lets connections to {1} pass.', 'HTTPS_PROXY', host);
  }
  return status === 407
    ? l10n.t('Write the user and password of the proxy into `http.proxy`: http://USER:PASSWORD@HOST:PORT.')
    : l10n.t('Check `http.proxy`, and that the proxy lets connections to {0} pass.', host);
}

function failureOf(error: Record<string, unknown>, call: RequestContext): TransportFailure {
  const { host, operation } = call;
  const code = sanitize(redactSecrets(textAt(error, 'code'), call.secrets), 100);
  const name = textAt(error, 'name');
  const withCode = code === '' ? {} : { code };
  const notSent = (happened: string, nextStep: string): TransportFailure => ({
    outcome: 'notSent',
    happened,
    nextStep: joinSentences(nextStep, l10n.t('Nothing was sent.')),
    ...withCode,
  });
  const unconnected = (happened: string) =>
    notSent(happened, l10n.t('Check the network connection, the proxy and the endpoint setting.'));
  // Most errors say nothing of when they came. Whoever sent the request may know that it was before the first byte.
  const neverLeft = error['neverLeft'] === true;
  const maybeSent = (happened: string): TransportFailure =>
    neverLeft
      ? unconnected(happened)
      : { outcome: 'unclear', happened, nextStep: unclearNextStep(operation), ...withCode };

  // Node's own agent, which has the proxy of the environment, could not get a tunnel. Without a status the proxy gave no answer.
  const isOfEnvironment = code === 'ERR_PROXY_TUNNEL';
  if (isOfEnvironment && typeof error['statusCode'] !== 'number') {
    return unconnected(l10n.t('No connection to {0} ({1}).', host, code));
  }
  if (code === 'PROXY_REFUSED' || isOfEnvironment) {
    const status = Number(error['statusCode']);
    const said = textAt(error, 'statusMessage');
    const statusLine = said === '' ? String(status) : `${status} ${quoteWords(redactSecrets(said, call.secrets), 80)}`;
    const refusal = notSent(
      l10n.t('The proxy refused the connection to {0} (HTTP {1}).', host, statusLine),
      proxyStep(status, host, isOfEnvironment),
    );
    // A proxy that is in trouble (5xx) may recover, so the code is kept for a retry. A refusal stays.
    return status < 500 ? { outcome: 'notSent', happened: refusal.happened, nextStep: refusal.nextStep } : refusal;
  }
  if (code === 'HELD_BACK') {
    // The code is left out: whoever held the request back does so again.
    const cause = Object(error['cause']) as Record<string, unknown>;
    const reason = sanitize(redactSecrets(textAt(cause, 'message'), call.secrets));
    const nextStep = isCloudError(cause) ? cause.nextStep : l10n.t('Nothing was sent.');
    return { outcome: 'notSent', happened: reason || l10n.t('{0} was held back.', operation), nextStep };
  }
  if (code === 'CONNECTION_NOT_VERIFIED') {
    return notSent(
      l10n.t('The connection to {0} was not verified.', host),
      l10n.t('Look for an extension or a setting that turns off certificate checks.'),
    );
  }
  const proxies = failedProxies(textAt(error, 'message'));
  if (proxies !== undefined) {
    return notSent(
      l10n.t(
        'No connection to {0} through the proxy ({1}).',
        host,
        quoteWords(redactSecrets(proxies, call.secrets), 200),
      ),
      l10n.t('Check `http.proxy` and `http.noProxy`.'),
    );
  }
  if (code === 'ANSWER_TOO_LARGE') {
    const why = l10n.t('it is larger than {0} bytes', String(error['limit']));
    const happened = l10n.t("{0}'s answer to {1} can't be used: {2}.", host, operation, why);
    return { outcome: 'unclear', happened, nextStep: unclearNextStep(operation) };
  }
  if (code === 'ANSWER_NOT_ENCRYPTED') {
    return maybeSent(l10n.t("The answer to {0} came unencrypted, so it isn't from {1}.", operation, host));
  }
  if (code === 'ANSWER_NOT_VERIFIED') {
    return maybeSent(
      l10n.t("The answer to {0} came over a connection that was not verified to be {1}'s.", operation, host),
    );
  }
  if (code === 'PROXY_IN_BETWEEN') {
    return notSent(
      l10n.t('A proxy answered instead of {0}, which must be reached without a proxy.', host),
      l10n.t('Add {0} to `http.noProxy`.', host),
    );
  }
  if (nameLookupCodes.has(code)) {
    return notSent(
      l10n.t('The host {0} was not found ({1}).', host, code),
      l10n.t('Check the network connection, the region and the endpoint setting.'),
    );
  }
  if (neverConnected(error)) {
    return unconnected(l10n.t('No connection to {0} ({1}).', host, code));
  }
  if (certificateCodes.has(code)) {
    return notSent(
      l10n.t('The identity of {0} could not be verified ({1}).', host, code),
      l10n.t('Check for a proxy that opens encrypted connections, and the endpoint setting.'),
    );
  }
  if (invalidRequest.has(code) || name === 'URIError') {
    return notSent(
      l10n.t('The request {0} could not be put together ({1}).', operation, code || name),
      l10n.t("Look in the values for characters that can't be encoded."),
    );
  }
  if (name === 'AbortError') {
    if (!neverLeft) return maybeSent(l10n.t('Stopped waiting for the answer to {0}.', operation));
    const happened = l10n.t('{0} was stopped before it was sent.', operation);
    return { outcome: 'notSent', happened, nextStep: l10n.t('Nothing was sent.') };
  }
  if (/timeout/i.test(name) || /TIMEDOUT|TIMEOUT/.test(code)) {
    const seconds = call.timeoutMs / 1000;
    if (!neverLeft) return maybeSent(l10n.t('{0} gave no answer to {1} within {2} s.', host, operation, seconds));
    // The code of a connection that timed out, since it is one.
    return { code: 'ETIMEDOUT', ...unconnected(l10n.t('No connection to {0} within {1} s.', host, seconds)) };
  }
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return maybeSent(
      neverLeft
        ? l10n.t('The connection to {0} broke before {1} was sent ({2}).', host, operation, code)
        : l10n.t('The connection to {0} broke before {1} was answered ({2}).', host, operation, code),
    );
  }
  // Node's parser of HTTP. Its messages are about its own workings ("Expected HTTP/, RTSP/ or ICE/").
  if (code.startsWith('HPE_')) {
    return maybeSent(
      neverLeft
        ? l10n.t('No connection to {0} ({1}).', host, code)
        : l10n.t("{0}'s answer to {1} is not valid HTTP ({2}).", host, operation, code),
    );
  }
  // The handshake failed, or a connection that stood.
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return maybeSent(l10n.t('The encrypted connection to {0} failed during {1} ({2}).', host, operation, code));
  }
  const message = redactSecrets(withoutQueries(textAt(error, 'message').slice(0, 100_000)), call.secrets);
  return maybeSent(
    l10n.t('{0} at {1} failed: {2}', operation, host, quoteWords(message.trim() || code || name || '?')),
  );
}

/**
 * The CloudError for what was thrown where a request got no response: by Node's network code, by `sendRequest` or by what put the
 * request together. Only where the error proves that nothing left, or says so by its `neverLeft`, is the outcome `notSent`; else it is
 * `unclear`.
 */
export function transportError(thrown: unknown, call: RequestContext): CloudError {
  if (thrown instanceof CloudError) return thrown;
  const error = Object(thrown) as Record<string, unknown>;
  const { outcome, happened, nextStep, code } = failureOf(error, call);
  const statusCode = typeof error['statusCode'] === 'number' ? error['statusCode'] : undefined;
  return new CloudError({ outcome, message: happened, nextStep, code, statusCode });
}
