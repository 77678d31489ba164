import { Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { DemoBanner } from '../../components/demo-banner.tsx';
import { CommandPalette } from './command-palette.tsx';
import { LockWhenIdle } from './lock-when-idle.tsx';
import { Rail } from './rail.tsx';
import { ShortcutList } from './shortcut-list.tsx';
import { StatusBar } from './status-bar.tsx';
import { SwitchUser } from './switch-user.tsx';

/** The window of a signed-in person: the rail, the screen, and the line below with the state of things. */
export function Shell() {
  const [searching, setSearching] = useState(false);
  const [listing, setListing] = useState(false);
  return (
    <div className="flex h-full flex-col">
      <DemoBanner />
      <div className="flex min-h-0 flex-1">
        <Rail onSearch={() => setSearching(true)} onShortcuts={() => setListing(true)} />
        <div className="flex min-w-0 flex-1 flex-col">
          <Outlet />
        </div>
      </div>
      <StatusBar />
      <CommandPalette open={searching} onClose={() => setSearching(false)} />
      <LockWhenIdle />
      <SwitchUser />
      <ShortcutList open={listing} onClose={() => setListing(false)} />
    </div>
  );
}
