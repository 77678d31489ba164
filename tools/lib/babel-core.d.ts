// The one call we make; @types/babel__core brings six packages for it.
declare module '@babel/core' {
  export function transformAsync(
    code: string,
    options: Record<string, unknown>,
  ): Promise<{
    code: string | null;
    map: { mappings: string; sources: string[]; names: string[]; version: number } | null;
  } | null>;
}
