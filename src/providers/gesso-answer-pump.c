/* gesso-answer-pump.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Leads an answer from the network into files while it comes. Every chunk goes through the images
 * reader, which cuts the pictures out of it; what is to be written is queued as a list of steps and
 * written asynchronously before the next chunk is read, so that memory stays constant however large
 * the answer is and the main thread never waits for a disk.
 *
 * One pump serves one answer (or the download of its pictures from addresses). It is owned by the
 * run that feeds it, on the main thread: push, drain, push, drain, …, end, drain.
 */

#include "config.h"

#include "providers/gesso-answer-pump.h"

#include "wire/gesso-images-reader.h"

/* A preview is shown, not kept; one that is larger than this is not worth its memory. */
#define MAX_PREVIEW_BYTES (64 * 1024 * 1024)

typedef enum
{
  STEP_WRITE_RAW,
  STEP_OPEN,
  STEP_WRITE,
  STEP_CLOSE_WHOLE,
  STEP_CLOSE_BROKEN,
} StepKind;

typedef struct
{
  StepKind kind;
  guint index;
  GBytes *bytes; /* (owned) (nullable): of the two writes */
} Step;

struct _GessoAnswerPump
{
  GObject parent_instance;

  GessoRunObserver *observer;      /* (owned) */
  GessoImagesReader *reader;       /* (owned) (nullable): of an Images answer, or */
  GessoResponsesReader *responses; /* (owned) (nullable): of a response, or */
  GessoBatchReader *batch;         /* (owned) (nullable): of the files of a batch */
  GOutputStream *raw;              /* (owned) (nullable) */
  GOutputStream *picture;          /* (owned) (nullable): the picture that is being written */

  GQueue steps;        /* (element-type Step) */
  GByteArray *pending; /* (owned): decoded bytes since the last step */
  GByteArray *preview; /* (owned) (nullable): the preview that is coming in */
  GPtrArray *urls;     /* (owned) (element-type utf8): by picture, NULL where it came inline */

  guint current;  /* index of the picture that the reader is in */
  guint n_finals; /* final pictures that began */
  guint n_whole;
  gboolean is_preview;
  gboolean storage_failed;
};

G_DEFINE_FINAL_TYPE (GessoAnswerPump, gesso_answer_pump, G_TYPE_OBJECT)

static void
step_free (Step *step)
{
  g_clear_pointer (&step->bytes, g_bytes_unref);
  g_free (step);
}

static void
add_step (GessoAnswerPump *self,
          StepKind         kind,
          guint            index,
          GBytes          *bytes)
{
  Step *step = g_new0 (Step, 1);

  step->kind = kind;
  step->index = index;
  step->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  g_queue_push_tail (&self->steps, step);
}

static void
flush_pending (GessoAnswerPump *self)
{
  g_autoptr (GBytes) bytes = NULL;

  if (self->pending->len == 0)
    return;

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&self->pending));
  self->pending = g_byte_array_new ();
  add_step (self, STEP_WRITE, self->current, bytes);
}

/* The reader's numbers count previews too; pictures are numbered by themselves. */
static void
image_began_cb (guint           index,
                GessoImagesKind kind,
                gpointer        user_data)
{
  GessoAnswerPump *self = user_data;

  self->is_preview = kind == GESSO_IMAGES_KIND_PARTIAL;
  if (self->is_preview)
    {
      g_clear_pointer (&self->preview, g_byte_array_unref);
      self->preview = g_byte_array_new ();
      return;
    }

  self->current = self->n_finals;
  add_step (self, STEP_OPEN, self->current, NULL);
}

static void
image_bytes_cb (const guint8 *bytes,
                gsize         length,
                gpointer      user_data)
{
  GessoAnswerPump *self = user_data;

  if (!self->is_preview)
    g_byte_array_append (self->pending, bytes, length);
  else if (self->preview != NULL && self->preview->len + length <= MAX_PREVIEW_BYTES)
    g_byte_array_append (self->preview, bytes, length);
  else
    g_clear_pointer (&self->preview, g_byte_array_unref);
}

static void
preview_ended (GessoAnswerPump    *self,
               GessoImagesOutcome  outcome)
{
  g_autoptr (GBytes) bytes = NULL;

  if (self->preview == NULL)
    return;

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&self->preview));
  if (outcome == GESSO_IMAGES_OUTCOME_WHOLE && g_bytes_get_size (bytes) > 0)
    gesso_run_observer_preview (self->observer, self->n_finals, bytes);
}

