export { loadPlugins, pluginsFolder } from './load-plugins.ts'
export { PluginRegistry } from './plugin-registry.ts'
