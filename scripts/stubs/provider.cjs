/** Stands in for the vendor's sources of keys that nothing here asks: this project reads profiles and the environment itself. */
module.exports = {
  default: class {
    constructor() {
      throw new Error('This source of keys is not built in.');
    }
    static builder() {
      return new this();
    }
  },
};
