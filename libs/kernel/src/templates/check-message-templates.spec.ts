import { checkMessageTemplates } from './check-message-templates.ts'

const at = { rule: 'message "data-80"', file: 'rules.farthing', line: 3, column: 3 }
const message = {
  name: 'data-80',
  facts: ['plan', 'owed'],
  templates: [{ channel: 'sms', language: null, file: 'data-80.hbs', at }],
  at
}
const found = (template: string): string[] =>
  checkMessageTemplates([message], new Map([['data-80.hbs', template]])).map(
    ({ code, file, line, column, message: text }) => `${file}:${line}:${column} ${code} ${text}`
  )

describe('the template of a message', () => {
  it('may use its facts, and if and unless', () => {
    expect(found('{{plan}}\n{{#if owed}}{{owed}}{{else}}none{{/if}}{{#unless owed}}-{{/unless}}')).toEqual([])
  })

  it.each([
    ['{{plan}}\n{{name}}', '2:3 R0310 message "data-80" has no fact \'name\': it has plan and owed'],
    ['{{#if owed}}\n{{else}}\n{{zip}}{{/if}}', '3:3 R0310 message "data-80" has no fact \'zip\': it has plan and owed'],
    ['{{plan.constructor}}', '1:3 R0310 message "data-80" has no fact \'plan.constructor\': it has plan and owed'],
    ['{{constructor}}', '1:3 R0310 message "data-80" has no fact \'constructor\': it has plan and owed'],
    ['{{__proto__.x}}', '1:3 R0310 message "data-80" has no fact \'__proto__.x\': it has plan and owed'],
    ['{{lookup plan "x"}}', "1:3 R0311 'lookup' is not known here: templates of messages use if and unless"],
    ['{{> other}}', "1:1 R0311 '>' is not known here: templates of messages use if and unless"],
    ['Hello\n{{#if plan}}', '2:13 R0311 the template ends inside a block: close it, as {{/if}} closes {{#if}}'],
    ['Hello\n  {{#if plan}}x{{/unless}}', '2:6 R0311 {{/unless}} does not close {{#if}}'],
    [
      'Hello,\nyou are on\nthe plan {{plan} of ours',
      '3:16 R0311 what stands after `the plan {{plan` cannot be read: }} closes a {{fact}}, and {{/if}} closes {{#if}}'
    ]
  ])('is refused with its place: %j', (template, expected) => {
    expect(found(template)).toEqual([`data-80.hbs:${expected}`])
  })

  it('is told of once, however many channels and messages have it', () => {
    const by = (channel: string) => ({ channel, language: null, file: 'data-80.hbs', at })
    const both = { ...message, templates: [by('sms'), by('email')] }
    const files = new Map([['data-80.hbs', '{{zip}}']])
    expect(checkMessageTemplates([both], files)).toHaveLength(1)
    expect(checkMessageTemplates([both, { ...both, name: 'data-90' }], files)).toHaveLength(2)
    expect(checkMessageTemplates([both, both], new Map([['data-80.hbs', '{{#if plan}}']]))).toHaveLength(1)
  })

  it('must be there', () => {
    expect(checkMessageTemplates([message], new Map())).toMatchObject([
      { code: 'R0312', file: 'rules.farthing', line: 3 }
    ])
  })
})
