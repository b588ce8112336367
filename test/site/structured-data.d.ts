// What we use of two packages that bring no declarations.

declare module '@marbec/web-auto-extractor' {
  export default class WebAutoExtractor {
    /** JSON-LD, by type, and what could not be parsed. */
    parse(html: string): { jsonld: Record<string, object[]>; errors?: object[] };
  }
}

declare module '@adobe/structured-data-validator' {
  export default class Validator {
    /** @param schemaOrg schema.org's own release as JSON-LD */
    constructor(schemaOrg: { '@graph': object[] });
    /** @param extracted what a WebAutoExtractor found */
    validate(extracted: object): Promise<{ severity: string; issueMessage: string; rootType: string }[]>;
  }
}
