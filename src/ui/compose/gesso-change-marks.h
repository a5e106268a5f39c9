/* gesso-change-marks.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/gesso-draft.h"

G_BEGIN_DECLS

/**
 * GessoChangeField:
 * @GESSO_CHANGE_MODEL: which model
 * @GESSO_CHANGE_PROMPT: the words
 * @GESSO_CHANGE_IMAGES: the pictures and their order
 * @GESSO_CHANGE_SIZE: ratio, size class and pixels
 * @GESSO_CHANGE_QUALITY: the quality
 * @GESSO_CHANGE_OPTIONS: all the rest
 *
 * Parts of a draft that are marked for themselves.
 */
typedef enum
{
  GESSO_CHANGE_MODEL,
  GESSO_CHANGE_PROMPT,
  GESSO_CHANGE_IMAGES,
  GESSO_CHANGE_SIZE,
  GESSO_CHANGE_QUALITY,
  GESSO_CHANGE_OPTIONS,
  GESSO_CHANGE_N_FIELDS,
} GessoChangeField;

#define GESSO_TYPE_CHANGE_MARKS (gesso_change_marks_get_type ())
G_DECLARE_FINAL_TYPE (GessoChangeMarks, gesso_change_marks, GESSO, CHANGE_MARKS, GObject)

GessoChangeMarks *gesso_change_marks_new       (GessoDraft *draft) G_GNUC_WARN_UNUSED_RESULT;
void              gesso_change_marks_bind      (GessoChangeMarks *self,
                                                GessoChangeField  field,
                                                GtkWidget        *widget);
void              gesso_change_marks_begin     (GessoChangeMarks *self);
void              gesso_change_marks_end       (GessoChangeMarks *self);
void              gesso_change_marks_clear     (GessoChangeMarks *self);
gboolean          gesso_change_marks_is_marked (GessoChangeMarks *self,
                                                GessoChangeField  field);

G_END_DECLS
