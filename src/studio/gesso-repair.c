/* gesso-repair.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A model that is asked to change one thing in a picture draws all of it anew. Here what really
 * changed is found, or said by somebody who corrects it, and everything else becomes the picture
 * before again, pixel by pixel and proven. The result is a node beside the edit, with the mask of
 * what was kept; nothing is sent and nothing costs.
 *
 * Functions without state, for the main thread; the work is done on the imaging worker.
 */

#include "config.h"

#include "studio/gesso-repair.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "base/gesso-json.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "mask/gesso-mask-file.h"
#include "protect/gesso-change-map.h"
#include "protect/gesso-protection.h"
#include "studio/gesso-stitcher.h"

/* One repair: what it is made of, and what comes of it. */
typedef struct
{
  GessoNode *node;   /* (owned): only read on the main thread */
  char *mask_name;   /* (owned) */
  GessoMask *given;  /* (owned) (nullable): NULL to find it */
  char *base_path;   /* (owned) (nullable) */
  char *answer_path; /* (owned) */
  char *model;       /* (owned) (nullable) */
  char *folder;      /* (owned): for the new file, until the library has it */

  char *target;     /* (owned) (nullable) */
  GBytes *mask;     /* (owned) (nullable) */
  char *proof_json; /* (owned) (nullable) */
} Repair;

static void
repair_free (gpointer data)
{
  Repair *repair = data;

  gesso_file_remove_tree (repair->folder, NULL);
  g_object_unref (repair->node);
  g_clear_pointer (&repair->given, gesso_mask_unref);
  g_clear_pointer (&repair->mask, g_bytes_unref);
  g_free (repair->mask_name);
  g_free (repair->base_path);
  g_free (repair->answer_path);
  g_free (repair->model);
  g_free (repair->folder);
  g_free (repair->target);
  g_free (repair->proof_json);
  g_free (repair);
}

/**
 * gesso_repair_is_repaired:
 * @node: a node
 *
 * Returns: whether it was made by gesso_repair_make_async(), so that its mask can be corrected
 */
gboolean
gesso_repair_is_repaired (GessoNode *node)
{
  g_return_val_if_fail (GESSO_IS_NODE (node), FALSE);

  return gesso_node_get_kind (node) == GESSO_NODE_KIND_EDITED
         && gesso_node_get_job_id (node) == NULL && gesso_node_is_protected (node)
         && gesso_node_get_base_id (node) != NULL && gesso_node_get_answer_path (node) != NULL;
}

/**
 * gesso_repair_can_repair:
 * @node: a node
 *
 * Returns: whether it is an edit of a picture that was made without a mask, or was repaired
 */
gboolean
gesso_repair_can_repair (GessoNode *node)
{
  GessoProof proof;

  g_return_val_if_fail (GESSO_IS_NODE (node), FALSE);

  if (gesso_repair_is_repaired (node))
    return TRUE;

  return gesso_node_get_base_id (node) != NULL && !gesso_node_get_proof (node, &proof)
         && gesso_node_get_answer_path (node) == NULL
         && (gesso_node_get_kind (node) == GESSO_NODE_KIND_EDITED
             || gesso_node_get_kind (node) == GESSO_NODE_KIND_RECOVERED);
}

static GError *
make_refusal (void)
{
  return g_error_new_literal (GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_REFUSED,
                              "the edit shows another picture than its base");
}

static GessoImage *
find_mask (Repair        *repair,
           GessoImage    *base,
           GessoImage    *answer,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GessoImage) mask = NULL;
  GessoAlignment alignment;

  if (repair->given != NULL)
    {
      GessoRect extents = gesso_mask_get_extents (repair->given);

      return gesso_mask_to_image (repair->given, &extents, error);
    }

  mask = gesso_change_map_find (base, answer, &alignment, cancellable, error);
  if (mask == NULL || alignment.refusal == GESSO_REFUSAL_NONE)
    return g_steal_pointer (&mask);

  g_propagate_error (error, make_refusal ());
  return NULL;
}

static GessoStitched *
put_in (GessoImage    *base,
        GessoImage    *answer,
        GessoImage    *mask,
        GCancellable  *cancellable,
        GError       **error)
{
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  GessoRect whole = { 0, 0, gesso_image_get_width (base), gesso_image_get_height (base) };
  GessoSize sent = gesso_change_map_get_size (whole.width, whole.height);
  g_autoptr (GessoProtection) edit
      = gesso_protection_new (base, mask, NULL, &whole, &sent, &options, error);
  g_autoptr (GessoStitched) stitched
      = edit != NULL ? gesso_protection_stitch (edit, answer, NULL, NULL, cancellable, error)
                     : NULL;

  if (stitched != NULL && stitched->image == NULL)
    {
      g_propagate_error (error, make_refusal ());
      return NULL;
    }
  return g_steal_pointer (&stitched);
}

