import { formatPlace } from '@farthing/billing-core/values'
import { MessageQueue, type QueuedMessage } from '@farthing/kernel'
import { withKernel } from '../installation/open-kernel.ts'
import { FoundProblem } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface MessagesOptions {
  readonly account?: string
  readonly limit: number
  readonly json?: true
}

/** `farthing messages`: what customers and the operator are to be told, oldest first. */
export async function messages({ account, json, limit }: MessagesOptions, terminal: Terminal): Promise<void> {
  await withKernel({ command: 'farthing messages' }, async kernel => {
    const queued = await kernel.get(MessageQueue).list({ account, limit })
    if (queued === undefined) throw new FoundProblem(`There is no account ${account}.`)
    if (json) terminal.out(`${JSON.stringify(queued)}\n`)
    else terminal.out(queued.length === 0 ? 'no messages\n' : table(queued.map(rowOf)))
  })
}

function rowOf({ accountNumber, channel, dueOn, name, rule, text }: QueuedMessage): string[] {
  return [
    `${dueOn}`,
    accountNumber ?? 'operator',
    channel ?? '-',
    name,
    text ?? '(no text)',
    rule === null ? '-' : formatPlace(rule)
  ]
}
