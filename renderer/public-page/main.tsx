import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { linkCode, PAGE_FACTS_ID, type PageFacts } from '../../src/shared/public-page.ts';
import { startLanguage } from './language.ts';
import { Page } from './page.tsx';
import './page.css';

const root = document.querySelector('#root');
const laid = document.querySelector(`#${PAGE_FACTS_ID}`);
if (!root || !laid) throw new Error('The server fills this page in: open it at /events');

const facts = JSON.parse(laid.textContent ?? '') as PageFacts;
const affiliateCode = linkCode(new URLSearchParams(location.search).get('ref'));

await startLanguage();

createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <Page facts={facts} affiliateCode={affiliateCode} />
    </I18nProvider>
  </StrictMode>,
);
