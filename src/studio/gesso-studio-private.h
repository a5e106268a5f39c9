/* gesso-studio-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "providers/gesso-provider-registry.h"
#include "studio/gesso-accounts.h"
#include "studio/gesso-keychain.h"
#include "studio/gesso-recorder.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

struct _GessoStudio
{
  GObject parent_instance;

  char             *folder; /* (owned) (nullable): as given; NULL is the user's own */
  GessoStudioFlags  flags;

  GessoCatalog          *catalog;    /* (owned) */
  GessoPricing          *pricing;    /* (owned) */
  GessoAccounts         *accounts;   /* (owned) */
  GessoKeychain         *keychain;   /* (owned) */
  GessoProviderRegistry *registry;   /* (owned) */
  GessoWorker           *imaging;    /* (owned) */

  GessoLibrary        *library;    /* (owned) (nullable): while open */
  GessoThumbnails     *thumbnails; /* (owned) (nullable): while open */
  GessoRecorder       *recorder;   /* (owned) (nullable): while open */
  GessoJobQueue       *queue;      /* (owned) (nullable): while open */
  GessoRecoveryReport *recovery;   /* (owned) (nullable): of the start */

  gboolean learning;    /* prices, out of the ledger */
  gboolean learn_again; /* the ledger has grown meanwhile */
};

void _gesso_studio_learn_prices (GessoStudio *self);

G_END_DECLS
