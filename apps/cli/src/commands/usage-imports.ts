import { type UsageImport, UsageImports } from '@farthing/kernel'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { showNotes } from './show-notes.ts'
import { importJson, showImport } from './usage-import.ts'

export interface UsageImportsOptions {
  readonly limit: number
  readonly json?: true
}

/** `farthing usage imports`: the newest imports and retries, or one with its reasons. */
export async function usageImports(
  number: string | undefined,
  options: UsageImportsOptions,
  terminal: Terminal
): Promise<void> {
  await withKernel({ command: 'farthing usage imports' }, async kernel => {
    const imports = kernel.get(UsageImports)
    if (number !== undefined) {
      if (!/^[1-9]\d{0,8}$/.test(number)) throw new CallProblem(`'${number}' is no number of an import`)
      const found = await imports.find(Number(number))
      if (found === undefined) throw new FoundProblem(`there is no usage import ${number}`)
      if (options.json) return terminal.out(`${JSON.stringify(importJson(found))}\n`)
      const problem = found.problem === null ? '' : `${howItEnded(found)}: ${found.problem}\n`
      return terminal.out(showImport(found) + showNotes(found.name, found.notes) + problem)
    }
    const listed = await imports.list({ limit: options.limit })
    if (options.json) terminal.out(listed.map(each => `${JSON.stringify(importJson(each))}\n`).join(''))
    else terminal.out(listed.length === 0 ? 'nothing was imported yet\n' : showList(listed))
  })
}

const HEAD = ['', 'from', 'format', 'name', 'state', 'lines', 'rated', 'duplicate', 'quarantined', 'filtered']

/** Reasons of failures stand below: they are sentences. */
function showList(listed: readonly UsageImport[]): string {
  const failures = listed.flatMap(each =>
    each.problem === null ? [] : [`${each.id} ${howItEnded(each)}: ${each.problem}\n`]
  )
  return table([HEAD, ...listed.map(row)]) + failures.join('')
}

function row({ id, kind, format, name, state, ...counts }: UsageImport): string[] {
  const { lines, rated, duplicate, quarantined, filtered } = counts
  return [String(id), kind, format, name, state, ...[lines, rated, duplicate, quarantined, filtered].map(grouped)]
}

function howItEnded({ state }: Pick<UsageImport, 'state'>): string {
  return state === 'broken-off' ? 'broke off' : 'failed'
}