static void
image_ended_cb (guint              index,
                GessoImagesKind    kind,
                int                partial_index,
                GessoImagesOutcome outcome,
                guint64            n_bytes,
                gpointer           user_data)
{
  GessoAnswerPump *self = user_data;
  gboolean is_whole;

  if (self->is_preview)
    {
      preview_ended (self, outcome);
      return;
    }

  /* Where the kind comes after the picture it may turn out to have been a preview. */
  is_whole
      = outcome == GESSO_IMAGES_OUTCOME_WHOLE && kind != GESSO_IMAGES_KIND_PARTIAL && n_bytes > 0;
  flush_pending (self);
  add_step (self, is_whole ? STEP_CLOSE_WHOLE : STEP_CLOSE_BROKEN, self->current, NULL);
  if (is_whole)
    self->n_finals++;
}

static void
url_image_cb (guint       index,
              const char *url,
              gpointer    user_data)
{
  GessoAnswerPump *self = user_data;
  guint picture = self->n_finals++;

  while (self->urls->len <= picture)
    g_ptr_array_add (self->urls, NULL);
  self->urls->pdata[picture] = g_strdup (url);
}

static const GessoImagesSink sink = {
  .begin_image = image_began_cb,
  .image_bytes = image_bytes_cb,
  .end_image = image_ended_cb,
  .url_image = url_image_cb,
};

static void
gesso_answer_pump_dispose (GObject *object)
{
  GessoAnswerPump *self = GESSO_ANSWER_PUMP (object);

  g_queue_clear_full (&self->steps, (GDestroyNotify) step_free);
  g_clear_object (&self->raw);
  g_clear_object (&self->picture);
  g_clear_object (&self->observer);

  G_OBJECT_CLASS (gesso_answer_pump_parent_class)->dispose (object);
}

static void
gesso_answer_pump_finalize (GObject *object)
{
  GessoAnswerPump *self = GESSO_ANSWER_PUMP (object);

  g_clear_pointer (&self->reader, gesso_images_reader_free);
  g_clear_pointer (&self->responses, gesso_responses_reader_free);
  g_clear_pointer (&self->batch, gesso_batch_reader_free);
  g_clear_pointer (&self->pending, g_byte_array_unref);
  g_clear_pointer (&self->preview, g_byte_array_unref);
  g_clear_pointer (&self->urls, g_ptr_array_unref);

  G_OBJECT_CLASS (gesso_answer_pump_parent_class)->finalize (object);
}

static void
gesso_answer_pump_class_init (GessoAnswerPumpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_answer_pump_dispose;
  object_class->finalize = gesso_answer_pump_finalize;
}

static void
gesso_answer_pump_init (GessoAnswerPump *self)
{
  g_queue_init (&self->steps);
  self->pending = g_byte_array_new ();
  self->urls = g_ptr_array_new_with_free_func (g_free);
}

/**
 * gesso_answer_pump_new:
 * @observer: hands out the streams and takes the previews
 *
 * Returns: (transfer full): a pump for one answer
 */
GessoAnswerPump *
gesso_answer_pump_new (GessoRunObserver *observer)
{
  GessoAnswerPump *self = g_object_new (GESSO_TYPE_ANSWER_PUMP, NULL);

  self->observer = g_object_ref (observer);
  self->reader = gesso_images_reader_new (&sink, self);
  return self;
}

/**
 * gesso_answer_pump_new_for_responses:
 * @observer: hands out the streams and takes the previews
 *
 * Returns: (transfer full): a pump for one answer of the Responses API
 */
GessoAnswerPump *
gesso_answer_pump_new_for_responses (GessoRunObserver *observer)
{
  GessoAnswerPump *self = g_object_new (GESSO_TYPE_ANSWER_PUMP, NULL);

  self->observer = g_object_ref (observer);
  self->responses = gesso_responses_reader_new (&sink, self);
  return self;
}

/**
 * gesso_answer_pump_get_responses:
 * @self: a pump for the Responses API
 *
 * Returns: (transfer none): its reader, to be asked only
 */
GessoResponsesReader *
gesso_answer_pump_get_responses (GessoAnswerPump *self)
{
  return self->responses;
}

/**
 * gesso_answer_pump_new_for_batch:
 * @observer: hands out the streams
 *
 * Returns: (transfer full): a pump for the files that one batch leaves behind
 */
