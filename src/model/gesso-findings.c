/* gesso-findings.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the test of an account found out about one of its models. Accounts remember it, the
 * catalogue puts it over the table of models. */

#include "config.h"

#include "model/gesso-findings.h"

#include "base/gesso-clock.h"
#include "base/gesso-json.h"
#include "base/gesso-str.h"

static const struct
{
  const char *name;
  gsize offset;
} answers[] = {
  { "sizes", G_STRUCT_OFFSET (GessoFindings, sizes) },
  { "previews", G_STRUCT_OFFSET (GessoFindings, previews) },
  { "transparency", G_STRUCT_OFFSET (GessoFindings, transparency) },
  { "edits", G_STRUCT_OFFSET (GessoFindings, edits) },
  { "mask", G_STRUCT_OFFSET (GessoFindings, mask) },
};

static GessoFinding *
get_answer (const GessoFindings *self,
            gsize                i)
{
  return G_STRUCT_MEMBER_P (self, answers[i].offset);
}

static GessoFinding
parse (const char *word)
{
  if (g_strcmp0 (word, "yes") == 0)
    return GESSO_FINDING_YES;

  return g_strcmp0 (word, "no") == 0 ? GESSO_FINDING_NO : GESSO_FINDING_UNKNOWN;
}

static gboolean
is_polarity (const char *word)
{
  static const char *const known[] = { "alpha", "white", "black", NULL };

  return word != NULL && g_strv_contains (known, word);
}

static void
read_size (JsonObject *object,
           const char *member,
           GessoSize  *size)
{
  const char *text = gesso_json_get_string (object, member, NULL);

  if (text == NULL || !gesso_size_parse (text, size))
    *size = (GessoSize){ 0, 0 };
}

static void
write_size (JsonObject      *object,
            const char      *member,
            const GessoSize *size)
{
  g_autofree char *text = gesso_size_to_string (size);

  if (size->width > 0)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

/**
 * gesso_findings_new:
 * @model: (nullable): the model that is tested
 *
 * Returns: (transfer full): nothing is known yet
 */
GessoFindings *
gesso_findings_new (const char *model)
{
  GessoFindings *self = g_new0 (GessoFindings, 1);

  self->model = g_strdup (model);
  self->cost_micros = -1;
  return self;
}

/**
 * gesso_findings_copy:
 * @self: findings
 *
 * Returns: (transfer full): the same
 */
GessoFindings *
gesso_findings_copy (const GessoFindings *self)
{
  GessoFindings *copy = g_memdup2 (self, sizeof *self);

  copy->model = g_strdup (self->model);
  copy->polarity = g_strdup (self->polarity);
  return copy;
}

/**
 * gesso_findings_free:
 * @self: (nullable): findings
 */
void
gesso_findings_free (GessoFindings *self)
{
  if (self == NULL)
    return;
  g_free (self->model);
  g_free (self->polarity);
  g_free (self);
}

/**
 * gesso_findings_from_json:
 * @object: what gesso_findings_to_json() wrote; what is not understood is not known
 *
 * Returns: (transfer full): findings
 */
GessoFindings *
gesso_findings_from_json (JsonObject *object)
{
  GessoFindings *self = gesso_findings_new (gesso_json_get_string (object, "model", NULL));
  const char *polarity = gesso_json_get_string (object, "polarity", NULL);
  const char *found = gesso_json_get_string (object, "found", NULL);
  g_autoptr (GDateTime) date = found != NULL ? g_date_time_new_from_iso8601 (found, NULL) : NULL;

  if (date != NULL)
    self->found_us
        = g_date_time_to_unix (date) * G_USEC_PER_SEC + g_date_time_get_microsecond (date);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    *get_answer (self, i) = parse (gesso_json_get_string (object, answers[i].name, NULL));
  if (is_polarity (polarity))
    self->polarity = g_strdup (polarity);
  read_size (object, "asked", &self->asked);
  read_size (object, "size", &self->size);
  self->cost_micros = gesso_json_get_int (object, "cost_micros", -1);
  return self;
}

/**
 * gesso_findings_to_json:
 * @self: findings
 *
 * Returns: (transfer full): a JSON object
 */
JsonObject *
gesso_findings_to_json (const GessoFindings *self)
{
  JsonObject *object = json_object_new ();
  g_autofree char *found = gesso_clock_format_iso (self->found_us);

  if (self->model != NULL)
    json_object_set_string_member (object, "model", self->model);
  json_object_set_string_member (object, "found", found);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    json_object_set_string_member (object, answers[i].name,
                                   gesso_finding_to_string (*get_answer (self, i)));
  if (self->polarity != NULL)
    json_object_set_string_member (object, "polarity", self->polarity);
  else
    json_object_set_null_member (object, "polarity");
  write_size (object, "asked", &self->asked);
  write_size (object, "size", &self->size);
  if (self->cost_micros >= 0)
    json_object_set_int_member (object, "cost_micros", self->cost_micros);

  return object;
}

/**
 * gesso_findings_is_empty:
 * @self: findings
 *
 * Returns: whether there is nothing to remember
 */
gboolean
gesso_findings_is_empty (const GessoFindings *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    if (*get_answer (self, i) != GESSO_FINDING_UNKNOWN)
      return FALSE;

  return TRUE;
}

/**
 * gesso_findings_equal:
 * @a: (nullable): findings
 * @b: (nullable): others
 *
 * Returns: whether both say the same of the same model at the same time
 */
gboolean
gesso_findings_equal (const GessoFindings *a,
                      const GessoFindings *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    if (*get_answer (a, i) != *get_answer (b, i))
      return FALSE;

  return a->found_us == b->found_us && g_strcmp0 (a->model, b->model) == 0
         && g_strcmp0 (a->polarity, b->polarity) == 0;
}

/**
 * gesso_findings_fill_from:
 * @self: findings of a test that may have broken off
 * @older: those of an earlier one
 *
 * What the newer test did not find out stays as it was known.
 */
void
gesso_findings_fill_from (GessoFindings       *self,
                          const GessoFindings *older)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    if (*get_answer (self, i) == GESSO_FINDING_UNKNOWN)
      {
        *get_answer (self, i) = *get_answer (older, i);
        if (get_answer (self, i) == &self->mask)
          gesso_set_str (&self->polarity, older->polarity);
        else if (get_answer (self, i) == &self->sizes)
          {
            self->asked = older->asked;
            self->size = older->size;
          }
      }
}

/**
 * gesso_finding_to_string:
 * @finding: an answer
 *
 * Returns: (transfer none): "yes", "no" or "unknown"
 */
const char *
gesso_finding_to_string (GessoFinding finding)
{
  return finding == GESSO_FINDING_YES ? "yes" : finding == GESSO_FINDING_NO ? "no" : "unknown";
}
