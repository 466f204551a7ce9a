import { type ChargeDelta, invoiceOf, type InvoiceLine, type TaxTreatment } from '@farthing/billing-core'
import type { Bill } from './bill-input.ts'
import { invoicesOf, jointBill } from './joint-bill.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const COIN = 10_000n

function line(cents: number, tax: TaxTreatment = null): InvoiceLine {
  const amount = BigInt(cents) * COIN
  const part = { amount } as unknown as ChargeDelta
  return {
    ...{ line: 1, type: 'rent', subscription: 's', series: 's', ledger: 'revenue', category: 'rent', quantity: '1' },
    ...{ from: day('2026-03-01'), until: day('2026-04-01'), amount, net: amount, exact: amount, tax, corrects: null },
    ...{ description: 'Rent', explanation: {} as InvoiceLine['explanation'], version: 'v', parts: [part] }
  }
}

function bill(lines: readonly InvoiceLine[], given: Partial<Bill> = {}): Bill {
  const heading = {
    ...{ account: 'firm', currency: 'EUR', billDate: day('2026-03-15'), from: day('2026-02-15'), dueDays: 14 },
    taxRounding: { mode: 'half-up', step: COIN }
  } as const
  return {
    ...{
      ok: true,
      belowMinimum: false,
      heading,
      minimum: null,
      waited: false,
      groups: null,
      usage: [],
      allowances: [],
      carried: [],
      dropped: []
    },
    ...{ invoice: lines.length === 0 ? null : invoiceOf(heading, lines), hash: `hash of ${lines.length}` },
    ...given
  }
}

const vat = (percent: string, over: object = {}): TaxTreatment => [
  {
    ...{ tax: 'vat', title: 'VAT', percent, code: 'S', included: false, reason: null, certificate: null },
    ...{
      rounding: 'bill',
      onTopOf: [],
      relieved: null,
      rule: { rule: 'tax vat', file: 'f', line: 1, column: 1 },
      ...over
    }
  }
]

describe('bills that are made together', () => {
  it('stand on one invoice, account by account, numbered through and taxed together', () => {
    // 0.03 each: 0.0057 of tax an account would be 0.01 three times
    const three = [line(3, vat('19'))]
    const made = jointBill([
      { account: 'firm', bill: bill(three) },
      { account: 'shop', bill: bill(three) },
      { account: 'kiosk', bill: bill(three) }
    ])
    if (!made.ok) throw new Error(made.detail)
    const [joint] = invoicesOf(made)
    expect(joint?.invoice).toMatchObject({ net: 9n * COIN, total: 11n * COIN, account: 'firm' })
    expect(joint?.invoice.dueDate.toString()).toBe('2026-03-29')
    expect(joint?.shares.map(({ account, lines }) => [account, lines.map(each => each.line)])).toEqual([
      ['firm', [1]],
      ['shop', [2]],
      ['kiosk', [3]]
    ])
  })

  it("tax each line by its own account's place and exemption", () => {
    const exempt = vat('0', { code: 'E', reason: 'Exempt', certificate: 'C-1' })
    const made = jointBill([
      { account: 'firm', bill: bill([line(10_000, vat('19'))]) },
      { account: 'shop', bill: bill([line(5000, exempt)]) }
    ])
    if (!made.ok) throw new Error(made.detail)
    const taxes = invoicesOf(made)[0]?.invoice.taxes.map(tax => [tax.percent, tax.taxable / COIN, tax.amount / COIN])
    expect(taxes).toEqual([
      ['19', 10_000n, 1900n],
      ['0', 5000n, 0n]
    ])
  })

  it('are below the minimum together, or not at all', () => {
    const small = bill([line(300)], { minimum: 500n * COIN, belowMinimum: true })
    const both = jointBill([
      { account: 'firm', bill: small },
      { account: 'shop', bill: small }
    ])
    expect(both).toMatchObject({ ok: true, belowMinimum: false })
    const one = jointBill([
      { account: 'firm', bill: bill([], { minimum: 500n * COIN }) },
      { account: 'shop', bill: { ...small, minimum: null } }
    ])
    expect(one).toMatchObject({ ok: true, belowMinimum: true })
    const left = jointBill([
      { account: 'firm', bill: bill([]) },
      { account: 'shop', bill: { ...small, minimum: null } }
    ])
    expect(left).toMatchObject({ ok: true, belowMinimum: false })
  })

  it('have waited as long as the first of them, whoever joined it since', () => {
    const least = { minimum: 500n * COIN }
    const waited = (firm: boolean, shop: boolean) =>
      jointBill([
        { account: 'firm', bill: bill([line(300)], { ...least, waited: firm }) },
        { account: 'shop', bill: bill([line(100)], { ...least, waited: shop }) }
      ])
    expect(waited(true, false)).toMatchObject({ belowMinimum: false })
    expect(waited(false, true)).toMatchObject({ belowMinimum: true })
  })

  it('are no invoice when nothing is to be billed', () => {
    const made = jointBill([
      { account: 'firm', bill: bill([]) },
      { account: 'shop', bill: bill([]) }
    ])
    expect(made).toMatchObject({ ok: true, parts: [{ group: null, joint: null }] })
  })

  it('carry a hash over all of theirs; one alone carries its own', () => {
    const own = { account: 'firm', bill: bill([line(300)]) }
    expect(jointBill([own])).toMatchObject({ hash: 'hash of 1', parts: [{ joint: { invoice: own.bill.invoice } }] })
    const [a, b] = [[line(300)], [line(300), line(300)]].map(lines =>
      jointBill([own, { account: 'shop', bill: bill(lines) }])
    )
    expect(a?.ok && b?.ok && a.hash === b.hash).toBe(false)
  })
})