GessoAnswerPump *
gesso_answer_pump_new_for_batch (GessoRunObserver *observer)
{
  GessoAnswerPump *self = g_object_new (GESSO_TYPE_ANSWER_PUMP, NULL);

  self->observer = g_object_ref (observer);
  self->batch = gesso_batch_reader_new (&sink, self);
  return self;
}

/**
 * gesso_answer_pump_get_batch:
 * @self: a pump for a batch
 *
 * Returns: (transfer none): its reader, to be asked and to be told where files end
 */
GessoBatchReader *
gesso_answer_pump_get_batch (GessoAnswerPump *self)
{
  return self->batch;
}

static gsize
count_queued (GessoAnswerPump *self)
{
  gsize queued = self->pending->len;

  for (GList *link = self->steps.head; link != NULL; link = link->next)
    {
      const Step *step = link->data;

      queued += step->bytes != NULL ? g_bytes_get_size (step->bytes) : 1;
    }

  return queued;
}

/**
 * gesso_answer_pump_push:
 * @self: the pump
 * @chunk: the next bytes of the answer
 * @queued: (out): how much waits to be written now
 * @error: any error of the storage
 *
 * Reads the chunk. Previews that became whole are announced at once; everything else is queued
 * until the next drain.
 *
 * Returns: whether the raw answer could be opened for writing
 */
gboolean
gesso_answer_pump_push (GessoAnswerPump  *self,
                        GBytes           *chunk,
                        gsize            *queued,
                        GError          **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (chunk, &length);

  if (self->raw == NULL)
    {
      self->raw = gesso_run_observer_open_raw (self->observer, error);
      if (self->raw == NULL)
        {
          self->storage_failed = TRUE;
          return FALSE;
        }
    }

  add_step (self, STEP_WRITE_RAW, 0, chunk);
  if (self->responses != NULL)
    gesso_responses_reader_push (self->responses, data, length);
  else if (self->batch != NULL)
    gesso_batch_reader_push (self->batch, data, length);
  else
    gesso_images_reader_push (self->reader, data, length);
  flush_pending (self);
  *queued = count_queued (self);

  return TRUE;
}

/**
 * gesso_answer_pump_push_file:
 * @self: the pump
 * @index: which picture of the request
 * @chunk: the next bytes of that picture's file, as it is downloaded from an address
 * @queued: (out): how much waits to be written now
 * @error: unused, for symmetry
 *
 * Returns: %TRUE
 */
gboolean
gesso_answer_pump_push_file (GessoAnswerPump  *self,
                             guint             index,
                             GBytes           *chunk,
                             gsize            *queued,
                             GError          **error)
{
  if (self->picture == NULL && self->steps.length == 0)
    add_step (self, STEP_OPEN, index, NULL);

  add_step (self, STEP_WRITE, index, chunk);
  *queued = count_queued (self);
  return TRUE;
}

/**
 * gesso_answer_pump_end_file:
 * @self: the pump
 * @index: which picture of the request
 *
 * The download of picture @index is whole; the next drain closes and announces it.
 */
void
gesso_answer_pump_end_file (GessoAnswerPump *self,
                            guint            index)
{
  add_step (self, STEP_CLOSE_WHOLE, index, NULL);
}

static void do_next_step (GTask *task);

static void
return_storage_error (GTask  *task,
                      GError *error)
{
  GessoAnswerPump *self = g_task_get_source_object (task);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->storage_failed = TRUE;
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
step_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask *task = user_data;
  GessoAnswerPump *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      return_storage_error (task, error);
      return;
    }

  step_free (g_queue_pop_head (&self->steps));
  do_next_step (task);
}

static void
picture_closed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask *task = user_data;
  GessoAnswerPump *self = g_task_get_source_object (task);
  Step *step = g_queue_pop_head (&self->steps);
  gboolean is_whole = step->kind == STEP_CLOSE_WHOLE;
  guint index = step->index;
  GError *error = NULL;

  step_free (step);
  g_clear_object (&self->picture);
  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    {
      return_storage_error (task, error);
      return;
    }

  if (is_whole)
    {
      self->n_whole++;
      gesso_run_observer_picture_whole (self->observer, index);
    }
  do_next_step (task);
}

