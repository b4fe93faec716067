// The eleven people of the demo bank. None of them is real; each acts under a name of its own, so
// that the trail of a demonstration reads like that of a branch.
import type { Actor, Role } from '../../domain/permissions.ts';

function person(id: string, name: string, ...roles: readonly Role[]): Actor {
  return { id, name, roles };
}

export const DEMO_PEOPLE = {
  submitter: person('mira', 'Mira Holm', 'submitter'),
  otherSubmitter: person('jonas', 'Jonas Weber', 'submitter', 'supervisor'),
  reconciler: person('ines', 'Ines Duarte', 'reconciler'),
  analyst: person('tarik', 'Tarik Aydin', 'analyst'),
  otherAnalyst: person('yan', '颜晓彤', 'analyst', 'sanctions_officer'),
  supervisor: person('clara', 'Clara Voss', 'supervisor'),
  reportingOfficer: person('pavel', 'Pavel Novák', 'analyst', 'reporting_officer'),
  treasurer: person('hugo', 'Hugo Lindahl', 'supervisor', 'treasury'),
  auditor: person('edith', 'Edith Sommer', 'auditor'),
  administrator: person('oskar', 'Oskar Brandl', 'administrator'),
  otherAdministrator: person('leila', 'Leïla Marchand', 'administrator'),
} as const satisfies Record<string, Actor>;

export type DemoPerson = keyof typeof DEMO_PEOPLE;

/** What all of them sign in with; it is shown on the screen, for it protects nothing. */
export const DEMO_PASSPHRASE = 'four blue kettles sing';
