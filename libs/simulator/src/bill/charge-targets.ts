// What a charge type wants charged, or whose plugin failed, at which rules.
import type { TargetCharge } from '@farthing/billing-core'
import {
  type AccountChargeType,
  askPlugin,
  type ChargeType,
  contributorOf,
  type Registry,
  type RulePiece,
  targetCharges
} from '@farthing/plugin-sdk'

/** Throws PluginFault. */
export function chargeTargets(
  type: ChargeType | AccountChargeType,
  asked: { readonly pieces: readonly RulePiece[]; targets(): readonly TargetCharge[] },
  registry: Pick<Registry, 'plugins'>
): readonly TargetCharge[] {
  return askPlugin(
    () => asked.targets(),
    targetCharges,
    () => ({
      what: `charge type ${type.code}`,
      plugin: contributorOf('chargeTypes', type, registry),
      rules: asked.pieces.map(({ at }) => at)
    })
  )
}
