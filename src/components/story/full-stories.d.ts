declare module 'virtual:standfirst/full-stories' {
  /** The compiled modules of the stories that hold code, by content path. */
  const stories: Record<string, () => Promise<import('astro').MDXInstance<Record<string, unknown>>>>;
  export default stories;
}
