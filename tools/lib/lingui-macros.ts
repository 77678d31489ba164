import linguiMacro from '@lingui/babel-plugin-lingui-macro';
import { transformAsync } from '@babel/core';
import type { Plugin } from 'vite';

/**
 * Expands Lingui's macros (`t`, `<Trans>`) in files that import them. Through Babel, because Lingui's native transform is an
 * optional package that npm leaves out when it installs under Node 20. The English text stays in the code, so a message
 * that is in no catalog yet still reads well.
 */
export function linguiMacros(): Plugin {
  return {
    name: 'box-office:lingui-macros',
    enforce: 'pre',
    transform: {
      filter: {
        id: { include: /\.[jt]sx?(?:$|\?)/, exclude: /\/node_modules\// },
        code: /from ['"]@lingui\/(?:core|react)\/macro['"]/,
      },
      async handler(code, id) {
        const result = await transformAsync(code, {
          filename: id.replace(/\?.*$/, ''),
          babelrc: false,
          configFile: false,
          sourceMaps: true,
          parserOpts: { plugins: ['jsx', 'typescript'] },
          plugins: [[linguiMacro, { descriptorFields: 'message' }]],
        });
        return result ? { code: result.code ?? '', map: result.map ?? null } : null;
      },
    },
  };
}
