import type { Browser, Page } from '@playwright/test';
import { api, must } from './grafanaUnderTest.ts';

/** Somebody of the test, signed in nowhere yet. */
export interface TestUser {
  /** A page of a browser of their own, signed in. Closed with the user. */
  open(browser: Browser): Promise<Page>;
  remove(): Promise<void>;
}

const PASSWORD = 'only-for-tests';

export async function makeUser(login: string, role: 'Viewer' | 'Editor' | 'Admin'): Promise<TestUser> {
  const { id } = (await must(api('POST', '/api/admin/users', { name: login, login, password: PASSWORD }))) as {
    id: number;
  };
  const pages: Page[] = [];
  const remove = async () => {
    for (const page of pages) await page.context().close();
    await api('DELETE', `/api/admin/users/${String(id)}`);
  };
  await must(api('PATCH', `/api/org/users/${String(id)}`, { role }));
  return {
    async open(browser) {
      const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
      const page = await context.newPage();
      pages.push(page);
      await context.request.post('/login', { data: { user: login, password: PASSWORD } });
      return page;
    },
    remove,
  };
}
