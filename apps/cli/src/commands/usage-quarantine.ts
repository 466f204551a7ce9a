import { QUARANTINE_BEGIN, type QuarantinedLine, UsageQuarantine } from '@farthing/kernel'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { importJson, showImport } from './usage-import.ts'

export interface UsageQuarantineOptions {
  readonly reason?: string
  readonly limit: string
  readonly retry?: true
  readonly json?: true
}

/** `farthing usage quarantine`: the lines that wait, with place, field and reason; `--retry` rates them again. */
export async function usageQuarantine(options: UsageQuarantineOptions, terminal: Terminal): Promise<void> {
  const { reason, json } = options
  const limit = Number(options.limit)
  if (!Number.isInteger(limit) || limit < 1)
    throw new CallProblem(`--limit is '${options.limit}', which is no whole number above 0`)
  await withKernel({ command: 'farthing usage quarantine' }, async kernel => {
    const quarantine = kernel.get(UsageQuarantine)
    if (options.retry) {
      const retried = await quarantine.retry({ reason })
      if (!retried.ok) throw new FoundProblem(retried.detail)
      terminal.out(json ? `${JSON.stringify(importJson(retried.value))}\n` : showImport(retried.value))
      return
    }
    const lines = await quarantine.list({ state: 'open', reason, after: QUARANTINE_BEGIN, limit })
    if (json) terminal.out(lines.map(line => `${JSON.stringify(lineJson(line))}\n`).join(''))
    else terminal.out(lines.length === 0 ? 'nothing in quarantine\n' : lines.map(lineText).join(''))
  })
}

function lineJson({ file, line, field, reason, detail, raw, known }: QuarantinedLine): object {
  return { file, line, field, reason, detail, raw: raw.toString(), known: known.toString() }
}

function lineText({ file, line, field, reason, detail }: QuarantinedLine): string {
  return `${file}:${line}  ${reason}, ${field}: ${detail}\n`
}
