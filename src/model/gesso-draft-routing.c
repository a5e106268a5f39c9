/* gesso-draft-routing.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft.h"

#include "base/gesso-str.h"
#include "model/gesso-draft-private.h"

/* Size and quality of a GessoDraft while they follow a class or budget: a part of that class, cut
 * out by concern; main thread only. They are chosen anew with every change that matters, and stand
 * in the parameters like any other, so that everything else sees what is really sent. Choosing one
 * of them by hand ends it. */

static GessoSize
parse_ratio (const char *text)
{
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, ":", 2) : NULL;
  gint64 width;
  gint64 height;

  if (parts == NULL || g_strv_length (parts) != 2
      || !g_ascii_string_to_signed (parts[0], 10, 1, 65536, &width, NULL)
      || !g_ascii_string_to_signed (parts[1], 10, 1, 65536, &height, NULL))
    return GESSO_SIZE_AUTO;

  return (GessoSize){ (int) width, (int) height };
}

static GessoSize
get_base_size (GessoDraft *self)
{
  GessoDraftImage *base = gesso_draft_get_base (self);
  GessoReference *reference = base != NULL ? gesso_draft_image_get_reference (base) : NULL;

  if (reference == NULL)
    return GESSO_SIZE_AUTO;

  return (GessoSize){ gesso_reference_get_width (reference),
                      gesso_reference_get_height (reference) };
}

static gboolean
same_prompt (const GessoPromptRatio *a,
             const GessoPromptRatio *b)
{
  return a->width == b->width && a->height == b->height && a->in_numbers == b->in_numbers
         && g_str_equal (a->word, b->word);
}

/* Whether anything has changed that the choice follows from; notes it down. */
static gboolean
note_query (GessoDraft             *self,
            const GessoRouterQuery *query)
{
  if (self->routed.info == query->info && self->routed.routing.level == query->routing.level
      && same_prompt (&self->routed.prompt, query->prompt)
      && gesso_size_equal (&self->routed.base, &query->base)
      && gesso_size_equal (&self->routed.kept, &query->kept)
      && gesso_size_equal (&self->routed.part, &query->part))
    return FALSE;

  self->routed.info = query->info;
  self->routed.routing = query->routing;
  self->routed.prompt = *query->prompt;
  self->routed.base = query->base;
  self->routed.kept = query->kept;
  self->routed.part = query->part;
  return TRUE;
}

static void
set_text (GessoDraft  *self,
          char       **field,
          const char  *value,
          const char  *property)
{
  if (gesso_set_str (field, value))
    g_object_notify (G_OBJECT (self), property);
}

/* The choice becomes the draft's size and quality. The size of a part is the plan's. */
static void
apply_route (GessoDraft *self)
{
  GessoParameters *parameters = self->parameters;
  const GessoAspect *aspect = gesso_aspect_nearest (&self->route.size);

  if (self->route.quality != NULL)
    set_text (self, &parameters->quality, self->route.quality, "quality");
  if (self->route.source == GESSO_ROUTE_SOURCE_PART)
    return;

  set_text (self, &parameters->aspect,
            gesso_aspect_matches (aspect, &self->route.size) ? aspect->name : NULL, "aspect");
  set_text (self, &parameters->tier, gesso_tier_to_string (gesso_tier_of_size (&self->route.size)),
            "tier");
  if (!gesso_size_equal (&parameters->size, &self->route.size))
    {
      parameters->size = self->route.size;
      g_object_notify (G_OBJECT (self), "size");
    }
}

/**
 * _gesso_draft_route:
 * @self: a draft
 *
 * Chooses size and quality again, if that is not a person's business. To be called with every
 * change, before anything else follows from it.
 */
void
_gesso_draft_route (GessoDraft *self)
{
  GessoRouterQuery query = { .pricing = self->pricing,
                             .account_kind = self->account_kind,
                             .info = self->info,
                             .routing = self->routing };
  GessoPromptRatio prompt;
  GessoRoute route;

  if (self->routing.level == NULL)
    return;

  gesso_prompt_ratio_find (self->prompt, &prompt);
  query.prompt = &prompt;
  query.base = get_base_size (self);
  query.kept = parse_ratio (self->parameters->routing_ratio);
  if (self->plan != NULL)
    query.part = *gesso_stitch_plan_get_sent (self->plan);
  if (note_query (self, &query))
    {
      gesso_router_choose (&query, &route);
      if (!gesso_route_equal (&route, &self->route))
        {
          self->route = route;
          g_object_notify (G_OBJECT (self), "route");
        }
    }
  apply_route (self);
}

/**
 * _gesso_draft_leave_routing:
 * @self: a draft
 *
 * A person chooses again; what was chosen last stays.
 */
void
_gesso_draft_leave_routing (GessoDraft *self)
{
  GessoRouting manual = { GESSO_ROUTING_MANUAL, NULL };

  gesso_draft_set_routing (self, &manual);
}

/**
 * _gesso_draft_restore_routing:
 * @self: a draft, with size and quality of @parameters
 * @parameters: what was sent before
 *
 * Who chose them then chooses again; what is not understood counts as a person.
 */
void
_gesso_draft_restore_routing (GessoDraft            *self,
                              const GessoParameters *parameters)
{
  GessoRouting routing;

  if (!gesso_routing_parse (parameters->routing, &routing) || routing.level == NULL)
    return;

  _gesso_draft_begin (self);
  gesso_draft_set_routing (self, &routing);
  gesso_set_str (&self->parameters->routing_ratio, parameters->routing_ratio);
  _gesso_draft_end (self);
}

/**
 * gesso_draft_get_routing:
 * @self: a draft
 * @out_routing: (out): who chooses size and quality
 */
void
gesso_draft_get_routing (GessoDraft   *self,
                         GessoRouting *out_routing)
{
  g_return_if_fail (GESSO_IS_DRAFT (self) && out_routing != NULL);

  *out_routing = self->routing;
}

/**
 * gesso_draft_set_routing:
 * @self: a draft
 * @routing: who chooses size and quality
 *
 * With a class or a budget both follow it from now on, until they are set by hand. The ratio that
 * was chosen by hand before is kept for prompts that name none; the way back leaves everything as
 * it was chosen last.
 */
void
gesso_draft_set_routing (GessoDraft         *self,
                         const GessoRouting *routing)
{
  g_autofree char *name = NULL;
  g_autofree char *ratio = NULL;
  GessoParameters *parameters;

  g_return_if_fail (GESSO_IS_DRAFT (self) && routing != NULL);
  g_return_if_fail ((routing->level == NULL) == (routing->mode == GESSO_ROUTING_MANUAL));

  if (self->routing.level == routing->level)
    return;

  parameters = self->parameters;
  _gesso_draft_begin (self);
  if (self->routing.level == NULL && !gesso_size_is_auto (&parameters->size))
    ratio = parameters->aspect != NULL && !g_str_equal (parameters->aspect, "auto")
                ? g_strdup (parameters->aspect)
                : g_strdup_printf ("%d:%d", parameters->size.width, parameters->size.height);
  if (self->routing.level == NULL || routing->level == NULL)
    gesso_set_str (&parameters->routing_ratio, ratio);
  self->routing = *routing;
  name = routing->level != NULL ? gesso_routing_to_string (routing) : NULL;
  gesso_set_str (&parameters->routing, name);
  g_object_notify (G_OBJECT (self), "routing");
  _gesso_draft_end (self);
}

/**
 * gesso_draft_get_route:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): what was chosen and why, until the next change; NULL while
 *   a person chooses
 */
const GessoRoute *
gesso_draft_get_route (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  return self->routing.level != NULL ? &self->route : NULL;
}
