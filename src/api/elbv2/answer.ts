// What may a caller count on in an answer? Every member but the marker of a next page, where the SDK's types promise none.
export type ElbAnswer<Output> = {
  [Member in keyof Output as Member extends 'NextMarker' ? never : Member]-?: NonNullable<Output[Member]>
} & {
  [Member in keyof Output as Member extends 'NextMarker' ? Member : never]?: Output[Member]
}
