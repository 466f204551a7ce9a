// Why rules were not published, as HTTP says it.
import { formatAmount } from '@farthing/billing-core/values'
import type { Diagnostic } from '@farthing/rules-language'
import { breaksGates, type ImpactReport, isOfNobody } from '@farthing/simulator'
import { type FieldProblem, Refused } from '../http/index.ts'
import type { Published } from './publish-request.ts'
import { storedFormatText } from './stored-formats.ts'
import { storedUnitText } from './stored-units.ts'

const MOST_PROBLEMS = 50

export function refusal(refused: Extract<Published, { ok: false }>): Refused {
  switch (refused.reason) {
    case 'rules-refused':
      return compileProblem(refused.diagnostics)
    case 'examples-failed':
      return examplesProblem(refused.failed)
    case 'gates-failed':
      return new Refused(422, refused.reason, gatesDetail(refused.report), gateProblems(refused.report))
    case 'overtaken':
      return new Refused(
        409,
        refused.reason,
        `Version ${refused.version} came into force while the gates were judged. Compare again and publish.`
      )
    case 'corrects-issued-bills':
      return new Refused(409, refused.reason, correctionDetail(refused), [
        { field: 'correctsIssuedBills', message: 'true lets the next bills correct those that are out' }
      ])
    case 'unit-in-use':
      return new Refused(
        409,
        refused.reason,
        'These rules count a unit in other parts than what is stored: the same counts would mean something else.',
        refused.units.map(unit => ({ field: 'files', message: storedUnitText(unit) }))
      )
    case 'format-in-use':
      return new Refused(
        409,
        refused.reason,
        'These rules know events of a usage format by something else than those that were imported: sent again they would count twice.',
        refused.formats.map(format => ({ field: 'files', message: storedFormatText(format) }))
      )
    case 'drops-held-plans':
      return heldPlansProblem(refused)
  }
}

function gatesDetail(report: ImpactReport): string {
  const { correcting, currency, on, parked, range } = report
  const corrections = correcting === null ? '' : ` with the first bills from ${correcting}, which correct earlier ones`
  const day = on === null ? corrections : ` as the rules are on ${on}`
  if (isOfNobody(report))
    return `Nothing was compared: no account could be billed from ${range.from} until ${range.until}, and gates over nothing say nothing. Publish without gates while nobody is billed.`
  if (breaksGates(report))
    return `The change breaks gates${day}: it would do more to real bills in ${currency} than they allow.`
  return `Nothing in ${currency} was compared${day}: of its accounts ${parked.accounts} cannot be billed by one of the two. \`impact\` says why.`
}

function heldPlansProblem({ currencies, plans, reason }: Extract<Published, { reason: 'drops-held-plans' }>): Refused {
  return new Refused(
    409,
    reason,
    'These rules drop or end what accounts are billed by: plans that subscriptions hold, or all that is for a currency. Keep them, or end the subscriptions or move them first; dropsHeldPlans: true publishes all the same.',
    [
      ...plans.map(({ currency, plan, subscriptions }) => {
        const held = subscriptions === 1 ? 'one subscription holds' : `${subscriptions} subscriptions hold`
        return `no plan ${plan} in ${currency}, or not for as long, which ${held}`
      }),
      ...currencies.map(({ accounts, currency }) => {
        const kept = accounts === 1 ? 'one account is' : `${accounts} accounts are`
        return `nothing for customers in ${currency}, in which ${kept} kept`
      })
    ].map(message => ({ field: 'files', message }))
  )
}

function correctionDetail({ bills, from }: Extract<Published, { reason: 'corrects-issued-bills' }>): string {
  const holds = `These rules would change charges ${from === null ? 'since ever' : `from ${from} on`}`
  const out = bills === 1 ? 'one bill of that time is issued' : `${bills} bills of that time are issued`
  return `${holds}, and ${out} already: the next bills would correct them. Let them hold, and reach back, from a later day, or give correctsIssuedBills: true.`
}

export function compileProblem(diagnostics: readonly Diagnostic[]): Refused {
  const errors = diagnostics.slice(0, MOST_PROBLEMS).map(each => ({
    field: `files.${each.file}:${each.line}:${each.column}`,
    message: `${each.code} ${each.message}`
  }))
  return new Refused(422, 'rules-refused', 'These rules do not compile: each error says where.', errors)
}

function examplesProblem(failed: Extract<Published, { reason: 'examples-failed' }>['failed']): Refused {
  const errors = failed.slice(0, MOST_PROBLEMS).map(({ title, at, failures }) => ({
    field: `files.${at.file}:${at.line}:${at.column}`,
    message: [`the example "${title}" fails`, ...failures.map(each => each.message)].join(': ')
  }))
  const detail = 'Examples of these rules fail: each error says which, and what came instead.'
  return new Refused(422, 'examples-failed', detail, errors)
}

/** Each gate that broke: by how many, and the worst of them. */
function gateProblems({ gates, currency }: ImpactReport): FieldProblem[] {
  return gates.flatMap(({ gate, ok, broken, worst }, index) => {
    if (ok) return []
    const amounts = worst && `${formatAmount(worst.before, currency)} -> ${formatAmount(worst.after, currency)}`
    const message =
      worst === null ? `${gate.text}: ${broken}` : `${gate.text}: ${worst.name} ${amounts}, ${broken} in all`
    return [{ field: `gates[${index}]`, message }]
  })
}
