// What a charge type wants charged, or whose plugin failed, at which rules.
import type { TargetCharge } from '@farthing/billing-core'
import {
  askPlugin,
  type ChargeInput,
  type ChargeType,
  contributorOf,
  type Registry,
  targetCharges
} from '@farthing/plugin-sdk'

/** Throws PluginFault. */
export function chargeTargets(
  type: ChargeType,
  input: ChargeInput,
  registry: Pick<Registry, 'plugins'>
): readonly TargetCharge[] {
  return askPlugin(
    () => type.targets(input),
    targetCharges,
    () => ({
      what: `charge type ${type.code}`,
      plugin: contributorOf('chargeTypes', type, registry),
      rules: input.pieces.map(({ at }) => at)
    })
  )
}
