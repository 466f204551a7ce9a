// May a plan or a feature be had from a day on? The published rules say.
import { type Outcome, refuse } from '../http/index.ts'
import type { PlanCatalogue } from './plan-catalogue.ts'

type NotSold = 'unknown-plan' | 'plan-not-in-force' | 'unknown-feature' | 'feature-not-in-force'

interface Wanted {
  readonly kind: 'plan' | 'feature'
  readonly name: string
}

/** The first of them that cannot be had; without a catalogue everything can. */
export async function checkSold(
  catalogue: PlanCatalogue | undefined,
  wanted: readonly Wanted[],
  to: { readonly on: Temporal.PlainDate; readonly currency: string }
): Promise<Outcome<null, NotSold>> {
  for (const { kind, name } of wanted) {
    const answer = await catalogue?.find(kind, name, to)
    if (answer === undefined || answer.kind === 'in-force') continue
    if (answer.kind === 'not-in-force') {
      return refuse(`${kind}-not-in-force`, `The ${kind} ${name} is not in force on ${to.on}.`)
    }
    if (answer.kind === 'no-rules-published') {
      const detail = `There is no ${kind} ${name}: no rules are published yet. Run farthing publish.`
      return refuse(`unknown-${kind}`, detail)
    }
    const hint = answer.nearest === null ? '' : ` Did you mean ${answer.nearest}?`
    if (answer.soldIn.length > 0) {
      const detail = `The ${kind} ${name} is sold in ${answer.soldIn.join(', ')}, and the account is kept in ${to.currency}.${hint}`
      return refuse(`unknown-${kind}`, detail)
    }
    return refuse(`unknown-${kind}`, `No published rules know a ${kind} ${name}.${hint}`)
  }
  return { ok: true, value: null }
}
