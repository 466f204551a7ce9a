import type { Registry } from '@farthing/plugin-sdk'

/** What the plugins of this installation contribute, loaded once when the process starts. Inject it. */
export class PluginRegistry {
  constructor(readonly registry: Registry) {}
}
