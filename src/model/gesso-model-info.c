/* gesso-model-info.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-model-info.h"

#include "base/gesso-clock.h"
#include "base/gesso-json.h"

#include <string.h>

/* GessoModelInfo is one row of the capability table, with every value filled in. The catalogue
 * makes it, drafts and providers hold it. Immutable and ref-counted atomically; any thread reads
 * its members. The public struct is the beginning of the private one, which owns the strings. */

typedef struct
{
  GessoModelInfo info;     /* must be first; its strings are owned */
  char **qualities;        /* (owned) */
  char **backgrounds;      /* (owned) */
  char **forceable;        /* (owned) */
  char **formats;          /* (owned) */
  char **moderations;      /* (owned) */
  char **input_fidelities; /* (owned) */
  char **efforts;          /* (owned) */
} ModelInfo;

G_DEFINE_BOXED_TYPE (GessoModelInfo, gesso_model_info, gesso_model_info_ref, gesso_model_info_unref)

static void
model_info_clear (gpointer data)
{
  ModelInfo *self = data;

  g_free ((char *) self->info.id);
  g_free ((char *) self->info.label);
  g_free ((char *) self->info.default_quality);
  g_free ((char *) self->info.mask_polarity);
  g_free ((char *) self->info.image_field);
  g_free ((char *) self->info.mask_field);
  g_free ((char *) self->info.shutdown_date);
  gesso_findings_free ((GessoFindings *) self->info.findings);
  g_strfreev (self->qualities);
  g_strfreev (self->backgrounds);
  g_strfreev (self->forceable);
  g_strfreev (self->formats);
  g_strfreev (self->moderations);
  g_strfreev (self->input_fidelities);
  g_strfreev (self->efforts);
}

static int
get_int (JsonObject *object,
         const char *member,
         int         fallback,
         int         minimum,
         int         maximum)
{
  return (int) CLAMP (gesso_json_get_int (object, member, fallback), minimum, maximum);
}

static char *
dup_text (JsonObject *object,
          const char *member,
          const char *fallback)
{
  return g_strdup (gesso_json_get_string (object, member, fallback));
}

static char **
read_list (JsonObject *object, const char *member, const char *const **out_view)
{
  char **list = gesso_json_get_strv (object, member);

  if (list == NULL)
    list = g_new0 (char *, 1);
  *out_view = (const char *const *) list;

  return list;
}

static void
read_size_rule (JsonObject    *object,
                GessoSizeRule *rule)
{
  g_auto (GStrv) fixed = NULL;

  *rule = gesso_size_rule_tolerant;
  if (object == NULL)
    return;

  rule->multiple = get_int (object, "multiple", 1, 1, 1024);
  rule->min_edge = get_int (object, "min_edge", rule->multiple, 1, 65536);
  rule->max_edge = get_int (object, "max_edge", 4096, 1, 65536);
  rule->max_ratio = get_int (object, "max_ratio", 0, 0, 65536);
  rule->min_pixels = MAX (gesso_json_get_int (object, "min_pixels", 0), 0);
  rule->max_pixels = MAX (gesso_json_get_int (object, "max_pixels", 0), 0);
  rule->experimental_pixels = MAX (gesso_json_get_int (object, "experimental_pixels", 0), 0);
  rule->surroundings = get_int (object, "surroundings", 0, 0, 1000);
  rule->takes_auto = gesso_json_get_boolean (object, "auto", TRUE);

  fixed = gesso_json_get_strv (object, "fixed");
  for (gsize i = 0; fixed != NULL && fixed[i] != NULL; i++)
    {
      if (rule->n_fixed < GESSO_SIZE_RULE_MAX_FIXED
          && gesso_size_parse (fixed[i], &rule->fixed[rule->n_fixed])
          && !gesso_size_is_auto (&rule->fixed[rule->n_fixed]))
        rule->n_fixed++;
    }
}

static gboolean
contains (const char *const *list, const char *value)
{
  return value != NULL && g_strv_contains (list, value);
}

static void
drop_transparency (JsonObject *row)
{
  g_auto (GStrv) backgrounds = gesso_json_get_strv (row, "backgrounds");
  JsonArray *array = json_array_new ();

  for (gsize i = 0; backgrounds != NULL && backgrounds[i] != NULL; i++)
    if (!g_str_equal (backgrounds[i], "transparent"))
      json_array_add_string_element (array, backgrounds[i]);
  json_object_set_array_member (row, "backgrounds", array);
}

/* What was seen counts more than what is written. */
static void
add_findings (JsonObject          *row,
              const GessoFindings *findings)
{
  if (findings->previews == GESSO_FINDING_NO)
    json_object_set_int_member (row, "max_partial_images", 0);
  if (findings->transparency == GESSO_FINDING_NO)
    drop_transparency (row);
  if (findings->edits == GESSO_FINDING_NO)
    {
      json_object_set_boolean_member (row, "edits", FALSE);
      json_object_set_boolean_member (row, "masks", FALSE);
    }
  if (findings->polarity != NULL)
    json_object_set_string_member (row, "mask_polarity", findings->polarity);
}

/**
 * gesso_model_info_new_from_json:
 * @id: the model as the service spells it
 * @known: whether the table names the model
 * @object: (nullable): the row, with "size_rule" and "part_rule" as objects
 *
 * Never fails: what is missing promises nothing, what is out of range is brought into it.
 *
 * Returns: (transfer full): the capabilities
 */
