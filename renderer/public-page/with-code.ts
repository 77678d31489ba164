/** A link within the public's pages: the affiliate's code goes along. */
export const withCode = (path: string, affiliateCode: string | null): string =>
  affiliateCode === null ? path : `${path}?ref=${affiliateCode}`;
