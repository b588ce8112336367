declare module 'virtual:astro:renderers' {
  /** What renders the components that are none of Astro's, as `astro.config.mjs` names them. */
  export const renderers: import('astro').SSRLoadedRenderer[];
}
