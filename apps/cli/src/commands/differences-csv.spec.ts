import { differencesCsv, differencesHeader } from './differences-csv.ts'

const none = {
  startedThere: null,
  startedHere: null,
  quantityThere: null,
  quantityHere: null,
  priceThere: null,
  priceHere: null
}
const at = Temporal.Instant.from('2026-11-03T10:00:00Z')

describe('the differences of a comparison as a file', () => {
  it('has a column for each thing that a side says, and no customer', () => {
    const said = { ...none, number: 1, called: '4930123456', account: 'A-000001', event: null }
    const rows = differencesCsv({ currency: 'EUR', unit: 'second' }, [
      {
        ...said,
        ...{ kind: 'different-quantity', detail: '', line: 7, event: 'csv:1', startedThere: at, startedHere: at },
        ...{ quantityThere: 61_500, quantityHere: 60_000, priceThere: 10_500n, priceHere: 10_000n }
      },
      { ...said, kind: 'missing-here', detail: 'twice', line: 8, startedThere: at, quantityThere: 60_000 },
      {
        ...said,
        ...{ kind: 'other-zone', detail: '', line: 10, event: 'csv:2', startedThere: at, startedHere: at },
        ...{ quantityThere: 60_000, quantityHere: 60_000 }
      },
      { ...said, kind: 'malformed', detail: 'no "time", says it', called: '', line: 9 }
    ])
    expect(`${differencesHeader}${rows}`.split('\r\n')).toEqual([
      'line,difference,called,began_there,began_here,quantity_there,quantity_here,unit,price_there,price_here,currency,own_event,detail',
      '7,different-quantity,4930123456,2026-11-03T10:00:00Z,2026-11-03T10:00:00Z,61.5,60,second,0.0105,0.01,EUR,csv:1,',
      '8,billed-twice,4930123456,2026-11-03T10:00:00Z,,60,,second,,,EUR,,',
      '10,other-zone,4930123456,2026-11-03T10:00:00Z,2026-11-03T10:00:00Z,60,60,second,,,EUR,csv:2,',
      '9,malformed,,,,,,second,,,EUR,,"no ""time"", says it"',
      ''
    ])
  })
})
