import { installationOf } from '@farthing/plugin-sdk'
import { publicHolidays } from '@farthing/kernel/public-holidays'
import { installedPlugins } from '../installation/plugins.ts'
import { serveLanguage } from '../language-server/serve-language.ts'

/** `farthing lsp`: speaks the Language Server Protocol on stdin and stdout until the editor leaves. */
export async function lsp(): Promise<void> {
  const registry = await installedPlugins()
  serveLanguage({ ...installationOf(registry), publicHolidays }, process.stdin, process.stdout)
  await new Promise(() => undefined)
}
