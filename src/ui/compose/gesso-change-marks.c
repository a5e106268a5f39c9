/* gesso-change-marks.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoChangeMarks: shows what of a draft somebody else changed, as a remix does. What the draft
 * was before and after is kept in words; a part is marked while it differs from what it was and
 * still is what it was made to be, so a mark goes as soon as a person changes that part. A marked
 * widget has the style class "changed". Owned by the composer, whose children the widgets are.
 */

#include "config.h"

#include "ui/compose/gesso-change-marks.h"

#include <glib/gi18n.h>

struct _GessoChangeMarks
{
  GObject parent_instance;

  GessoDraft *draft;                         /* (owned) */
  GtkWidget *widgets[GESSO_CHANGE_N_FIELDS]; /* (unowned) (nullable): weak */
  char *before[GESSO_CHANGE_N_FIELDS];       /* (owned) (nullable) */
  char *after[GESSO_CHANGE_N_FIELDS];        /* (owned) (nullable): none, nothing is marked */
  gboolean marked[GESSO_CHANGE_N_FIELDS];
};

G_DEFINE_FINAL_TYPE (GessoChangeMarks, gesso_change_marks, G_TYPE_OBJECT)

static char *
list_images (GessoDraft *draft)
{
  GListModel *images = gesso_draft_get_references (draft);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (images); i++)
    {
      g_autoptr (GessoDraftImage) image = g_list_model_get_item (images, i);
      GessoReference *reference = gesso_draft_image_get_reference (image);

      g_string_append_printf (text, "%s\n",
                              reference != NULL ? gesso_reference_get_digest (reference) : "-");
    }
  return g_string_free (text, FALSE);
}

/* What a part is now, in words that are only compared. */
static char *
describe (GessoChangeMarks *self,
          GessoChangeField  field)
{
  const GessoParameters *p = gesso_draft_get_parameters (self->draft);

  switch (field)
    {
    case GESSO_CHANGE_MODEL:
      return g_strdup_printf ("%s %s", gesso_draft_get_account_kind (self->draft), p->model);
    case GESSO_CHANGE_PROMPT:
      return g_strdup (gesso_draft_get_prompt (self->draft));
    case GESSO_CHANGE_IMAGES:
      return list_images (self->draft);
    case GESSO_CHANGE_SIZE:
      return g_strdup_printf ("%s %s %d %d", p->aspect, p->tier, p->size.width, p->size.height);
    case GESSO_CHANGE_QUALITY:
      return g_strdup (p->quality);
    case GESSO_CHANGE_OPTIONS:
      return g_strdup_printf ("%d %s %s %d %s %d %s %s %s %d", p->n, p->background, p->format,
                              p->compression, p->moderation, p->partial_images, p->input_fidelity,
                              p->extra, p->think, p->web_search);
    case GESSO_CHANGE_N_FIELDS:
    default:
      return NULL;
    }
}

static void
show (GessoChangeMarks *self,
      GessoChangeField  field,
      gboolean          marked)
{
  GtkWidget *widget = self->widgets[field];

  if (self->marked[field] == marked)
    return;

  self->marked[field] = marked;
  if (widget == NULL)
    return;

  if (marked)
    {
      gtk_widget_add_css_class (widget, "changed");
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      _ ("Changed by the remix"), -1);
    }
  else
    {
      gtk_widget_remove_css_class (widget, "changed");
      gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
}

static void
update (GessoChangeMarks *self)
{
  for (int i = 0; i < GESSO_CHANGE_N_FIELDS; i++)
    {
      g_autofree char *now = self->after[i] != NULL ? describe (self, i) : NULL;

      show (self, i,
            self->after[i] != NULL && g_strcmp0 (now, self->after[i]) == 0
                && g_strcmp0 (now, self->before[i]) != 0);
    }
}

static void
gesso_change_marks_dispose (GObject *object)
{
  GessoChangeMarks *self = GESSO_CHANGE_MARKS (object);

  for (int i = 0; i < GESSO_CHANGE_N_FIELDS; i++)
    g_clear_weak_pointer (&self->widgets[i]);
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (gesso_change_marks_parent_class)->dispose (object);
}

static void
gesso_change_marks_finalize (GObject *object)
{
  GessoChangeMarks *self = GESSO_CHANGE_MARKS (object);

  for (int i = 0; i < GESSO_CHANGE_N_FIELDS; i++)
    {
      g_free (self->before[i]);
      g_free (self->after[i]);
    }

  G_OBJECT_CLASS (gesso_change_marks_parent_class)->finalize (object);
}

static void
gesso_change_marks_class_init (GessoChangeMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_change_marks_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_change_marks_finalize;
}

static void
gesso_change_marks_init (GessoChangeMarks *self)
{
}

/**
 * gesso_change_marks_new:
 * @draft: what is watched
 *
 * Returns: (transfer full): marks for it, none of them set
 */
GessoChangeMarks *
gesso_change_marks_new (GessoDraft *draft)
{
  GessoChangeMarks *self = g_object_new (GESSO_TYPE_CHANGE_MARKS, NULL);

  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "notify", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (gesso_draft_get_references (draft), "items-changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}

/**
 * gesso_change_marks_bind:
 * @self: marks
 * @field: a part of the draft
 * @widget: what shows it
 */
void
gesso_change_marks_bind (GessoChangeMarks *self,
                         GessoChangeField  field,
                         GtkWidget        *widget)
{
  g_return_if_fail (GESSO_IS_CHANGE_MARKS (self));
  g_return_if_fail (field < GESSO_CHANGE_N_FIELDS);

  g_set_weak_pointer (&self->widgets[field], widget);
}

/**
 * gesso_change_marks_begin:
 * @self: marks
 *
 * To be called before somebody else changes the draft. Marks of earlier changes go.
 */
void
gesso_change_marks_begin (GessoChangeMarks *self)
{
  g_return_if_fail (GESSO_IS_CHANGE_MARKS (self));

  gesso_change_marks_clear (self);
  for (int i = 0; i < GESSO_CHANGE_N_FIELDS; i++)
    {
      g_free (self->before[i]);
      self->before[i] = describe (self, i);
    }
}

/**
 * gesso_change_marks_end:
 * @self: marks, begun
 *
 * To be called when the draft has been changed: marks what differs.
 */
void
gesso_change_marks_end (GessoChangeMarks *self)
{
  g_return_if_fail (GESSO_IS_CHANGE_MARKS (self));

  for (int i = 0; i < GESSO_CHANGE_N_FIELDS; i++)
    {
      char *now = describe (self, i);

      g_free (self->after[i]);
      self->after[i] = now != NULL ? now : g_strdup ("");
    }
  update (self);
}

/**
 * gesso_change_marks_clear:
 * @self: marks
 *
 * Takes all marks away.
 */
void
gesso_change_marks_clear (GessoChangeMarks *self)
{
  g_return_if_fail (GESSO_IS_CHANGE_MARKS (self));

  for (int i = 0; i < GESSO_CHANGE_N_FIELDS; i++)
    g_clear_pointer (&self->after[i], g_free);
  update (self);
}

/**
 * gesso_change_marks_is_marked:
 * @self: marks
 * @field: a part of the draft
 *
 * Returns: whether it is marked
 */
gboolean
gesso_change_marks_is_marked (GessoChangeMarks *self,
                              GessoChangeField  field)
{
  g_return_val_if_fail (GESSO_IS_CHANGE_MARKS (self), FALSE);
  g_return_val_if_fail (field < GESSO_CHANGE_N_FIELDS, FALSE);

  return self->marked[field];
}
