// What does plain data look like, as the journal and a saved simulation hold it?

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type JsonRecord = { readonly [key: string]: Json }

export interface Tag {
  readonly key: string
  readonly value: string
}
