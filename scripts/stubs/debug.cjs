/** Stands in for `debug`: with DEBUG set, the SDK's HTTP client would print security tokens to stderr. */
module.exports = () => Object.assign(() => {}, { enabled: false });