describe('a bill whose subscriptions are in invoice groups', () => {
  const of = (subscription: string | null, cents: number): InvoiceLine => ({ ...line(cents), subscription })
  const grouped = (lines: readonly InvoiceLine[], groups: Readonly<Record<string, string>>, subscriptions: string[]) =>
    bill(lines, { groups: { groupOf: new Map(Object.entries(groups)), subscriptions } })
  const told = (made: ReturnType<typeof jointBill>) => {
    if (!made.ok) throw new Error(made.detail)
    return made.parts.map(({ group, joint, subscriptions }) => {
      const lines = joint?.invoice.lines.map(each => `${each.line} ${each.subscription}`) ?? []
      return [group, lines, [...(subscriptions ?? [])].map(([account, own]) => `${account}: ${[...(own ?? ['all'])]}`)]
    })
  }

  it('has an invoice for each group, and a main one for what is of the account', () => {
    const groups = { b: 'vans', c: 'cars', d: 'bikes' }
    const own = grouped([of('a', 100), of('b', 200), of(null, 300)], groups, ['a', 'b', 'c', 'd'])
    const usage = [{ subscription: 'c' }] as unknown as Bill['usage']
    expect(told(jointBill([{ account: 'firm', bill: { ...own, usage } }]))).toEqual([
      [null, ['1 a', '2 null'], ['firm: a']],
      ['cars', [], ['firm: c']], // its use cost nothing
      ['vans', ['1 b'], ['firm: b']]
    ])
  })

  it('has that of a group with the lines of all accounts that stand on its invoice', () => {
    const made = jointBill([
      { account: 'firm', bill: grouped([of('a', 100)], {}, ['a']) },
      { account: 'shop', bill: grouped([of('s', 100), of('t', 200)], { t: 'fleet' }, ['s', 't']) },
      { account: 'kiosk', bill: bill([of('k', 300)]) }
    ])
    expect(told(made)).toEqual([
      [null, ['1 a', '2 s', '3 k'], ['firm: a', 'shop: s', 'kiosk: all']],
      ['fleet', ['1 t'], ['firm: ', 'shop: t']]
    ])
  })

  it('has what gives back before what asks', () => {
    const own = grouped([of('a', 100), of('b', -200)], { b: 'fleet' }, ['a', 'b'])
    expect(told(jointBill([{ account: 'firm', bill: own }])).map(([group]) => group)).toEqual(['fleet', null])
  })

  it('leaves open what is of an invoice that stands', () => {
    const own = grouped([of('a', 100), of('b', 200)], { b: 'fleet' }, ['a', 'b'])
    const again = jointBill([{ account: 'firm', bill: own }], new Set([null]))
    expect(told(again)).toEqual([['fleet', ['1 b'], ['firm: b']]])
    expect(again).toMatchObject({ leavesOpen: true })
    expect(jointBill([{ account: 'firm', bill: own }], new Set(['vans']))).toMatchObject({ leavesOpen: false })
    expect(jointBill([{ account: 'firm', bill: bill([of('a', 100)]) }], new Set([null]))).toMatchObject({
      ...{ parts: [], leavesOpen: true }
    })
  })

  it('is taxed invoice by invoice: each is apart by less than a coin', () => {
    const lines = ['a', 'b'].map(subscription => ({ ...line(3, vat('19')), subscription }))
    const own = grouped(lines, { b: 'fleet' }, ['a', 'b'])
    const made = jointBill([{ account: 'firm', bill: own }])
    if (!made.ok) throw new Error(made.detail)
    expect(own.invoice?.total).toBe(7n * COIN)
    expect(invoicesOf(made).map(({ invoice }) => invoice.total)).toEqual([4n * COIN, 4n * COIN])
  })

  it('is below the minimum as a whole, or not at all', () => {
    const own = grouped([of('a', 300), of('b', 300)], { b: 'fleet' }, ['a', 'b'])
    expect(jointBill([{ account: 'firm', bill: { ...own, minimum: 500n * COIN } }])).toMatchObject({
      belowMinimum: false
    })
  })
})
