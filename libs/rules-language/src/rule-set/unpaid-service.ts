// Whether a pocket can pay for a service: one decision for what is granted over HTTP, in lives and in examples.
import type { BaseUnit } from '@farthing/billing-core/values'
import { nearest } from '../diagnostics/nearest.ts'
import type { TariffVersion } from './tariff.ts'

type CountedService = Pick<TariffVersion, 'name' | 'service' | 'unit'>

/** `near`: the service that may have been meant. `tariff`: one for the service, which counts it otherwise than the pocket its `held`. */
export type UnpaidService<T extends CountedService> =
  | { readonly kind: 'unknown'; readonly known: readonly string[]; readonly near: string | undefined }
  | { readonly kind: 'other-unit'; readonly tariff: T; readonly held: BaseUnit }

/** Why it cannot; null: it can. `unit`: of the pocket; null is money, which pays for what is counted in anything. */
export function unpaidService<T extends CountedService>(
  service: string,
  unit: BaseUnit | null,
  tariffs: readonly T[]
): UnpaidService<T> | null {
  const [tariff, ...others] = tariffs.filter(each => each.service === service)
  if (tariff === undefined) {
    const known = [...new Set(tariffs.map(each => each.service))]
    return { kind: 'unknown', known, near: nearest(service, known) }
  }
  if (unit === null || [tariff, ...others].some(each => each.unit === unit)) return null
  return { kind: 'other-unit', tariff, held: unit }
}
