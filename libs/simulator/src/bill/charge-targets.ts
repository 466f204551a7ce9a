// What a charge type wants charged, or whose plugin failed, at which rules.
import type { TargetCharge } from '@farthing/billing-core'
import {
  type AccountChargeType,
  type AskedCharges,
  askPlugin,
  chargesOf,
  type ChargeType,
  contributorOf,
  type Registry,
  type RulePiece
} from '@farthing/plugin-sdk'

interface AskedType extends Pick<AskedCharges, 'account'> {
  readonly pieces: readonly RulePiece[]
  readonly targets: () => readonly TargetCharge[]
}

/** Throws PluginFault. */
export function chargeTargets(
  type: ChargeType | AccountChargeType,
  { account, pieces, targets }: AskedType,
  registry: Pick<Registry, 'plugins'>
): readonly TargetCharge[] {
  return askPlugin(targets, chargesOf({ type, account, pieces }), () => ({
    what: `charge type ${type.code}`,
    plugin: contributorOf('chargeTypes', type, registry),
    rules: pieces.map(({ at }) => at)
  }))
}
