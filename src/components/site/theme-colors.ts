/** Colours of the page, for what browsers draw around it: `--paper` of `styles/tokens.css` in both themes. */
export const themeColors = { light: '#fffdf9', dark: '#151412' } as const;
