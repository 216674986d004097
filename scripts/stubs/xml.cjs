/** Stands in for the SDK's XML reader, a third of its size: the service answers in JSON, and anything else is an error. */
module.exports = {
  default: {
    parseXml() {
      throw new SyntaxError('XML is not read.');
    },
    toXML() {
      throw new SyntaxError('XML is not written.');
    },
  },
};
