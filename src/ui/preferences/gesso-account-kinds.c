/* gesso-account-kinds.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/preferences/gesso-account-kinds.h"

#include <glib/gi18n.h>

#include "model/gesso-account.h"
#include "model/gesso-server-preset.h"
#include "model/gesso-task-profiles.h"

/* The kinds of account that a person can add, in words. */

static const struct
{
  const char *kind;
  const char *label;
  const char *name;
  const char *summary;
  gboolean is_own_server;
} built_in[] = {
  { GESSO_ACCOUNT_KIND_OPENAI_IMAGES, N_ ("OpenAI Images"), "OpenAI",
    N_ ("Pictures and edits, previews while they are drawn"), FALSE },
  { GESSO_ACCOUNT_KIND_RESPONSES, N_ ("OpenAI Responses"), "OpenAI",
    N_ ("A text model thinks first, and can search the web"), FALSE },
  { GESSO_ACCOUNT_KIND_AZURE, N_ ("Azure / Microsoft Foundry"), "Azure",
    N_ ("The same models in a resource of your own"), FALSE },
  { GESSO_ACCOUNT_KIND_COMPATIBLE, N_ ("OpenAI-compatible server"), "",
    N_ ("Anything that speaks the Images API"), TRUE },
};

/* What is said about services and servers that other tables name. */
static const struct
{
  const char *kind;
  const char *summary;
} summaries[] = {
  { "fal", N_ ("Many models, paid by the picture") },
  { "evolink", N_ ("Paid with credits; shows what is left") },
  { "kie", N_ ("Paid with credits; shows what is left") },
  { "replicate", N_ ("Many models, paid by the picture") },
  { "stable-diffusion-cpp", N_ ("Small and without Python; one picture after the other") },
  { "localai", N_ ("Many models of your own behind one address") },
  { "vllm-omni", N_ ("Large models on graphics cards of your own") },
  { "sglang", N_ ("Large models on graphics cards of your own") },
  { "lemonade", N_ ("For computers with an AMD processor") },
};

static const char *
find_summary (const char *kind,
              const char *otherwise)
{
  for (gsize i = 0; i < G_N_ELEMENTS (summaries); i++)
    if (g_str_equal (summaries[i].kind, kind))
      return _ (summaries[i].summary);

  return otherwise;
}

static guint
count_named (void)
{
  return (guint) G_N_ELEMENTS (built_in) + gesso_server_preset_get_length ();
}

/**
 * gesso_account_kinds_get_length:
 *
 * Returns: how many kinds there are
 */
guint
gesso_account_kinds_get_length (void)
{
  return count_named () + gesso_task_profiles_get_length (gesso_task_profiles_get_default ());
}

/**
 * gesso_account_kinds_get:
 * @index: below gesso_account_kinds_get_length()
 * @out_kind: (out): overwritten
 *
 * The kind at a place in the list.
 */
void
gesso_account_kinds_get (guint             index,
                         GessoAccountKind *out_kind)
{
  g_return_if_fail (index < gesso_account_kinds_get_length ());

  if (index < G_N_ELEMENTS (built_in))
    {
      *out_kind = (GessoAccountKind){ .kind = built_in[index].kind,
                                      .label = _ (built_in[index].label),
                                      .name = built_in[index].name,
                                      .summary = _ (built_in[index].summary),
                                      .is_own_server = built_in[index].is_own_server };
    }
  else if (index < count_named ())
    {
      const GessoServerPreset *preset
          = gesso_server_preset_get (index - (guint) G_N_ELEMENTS (built_in));

      *out_kind = (GessoAccountKind){ .kind = preset->kind,
                                      .label = preset->label,
                                      .name = preset->label,
                                      .summary = find_summary (preset->kind, preset->base_url),
                                      .is_own_server = TRUE };
    }
  else
    {
      GessoTaskProfile *profile
          = gesso_task_profiles_get (gesso_task_profiles_get_default (), index - count_named ());
      const char *kind = gesso_task_profile_get_kind (profile);

      *out_kind = (GessoAccountKind){ .kind = kind,
                                      .label = gesso_task_profile_get_label (profile),
                                      .name = gesso_task_profile_get_label (profile),
                                      .summary
                                      = find_summary (kind, _ ("Described by a file of yours")) };
    }
}

/**
 * gesso_account_kinds_find:
 * @kind: as accounts name it
 * @out_kind: (out): overwritten when there is such a kind
 *
 * Returns: whether there is
 */
gboolean
gesso_account_kinds_find (const char       *kind,
                          GessoAccountKind *out_kind)
{
  for (guint i = 0; i < gesso_account_kinds_get_length (); i++)
    {
      gesso_account_kinds_get (i, out_kind);
      if (g_str_equal (out_kind->kind, kind))
        return TRUE;
    }

  return FALSE;
}