static gboolean
keep (Repair         *repair,
      GessoStitched  *stitched,
      GessoImage     *mask,
      GCancellable   *cancellable,
      GError        **error)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (JsonObject) json = gesso_proof_to_json (&stitched->proof);
  g_autofree char *xmp
      = gesso_stitcher_make_xmp (repair->answer_path, repair->model, &stitched->proof);

  repair->mask = gesso_encoder_encode (mask, GESSO_IMAGE_FORMAT_PNG, &options, cancellable, error);
  if (repair->mask == NULL || !gesso_file_make_folder (repair->folder, error))
    return FALSE;

  repair->proof_json = gesso_json_object_to_string (json, FALSE);
  repair->target = g_build_filename (repair->folder, "repaired.png", NULL);
  return gesso_protection_write_png (stitched, repair->target, xmp, cancellable, error);
}

static gboolean
work (Repair        *repair,
      GCancellable  *cancellable,
      GError       **error)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GessoImage) base
      = gesso_decoder_decode_file (repair->base_path, &options, cancellable, error);
  g_autoptr (GessoImage) answer
      = base != NULL ? gesso_decoder_decode_file (repair->answer_path, &options, cancellable, error)
                     : NULL;
  g_autoptr (GessoImage) mask
      = answer != NULL ? find_mask (repair, base, answer, cancellable, error) : NULL;
  g_autoptr (GessoStitched) stitched
      = mask != NULL ? put_in (base, answer, mask, cancellable, error) : NULL;

  return stitched != NULL && keep (repair, stitched, mask, cancellable, error);
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;

  if (work (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GessoNode *node = gesso_library_add_repaired_finish (GESSO_LIBRARY (source), result, &error);

  if (node != NULL)
    g_task_return_pointer (task, node, g_object_unref);
  else
    g_task_return_error (task, error);
}

static const char *
get_answer_digest (GessoNode *node)
{
  const char *digest = gesso_node_get_answer_digest (node);

  return digest != NULL ? digest : gesso_node_get_digest (node);
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Repair *repair = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  gesso_library_add_repaired_async (gesso_studio_get_library (GESSO_STUDIO (source)),
                                    gesso_node_get_id (repair->node), repair->target,
                                    get_answer_digest (repair->node), repair->proof_json,
                                    repair->mask, repair->mask_name, g_task_get_cancellable (task),
                                    added_cb, g_object_ref (task));
}

/* The outer task owns the repair; the inner one, on the worker, only borrows it. */
static void
base_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoStudio *studio = g_task_get_source_object (task);
  Repair *repair = g_task_get_task_data (task);
  g_autoptr (GTask) inner = NULL;
  GError *error = NULL;
  g_autoptr (GessoNode) base
      = gesso_library_load_node_finish (GESSO_LIBRARY (source), result, &error);

  if (base == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  repair->base_path = g_strdup (gesso_node_get_path (base));
  inner = g_task_new (studio, g_task_get_cancellable (task), worked_cb, g_object_ref (task));
  g_task_set_source_tag (inner, work_in_thread);
  g_task_set_task_data (inner, repair, NULL);
  gesso_worker_run (gesso_studio_get_imaging_worker (studio), inner,
                    GESSO_WORKER_PRIORITY_INTERACTIVE, work_in_thread);
}

/**
 * gesso_repair_make_async:
 * @studio: an open studio
 * @node: a node that gesso_repair_can_repair() says yes to
 * @mask: (nullable): what is kept of the edit, of the base's size; %NULL to find it
 * @mask_name: what the mask is called with the new node
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Puts back what an edit changed without being asked to.
 */
void
gesso_repair_make_async (GessoStudio         *studio,
                         GessoNode           *node,
                         GessoMask           *mask,
                         const char          *mask_name,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GessoLibrary *library = gesso_studio_get_library (studio);
  const char *answer = gesso_node_get_answer_path (node);
  g_autofree char *id = NULL;
  Repair *repair;
  GTask *task;

  g_return_if_fail (gesso_repair_can_repair (node) && mask_name != NULL);

  id = gesso_clock_new_id ();
  task = g_task_new (studio, cancellable, callback, user_data);
  repair = g_new0 (Repair, 1);
  repair->node = g_object_ref (node);
  repair->mask_name = g_strdup (mask_name);
  repair->given = mask != NULL ? gesso_mask_ref (mask) : NULL;
  repair->answer_path = g_strdup (answer != NULL ? answer : gesso_node_get_path (node));
  repair->model = g_strdup (gesso_node_get_model (node));
  repair->folder = gesso_library_dup_spool_folder (library, id);
  g_task_set_source_tag (task, gesso_repair_make_async);
  g_task_set_task_data (task, repair, repair_free);
  gesso_library_load_node_async (library, gesso_node_get_base_id (node), cancellable,
                                 base_loaded_cb, task);
}

/**
 * gesso_repair_make_finish:
 * @studio: the studio
 * @result: what the callback got
 * @error: %GESSO_PROTECT_ERROR_MASK_EMPTY when nothing changed, %GESSO_PROTECT_ERROR_REFUSED when
 *   the edit is another picture, `GESSO_IMAGE_ERROR` and `GESSO_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the new node
 */
GessoNode *
gesso_repair_make_finish (GessoStudio   *studio,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, studio), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_repair_make_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
