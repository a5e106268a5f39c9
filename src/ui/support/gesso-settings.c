/* gesso-settings.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/support/gesso-settings.h"

static gpointer
make_settings (gpointer unused)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, GESSO_APP_ID, TRUE);
  if (schema == NULL)
    {
      g_message ("The settings' schema is not installed; nothing will be remembered.");
      return NULL;
    }

  return g_settings_new (GESSO_APP_ID);
}

/**
 * gesso_settings_get:
 *
 * Returns: (transfer none) (nullable): the program's settings; NULL where the schema is not
 *   installed, as in a build tree, which must not keep anybody from working
 */
GSettings *
gesso_settings_get (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, make_settings, NULL);
  return once.retval;
}
