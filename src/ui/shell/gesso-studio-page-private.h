/* gesso-studio-page-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of GessoStudioPage share.
 */

#pragma once

#include <adwaita.h>

#include "protect/gesso-context.h"
#include "store/gesso-library.h"
#include "studio/gesso-finish.h"
#include "ui/compose/gesso-composer.h"
#include "ui/shell/gesso-studio-page.h"
#include "ui/support/gesso-words.h"
#include "ui/view/gesso-stage.h"
#include "ui/view/gesso-strip.h"

G_BEGIN_DECLS

typedef void (*GessoStudioPageFunc) (GessoStudioPage *self,
                                     gpointer         data);

struct _GessoStudioPage
{
  GtkWidget parent_instance;

  GessoStudio *studio;       /* (owned) (nullable) */
  GessoSession *session;     /* (owned) (nullable) */
  GessoDraft *draft;         /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *pending;        /* (owned): what waits for a session */
  gboolean making_session;
  gboolean remixing;         /* the draft is being filled; its base is not complete yet */
  gboolean has_picture;      /* as told by the property */
  guint save_id;             /* (owned): writes the prompt down */
  GessoDraftImage *imported; /* (owned) (nullable): the base that is becoming a node */

  GessoNode *finish_node;           /* (owned) (nullable): the one that is asked about */
  GessoFinish *finish;              /* (owned) (nullable): how it becomes one in high quality */
  GCancellable *finish_cancellable; /* (owned) (nullable): of asking */
  gboolean repairing;        /* stray changes of an edit are being undone */
  gboolean planning;         /* what the mask sends is being found */
  gboolean plan_again;
  char *live_words;          /* (owned) (nullable): about what is being drawn */
  gint64 live_us;            /* when they were found */

  /* Children of the template. */
  AdwFlap *flap;
  GessoComposer *composer;
  GessoStage *stage;
  GessoStrip *strip;
};

/* What is looked at. */
void       _gesso_studio_page_show_current    (GessoStudioPage *self);
void       _gesso_studio_page_show_node       (GessoStudioPage *self,
                                               GessoNode       *node);
void       _gesso_studio_page_say_error       (GessoStudioPage *self,
                                               const GError    *error);

/* A draft that can be finished. */
void       _gesso_studio_page_update_finish   (GessoStudioPage *self,
                                               GessoNode       *node);
void       _gesso_studio_page_finish_draft    (GessoStudioPage *self);
void       _gesso_studio_page_clear_finish    (GessoStudioPage *self);

/* The session. */
GPtrArray *_gesso_studio_page_new_pending     (void);
void       _gesso_studio_page_set_session     (GessoStudioPage *self,
                                               GessoSession    *session);
void       _gesso_studio_page_with_session    (GessoStudioPage     *self,
                                               GessoStudioPageFunc  func,
                                               gpointer             data,
                                               GDestroyNotify       destroy);
void       _gesso_studio_page_restore_session (GessoStudioPage *self);

/* The base of the next prompt. */
void       _gesso_studio_page_use_node        (GessoStudioPage *self,
                                               GessoNode       *node);
void       _gesso_studio_page_follow_node     (GessoStudioPage *self,
                                               GessoNode       *node);
void       _gesso_studio_page_check_base      (GessoStudioPage *self);

/* The mask of the base. */
void       _gesso_studio_page_plan_mask       (GessoStudioPage *self);
void       _gesso_studio_page_masking_changed (GessoStudioPage *self);
void       _gesso_studio_page_check_plan      (GessoStudioPage *self,
                                               GParamSpec      *pspec);

/* While it is drawn. */
char      *_gesso_studio_page_describe_context (GessoStudioPage     *self,
                                                const GessoContext  *context,
                                                const GessoEstimate *estimate);
void       _gesso_studio_page_show_context    (GessoStudioPage    *self,
                                               const GessoContext *context,
                                               const GessoMargins *margins,
                                               const char         *words);
void       _gesso_studio_page_extent_changed  (GessoStudioPage *self);
void       _gesso_studio_page_extending_changed (GessoStudioPage *self);

/* Regions far apart. */
gboolean   _gesso_studio_page_wants_separate  (GessoStudioPage *self);
char      *_gesso_studio_page_offer_regions   (GessoStudioPage    *self,
                                               const GessoContext *joined,
                                               GArray             *parts) G_GNUC_WARN_UNUSED_RESULT;
gboolean   _gesso_studio_page_show_next_part  (GessoStudioPage *self,
                                               GessoJob        *job);
void       _gesso_studio_page_delete_other_parts (GessoStudioPage *self,
                                                  GessoNode       *node);

/* Edits without a mask. */
void       _gesso_studio_page_repair          (GessoStudioPage *self,
                                               GessoNode       *node);
void       _gesso_studio_page_apply_repair    (GessoStudioPage *self);

/* Sending, and what comes back. */
void       _gesso_studio_page_submit_draft    (GessoStudioPage *self,
                                               GessoRequest    *request);
void       _gesso_studio_page_job_finished    (GessoStudioPage *self,
                                               GessoJob        *job);

/* What is remembered. */
void       _gesso_studio_page_save_prompt     (GessoStudioPage *self);
void       _gesso_studio_page_recall_prompt   (GessoStudioPage *self);
void       _gesso_studio_page_remember_draft  (GessoStudioPage *self);
void       _gesso_studio_page_recall_draft    (GessoStudioPage *self);

/* The commands. */
void       _gesso_studio_page_install_actions (GtkWidgetClass  *widget_class);
void       _gesso_studio_page_update_actions  (GessoStudioPage *self);

G_END_DECLS
