// What an event that is rated still waits for.
import type { RatingEvent, TariffVersion } from '@farthing/rules-language'

/** The tables of tiers that price some of it when the bill is made, joined by '+'; null when its price is whole. */
export function waitsFor({ counted }: TariffVersion, event: RatingEvent): string | null {
  const names = counted?.(event).map(({ table }) => table.name) ?? []
  return names.length === 0 ? null : names.join('+')
}
