/* gesso-answer-frame-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-sse-parser.h"
#include "wire/gesso-images-carrier.h"
#include "wire/gesso-images-reader.h"
#include "wire/gesso-json-collector.h"

G_BEGIN_DECLS

typedef enum
{
  GESSO_ANSWER_FORM_UNKNOWN,
  GESSO_ANSWER_FORM_JSON,
  GESSO_ANSWER_FORM_EVENTS,
  GESSO_ANSWER_FORM_OTHER,
} GessoAnswerForm;

/**
 * GessoAnswerHandlers:
 * @max_events: more are too many
 * @takes_lists: whether a JSON text may be a list
 * @begin_text: (nullable): a JSON text or an event begins; the flags of the text are as new
 * @choose: what to do with the string at hand; %GESSO_JSON_WISH_STREAM only after the carrier has
 *   begun
 * @begin_image: a picture begins; tells what it may be
 * @end_string: a streamed string is over; `in_image` tells whether it was a picture
 * @end_container: (nullable): an object or a list is over
 * @complete_text: the text is whole
 * @break_text: the text broke, or broke off
 * @bad_event: (nullable): an event was neither JSON nor the mark of the end
 *
 * What the readers of answers do each their own way. @user_data is the reader.
 */
typedef struct
{
  guint             max_events;
  gboolean          takes_lists;

  void            (*begin_text)    (gpointer              user_data);
  GessoJsonWish   (*choose)        (GessoJsonScanner     *scanner,
                                    gpointer              user_data);
  GessoImagesKind (*begin_image)   (gpointer              user_data);
  void            (*end_string)    (GessoJsonScanner     *scanner,
                                    GessoCarrierContent   content,
                                    gpointer              user_data);
  void            (*end_container) (GessoJsonScanner     *scanner,
                                    gboolean              is_array,
                                    gpointer              user_data);
  void            (*complete_text) (gpointer              user_data);
  void            (*break_text)    (GessoImagesOutcome    outcome,
                                    gpointer              user_data);
  void            (*bad_event)     (gpointer              user_data);
} GessoAnswerHandlers;

/* What every reader of an answer with pictures is built around; a member of it, which the reader
 * reads freely. The fields that it writes too are marked. */
typedef struct
{
  const GessoAnswerHandlers *handlers; /* (unowned): static */
  gpointer reader;                     /* (unowned): holds this */
  GessoImagesSink sink;
  gpointer user_data; /* (unowned): for the sink */

  GessoAnswerForm form;
  guint n_mark;                  /* bytes of the byte order mark that came */
  GessoSseParser *events;        /* (owned) */
  GessoJsonScanner *scanner;     /* (owned) */
  GessoJsonCollector *collector; /* (owned) */
  GessoImagesCarrier *carrier;   /* (owned): the reader begins it */

  /* The text at hand: the whole answer, or one event */
  char *event_type;    /* (owned) (nullable): of the event line */
  GString *event_text; /* (owned): its first characters */
  gsize n_text;
  gboolean root_closed;
  gboolean text_failed;
  gboolean text_done;
  gboolean in_image; /* the reader ends it */

  /* What came of it */
  guint n_images;   /* the reader counts these three */
  guint n_partials;
  guint n_damaged;
  guint n_events;
  guint n_bad_texts;
  gboolean truncated;
  gboolean too_large;
  JsonObject *error; /* (owned) (nullable) */
} GessoAnswerFrame;

void        _gesso_answer_frame_init       (GessoAnswerFrame           *self,
                                            const GessoAnswerHandlers  *handlers,
                                            gpointer                    reader,
                                            const GessoImagesSink      *sink,
                                            gpointer                    user_data);
void        _gesso_answer_frame_clear      (GessoAnswerFrame           *self);

void        _gesso_answer_frame_push       (GessoAnswerFrame           *self,
                                            const void                 *bytes,
                                            gsize                       length);
gboolean    _gesso_answer_frame_finish     (GessoAnswerFrame           *self);

JsonObject *_gesso_answer_frame_get_root   (GessoAnswerFrame           *self);
void        _gesso_answer_frame_tell_error (GessoAnswerFrame           *self,
                                            JsonObject                 *object);

gboolean    _gesso_answer_frame_check      (GessoAnswerFrame           *self,
                                            GError                    **error);
gboolean    _gesso_answer_frame_fail       (GError                    **error,
                                            GessoWireError              code,
                                            const char                 *text);
gboolean    _gesso_answer_frame_fail_empty (GessoAnswerFrame           *self,
                                            GError                    **error);

G_END_DECLS
