import { currencyCodes } from '@farthing/billing-core/values'
import { shownAmount } from '../wording.ts'
import { readPdfPages } from './read-pdf.ts'
import { renderPdf } from './render-pdf.ts'

const pages = async (body: string, css = ''): Promise<string[]> =>
  readPdfPages(
    await renderPdf(`<html><head><title>T</title><style>${css}</style></head><body>${body}</body></html>`, 'Spec')
  )

const rows = (count: number): string =>
  Array.from({ length: count }, (_, index) => `<tr><td>row ${index + 1}.</td><td>x</td></tr>`).join('')

describe('renderPdf', () => {
  it('writes text that can be read back, with accents, entities and currency signs', async () => {
    expect(await pages('<p>Grace O’Hara &amp; Söns: 12.50 €</p>')).toEqual(['Grace O’Hara & Söns: 12.50 €'])
  })

  it('writes names of many languages, and such as were entered letter by letter with their marks', async () => {
    const names = [
      'Nguyễn Thị Hằng',
      'Əliyev',
      'Қанат Өмірбек',
      'Phương Đỗ',
      'Οδυσσέας',
      'Ɓala Ɗan Ƙano',
      'Ștefan O’Hara',
      'Дмитрий'
    ]
    expect(await pages(names.map(name => `<p>${name}</p>`).join(''))).toEqual([names.join('|')])
    expect(await pages('<p>Zoe\u0308 Nguye\u0302\u0303n</p>')).toEqual(['Zoë Nguyễn'])
    expect(await pages('<p style="text-transform: uppercase">tơn ěre</p>')).toEqual(['TƠN ĚRE'])
  })

  it('writes an amount of every currency', async () => {
    const amounts = currencyCodes().map(code => shownAmount(1_240_750_000n, code))
    const found = await pages(amounts.map(amount => `<p>${amount}</p>`).join(''))
    expect(found.join('|').split('|')).toEqual(amounts)
  })

  it('bears the larger font only where it is needed', async () => {
    const [usual, more] = await Promise.all([renderPdf('<p>Ştefan</p>', 'x'), renderPdf('<p>Nguyễn</p>', 'x')])
    expect(usual.length).toBeLessThan(70_000)
    expect(more.length).toBeLessThan(120_000)
  })

  it('leaves nothing out and repeats the head of a table on every page', async () => {
    const found = await pages(`<table><thead><tr><th>Head</th><th>Y</th></tr></thead>${rows(120)}</table>`)
    expect(found.length).toBeGreaterThan(2)
    for (const page of found) expect(page.startsWith('Head|Y')).toBe(true)
    const all = found.join('|')
    for (let row = 1; row <= 120; row++) expect(all).toContain(`row ${row}.`)
  })

  it('numbers pages in the footer of each', async () => {
    const footer = '<footer>Page <span data-counter="page"></span> of <span data-counter="pages"></span></footer>'
    const found = await pages(`<table>${rows(60)}</table>${footer}`)
    expect(found).toHaveLength(2)
    found.forEach((page, index) => {
      expect(page.endsWith(`${index + 1}|2`)).toBe(true)
    })
  })

  it('breaks long lines and cuts words wider than the page', async () => {
    const [page = ''] = await pages(`<p>${'word '.repeat(60)}${'W'.repeat(300)}</p>`)
    expect(page.split('|').length).toBeGreaterThan(4)
    expect(page.replace(/\|/g, '').match(/W/g)).toHaveLength(300)
  })

  it('starts a page where the style says so and hides what is for screens', async () => {
    const css = '.annex { break-before: page } .gone { display: none } @media screen { p { display: none } }'
    expect(await pages('<p>one</p><p class="gone">two</p><div class="annex">three</div>', css)).toEqual([
      'one',
      'three'
    ])
  })

  it('keeps a heading with the table that it announces', async () => {
    const found = await pages(
      `<table>${rows(40)}</table><h3>Heading</h3><table>${rows(5)}</table>`,
      'h3 { font-size: 12pt }'
    )
    const page = found.find(text => text.includes('Heading')) ?? ''
    expect(page.slice(page.indexOf('Heading'))).toContain('row 1.')
  })

  it('makes a page of an empty document', async () => {
    expect(await pages('')).toEqual([''])
  })

  it('refuses elements nested without end', async () => {
    await expect(pages('<div>'.repeat(500))).rejects.toThrow('nests elements more than 64 deep')
  })

  it('embeds both fonts and shares them between documents', async () => {
    const [first, second] = await Promise.all([renderPdf('<b>a</b>b', 'x'), renderPdf('<b>c</b>d', 'x')])
    for (const pdf of [first, second]) expect(pdf.toString('latin1').match(/\/FontFile2 /g)).toHaveLength(2)
  })
})
