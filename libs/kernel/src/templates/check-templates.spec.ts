import { readFileSync } from 'node:fs'
import { checkTemplates, defaultTemplate, INVOICE_TEMPLATE } from './index.ts'

const check = (source: string, file = INVOICE_TEMPLATE) => checkTemplates(new Map([[file, source]]), [])

describe('checkTemplates', () => {
  it('finds nothing wrong with the built-in template', () => {
    expect(check(readFileSync(defaultTemplate, 'utf8'))).toEqual([])
  })

  it('finds an unknown fact in a part that only some invoices have', () => {
    const [found, ...others] = check('{{account.name}}\n{{#each annex}}\n  {{tittle}}\n{{/each}}')
    expect(found).toMatchObject({ code: 'R0180', severity: 'error', file: INVOICE_TEMPLATE, line: 3, column: 5 })
    expect(found?.message).toContain("'tittle' is not a fact of this document")
    expect(others).toEqual([])
  })

  it.each([
    ['<p>\n<h1>{{account.name}</h1>', '2:19', '<h1>{{account.name` cannot be read'],
    ['{{#if account.name}}\n<h1></h1>', '2:10', 'the template ends inside a block: close it'],
    ['<p>\n{{#if account.name}}{{/each}}', '2:4', '{{/each}} does not close {{#if}}']
  ])('says of %j where it cannot be read and why', (source, place, message) => {
    const found = check(source)
    expect(found.map(({ line, column }) => `${line}:${column}`)).toEqual([place])
    expect(found[0]?.message).toContain(message)
  })

  it('refuses a template that nothing would use', () => {
    expect(check('x', 'templates/invoise.hbs')).toMatchObject([
      { message: 'no document is made from templates/invoise.hbs: the template of invoices is templates/invoice.hbs' }
    ])
  })

  it('leaves rule files and tables alone', () => {
    expect(
      checkTemplates(
        new Map([
          ['a.farthing', '{{x}}'],
          ['b.csv', '{{x}}']
        ]),
        []
      )
    ).toEqual([])
  })
})
