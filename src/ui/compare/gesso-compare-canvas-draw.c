/* gesso-compare-canvas-draw.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The compare canvas: drawing. What is not there yet is a grey place of the same size.
 */

#include "config.h"

#include "ui/compare/gesso-compare-canvas-private.h"

#include <adwaita.h>

static void
snapshot_picture (GessoCompareCanvas    *self,
                  GtkSnapshot           *snapshot,
                  guint                  side,
                  const GdkRectangle    *pane,
                  const graphene_rect_t *clip)
{
  const GessoViewport *v = gesso_pan_zoom_get_viewport (self->pan_zoom);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRGBA color = dark ? (GdkRGBA){ 1, 1, 1, 0.06 } : (GdkRGBA){ 0, 0, 0, 0.06 };

  gtk_snapshot_push_clip (snapshot, clip);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (pane->x, pane->y));
  if (gesso_picture_tiles_get_pyramid (self->tiles[side]) != NULL)
    gesso_picture_tiles_append (self->tiles[side], snapshot, v,
                                gtk_widget_get_scale_factor (GTK_WIDGET (self)), dark);
  else
    gtk_snapshot_append_color (snapshot, &color,
                               &GRAPHENE_RECT_INIT (v->x, v->y, v->image_width * v->zoom,
                                                    v->image_height * v->zoom));
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

/* White with a dark rim, so that it is seen on everything. */
static void
snapshot_line (GtkSnapshot           *snapshot,
               const graphene_rect_t *seen,
               double                 x)
{
  const GdkRGBA rim = { 0, 0, 0, 0.45 };
  const GdkRGBA core = { 1, 1, 1, 1 };

  gtk_snapshot_append_color (snapshot, &rim,
                             &GRAPHENE_RECT_INIT (x - 2, seen->origin.y, 4, seen->size.height));
  gtk_snapshot_append_color (snapshot, &core,
                             &GRAPHENE_RECT_INIT (x - 1, seen->origin.y, 2, seen->size.height));
}

static void
snapshot_wipe (GessoCompareCanvas *self,
               GtkSnapshot        *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double x = _gesso_compare_canvas_get_line (self);
  guint left = _gesso_compare_canvas_is_rtl (self) ? 1 : 0;
  graphene_rect_t seen;

  snapshot_picture (self, snapshot, left, &self->panes[0], &GRAPHENE_RECT_INIT (0, 0, x, height));
  snapshot_picture (self, snapshot, 1 - left, &self->panes[0],
                    &GRAPHENE_RECT_INIT (x, 0, width - x, height));
  if (_gesso_compare_canvas_get_seen (self, &seen))
    snapshot_line (snapshot, &seen, x);
}

static void
snapshot_pane (GessoCompareCanvas *self,
               GtkSnapshot        *snapshot,
               guint               side,
               guint               pane)
{
  const GdkRectangle *at = &self->panes[pane];

  snapshot_picture (self, snapshot, side, at,
                    &GRAPHENE_RECT_INIT (at->x, at->y, at->width, at->height));
}

void
_gesso_compare_canvas_snapshot (GessoCompareCanvas *self,
                                GtkSnapshot        *snapshot)
{
  if (gesso_pan_zoom_get_viewport (self->pan_zoom)->image_width > 0)
    switch (self->layout)
      {
      case GESSO_COMPARE_WIPE:
        snapshot_wipe (self, snapshot);
        break;
      case GESSO_COMPARE_BESIDE:
        snapshot_pane (self, snapshot, 0, 0);
        snapshot_pane (self, snapshot, 1, 1);
        break;
      case GESSO_COMPARE_BLINK:
        snapshot_pane (self, snapshot, _gesso_compare_canvas_get_shown (self), 0);
        break;
      case GESSO_COMPARE_ONE:
      default:
        snapshot_pane (self, snapshot, 0, 0);
      }
}
