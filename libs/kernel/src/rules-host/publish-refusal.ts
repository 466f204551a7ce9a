// Why rules were not published, as HTTP says it.
import { formatAmount } from '@farthing/billing-core/values'
import type { Diagnostic } from '@farthing/rules-language'
import type { ImpactReport } from '@farthing/simulator'
import { type FieldProblem, Refused } from '../http/index.ts'
import type { Published } from './rules-host.service.ts'

const MOST_PROBLEMS = 50

export function refusal(refused: Extract<Published, { ok: false }>): Refused {
  switch (refused.reason) {
    case 'rules-refused':
      return compileProblem(refused.diagnostics)
    case 'examples-failed':
      return examplesProblem(refused.failed)
    case 'gates-failed':
      return new Refused(
        422,
        refused.reason,
        'The change breaks gates: it would do more to real bills than they allow.',
        gateProblems(refused.report)
      )
    case 'overtaken':
      return new Refused(
        409,
        refused.reason,
        `Version ${refused.version} came into force while the gates were judged. Compare again and publish.`
      )
  }
}

export function compileProblem(diagnostics: readonly Diagnostic[]): Refused {
  const errors = diagnostics.slice(0, MOST_PROBLEMS).map(each => ({
    field: `files.${each.file}:${each.line}:${each.column}`,
    message: `${each.code} ${each.message}`
  }))
  return new Refused(422, 'rules-refused', 'These rules do not compile. Run farthing check on their folder.', errors)
}

function examplesProblem(failed: Extract<Published, { reason: 'examples-failed' }>['failed']): Refused {
  const errors = failed.slice(0, MOST_PROBLEMS).map(({ title, at, failures }) => ({
    field: `files.${at.file}:${at.line}:${at.column}`,
    message: [`the example "${title}" fails`, ...failures.map(each => each.message)].join(': ')
  }))
  const detail = 'Examples of these rules fail. Run farthing test on their folder.'
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
