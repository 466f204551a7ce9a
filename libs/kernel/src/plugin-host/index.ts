export { loadPlugins, pluginsFolder } from './load-plugins.ts'
