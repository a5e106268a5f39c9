/* gesso-account-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-account.h"

G_BEGIN_DECLS

struct _GessoAccount
{
  GObject parent_instance;

  char *id;       /* (owned) */
  char *kind;     /* (owned) */
  char *name;     /* (owned) */
  char *base_url; /* (owned) (nullable) */
  char *model;    /* (owned) (nullable) */
  char **models;  /* (owned) */
  int limit;
  GPtrArray *findings; /* (owned) (element-type GessoFindings): one for a model at most */
  GHashTable *ends;    /* (owned) (element-type utf8 utf8): days by model, as the service said */
};

/* What is known about the models, as it is stored with the account. */
void       _gesso_account_read_findings  (GessoAccount *self,
                                          JsonArray    *array);
void       _gesso_account_read_ends      (GessoAccount *self,
                                          JsonObject   *object);
JsonObject *_gesso_account_write_ends    (GessoAccount *self) G_GNUC_WARN_UNUSED_RESULT;
JsonArray *_gesso_account_write_findings (GessoAccount *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
