/* gesso-request-adapter.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A request as it leaves for a service that was found to do things in its own way: a mask the other
 * way round for those that draw where it is black, no previews where none come. The journal keeps
 * the request as it was meant, since an account can be tested again between two attempts. */

#include "config.h"

#include "studio/gesso-request-adapter.h"

#include "base/gesso-digest.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"

static gboolean
wants_black (const GessoFindings *findings)
{
  return g_strcmp0 (findings->polarity, "black") == 0;
}

/* What may change is black and the rest white, all of it opaque: whoever reads the transparency
 * too must not be told the opposite by it. */
static GessoImage *
turn (GessoImage *mask)
{
  int width = gesso_image_get_width (mask);
  int height = gesso_image_get_height (mask);
  guint8 *pixels = g_malloc ((gsize) width * height * 4);

  for (int y = 0; y < height; y++)
    {
      const guint8 *from = gesso_image_get_row (mask, y);
      guint8 *to = pixels + (gsize) y * width * 4;

      for (int x = 0; x < width; x++, from += 4, to += 4)
        {
          to[0] = to[1] = to[2] = from[3];
          to[3] = 255;
        }
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}

static GessoReference *
turn_mask (GessoReference  *mask,
           GCancellable    *cancellable,
           GError         **error)
{
  GessoDecodeOptions decode = { .max_depth_8 = TRUE };
  GessoEncodeOptions encode = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GessoImage) image
      = gesso_decoder_decode (gesso_reference_get_data (mask), &decode, cancellable, error);
  g_autoptr (GessoImage) turned = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autofree char *digest = NULL;

  if (image == NULL)
    return NULL;
  /* Without transparency it is not one of ours, and nobody knows what it means. */
  if (gesso_image_get_format (image) != GESSO_PIXEL_FORMAT_RGBA8)
    return gesso_reference_ref (mask);

  turned = turn (image);
  png = gesso_encoder_encode (turned, GESSO_IMAGE_FORMAT_PNG, &encode, cancellable, error);
  if (png == NULL)
    return NULL;

  digest = gesso_digest_bytes (png);
  return gesso_reference_new (png, "image/png", gesso_reference_get_name (mask), digest,
                              gesso_reference_get_width (mask), gesso_reference_get_height (mask));
}

/**
 * gesso_request_adapter_adapt:
 * @request: what is to be sent
 * @findings: what the service was found to do
 * @cancellable: (nullable): polled meanwhile
 * @error: `GESSO_IMAGE_ERROR` codes, `G_IO_ERROR_CANCELLED`
 *
 * Blocks for the time that it takes to read and write a mask. Any thread.
 *
 * Returns: (transfer full) (nullable): what the service is sent; @request where nothing differs
 */
GessoRequest *
gesso_request_adapter_adapt (GessoRequest         *request,
                             const GessoFindings  *findings,
                             GCancellable         *cancellable,
                             GError              **error)
{
  GessoReference *mask = gesso_request_get_mask (request);
  gboolean turns = mask != NULL && wants_black (findings);
  gboolean is_silent = findings->previews == GESSO_FINDING_NO
                       && gesso_request_get_parameters (request)->partial_images > 0;
  g_autoptr (GessoParameters) parameters = NULL;
  g_autoptr (GPtrArray) references = NULL;
  g_autoptr (GessoReference) turned = NULL;
  g_autoptr (GessoRequest) plain = NULL;

  if (!turns && !is_silent)
    return gesso_request_ref (request);

  if (turns && (turned = turn_mask (mask, cancellable, error)) == NULL)
    return NULL;
  parameters = gesso_parameters_copy (gesso_request_get_parameters (request));
  if (is_silent)
    parameters->partial_images = 0;
  references = g_ptr_array_new ();
  for (guint i = 0; i < gesso_request_get_n_references (request); i++)
    g_ptr_array_add (references, gesso_request_get_reference (request, i));
  plain = gesso_request_new (gesso_request_get_operation (request),
                             gesso_request_get_prompt (request), parameters, references,
                             turns ? turned : mask);
  return gesso_request_with_plan (plain, gesso_request_get_plan (request));
}

typedef struct
{
  GessoRequest *request;   /* (owned) */
  GessoFindings *findings; /* (owned) */
} Adapting;

static void
adapting_free (Adapting *adapting)
{
  gesso_request_unref (adapting->request);
  gesso_findings_free (adapting->findings);
  g_free (adapting);
}

static void
adapt_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Adapting *adapting = data;
  GError *error = NULL;
  GessoRequest *request
      = gesso_request_adapter_adapt (adapting->request, adapting->findings, cancellable, &error);

  if (request != NULL)
    g_task_return_pointer (task, request, (GDestroyNotify) gesso_request_unref);
  else
    g_task_return_error (task, error);
}

/**
 * gesso_request_adapter_adapt_async:
 * @request: what is to be sent
 * @account: where
 * @imaging: the imaging worker
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * See gesso_request_adapter_adapt(). Nothing is done for a model that was not tested.
 */
void
gesso_request_adapter_adapt_async (GessoRequest        *request,
                                   GessoAccount        *account,
                                   GessoWorker         *imaging,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const GessoFindings *findings
      = gesso_account_get_findings (account, gesso_request_get_parameters (request)->model);
  Adapting *adapting;

  g_task_set_source_tag (task, gesso_request_adapter_adapt_async);
  if (findings == NULL)
    {
      g_task_return_pointer (task, gesso_request_ref (request),
                             (GDestroyNotify) gesso_request_unref);
      return;
    }

  adapting = g_new0 (Adapting, 1);
  adapting->request = gesso_request_ref (request);
  adapting->findings = gesso_findings_copy (findings);
  g_task_set_task_data (task, adapting, (GDestroyNotify) adapting_free);
  gesso_worker_run (imaging, task, GESSO_WORKER_PRIORITY_INTERACTIVE, adapt_in_thread);
}

/**
 * gesso_request_adapter_adapt_finish:
 * @result: what the callback got
 * @error: see gesso_request_adapter_adapt()
 *
 * Returns: (transfer full) (nullable): what the service is sent
 */
GessoRequest *
gesso_request_adapter_adapt_finish (GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_request_adapter_adapt_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
