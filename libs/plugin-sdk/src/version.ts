/** The version of the contract that this library offers; a plugin's `sdk` range must admit it. Equal to package.json's. */
export const sdkVersion = '0.1.0'
