/** Stands in for Node's `url` in the SDK, which only asks whether an address has a query. Node warns of its `url.parse`. */
module.exports = { parse: (address) => ({ query: new URL(address).search.slice(1) }) };
