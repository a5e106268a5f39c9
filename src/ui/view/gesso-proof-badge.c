/* gesso-proof-badge.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoProofBadge: what was verified about an edit with a mask, in one line over the picture; a
 * click says what the model itself had changed, and shows its whole answer. Hidden for pictures
 * that have no proof. Owned by the stage.
 */

#include "config.h"

#include "ui/view/gesso-proof-badge.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-template.h"
#include "ui/support/gesso-words.h"

struct _GessoProofBadge
{
  GtkWidget parent_instance;

  /* Children of the template. */
  GtkMenuButton *button;
  GtkImage *icon;
  GtkLabel *line;
  GtkLabel *text;
  GtkWidget *answer_button;
};

G_DEFINE_FINAL_TYPE (GessoProofBadge, gesso_proof_badge, GTK_TYPE_WIDGET)

static const char *
describe_refusal (GessoRefusal refusal)
{
  switch (refusal)
    {
    case GESSO_REFUSAL_DIFFERENT:
      return _ ("Not put in: around the mask it is another picture");
    case GESSO_REFUSAL_SHIFT:
      return _ ("Not put in: it is moved too far");
    case GESSO_REFUSAL_EMPTY:
      return _ ("Not put in: it is transparent there");
    case GESSO_REFUSAL_INPUT:
      return _ ("Not put in: the original could not be read");
    case GESSO_REFUSAL_NONE:
    default:
      return "";
    }
}

static char *
describe_line (const GessoProof *proof)
{
  g_autofree char *different = gesso_words_count (proof->different);
  g_autofree char *checked = gesso_words_count (proof->checked);

  if (proof->refusal != GESSO_REFUSAL_NONE)
    return g_strdup (describe_refusal (proof->refusal));

  /* Translators: both are numbers: "0 of 23,985,152 pixels …" */
  return g_strdup_printf (_ ("%s of %s pixels differ outside the mask"), different, checked);
}

static char *
describe_drift (const GessoProof *proof)
{
  GString *text = g_string_new (NULL);

  if (proof->refusal != GESSO_REFUSAL_NONE)
    g_string_append (text, _ ("What is shown is the answer as it came. Nothing in it is "
                              "guaranteed to be the original."));
  else
    g_string_append (text, _ ("Every pixel outside the mask was compared with the original after "
                              "the answer was put in."));
  if (proof->drift_known)
    {
      g_string_append (text, "\n\n");
      g_string_append_printf (text,
                              _ ("The model itself had changed %.0f %% of the surroundings "
                                 "visibly, by %.1f of 255 in the mean."),
                              100 * proof->drift_share, proof->drift_mean);
    }
  if (proof->corrected && proof->refusal == GESSO_REFUSAL_NONE)
    {
      g_string_append (text, "\n\n");
      g_string_append_printf (text,
                              _ ("Its answer lay %.1f pixels to the right and %.1f down; that was "
                                 "taken back."),
                              proof->shift_x, proof->shift_y);
    }
  return g_string_free (text, FALSE);
}

static void
gesso_proof_badge_dispose (GObject *object)
{
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_PROOF_BADGE);

  G_OBJECT_CLASS (gesso_proof_badge_parent_class)->dispose (object);
}

static void
gesso_proof_badge_class_init (GessoProofBadgeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_proof_badge_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/view/gesso-proof-badge.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoProofBadge, button);
  gtk_widget_class_bind_template_child (widget_class, GessoProofBadge, icon);
  gtk_widget_class_bind_template_child (widget_class, GessoProofBadge, line);
  gtk_widget_class_bind_template_child (widget_class, GessoProofBadge, text);
  gtk_widget_class_bind_template_child (widget_class, GessoProofBadge, answer_button);
  gtk_widget_class_set_css_name (widget_class, "proofbadge");
}

static void
gesso_proof_badge_init (GessoProofBadge *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gesso_proof_badge_set_node:
 * @self: a badge
 * @node: (nullable): the picture that is looked at
 */
void
gesso_proof_badge_set_node (GessoProofBadge *self,
                            GessoNode       *node)
{
  GessoProof proof = GESSO_PROOF_INIT;
  gboolean has = node != NULL && gesso_node_get_proof (node, &proof);
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (GESSO_IS_PROOF_BADGE (self));

  gtk_widget_set_visible (GTK_WIDGET (self), has);
  if (!has)
    return;

  line = describe_line (&proof);
  text = describe_drift (&proof);
  gtk_label_set_text (self->line, line);
  gtk_label_set_text (self->text, text);
  gtk_image_set_from_icon_name (self->icon, gesso_proof_is_proven (&proof)
                                                ? "gesso-proof-symbolic"
                                                : "dialog-warning-symbolic");
  if (gesso_proof_is_proven (&proof))
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "warning");
  gtk_widget_set_visible (self->answer_button, gesso_node_get_answer_path (node) != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  line, -1);
}
