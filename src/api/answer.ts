// What may a caller count on in an answer? Every member but the token of a next page, where the SDK's types promise none.
export type Answer<Output> = {
  [Member in keyof Output as Member extends 'nextToken' ? never : Member]-?: NonNullable<Output[Member]>
} & {
  [Member in keyof Output as Member extends 'nextToken' ? Member : never]?: Output[Member]
}
