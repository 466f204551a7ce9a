// The ISO 4217 table: currency codes by the number of decimals of their minor unit.

/** Decimals of a currency's minor unit. */
export type CurrencyExponent = 0 | 2 | 3 | 4

const CODES: Readonly<Record<CurrencyExponent, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: [
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY',
    'COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS',
    'INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR',
    'MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP',
    'STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG',
    // withdrawn since 2020, kept for older documents
    'ANG BGN CUC HRK SLL ZWL'
  ].join(' '),
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW'
}

const EXPONENTS: ReadonlyMap<string, CurrencyExponent> = new Map(
  ([0, 2, 3, 4] as const).flatMap(exponent => CODES[exponent].split(' ').map(code => [code, exponent] as const))
)

const MINOR_UNITS: Readonly<Record<CurrencyExponent, bigint>> = { 0: 1_000_000n, 2: 10_000n, 3: 1_000n, 4: 100n }

/** 'AUD' -> 2, 'JPY' -> 0, 'KWD' -> 3, 'CLF' -> 4; undefined for anything that is no currency with a minor unit (gold, test codes). */
export function currencyExponent(code: string): CurrencyExponent | undefined {
  return EXPONENTS.get(code)
}

/** Whether the three capital letters name a currency that can be billed in. */
export function isCurrency(code: string): boolean {
  return EXPONENTS.has(code)
}

/** All currency codes, in alphabetical order. */
export function currencyCodes(): string[] {
  return [...EXPONENTS.keys()].sort()
}

/** The step, in micro, of the currency's smallest coin: 10000n for AUD, 1000000n for JPY. Throws RangeError for an unknown code. */
export function minorUnit(code: string): bigint {
  const exponent = EXPONENTS.get(code)
  if (exponent === undefined) throw new RangeError(`'${code}' is not an ISO 4217 currency`)
  return MINOR_UNITS[exponent]
}
