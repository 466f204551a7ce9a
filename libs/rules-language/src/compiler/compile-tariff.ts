// Tariff form -> a tariff version whose rate function is generated JavaScript.
import { ruleTrees, startOfDayMs, zoneOffsets } from '@farthing/billing-core/values'
import type { RateFunction, RatingEvent, TariffVersion } from '../rule-set/tariff.ts'
import { countByTiers, tiersNamed } from './count-by-tiers.ts'
import { explainRating } from './explain-rating.ts'
import { buildTrie } from './prefix-trie.ts'
import { ExactRater } from './rate-exactly.ts'
import { type RateTables, rateSource } from './rate-source.ts'
import { largestValues, ratingTable } from './rating-tables.ts'
import { crossingRater } from './split-in-numbers.ts'
import { tariffFingerprint } from './tariff-fingerprint.ts'
import type { PrefixForm, TariffForm } from './tariff-form.ts'
import { rowsNotApplied } from './why-not.ts'

export function compileTariff(form: TariffForm): TariffVersion {
  const rate = compileRate(form)
  const tiers = tiersNamed(form)
  let print: string | undefined
  return {
    name: form.name,
    service: form.service,
    unit: form.unit,
    pocketsByName: form.pocketsByName,
    from: form.from,
    until: form.until,
    reach: form.reach,
    startsAt: form.from === null ? -Infinity : startOfDayMs(form.from, form.clockZone),
    endsAt: form.until === null ? Infinity : startOfDayMs(form.until, form.clockZone),
    zones: form.zones,
    bands: form.bands.map(band => band.name),
    at: form.at,
    // a deck has 100,000 of them, and rating needs none
    get parts() {
      return ruleTrees([form.bands, form.rates]).map(({ at }) => at)
    },
    get fingerprint() {
      return (print ??= tariffFingerprint(form))
    },
    rate,
    setupAlways: form.setupAlways,
    counted: tiers.length === 0 ? null : countByTiers(form, rate),
    tiers,
    always: () =>
      compileTariff({ ...form, from: null, until: null, reach: null, startsAt: -Infinity, endsAt: Infinity }),
    whyNot: event => rowsNotApplied(form, event, rate(event)),
    explain: (event, outcome, version) => explainRating(form, { event, outcome, version })
  }
}

function compileRate(form: TariffForm): RateFunction {
  const clock = zoneOffsets(form.clockZone)
  const tries = { zones: trieOf(form.prefixes), origins: trieOf(form.originPrefixes) }
  const exact = new ExactRater(form, clock, tries)
  return generatedRate(form, (event, coveredTicks) => exact.rate(event as RatingEvent, coveredTicks))
}

/** `exactly` rates what numbers cannot. */
export function generatedRate(form: TariffForm, exactly: RateTables['exactly']): RateFunction {
  const cells = ratingTable(form)
  const shared = { exactly, cells, largestValues: largestValues(form, cells), zoneNames: form.zones }
  const tables: RateTables = {
    ...shared,
    crossing: crossingRater(form, shared),
    trie: trieOf(form.prefixes),
    zoneOf: zonesByEntry(form.prefixes),
    originTrie: trieOf(form.originPrefixes),
    originOf: zonesByEntry(form.originPrefixes),
    bandNames: form.bands.map(band => band.name),
    offsetMs: zoneOffsets(form.clockZone).offsetMs,
    bandAt: form.week?.bandAt ?? new Uint8Array(0),
    runs: form.week?.runs ?? new Int16Array(0),
    dayKinds: form.week?.dayKinds ?? new Uint8Array(0)
  }
  // the source holds integers and names of ours only; everything of the operator's stays in the tables
  const build = new Function('tables', `'use strict'\n${rateSource(form)}`) as (tables: RateTables) => RateFunction
  return build(tables)
}

/** Entry 0: no prefix. */
function zonesByEntry(prefixes: readonly PrefixForm[]): Int32Array {
  return Int32Array.from([0, ...prefixes.map(({ zone }) => zone)])
}

/** Tariffs that share a zone table share its trie. */
const tries = new WeakMap<readonly PrefixForm[], Int32Array>()

function trieOf(prefixes: readonly PrefixForm[]): Int32Array {
  const known = tries.get(prefixes)
  if (known !== undefined) return known
  const trie = buildTrie(prefixes.map(({ prefix }) => prefix))
  tries.set(prefixes, trie)
  return trie
}
