import { userInfo } from 'node:os'
import { RulesHost, type Published } from '@farthing/kernel'
import { renderExample } from '@farthing/simulator'
import type { RulesFolder } from '@farthing/kernel/rules-folder'
import { counted } from '../counted.ts'
import { dateOption } from '../dates.ts'
import { showDiagnostics } from '../diagnostics.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { rulesFolder } from '../installation/rules.ts'
import { FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

export interface PublishOptions {
  readonly from?: string
  readonly message?: string
  readonly author?: string
  readonly json?: true
}

/** `farthing publish rules`: keeps this content for ever, under its hash, and lets it hold from a day on. */
export async function publish(path: string, options: PublishOptions, terminal: Terminal): Promise<void> {
  const folder = rulesFolder(path)
  const from = options.from === undefined ? {} : { from: dateOption(options.from, '--from') }
  const request = {
    files: folder.files,
    author: options.author ?? userInfo().username,
    message: options.message ?? '',
    ...from
  }
  const published = await withKernel({ command: 'farthing publish' }, kernel => kernel.get(RulesHost).publish(request))
  terminal.out(options.json ? `${JSON.stringify(published)}\n` : told(published, folder, terminal))
  if (!published.ok) throw new FoundProblem(`Nothing was published: ${refusal(published)}.`)
}

function told(published: Published, folder: RulesFolder, terminal: Terminal): string {
  if (!published.ok) {
    if (published.reason === 'rules-refused') return showDiagnostics(published.diagnostics, folder, terminal.looksOut)
    return published.failed.map(report => `${renderExample(report)}\n`).join('')
  }
  const { publication, news, examples } = published
  const since = publication.from === null ? 'since ever' : `from ${publication.from}`
  const head = news ? 'published' : 'already published'
  return `${head} ${publication.version}\n  holds ${since}, ${counted(examples, 'example')} as expected\n`
}

function refusal(published: Extract<Published, { ok: false }>): string {
  if (published.reason === 'examples-failed')
    return `${counted(published.failed.length, 'example')} came out otherwise than written`
  return counted(published.diagnostics.filter(({ severity }) => severity === 'error').length, 'error')
}