GessoModelInfo *
gesso_model_info_new_from_json (const char *id,
                                gboolean    known,
                                JsonObject *object)
{
  ModelInfo *self;
  GessoModelInfo *info;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_atomic_rc_box_new0 (ModelInfo);
  info = &self->info;

  info->id = g_strdup (id);
  info->label = dup_text (object, "label", id);
  info->known = known;
  read_size_rule (gesso_json_get_object (object, "size_rule"), &info->size_rule);
  info->part_rule = info->size_rule;
  if (gesso_json_get_object (object, "part_rule") != NULL)
    read_size_rule (gesso_json_get_object (object, "part_rule"), &info->part_rule);
  self->qualities = read_list (object, "qualities", &info->qualities);
  info->default_quality = dup_text (object, "default_quality", NULL);
  self->backgrounds = read_list (object, "backgrounds", &info->backgrounds);
  self->forceable = read_list (object, "forceable_backgrounds", &info->forceable_backgrounds);
  self->formats = read_list (object, "formats", &info->formats);
  self->moderations = read_list (object, "moderations", &info->moderations);
  self->input_fidelities = read_list (object, "input_fidelities", &info->input_fidelities);
  self->efforts = read_list (object, "efforts", &info->efforts);
  info->searches = gesso_json_get_boolean (object, "searches", FALSE);
  info->takes_compression = gesso_json_get_boolean (object, "takes_compression", FALSE);
  info->streams = gesso_json_get_boolean (object, "streams", FALSE);
  info->max_partial_images = get_int (object, "max_partial_images", 0, 0, 3);
  info->max_n = get_int (object, "max_n", 10, 1, 10);
  info->edits = gesso_json_get_boolean (object, "edits", TRUE);
  info->max_references = get_int (object, "max_references", 16, 0, 16);
  info->max_reference_bytes = MAX (gesso_json_get_int (object, "max_reference_bytes", 52428800), 0);
  info->masks = gesso_json_get_boolean (object, "masks", TRUE);
  info->mask_polarity = dup_text (object, "mask_polarity", "two-way");
  info->max_mask_bytes = MAX (gesso_json_get_int (object, "max_mask_bytes", 4194304), 0);
  info->image_field = dup_text (object, "image_field", "image[]");
  info->mask_field = dup_text (object, "mask_field", "mask");
  info->max_prompt_characters
      = CLAMP (gesso_json_get_int (object, "max_prompt_characters", GESSO_MAX_PROMPT_CHARACTERS), 1,
               GESSO_MAX_PROMPT_CHARACTERS);
  info->sends_response_format = gesso_json_get_boolean (object, "sends_response_format", FALSE);
  info->takes_json_edits = gesso_json_get_boolean (object, "takes_json_edits", FALSE);
  info->takes_batch = gesso_json_get_boolean (object, "takes_batch", FALSE);
  info->shutdown_date = dup_text (object, "shutdown_date", NULL);

  return info;
}

/**
 * gesso_model_info_new_tested:
 * @id: the model as the service spells it
 * @known: whether the table names the model
 * @object: the row of the table; changed
 * @findings: (nullable): what a test of the account found out
 *
 * As gesso_model_info_new_from_json(), with what was seen over what is written.
 *
 * Returns: (transfer full): the capabilities
 */
GessoModelInfo *
gesso_model_info_new_tested (const char          *id,
                             gboolean             known,
                             JsonObject          *object,
                             const GessoFindings *findings)
{
  GessoModelInfo *info;

  if (findings != NULL)
    add_findings (object, findings);
  info = gesso_model_info_new_from_json (id, known, object);
  if (findings != NULL)
    info->findings = gesso_findings_copy (findings);
  return info;
}

/**
 * gesso_model_info_ref:
 * @self: capabilities
 *
 * Returns: (transfer full): @self
 */
GessoModelInfo *
gesso_model_info_ref (GessoModelInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * gesso_model_info_unref:
 * @self: (transfer full): capabilities
 *
 * Frees them with the last holder.
 */
void
gesso_model_info_unref (GessoModelInfo *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, model_info_clear);
}

/**
 * gesso_model_info_has_quality:
 * @self: capabilities
 * @quality: (nullable): a quality; NULL leaves it to the service, which is always possible
 *
 * Returns: whether it can be asked for
 */
gboolean
gesso_model_info_has_quality (GessoModelInfo *self,
                              const char     *quality)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return quality == NULL || contains (self->qualities, quality);
}

/**
 * gesso_model_info_has_background:
 * @self: capabilities
 * @background: (nullable): a background; NULL leaves it to the service
 * @forced: whether a person insists on what the service refuses today
 *
 * Returns: whether it can be asked for
 */
gboolean
gesso_model_info_has_background (GessoModelInfo *self,
                                 const char     *background,
                                 gboolean        forced)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return background == NULL || contains (self->backgrounds, background)
         || (forced && contains (self->forceable_backgrounds, background));
}

/**
 * gesso_model_info_has_format:
 * @self: capabilities
 * @format: (nullable): a file format; NULL leaves it to the service
 *
 * Returns: whether it can be asked for
 */
gboolean
gesso_model_info_has_format (GessoModelInfo *self,
                             const char     *format)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return format == NULL || contains (self->formats, format);
}

/**
 * gesso_model_info_is_shut_down:
 * @self: capabilities
 * @now_us: the time, in microseconds since 1970
 *
 * Returns: whether the service has ended the model by then
 */
gboolean
gesso_model_info_is_shut_down (GessoModelInfo *self,
                               gint64          now_us)
{
  g_autofree char *now = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->shutdown_date == NULL)
    return FALSE;

  /* Dates written year first are in order as text. */
  now = gesso_clock_format_iso (now_us);
  return strncmp (now, self->shutdown_date, strlen ("YYYY-MM-DD")) >= 0;
}
