// A `commission` and its parts -> terms, or what is wrong with them.
import { childOf, childrenOf, didYouMean, formatDecimal } from '@farthing/plugin-sdk'
import type {
  CommissionLayer,
  CommissionPart,
  CommissionTerms,
  Diagnostic,
  LowerContext,
  LowerResult,
  Match
} from '@farthing/plugin-sdk'
import { clawbackStatement, layerStatement, leadingStatement, trailingStatement } from './commission-parts.ts'

const WHOLE = 100_000_000n

interface Named {
  readonly name: string
  readonly title: string
}

type Part = Match<typeof leadingStatement.slots>

export function lowerCommission(match: Match, { name, title }: Named, context: LowerContext): LowerResult {
  const [leading, trailing] = [childrenOf(match, leadingStatement), childrenOf(match, trailingStatement)]
  const [all, layers] = [[...leading, ...trailing], childrenOf(match, layerStatement)]
  const problems = [
    ...unpaid(match, all, context),
    ...layerProblems(all, layers, context),
    ...unknownLayers(all, layers, context),
    ...overlaps(leading, share, context),
    ...overlaps(trailing, share, context)
  ]
  if (problems.length > 0) return { ok: false, diagnostics: problems }
  const sameLines = nameSameLines(context)
  const ofNew = [leading, trailing].flatMap(parts => [
    ...ofNothing(parts, context),
    ...overlaps(parts, sameLines, context)
  ])
  const place = (part: Match, word: string) => ({ rule: `commission ${name} > ${word}`, ...part.place })
  const part = (said: Part, word: string): CommissionPart => {
    const { amount, of = null, plans = null, share = 0n, to = null } = said.slots
    const reward =
      amount === undefined
        ? ({ kind: 'share', percent: share } as const)
        : ({ kind: 'amount', amount: context.micro(amount) } as const)
    return { reward, of, plans, to, at: place(said, word) }
  }
  const back = childOf(match, clawbackStatement)
  const value: CommissionTerms = {
    ...{ name, title },
    leading: leading.map(said => part(said, 'leading')),
    trailing: trailing.map(said => ({ ...part(said, 'trailing'), months: said.slots.months ?? null })),
    layers: layers.map(({ slots }): CommissionLayer => ({ name: slots.name, share: slots.share ?? 0n })),
    clawback:
      back === undefined
        ? null
        : { months: back.slots.months, inProportion: back.has('in proportion'), at: place(back, 'claw back') }
  }
  return { ok: true, value, ofNew }
}

function ofNothing(parts: readonly Part[], { error, micro }: LowerContext): Diagnostic[] {
  return parts.flatMap(part => {
    const { amount, share = 0n } = part.slots
    const slot = amount === undefined ? 'share' : 'amount'
    if ((amount === undefined ? share : micro(amount)) > 0n) return []
    return [error(part, part.slotSpan(slot), 'it brings nothing: leave it out', { code: 'R0615' })]
  })
}

function unpaid(match: Match, parts: readonly Part[], { error }: LowerContext): Diagnostic[] {
  if (parts.length > 0) return []
  const message = 'nothing is ever earned by it: say what is leading, what is trailing, or both'
  return [error(match, match.slotSpan('name'), message, { code: 'R0583' })]
}

type Layer = Match<typeof layerStatement.slots>

/** What is to be shared out needs shares; where each part is of one layer, nothing is. */
function layerProblems(parts: readonly Part[], layers: readonly Layer[], { error }: LowerContext): Diagnostic[] {
  const names = layers.map(({ slots }) => slots.name)
  const twice = layers.find((layer, index) => names.indexOf(layer.slots.name) < index)
  if (twice !== undefined) {
    const message = `there is a layer ${twice.slots.name} above already`
    return [error(twice, twice.slotSpan('name'), message, { code: 'R0584' })]
  }
  const sum = layers.reduce((total, { slots }) => total + (slots.share ?? 0n), 0n)
  if (sum === WHOLE || (sum === 0n && parts.every(({ slots }) => slots.to !== undefined))) return []
  const message = `the layers come to ${percent(sum)}, and a commission is shared out whole: 100%`
  const last = layers.at(-1)
  return last === undefined ? [] : [error(last, last.slotSpan('share'), message, { code: 'R0581' })]
}

function unknownLayers(parts: readonly Part[], layers: readonly Layer[], { error }: LowerContext): Diagnostic[] {
  const names = layers.map(({ slots }) => slots.name)
  return parts.flatMap(part => {
    const { to } = part.slots
    if (to === undefined || names.includes(to)) return []
    const message = `there is no layer ${to}${didYouMean(to, names)}`
    return [error(part, part.slotSpan('to'), message, { code: 'R0654' })]
  })
}

type Names = readonly string[] | undefined

/** Of two that both count a line of one plan, nothing says which one holds, unless they are of two layers. */
function overlaps(
  parts: readonly Part[],
  doMeet: (a: Names, b: Names) => boolean,
  { error }: LowerContext
): Diagnostic[] {
  return parts.flatMap((part, index) => {
    const before = parts
      .slice(0, index)
      .find(
        ({ slots }) =>
          !areOfTwo(slots.to, part.slots.to) && share(slots.plans, part.slots.plans) && doMeet(slots.of, part.slots.of)
      )
    if (before === undefined) return []
    const message = `the part on line ${before.place.line} counts the same lines: name plans or categories that are apart`
    return [error(part, part, message, { code: 'R0585' })]
  })
}

function areOfTwo(layer: string | undefined, other: string | undefined): boolean {
  return layer !== undefined && other !== undefined && layer !== other
}

/** Left out is all. */
function share(a: Names, b: Names): boolean {
  return a === undefined || b === undefined || a.some(name => b.includes(name))
}

/** Lines of `voice` are lines of `usage`: published before that was refused, they are the closer part's (`billing-core/commissions`). */
function nameSameLines({ typesIn }: LowerContext): (a: Names, b: Names) => boolean {
  const isOf = (category: string, types: Names): boolean => typesIn(category).some(type => types?.includes(type))
  return (a = [], b = []) => a.some(name => isOf(name, b)) || b.some(name => isOf(name, a))
}

function percent(micro: bigint): string {
  return `${formatDecimal(micro).replace(/\.?0+$/, '')}%`
}
