// What plugins say of a change, by the rules of a day and the plan of that day.
import { accountAlignments } from '@farthing/billing-core'
import { askPlugin, type AskedChange, type ChangeVerdict, changeVerdict, contributorOf } from '@farthing/plugin-sdk'
import { HeldVersions, planPlace } from '../bill/index.ts'
import { planOn, type StandingWorld } from '../conditions/index.ts'

export function pluginVerdicts({ action, target }: AskedChange, world: StandingWorld): ChangeVerdict[] {
  const { history, registry, ruleBook, subscription, today } = world
  const plan = planOn(subscription, today)?.plan ?? null
  const held = new HeldVersions(ruleBook, accountAlignments(history), today)
  const placeOf = (name: string) => planPlace(held, subscription, name, today)
  return (ruleBook.at(today)?.statements ?? []).flatMap(({ at, signature, value }) => {
    const judge = registry.changeJudges.get(signature)
    if (judge === undefined) return []
    const verdict = askPlugin(
      () => judge.judge(value, { action, target, plan, day: today, placeOf }),
      changeVerdict,
      () => ({
        what: `judge of changes by ${signature}`,
        plugin: contributorOf('changeJudges', judge, registry),
        rules: [at]
      })
    )
    return verdict === null ? [] : [verdict]
  })
}
