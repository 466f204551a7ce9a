// SQL of searching by words: in whatever case, without punctuation, the whole word or its beginning.
const APART = `'[[:punct:][:space:]]+', ' ', 'g'`

/** The words of a text; an index is of this expression. */
export function wordsOf(text: string): string {
  return `to_tsvector('simple', regexp_replace(${text}, ${APART}))`
}

/** Whether words begin like each word of `text`, which has one at least. */
export function wordsBegin(words: string, text: string): string {
  const begun = `regexp_replace(btrim(regexp_replace(${text}, ${APART})), ' ', ':* & ', 'g') || ':*'`
  return `${words} @@ to_tsquery('simple', ${begun})`
}
