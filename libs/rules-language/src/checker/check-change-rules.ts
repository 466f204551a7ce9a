// `allow` and `forbid`: conditions that mean something, exceptions that lead in no circle, and no two rules that can both
// apply and disagree while neither names the other.
import { canBothHold } from '../conditions/both-hold.ts'
import { grouped, limits } from '../limits.ts'
import type { ChangeRule } from '../rule-set/change-rule.ts'
import type { ChangeRuleDeclaration } from '../vocabulary/declarations.ts'
import { areValidAtOnce } from './valid-at-once.ts'
import { circleInWords, circlesOf } from './circles.ts'
import { checkCondition, type ConditionWorld } from './check-condition.ts'
import { checkRetention } from './check-retention.ts'
import { checkDates } from './check-versions.ts'
import { warnOfNever } from './warn-of-never.ts'
import { placeOf, related, type Report, ruleAt } from './report.ts'

interface Judged {
  readonly declared: ChangeRuleDeclaration
  readonly rule: ChangeRule
}

export function checkChangeRules(all: readonly ChangeRuleDeclaration[], world: ConditionWorld): ChangeRule[] {
  const judged = all.flatMap(declared => {
    const { condition, match, verb, action, targets, reason, name, overrides, from, until, spot } = declared
    checkDates(declared, world.report)
    const engine = condition === null ? null : checkCondition(condition, match, world)
    if (condition !== null && engine === null) return []
    if (engine !== null) warnOfNever(engine, match, world, action === 'subscribe')
    const at = ruleAt(spot, name === null ? `${verb} ${[action, ...targets].join(' ')}` : `${verb} ${name}`)
    const dates = { from: from?.value ?? null, until: until?.value ?? null }
    const retention = checkRetention(declared, at.rule, world)
    return [
      { declared, rule: { verb, action, targets, condition: engine, reason, retention, name, overrides, ...dates, at } }
    ]
  })
  checkCircles(judged, world)
  checkAgreement(judged, world)
  return judged.map(({ rule }) => rule)
}

function checkCircles(all: readonly Judged[], { report }: ConditionWorld): void {
  const named = new Map(all.flatMap(one => (one.rule.name === null ? [] : [[one.rule.name, one] as const])))
  for (const circle of circlesOf(named.keys(), name => named.get(name)?.rule.overrides ?? [])) {
    const [first, second] = circle.map(name => named.get(name)?.declared.spot)
    if (first === undefined) continue
    const more = second === undefined ? {} : { related: [related(`rule ${circle[1]} is here`, second)] }
    report.error(first, 'R0306', `rule ${circleInWords(circle)}: none of them would count`, more)
  }
}

function checkAgreement(all: readonly Judged[], { report }: ConditionWorld): void {
  const allowing = all.filter(({ rule }) => rule.verb === 'allow')
  for (const forbid of all) {
    if (forbid.rule.verb !== 'forbid') continue
    for (const allow of allowing) {
      if (!isSameChange(allow, forbid) || isNamed(allow.rule, forbid.rule) || isNamed(forbid.rule, allow.rule)) continue
      checkPair(allow, forbid, report)
    }
  }
}

function checkPair(allow: Judged, forbid: Judged, report: Report): void {
  const both = canBothHold(allow.rule.condition, forbid.rule.condition)
  const more = { related: [related('the other rule is here', allow.declared.spot)] }
  const { line } = placeOf(allow.declared.spot)
  if (both.kind === 'case') {
    const when = both.words === '' ? 'always' : `when ${both.words}`
    const message = `this forbids what line ${line} allows ${when}: let one of the two override the other`
    report.error(forbid.declared.spot, 'R0305', message, more)
  }
  if (both.kind === 'unproved') {
    const message = `whether this forbids what line ${line} allows is not found in ${grouped(limits.conditionTests.most)} tests: let one of the two override the other, or ask less in their conditions`
    report.error(forbid.declared.spot, 'R0470', message, more)
  }
}

function isNamed(by: ChangeRule, rule: ChangeRule): boolean {
  return rule.name !== null && by.overrides.includes(rule.name)
}

function isSameChange(a: Judged, b: Judged): boolean {
  const [x, y] = [a.rule, b.rule]
  if (x.action !== y.action || !areValidAtOnce(a.declared, b.declared)) return false
  return x.targets.length === 0 || y.targets.length === 0 || x.targets.some(target => y.targets.includes(target))
}
