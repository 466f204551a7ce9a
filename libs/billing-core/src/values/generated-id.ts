const FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether nobody gave it: no text for a person names anything by it where another name is there. */
export function isGeneratedId(text: string): boolean {
  return FORM.test(text)
}
