// A condition: every fact known, with its argument, compared with a value of its own type. Yields the engine's form.
import type { BaseUnit } from '@farthing/billing-core/values'
import type { Comparison, Condition, ConditionTest, ConditionValue, FactUse } from '../conditions/condition.ts'
import type { EngineCondition, EngineOperator, EngineShare } from '../conditions/engine-condition.ts'
import type { FactSignature, FactType } from '../conditions/fact-signature.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { nounOf, oneOf, quoted, withArticle } from '../diagnostics/wording.ts'
import type { Match, Span } from '../signature/match.ts'
import { describe, described, literalOf, measured, NOUN, sampleOf, sharesOf, unfitLength } from './condition-literal.ts'
import { askedAlike, paramsOf, unfitReach, type UnfitReach } from './fact-reach.ts'
import type { Names } from './names.ts'
import type { Report } from './report.ts'

export interface ConditionWorld {
  readonly facts: ReadonlyMap<string, FactSignature>
  readonly currency: string
  readonly names: Names
  /** How the tariffs for a service measure it. */
  unitOf(service: string): BaseUnit | undefined
  /** Whether `of group` may be written: in policies. */
  readonly countsGroups: boolean
  /** Whether the operator says what numbers of its own country begin with. */
  readonly knowsCountry: boolean
  readonly report: Report
}

/** Null when something is wrong with it, which is reported. `match`: the statement in which it stands. */
export function checkCondition(condition: Condition, match: Match, world: ConditionWorld): EngineCondition | null {
  if (condition.kind === 'not') {
    const of = checkCondition(condition.of, match, world)
    return of === null ? null : { not: of }
  }
  if (condition.kind === 'test') return new TestChecker(match, world).check(condition)
  const parts = condition.of.map(part => checkCondition(part, match, world))
  const sound = parts.filter(part => part !== null)
  if (sound.length < parts.length) return null
  return condition.kind === 'all' ? { all: sound } : { any: sound }
}

const ORDERED: Readonly<Record<Comparison, 'Over' | 'AtLeast' | 'Under' | 'AtMost' | 'Is' | null>> = {
  '>': 'Over',
  '>=': 'AtLeast',
  reaches: 'AtLeast',
  '<': 'Under',
  '<=': 'AtMost',
  '=': 'Is',
  is: null,
  'is not': null
}

class TestChecker {
  private readonly match: Match
  private readonly world: ConditionWorld

  constructor(match: Match, world: ConditionWorld) {
    this.match = match
    this.world = world
  }

  check(test: ConditionTest): EngineCondition | null {
    const signature = this.factOf(test.fact)
    if (signature === null) return null
    const operator = this.operatorOf(test, signature)
    const value = operator === null ? null : this.valueOf(test, signature)
    if (operator === null || value === null) return null
    return { fact: signature.name, params: paramsOf(test.fact), operator, value, name: test.text }
  }

  private factOf(use: FactUse): FactSignature | null {
    const { facts } = this.world
    const signature = facts.get(use.name)
    if (signature === undefined) {
      const known = [...facts.keys()]
      this.error(use, 'R0300', `there is no fact named ${quoted(use.name)}`, {
        nearest: nearest(use.name, known),
        expected: known.slice(0, 12)
      })
      return null
    }
    if (use.thisCycle && signature.perCycle !== true) {
      this.error(use, 'R0304', `${quoted(use.name)} does not count per cycle: leave out \`this cycle\``)
      return null
    }
    const unfit = unfitReach(use, signature, this.world.countsGroups)
    if (unfit !== null) {
      this.error(unfit.span, unfit.code, unfit.message, { expected: unfit.instead })
      return null
    }
    return this.hasArguments(use, signature) && this.measuresAlike(use, signature) ? signature : null
  }

  private hasArguments({ arguments: given, name, ...span }: FactUse, { argument }: FactSignature): boolean {
    const kinds = argument === undefined ? '' : oneOf(argument.of.map(withArticle))
    if (argument === undefined && given.length > 0) {
      return this.error(span, 'R0301', `${quoted(name)} takes nothing in brackets`)
    }
    if (argument?.needed === true && given.length === 0) {
      return this.error(span, 'R0301', `${quoted(name)} needs ${kinds} in brackets`)
    }
    if (argument !== undefined && !argument.many && given.length > 1) {
      return this.error(span, 'R0301', `${quoted(name)} takes one name in brackets`)
    }
    const strange = given.find(one => !argument?.of.some(kind => this.world.names.knows(kind, one.name)))
    if (strange === undefined || argument === undefined) return true
    const known = argument.of.flatMap(kind => this.world.names.all(kind))
    return this.error(strange, 'R0301', `${quoted(strange.name)} is not ${kinds}`, {
      nearest: nearest(strange.name, known),
      expected: known.slice(0, 8)
    })
  }

