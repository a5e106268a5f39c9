/* gesso-usage.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-usage.h"

#include "base/gesso-json.h"

/* GessoUsage is what a run really used, in the counting of the OpenAI Images API. A plain value on
 * the stack or inside its owner; any one thread. Servers that report only zeros have not counted
 * at all, so zeros leave it unknown. */

static gint64
get_count (JsonObject *object,
           const char *member)
{
  return MAX (gesso_json_get_int (object, member, 0), 0);
}

static gint64
add_saturated (gint64 a,
               gint64 b)
{
  return a > G_MAXINT64 - b ? G_MAXINT64 : a + b;
}

static void
read_input (GessoUsage *self,
            JsonObject *usage)
{
  JsonObject *details = gesso_json_get_object (usage, "input_tokens_details");
  JsonObject *cached = gesso_json_get_object (details, "cached_tokens_details");

  self->text_in = get_count (details, "text_tokens");
  self->image_in = get_count (details, "image_tokens");
  if (self->text_in == 0 && self->image_in == 0)
    self->text_in = get_count (usage, "input_tokens");

  if (cached != NULL)
    {
      self->text_cached = MIN (get_count (cached, "text_tokens"), self->text_in);
      self->image_cached = MIN (get_count (cached, "image_tokens"), self->image_in);
    }
  else
    {
      gint64 both = get_count (details, "cached_tokens");

      self->text_cached = MIN (both, self->text_in);
      self->image_cached = MIN (both - self->text_cached, self->image_in);
    }
}

static void
read_output (GessoUsage *self,
             JsonObject *usage)
{
  JsonObject *details = gesso_json_get_object (usage, "output_tokens_details");

  self->text_out = get_count (details, "text_tokens");
  self->image_out = get_count (details, "image_tokens");
  if (self->text_out == 0 && self->image_out == 0)
    self->image_out = get_count (usage, "output_tokens");
}

static gboolean
has_counted (const GessoUsage *self)
{
  return self->text_in > 0 || self->image_in > 0 || self->text_out > 0 || self->image_out > 0
         || self->model_in > 0 || self->model_out > 0 || self->searches > 0 || self->credits >= 0;
}

static void
read_model (GessoUsage *self,
            JsonObject *usage)
{
  JsonObject *details = gesso_json_get_object (usage, "input_tokens_details");

  self->model_in = get_count (usage, "input_tokens");
  self->model_cached = MIN (get_count (details, "cached_tokens"), self->model_in);
  self->model_out = get_count (usage, "output_tokens");
}

/**
 * gesso_usage_read_json:
 * @self: (out): overwritten
 * @usage: (nullable): the answer's "usage" object
 *
 * Reads the object of the OpenAI Images API, which is also what gesso_usage_to_json() writes.
 * Where the details are missing, input counts as text and output as picture. Services that count
 * in credits give `credits`, or `credits_reserved` before they are done. `text_model` is what a
 * text model around the pictures used, in the same form.
 */
void
gesso_usage_read_json (GessoUsage *self,
                       JsonObject *usage)
{
  g_return_if_fail (self != NULL);

  *self = (GessoUsage) GESSO_USAGE_INIT;
  if (usage == NULL)
    return;

  read_input (self, usage);
  read_output (self, usage);
  self->credits = gesso_json_get_double (usage, "credits", -1);
  if (self->credits < 0)
    self->credits = gesso_json_get_double (usage, "credits_reserved", -1);
  if (!(self->credits >= 0))
    self->credits = -1;

  read_model (self, gesso_json_get_object (usage, "text_model"));
  self->searches = get_count (usage, "searches");
  self->known = has_counted (self);
}

/**
 * gesso_usage_read_response:
 * @self: (out): overwritten
 * @usage: (nullable): the "usage" of a response, which counts the text model alone
 * @tool_usage: (nullable): its "tool_usage", which has the pictures' own tokens under "image_gen"
 *   and the number of searches under "web_search"
 *
 * Reads what an answer of the Responses API says. A service that does not tell the pictures' tokens
 * leaves them 0.
 */
void
gesso_usage_read_response (GessoUsage *self,
                           JsonObject *usage,
                           JsonObject *tool_usage)
{
  g_return_if_fail (self != NULL);

  gesso_usage_read_json (self, gesso_json_get_object (tool_usage, "image_gen"));
  read_model (self, usage);
  self->searches = get_count (gesso_json_get_object (tool_usage, "web_search"), "num_requests");
  self->known = has_counted (self);
}

static JsonObject *
model_to_json (const GessoUsage *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *details = json_object_new ();

  json_object_set_int_member (details, "cached_tokens", self->model_cached);
  json_object_set_int_member (object, "input_tokens", self->model_in);
  json_object_set_object_member (object, "input_tokens_details", details);
  json_object_set_int_member (object, "output_tokens", self->model_out);
  return object;
}

/**
 * gesso_usage_to_json:
 * @self: usage
 *
 * Returns: (transfer full): an object that gesso_usage_read_json() reads; empty when unknown
 */
JsonObject *
gesso_usage_to_json (const GessoUsage *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *input;
  JsonObject *output;

  g_return_val_if_fail (self != NULL, object);

  if (!self->known)
    return object;

  input = json_object_new ();
  json_object_set_int_member (input, "text_tokens", self->text_in);
  json_object_set_int_member (input, "image_tokens", self->image_in);
  if (self->text_cached > 0 || self->image_cached > 0)
    {
      JsonObject *cached = json_object_new ();

      json_object_set_int_member (cached, "text_tokens", self->text_cached);
      json_object_set_int_member (cached, "image_tokens", self->image_cached);
      json_object_set_object_member (input, "cached_tokens_details", cached);
    }

  output = json_object_new ();
  json_object_set_int_member (output, "text_tokens", self->text_out);
  json_object_set_int_member (output, "image_tokens", self->image_out);

  json_object_set_int_member (object, "input_tokens",
                              add_saturated (self->text_in, self->image_in));
  json_object_set_int_member (object, "output_tokens",
                              add_saturated (self->text_out, self->image_out));
  json_object_set_object_member (object, "input_tokens_details", input);
  json_object_set_object_member (object, "output_tokens_details", output);
  if (self->model_in > 0 || self->model_out > 0)
    json_object_set_object_member (object, "text_model", model_to_json (self));
  if (self->searches > 0)
    json_object_set_int_member (object, "searches", self->searches);
  if (self->credits >= 0)
    json_object_set_double_member (object, "credits", self->credits);

  return object;
}

/**
 * gesso_usage_add:
 * @self: (inout): the sum
 * @other: what is added
 *
 * Adds up runs. A sum with an unknown part stays known, for what is known of it.
 */
void
gesso_usage_add (GessoUsage       *self,
                 const GessoUsage *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  if (!other->known)
    return;

  self->known = TRUE;
  self->text_in = add_saturated (self->text_in, other->text_in);
  self->image_in = add_saturated (self->image_in, other->image_in);
  self->text_cached = add_saturated (self->text_cached, other->text_cached);
  self->image_cached = add_saturated (self->image_cached, other->image_cached);
  self->text_out = add_saturated (self->text_out, other->text_out);
  self->image_out = add_saturated (self->image_out, other->image_out);
  self->model_in = add_saturated (self->model_in, other->model_in);
  self->model_cached = add_saturated (self->model_cached, other->model_cached);
  self->model_out = add_saturated (self->model_out, other->model_out);
  self->searches = add_saturated (self->searches, other->searches);
  if (other->credits >= 0)
    self->credits = MAX (self->credits, 0) + other->credits;
}
