/** Reads the QR codes of one frame; none found is an empty list, never an error. */
export interface Decoder {
  decode(frame: ImageData): Promise<string[]>;
}

/** Asks each decoder in turn until one reads something. A decoder that breaks down is passed over from then on. */
export function firstThatReads(decoders: readonly Decoder[]): Decoder {
  let fit = decoders;
  return {
    async decode(frame) {
      for (const decoder of fit) {
        const codes = await decoder.decode(frame).catch(() => null);
        if (codes === null) fit = fit.filter((other) => other !== decoder);
        else if (codes.length > 0) return codes;
      }
      if (fit.length === 0) throw new Error('No decoder works on this machine.');
      return [];
    },
  };
}
