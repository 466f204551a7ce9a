// An operator of calls, texts, data and storage, whose plans differ in their caps.
export const base = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}
zones world { | prefix | zone |
| 61 | home |
| 64 | away | }
tariff surf for data { rates {
  | price       |
  | 1.00 per GB |
} }
tariff calls for voice { zone by called number in world; rates {
  | zone | price        |
  | home | 1.00 per min |
  | away | 3.00 per min |
} }
tariff texts for sms { zone by called number in world; rates {
  | zone | price        |
  | home | 0.50 per sms |
  | away | 1.00 per sms |
} }
tiers stored = volume {
  counted per subscription, reset every cycle
  | up to | price       |
  | 10 GB | 1.00 per GB |
  | *     | 0.50 per GB |
}
tariff store for storage, counted in bytes { rates {
  | price        |
  | tiers stored |
} }
feature careful "Careful" { cap all usage at 4.00 per cycle }
`
export const plan = (name: string, ...caps: readonly string[]): string =>
  `plan ${name} "${name}" { tariff surf, calls, texts, store\n${caps.join('\n')} }\n`
