import * as l10n from '@vscode/l10n';
import { clean, redact, withoutQueries } from './text.ts';

/** What became of a request that got no answer. */
export interface TransportFailure {
  /** Whether the service may have got the request. */
  readonly sent: boolean;
  readonly happened: string;
  /** What to do where it was not sent. */
  readonly nextStep: string;
  readonly code?: string;
}

interface Call {
  readonly operation: string;
  readonly host: string;
  readonly timeoutMs: number;
  readonly secrets: readonly string[];
}

const nameLookup = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);

/** Codes with which Node (from OpenSSL) refuses a certificate: the handshake ends before the request is written. */
const certificates = new Set([
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
const unwritable = new Set(['ERR_INVALID_CHAR', 'ERR_INVALID_URI', 'ERR_INVALID_URL', 'ERR_UNESCAPED_CHARACTERS']);

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
  const [, proxies] =
    /^Failed to establish a socket connection to proxies: (.*?)(?:POST https?:|$)/s.exec(message) ?? [];
  return proxies?.replace(/[^\s;]*@/g, '');
}

/** Judges an error of Node's network code, of the SDK's HTTP client, or of our own deadline (`RequestTimeoutError`). */
export function transportFailure(error: Record<string, unknown>, call: Call): TransportFailure {
  const { host, operation } = call;
  const code = clean(redact(textAt(error, 'code'), call.secrets), 100);
  const name = textAt(error, 'name');
  const withCode = code === '' ? {} : { code };
  const notSent = (happened: string, nextStep: string): TransportFailure => ({
    sent: false,
    happened,
    nextStep: `${nextStep} ${l10n.t('Nothing was sent.')}`,
    ...withCode,
  });
  const maybeSent = (happened: string): TransportFailure => ({ sent: true, happened, nextStep: '', ...withCode });

  if (code === 'PROXY_REFUSED') {
    const status = Number(error['statusCode']);
    const told = clean(redact(`${status} ${textAt(error, 'statusMessage')}`, call.secrets), 80);
    const refusal = notSent(
      l10n.t('The proxy refused the connection to {0} (HTTP {1}).', host, told),
      status === 407
        ? l10n.t('Write the user and password of the proxy into `http.proxy`: http://USER:PASSWORD@HOST:PORT.')
        : l10n.t('Check `http.proxy`, and that the proxy lets connections to {0} pass.', host),
    );
    // Waiting helps a proxy that is in trouble, and not one that says no: without a code it isn't asked again.
    return status < 500 ? { sent: false, happened: refusal.happened, nextStep: refusal.nextStep } : refusal;
  }
  const proxies = failedProxies(textAt(error, 'message'));
  if (proxies !== undefined) {
    return notSent(
      l10n.t('No connection to {0} by way of the proxy ({1}).', host, clean(redact(proxies, call.secrets), 200)),
      l10n.t('Check `http.proxy` and `http.noProxy`.'),
    );
  }
  if (code === 'ANSWER_NOT_ENCRYPTED') {
    return maybeSent(l10n.t("An answer to {0} came unencrypted, so it isn't {1}'s.", operation, host));
  }
  if (code === 'ANSWER_NOT_VERIFIED') {
    return maybeSent(
      l10n.t('An answer to {0} came over a connection on which nobody checked that it is {1}.', operation, host),
    );
  }
  if (code === 'PROXY_IN_BETWEEN') {
    return notSent(
      l10n.t('A proxy answered in place of {0}, which this machine has to ask itself.', host),
      l10n.t('Add {0} to `http.noProxy`.', host),
    );
  }
  if (nameLookup.has(code)) {
    return notSent(
      l10n.t('The host {0} was not found ({1}).', host, code),
      l10n.t('Check the network connection, the region and the endpoint setting.'),
    );
  }
  if (neverConnected(error)) {
    return notSent(
      l10n.t('No connection to {0} ({1}).', host, code),
      l10n.t('Check the network connection, the proxy and the endpoint setting.'),
    );
  }
  if (certificates.has(code)) {
    return notSent(
      l10n.t('The identity of {0} could not be verified ({1}).', host, code),
      l10n.t('Check for a proxy that opens encrypted connections, and the endpoint setting.'),
    );
  }
  if (unwritable.has(code) || name === 'URIError') {
    return notSent(
      l10n.t('The request {0} could not be put together ({1}).', operation, code || name),
      l10n.t('Look for characters in the values that no text can hold.'),
    );
  }
  if (name === 'AbortError') return maybeSent(l10n.t('Waiting for the answer to {0} was stopped.', operation));
  // The HTTP client's own words can't be trusted: it says "ConnectTimeout" even when the service had the request.
  if (/timeout/i.test(name) || /TIMEDOUT|TIMEOUT/.test(code)) {
    return maybeSent(l10n.t('{0} gave no answer to {1} within {2} s.', host, operation, call.timeoutMs / 1000));
  }
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return maybeSent(l10n.t('The connection to {0} broke before {1} was answered ({2}).', host, operation, code));
  }
  // Mostly the handshake, but nothing in the error proves that it was not later.
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return maybeSent(l10n.t('The encrypted connection to {0} failed during {1} ({2}).', host, operation, code));
  }
  // What the SDK throws for an error answer that is no JSON object, without its HTTP status.
  if (name === 'SyntaxError' || textAt(error, 'message') === 'The value is not a object') {
    return maybeSent(
      l10n.t("The answer of {0} to {1} is an error that is no JSON, perhaps a proxy's.", host, operation),
    );
  }
  const said = redact(withoutQueries(textAt(error, 'message').slice(0, 100_000)), call.secrets);
  return maybeSent(l10n.t('{0} at {1} failed: {2}', operation, host, clean(said) || code || clean(name, 100) || '?'));
}
