import type { Decoder } from './decoder.ts';

/** The Shape Detection API, in so far as we use it; TypeScript's DOM does not know it. */
interface BarcodeDetectorLike {
  detect(image: ImageData): Promise<{ rawValue: string }[]>;
}

interface BarcodeDetectorClass {
  new (options: { formats: string[] }): BarcodeDetectorLike;
  getSupportedFormats(): Promise<string[]>;
}

/** The system's own reader (macOS, Android), or null where there is none that knows QR codes. */
export async function nativeDecoder(): Promise<Decoder | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: BarcodeDetectorClass };
  if (BarcodeDetector === undefined) return null;
  const formats = await BarcodeDetector.getSupportedFormats().catch((): string[] => []);
  if (!formats.includes('qr_code')) return null;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  return {
    async decode(frame) {
      const found = await detector.detect(frame);
      return found.map((code) => code.rawValue).filter((text) => text !== '');
    },
  };
}