  private measuresAlike({ arguments: [first, ...others], name }: FactUse, { type }: FactSignature): boolean {
    if (type !== 'quantity' || first === undefined) return true
    const unit = this.world.unitOf(first.name)
    const strange = others.find(other => this.world.unitOf(other.name) !== unit)
    if (strange === undefined || unit === undefined) return true
    const other = this.world.unitOf(strange.name)
    const is = `${quoted(first.name)} is ${measured(unit)}`
    const not = other === undefined ? 'not measured by any tariff' : measured(other)
    return this.error(
      strange,
      'R0536',
      `${quoted(name)} adds up what is measured alike: ${is}, and ${quoted(strange.name)} is ${not}`
    )
  }

  private operatorOf({ comparison, fact, ...span }: ConditionTest, { type }: FactSignature): EngineOperator | null {
    const order = ORDERED[comparison]
    if (typeof type === 'object') {
      if (order === null) return comparison === 'is' ? 'nameIs' : 'nameIsNot'
      const message = `${quoted(fact.name)} is a name: compare it by \`is\` or \`is not\``
      this.error(span, 'R0303', message)
      return null
    }
    if (order === null || (order === 'Is' && type === 'age')) {
      const message = `${quoted(fact.name)} is ${NOUN[type]}: compare it by \`>\`, \`>=\`, \`<\`${type === 'age' ? ' or' : ','} \`<=\`${type === 'age' ? '' : ' or `=`'}`
      this.error(span, 'R0303', message)
      return null
    }
    const of = type === 'age' || type === 'date' ? type : 'amount'
    return `${of}${order}` as EngineOperator
  }

  private valueOf(test: ConditionTest, signature: FactSignature): string | EngineShare | null {
    const { fact, value } = test
    if (typeof signature.type === 'object') return this.nameOf(value, fact, signature.type)
    if (value.kind === 'share') return this.shareOf(value, test, signature.type)
    const text = literalOf(value, signature.type, this.unitOf(fact), this.world.currency)
    if (text !== null) return text
    const unfit = signature.type === 'age' ? unfitLength(value) : null
    if (unfit === null) this.mismatch(test, signature.type, describe(value))
    else this.error(value, 'R0302', unfit.message, { expected: [unfit.instead] })
    return null
  }

  private nameOf(value: ConditionValue, fact: FactUse, type: Exclude<FactType, string>): string | null {
    const known = 'oneOf' in type ? type.oneOf : this.world.names.all(type.names)
    if (value.kind === 'name' && known.includes(value.name)) return value.name
    const what =
      'oneOf' in type ? oneOf(type.oneOf.map(word => `\`${word}\``)) : `the name of ${withArticle(nounOf(type.names))}`
    const close = value.kind === 'name' ? nearest(value.name, known) : undefined
    this.error(value, 'R0302', `${quoted(fact.name)} is ${what}, never ${described(value)}`, {
      nearest: close,
      expected: known.slice(0, 8)
    })
    return null
  }

  /** `80% of included`: the other fact is asked for the same thing when nothing stands in its brackets and something may. */
  private shareOf(
    value: Extract<ConditionValue, { kind: 'share' }>,
    test: ConditionTest,
    type: string
  ): EngineShare | null {
    const { facts } = this.world
    const isAsked = value.of.arguments.length > 0 || facts.get(value.of.name)?.argument === undefined
    const implied = isAsked ? value.of : askedAlike(value.of, test.fact, facts.get(value.of.name))
    const other = this.factOf(implied)
    if (other === null) return null
    const same = other.type === type && (type !== 'quantity' || this.unitOf(implied) === this.unitOf(test.fact))
    if (!same || type === 'age' || type === 'date') {
      this.mismatch(test, type, `a share of ${quoted(other.name)}`, sharesOf(value.micro, test, facts))
      return null
    }
    return { fact: other.name, params: { ...paramsOf(implied), percent: value.micro.toString() } }
  }

  private unitOf(fact: FactUse): BaseUnit | undefined {
    return this.world.unitOf(fact.arguments[0]?.name ?? '')
  }

  private mismatch({ fact, value }: ConditionTest, type: string, given: string, instead: readonly string[] = []): void {
    const unit = type === 'quantity' ? this.unitOf(fact) : undefined
    const wanted = unit === undefined ? NOUN[type as keyof typeof NOUN] : measured(unit)
    this.error(value, 'R0302', `${quoted(fact.name)} is ${wanted}, and this is ${given}`, {
      expected: [...instead, sampleOf(type, unit)]
    })
  }

  private error(
    span: Span,
    code: 'R0300' | 'R0301' | 'R0302' | 'R0303' | 'R0304' | 'R0536' | UnfitReach['code'],
    message: string,
    more: { nearest?: string | undefined; expected?: readonly string[] } = {}
  ): false {
    const { source } = this.match
    this.world.report.add({ source, start: span.start, end: span.end }, 'error', code, () => ({ message, ...more }))
    return false
  }
}
