// Relative './x.js' in a source (as the Nest generators write it) means './x.ts' when there is no such JavaScript file.
module.exports = (path, options) => {
  try {
    return options.defaultResolver(path, options)
  } catch (problem) {
    if (!/^\.\.?\/.*\.js$/.test(path)) throw problem
    return options.defaultResolver(path.replace(/\.js$/, '.ts'), options)
  }
}