static gboolean
open_picture (GessoAnswerPump  *self,
              guint             index,
              GError          **error)
{
  g_clear_object (&self->picture);
  self->picture = gesso_run_observer_open_picture (self->observer, index, error);
  return self->picture != NULL;
}

/* The task owns itself along the chain; each end gives that reference away. */
static void
do_next_step (GTask *task)
{
  GessoAnswerPump *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  Step *step;

  while ((step = g_queue_peek_head (&self->steps)) != NULL && step->kind == STEP_OPEN)
    {
      if (!open_picture (self, step->index, &error))
        {
          return_storage_error (task, error);
          return;
        }
      step_free (g_queue_pop_head (&self->steps));
    }

  if (step == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else if (step->bytes != NULL)
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (step->bytes, &length);

      g_output_stream_write_all_async (step->kind == STEP_WRITE_RAW ? self->raw : self->picture,
                                       data, length, G_PRIORITY_DEFAULT, cancellable,
                                       step_written_cb, task);
    }
  else
    {
      g_output_stream_close_async (self->picture, G_PRIORITY_DEFAULT, cancellable,
                                   picture_closed_cb, task);
    }
}

/**
 * gesso_answer_pump_drain_async:
 * @self: the pump
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread when everything queued is written
 * @user_data: for @callback
 *
 * Writes what was queued, in order. Pictures whose last byte was written are announced to the
 * observer as whole.
 */
void
gesso_answer_pump_drain_async (GessoAnswerPump     *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_answer_pump_drain_async);
  do_next_step (task);
}

/**
 * gesso_answer_pump_drain_finish:
 * @self: the pump
 * @result: what the callback got
 * @error: any error of the storage, or G_IO_ERROR_CANCELLED
 *
 * Returns: whether everything was written
 */
gboolean
gesso_answer_pump_drain_finish (GessoAnswerPump  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_answer_pump_drain_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * gesso_answer_pump_end:
 * @self: the pump
 * @error: %GESSO_WIRE_ERROR: truncated, damaged, empty, refused, …
 *
 * No more bytes will come. A last drain must follow, whatever this returns: pictures that came
 * whole before the end went wrong are kept.
 *
 * Returns: whether the answer was whole and held a picture
 */
gboolean
gesso_answer_pump_end (GessoAnswerPump  *self,
                       GError          **error)
{
  if (self->responses != NULL)
    return gesso_responses_reader_finish (self->responses, error);

  return gesso_images_reader_finish (self->reader, error);
}

/**
 * gesso_answer_pump_get_n_whole:
 * @self: the pump
 *
 * Returns: how many pictures were written to their end
 */
guint
gesso_answer_pump_get_n_whole (GessoAnswerPump *self)
{
  return self->n_whole;
}

/**
 * gesso_answer_pump_has_failed_to_store:
 * @self: the pump
 *
 * Returns: whether it was this computer's storage, not the service, that ended the run
 */
gboolean
gesso_answer_pump_has_failed_to_store (GessoAnswerPump *self)
{
  return self->storage_failed;
}

/**
 * gesso_answer_pump_get_url:
 * @self: the pump
 * @index: which of the pictures that came as an address, from 0
 * @out_picture: (out): which picture of the request it is
 *
 * Returns: (transfer none) (nullable): the address, NULL past the last one
 */
const char *
gesso_answer_pump_get_url (GessoAnswerPump *self,
                           guint            index,
                           guint           *out_picture)
{
  for (guint i = 0; i < self->urls->len; i++)
    {
      if (self->urls->pdata[i] == NULL)
        continue;
      if (index-- == 0)
        {
          *out_picture = i;
          return self->urls->pdata[i];
        }
    }

  return NULL;
}

/**
 * gesso_answer_pump_get_envelope:
 * @self: the pump
 *
 * Returns: (transfer none) (nullable): the answer without its pictures
 */
JsonObject *
gesso_answer_pump_get_envelope (GessoAnswerPump *self)
{
  if (self->responses != NULL)
    return gesso_responses_reader_get_envelope (self->responses);

  return gesso_images_reader_get_envelope (self->reader);
}

/**
 * gesso_answer_pump_get_error:
 * @self: the pump
 *
 * Returns: (transfer none) (nullable): the failure that the service reported in its answer
 */
JsonObject *
gesso_answer_pump_get_error (GessoAnswerPump *self)
{
  if (self->responses != NULL)
    return gesso_responses_reader_get_error (self->responses);

  return gesso_images_reader_get_error (self->reader);
}
