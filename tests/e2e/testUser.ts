import type { APIRequestContext, Browser, BrowserContext, Page } from '@playwright/test';
import { api, must } from './grafanaUnderTest.ts';

/** Somebody of the test, signed in nowhere yet. */
export interface TestUser {
  readonly login: string;
  /** As Grafana's tokens name them: the number of `user:7`. */
  readonly id: number;
  /** A page of a browser of their own, signed in. Closed with the user. */
  open(browser: Browser): Promise<Page>;
  /** The same without a page: only requests. */
  signIn(browser: Browser): Promise<APIRequestContext>;
  remove(): Promise<void>;
}

const PASSWORD = 'only-for-tests';

/** `name` is what others read; the login unless given. */
export async function makeUser(
  login: string,
  role: 'Viewer' | 'Editor' | 'Admin',
  name: string = login,
): Promise<TestUser> {
  const { id } = (await must(api('POST', '/api/admin/users', { name, login, password: PASSWORD }))) as {
    id: number;
  };
  const contexts: BrowserContext[] = [];
  const remove = async () => {
    for (const context of contexts) await context.close();
    await api('DELETE', `/api/admin/users/${String(id)}`);
  };
  await must(api('PATCH', `/api/org/users/${String(id)}`, { role }));
  const signedIn = async (browser: Browser): Promise<BrowserContext> => {
    const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
    contexts.push(context);
    await context.request.post('/login', { data: { user: login, password: PASSWORD } });
    // Grafana keeps what a role may for a minute: a folder that was made just now would be hidden.
    await context.request.get('/api/access-control/user/permissions?reloadcache=true');
    return context;
  };
  return {
    login,
    id,
    open: async (browser) => (await signedIn(browser)).newPage(),
    signIn: async (browser) => (await signedIn(browser)).request,
    remove,
  };
}
