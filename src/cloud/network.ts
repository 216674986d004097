/**
 * All that gets to the network, with the vendor's SDK: a chunk of its own, which the first call loads (about 60 ms). Other files reach it
 * by `import('./network.ts')` alone, and take nothing but types from what it exports.
 */
export { requestKeys } from './credentials/keyRequest.ts';
export { requestVendorKeys } from './credentials/vendorKeys.ts';
export { callService } from './serviceCall.ts';
