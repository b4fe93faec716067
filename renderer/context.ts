// What every component may reach for: the office, and where the console stands.
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { known } from '../main/domain/assert.ts';
import { hasComplianceRight } from '../main/domain/disclosure.ts';
import { type Deed, holds } from '../main/domain/permissions.ts';
import type { MethodName } from '../preload/contract/contract.ts';
import type { Navigation } from './navigation.ts';
import type { Office, OfficeState } from './office.ts';

export type Console = { readonly office: Office; readonly navigation: Navigation };

export const ConsoleContext = createContext<Console | null>(null);

export function useConsole(): Console {
  return known(useContext(ConsoleContext), 'every screen stands inside the console');
}

export function useOffice(): Office {
  return useConsole().office;
}

export function useOfficeState<T>(select: (state: OfficeState) => T): T {
  return useStore(useOffice().state, select);
}

/** Whether the person has the permission for a deed; the office checks again. */
export function useMay(deed: Deed): boolean {
  return useOfficeState(({ session }) => session?.deeds.includes(deed) ?? false);
}

/** Tells whether the office answers the person a method; a list that it refuses is not offered. */
export function useAnswered(): (method: MethodName) => boolean {
  const methods = useOfficeState(({ session }) => session?.methods);
  return (method) => methods?.includes(method) ?? false;
}

/** Whether the person is told compliance holds for what they are; the office conceals them else. */
export function useComplianceRight(): boolean {
  return useOfficeState(({ session }) => session !== null && hasComplianceRight(session.actor));
}

/** Whether the person is told account numbers whole; the office masks them else. */
export function useSeesAccounts(): boolean {
  return useOfficeState(({ session }) => session !== null && holds(session.actor, 'see_accounts'));
}

/** Whether deeds are taken now; while not, the top bar says why. */
export function useIsReady(): boolean {
  return useOfficeState(({ link, phase }) => link === 'open' && phase === 'ready');
}
