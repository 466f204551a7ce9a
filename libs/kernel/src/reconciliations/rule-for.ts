// Which of the published rules a file is compared by.
import type { ReconciliationRule, RuleSet } from '@farthing/rules-language'
import type { Outcome } from '../http/index.ts'

export type RuleRefusal = 'no-reconciliation' | 'several-reconciliations'

/** That of the name, else the only one for the format. */
export function ruleFor(
  { reconciliations }: Pick<RuleSet, 'reconciliations'>,
  { format, rule }: { readonly format: string; readonly rule?: string | undefined }
): Outcome<ReconciliationRule, RuleRefusal> {
  const fitting = reconciliations.filter(each => each.format === format && (rule === undefined || each.name === rule))
  const [first, ...others] = fitting
  if (first === undefined) {
    const names = reconciliations.filter(each => each.format === format).map(({ name }) => name)
    const detail =
      names.length > 0
        ? `No rule ${rule} compares files of format ${format}. There are: ${names.join(', ')}.`
        : `No published rule says how files of format ${format} are compared. Write one and publish it: ` +
          `reconcile NAME { service voice; format ${format}; start within 5s; quantity within 2s; price within 0.01 }`
    return { ok: false, reason: 'no-reconciliation', detail }
  }
  if (others.length === 0) return { ok: true, value: first }
  const names = fitting.map(({ name }) => name).join(', ')
  return {
    ok: false,
    reason: 'several-reconciliations',
    detail: `Several rules compare files of format ${format}: ${names}. Name one of them.`
  }
}
