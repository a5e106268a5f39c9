/* gesso-stitcher.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Edits with protection on their way out and back in. Out: a request with a whole picture and a
 * plan becomes one with the part that is sent and its mask, before the job is in the journal. In:
 * beside each received picture `N.image` in a job's spool folder comes `N.stitched`, the whole
 * picture with the answer in it, for a part of an edit `N.head`, what it was put into, and then
 * `N.proof`, what was verified; the library takes it all.
 * When the process dies before the proof is there, it is done again at the next start, for the plan
 * in the journal says how. An answer that does not fit gets a proof that says so and stays the
 * picture.
 *
 * Functions without state. The async ones belong to the main thread, the others to a worker.
 */

#include "config.h"

#include "studio/gesso-stitcher.h"

#include "base/gesso-digest.h"
#include "base/gesso-file.h"
#include "base/gesso-json.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "metadata/gesso-xmp.h"
#include "protect/gesso-protection.h"

#include <stdlib.h>
#include <string.h>

static GessoReference *
encode_part (GessoProtection  *edit,
             GessoReference   *whole,
             GCancellable     *cancellable,
             GError          **error)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GessoImage) part = gesso_protection_cut (edit, cancellable, error);
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GessoReference) plain = NULL;
  g_autofree char *digest = NULL;

  if (part != NULL)
    png = gesso_encoder_encode (part, GESSO_IMAGE_FORMAT_PNG, &options, cancellable, error);
  if (png == NULL)
    return NULL;

  digest = gesso_digest_bytes (png);
  plain = gesso_reference_new (png, "image/png", "part.png", digest, gesso_image_get_width (part),
                               gesso_image_get_height (part));
  return gesso_reference_with_role (plain, gesso_reference_get_role (whole),
                                    gesso_reference_get_note (whole));
}

static GessoReference *
encode_mask (GessoProtection  *edit,
             GCancellable     *cancellable,
             GError          **error)
{
  g_autoptr (GessoImage) mask = gesso_protection_make_edit (edit, cancellable, error);
  g_autoptr (GBytes) png = mask != NULL ? gesso_edit_mask_encode (mask, cancellable, error) : NULL;
  g_autofree char *digest = NULL;

  if (png == NULL)
    return NULL;

  digest = gesso_digest_bytes (png);
  return gesso_reference_new (png, "image/png", "mask.png", digest, gesso_image_get_width (mask),
                              gesso_image_get_height (mask));
}

static GessoRequest *
make_request (GessoRequest    *request,
              GessoStitchPlan *plan,
              GessoReference  *part,
              GessoReference  *mask)
{
  g_autoptr (GPtrArray) references = g_ptr_array_new ();
  g_autoptr (GessoRequest) plain = NULL;

  g_ptr_array_add (references, part);
  for (guint i = 1; i < gesso_request_get_n_references (request); i++)
    g_ptr_array_add (references, gesso_request_get_reference (request, i));
  plain = gesso_request_new (gesso_request_get_operation (request),
                             gesso_request_get_prompt (request),
                             gesso_request_get_parameters (request), references, mask);
  return gesso_request_with_plan (plain, plan);
}

/**
 * gesso_stitcher_cut:
 * @request: a request with a plan that is not cut; its first picture is the whole base
 * @cancellable: (nullable): polled meanwhile
 * @error: `GESSO_IMAGE_ERROR` and `GESSO_PROTECT_ERROR` codes, `G_IO_ERROR_CANCELLED`
 *
 * On a worker.
 *
 * Returns: (transfer full) (nullable): the request that is sent
 */
GessoRequest *
gesso_stitcher_cut (GessoRequest  *request,
                    GCancellable  *cancellable,
                    GError       **error)
{
  GessoReference *whole = gesso_request_get_reference (request, 0);
  g_autoptr (GessoStitchPlan) plan = NULL;
  g_autoptr (GessoProtection) edit = NULL;
  g_autoptr (GessoReference) part = NULL;
  g_autoptr (GessoReference) mask = NULL;

  g_return_val_if_fail (gesso_request_get_plan (request) != NULL && whole != NULL, NULL);

  plan = gesso_stitch_plan_with_base (gesso_request_get_plan (request), whole);
  edit = gesso_protection_new_from_plan (plan, cancellable, error);
  part = edit != NULL ? encode_part (edit, whole, cancellable, error) : NULL;
  if (part == NULL)
    return NULL;
  if (gesso_stitch_plan_get_options (plan)->mode == GESSO_EDIT_MODE_REPLACE)
    {
      mask = encode_mask (edit, cancellable, error);
      if (mask == NULL)
        return NULL;
    }

  return make_request (request, plan, part, mask);
}

static void
cut_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  GessoRequest *request = gesso_stitcher_cut (data, cancellable, &error);

  if (request != NULL)
    g_task_return_pointer (task, request, (GDestroyNotify) gesso_request_unref);
  else
    g_task_return_error (task, error);
}

/**
 * gesso_stitcher_cut_async:
 * @request: a request with a plan that is not cut
 * @imaging: the imaging worker
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * See gesso_stitcher_cut().
 */
void
gesso_stitcher_cut_async (GessoRequest        *request,
                          GessoWorker         *imaging,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_stitcher_cut_async);
  g_task_set_task_data (task, gesso_request_ref (request), (GDestroyNotify) gesso_request_unref);
  gesso_worker_run (imaging, task, GESSO_WORKER_PRIORITY_INTERACTIVE, cut_in_thread);
}

/**
 * gesso_stitcher_cut_finish:
 * @result: what the callback got
 * @error: see gesso_stitcher_cut()
 *
 * Returns: (transfer full) (nullable): the request that is sent
 */
GessoRequest *
gesso_stitcher_cut_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_stitcher_cut_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What an answer says about how it was made holds for the picture that it was put into; one that
 * says nothing comes from a model. */
static const char *
find_source_type (const char *path)
{
  g_autoptr (GBytes) bytes = gesso_file_map (path, NULL);
  g_autofree char *packet = bytes != NULL ? gesso_xmp_find_packet (bytes) : NULL;
  g_autoptr (GessoXmp) xmp = packet != NULL ? gesso_xmp_parse (packet, -1) : NULL;
  const char *type = xmp != NULL ? gesso_xmp_get_source_type (xmp) : NULL;

  return g_strcmp0 (type, GESSO_XMP_SOURCE_COMPOSITE) == 0
                 || g_strcmp0 (type, GESSO_XMP_SOURCE_ALGORITHM) == 0
             ? GESSO_XMP_SOURCE_COMPOSITE
             : GESSO_XMP_SOURCE_AI_EDITED;
}

/**
 * gesso_stitcher_make_xmp:
 * @answer: the file of what was put in
 * @model: (nullable): who made it
 * @proof: what was verified
 *
 * Any thread; reads the beginning of the file.
 *
 * Returns: (transfer full): the provenance of the whole picture, as a packet
 */
char *
gesso_stitcher_make_xmp (const char       *answer,
                         const char       *model,
                         const GessoProof *proof)
{
  g_autoptr (GessoXmp) xmp = gesso_xmp_new ();
  g_autofree char *checked = g_strdup_printf ("%" G_GUINT64_FORMAT, proof->checked);
  g_autofree char *different = g_strdup_printf ("%" G_GUINT64_FORMAT, proof->different);

  gesso_xmp_set_source_type (xmp, find_source_type (answer));
  gesso_xmp_set_creator_tool (xmp, "Gesso " GESSO_VERSION);
  if (model != NULL)
    gesso_xmp_set (xmp, "Model", model);
  gesso_xmp_set (xmp, "PixelsChecked", checked);
  gesso_xmp_set (xmp, "PixelsDifferent", different);
  return gesso_xmp_to_packet (xmp);
}

/* A picture that cannot be put back is a picture all the same: nothing that was paid for is lost
 * over it. Only memory and storage, which may be better next time, are errors. */
static gboolean
is_refusal (const GError *error)
{
  return !g_error_matches (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY)
         && !g_error_matches (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_IO)
         && error->domain != G_IO_ERROR && error->domain != G_FILE_ERROR;
}

static GessoImage *
read_whole_mask (GessoStitchPlan  *plan,
                 GError          **error)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  GBytes *data = gesso_reference_get_data (gesso_stitch_plan_get_whole (plan));
  g_autoptr (GessoImage) file = NULL;

  if (data == NULL)
    {
      g_set_error_literal (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_EMPTY,
                           "the mask of all parts is not there");
      return NULL;
    }

  file = gesso_decoder_decode (data, &options, NULL, error);
  return file != NULL ? gesso_edit_mask_from_image (file, GESSO_MASK_KIND_WHITE, NULL, error)
                      : NULL;
}

/* What the other parts have made of the picture so far. Without it the part stands alone; its
 * answer is not lost over that. */
static gboolean
read_head (const char  *head,
           GessoImage **out_head,
           GError     **error)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GError) local_error = NULL;

  if (head == NULL)
    return TRUE;

  *out_head = gesso_decoder_decode_file (head, &options, NULL, &local_error);
  if (*out_head != NULL)
    return TRUE;
  if (is_refusal (local_error))
    {
      g_debug ("other parts of an edit cannot be read: %s", local_error->message);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static GessoStitched *
put_in (GessoRequest  *request,
        const char    *image,
        const char    *head_path,
        GError       **error)
{
  GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  GessoStitchPlan *plan = gesso_request_get_plan (request);
  g_autoptr (GessoProtection) edit = gesso_protection_new_from_plan (plan, NULL, error);
  g_autoptr (GessoImage) answer
      = edit != NULL ? gesso_decoder_decode_file (image, &options, NULL, error) : NULL;
  g_autoptr (GessoImage) whole = NULL;
  g_autoptr (GessoImage) head = NULL;

  if (answer == NULL || gesso_stitch_plan_get_whole (plan) == NULL)
    return answer != NULL ? gesso_protection_stitch (edit, answer, NULL, NULL, NULL, error) : NULL;

  whole = read_whole_mask (plan, error);
  if (whole == NULL || !read_head (head_path, &head, error))
    return NULL;

  return gesso_protection_stitch_part (edit, answer, head, whole, NULL, error);
}

static gboolean
write_proof (const char        *path,
             const GessoProof  *proof,
             GError           **error)
{
  g_autoptr (JsonObject) json = gesso_proof_to_json (proof);
  g_autofree char *text = gesso_json_object_to_string (json, FALSE);

  return gesso_file_write_durably (path, text, strlen (text), error);
}

/* What the part was put into, so that whoever brings it home can tell whether that is still all
 * there is. The name of a blob is its digest. */
static gboolean
write_head (const char  *folder,
            guint        number,
            const char  *head,
            GError     **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%u.head", folder, number);
  g_autofree char *digest = head != NULL ? g_path_get_basename (head) : g_strdup ("");

  digest[strcspn (digest, ".")] = '\0';
  return gesso_file_write_durably (path, digest, strlen (digest), error);
}

static gboolean
is_part (GessoRequest *request)
{
  return gesso_stitch_plan_get_group (gesso_request_get_plan (request)) != NULL;
}

/**
 * gesso_stitcher_stitch:
 * @request: (nullable): what was sent, with its plan; NULL when that cannot be read any more
 * @folder: the spool folder of its job
 * @number: which of the received pictures
 * @head: (nullable): a file with other parts of the same edit, for a request that is one of them
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, and what storage reports
 *
 * Puts a received picture into its base, once: what is there already stays. On a worker.
 *
 * Returns: whether there is a proof now, be it that the answer does not fit
 */
gboolean
gesso_stitcher_stitch (GessoRequest  *request,
                       const char    *folder,
                       guint          number,
                       const char    *head,
                       GError       **error)
{
  g_autofree char *image = g_strdup_printf ("%s/%u.image", folder, number);
  g_autofree char *target = g_strdup_printf ("%s/%u.stitched", folder, number);
  g_autofree char *proof_path = g_strdup_printf ("%s/%u.proof", folder, number);
  g_autoptr (GessoStitched) stitched = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *xmp = NULL;
  GessoProof proof = GESSO_PROOF_INIT;

  if (g_file_test (proof_path, G_FILE_TEST_EXISTS))
    return TRUE;

  if (request == NULL || gesso_request_get_plan (request) == NULL)
    g_set_error_literal (&local_error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_REFUSED,
                         "its plan is not there");
  else
    stitched = put_in (request, image, head, &local_error);
  if (stitched == NULL && !is_refusal (local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (stitched == NULL)
    {
      g_debug ("an answer was not put into its picture: %s", local_error->message);
      proof.refusal = GESSO_REFUSAL_INPUT;
    }
  else
    {
      proof = stitched->proof;
    }
  if (proof.refusal == GESSO_REFUSAL_NONE)
    {
      xmp = gesso_stitcher_make_xmp (image, gesso_request_get_parameters (request)->model, &proof);
      if (!gesso_protection_write_png (stitched, target, xmp, NULL, error)
          || (is_part (request) && !write_head (folder, number, head, error)))
        return FALSE;
    }

  return write_proof (proof_path, &proof, error);
}

typedef struct
{
  GessoRequest *request; /* (owned) */
  char *folder;          /* (owned) */
  GArray *numbers;       /* (owned) */
  char **heads;          /* (owned): files by number, "" for none */
} Stitching;

static void
stitching_free (Stitching *stitching)
{
  gesso_request_unref (stitching->request);
  g_free (stitching->folder);
  g_array_unref (stitching->numbers);
  g_strfreev (stitching->heads);
  g_free (stitching);
}

static const char *
get_head (char  **heads,
          guint   number)
{
  return number < g_strv_length (heads) && heads[number][0] != '\0' ? heads[number] : NULL;
}

/* From digests to files; any thread. */
static char **
dup_head_paths (GessoLibrary *library, const char *const *heads)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; heads != NULL && heads[i] != NULL; i++)
    {
      g_autofree char *path
          = heads[i][0] != '\0' ? gesso_library_dup_blob_path (library, heads[i]) : NULL;

      g_strv_builder_add (paths, path != NULL ? path : "");
    }
  return g_strv_builder_end (paths);
}

static void
stitch_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Stitching *stitching = data;
  GError *error = NULL;

  for (guint i = 0; i < stitching->numbers->len; i++)
    {
      guint number = g_array_index (stitching->numbers, guint, i);

      if (!gesso_stitcher_stitch (stitching->request, stitching->folder, number,
                                  get_head (stitching->heads, number), &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * gesso_stitcher_stitch_async:
 * @library: the library
 * @request: what was sent, with its plan
 * @folder: the spool folder of its job
 * @numbers: (element-type guint): the received pictures
 * @heads: (nullable): pictures that have other parts of the same edit, as
 *   gesso_library_find_heads_finish() gives them
 * @imaging: the imaging worker
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * See gesso_stitcher_stitch(). It is not cancelled: what was received is brought home.
 */
void
gesso_stitcher_stitch_async (GessoLibrary *library,
                             GessoRequest *request,
                             const char *folder,
                             GArray *numbers,
                             const char *const *heads,
                             GessoWorker *imaging,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Stitching *stitching = g_new0 (Stitching, 1);

  stitching->request = gesso_request_ref (request);
  stitching->folder = g_strdup (folder);
  stitching->numbers = g_array_copy (numbers);
  stitching->heads = dup_head_paths (library, heads);
  g_task_set_source_tag (task, gesso_stitcher_stitch_async);
  g_task_set_task_data (task, stitching, (GDestroyNotify) stitching_free);
  gesso_worker_run (imaging, task, GESSO_WORKER_PRIORITY_INTERACTIVE, stitch_in_thread);
}

/**
 * gesso_stitcher_stitch_finish:
 * @result: what the callback got
 * @error: see gesso_stitcher_stitch()
 *
 * Returns: whether each of the pictures has a proof now
 */
gboolean
gesso_stitcher_stitch_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_stitcher_stitch_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  GessoLibrary *library; /* (owned) */
  char **folders;        /* (owned) */
  char **json;           /* (owned) */
  GPtrArray *heads;      /* (owned) (element-type GStrv): files by number, "" for none */
} Recovering;

static void
recovering_free (Recovering *recovering)
{
  g_object_unref (recovering->library);
  g_strfreev (recovering->folders);
  g_strfreev (recovering->json);
  g_ptr_array_unref (recovering->heads);
  g_free (recovering);
}

static GBytes *
load_blob (const char  *digest,
           gpointer     user_data,
           GError     **error)
{
  return gesso_library_map_blob (user_data, digest, error);
}

static GessoRequest *
read_request (GessoLibrary *library,
              const char   *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) json = gesso_json_parse_object (text, -1, &error);
  GessoRequest *request = NULL;

  if (json != NULL)
    request = gesso_request_new_from_json (json, load_blob, library, &error);
  if (request == NULL)
    g_debug ("an edit cannot be read again: %s", error->message);
  return request;
}

static gboolean
stitch_folder (GessoRequest  *request,
               const char    *folder,
               char         **heads,
               GError       **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      char *end = NULL;
      unsigned long number = strtoul (name, &end, 10);

      if (end != name && g_str_equal (end, ".image") && number < 1000
          && !gesso_stitcher_stitch (request, folder, (guint) number,
                                     get_head (heads, (guint) number), error))
        return FALSE;
    }
  return dir != NULL;
}

static const char *
get_group (GessoRequest *request)
{
  GessoStitchPlan *plan = request != NULL ? gesso_request_get_plan (request) : NULL;

  return plan != NULL ? gesso_stitch_plan_get_group (plan) : NULL;
}

static void
recover_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  Recovering *recovering = data;
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) first = NULL;

  /* One that fails is tried again at the next start; the others need not wait for that. Of the
   * parts of one edit only one is put in: the next one goes into what becomes of it. */
  for (guint i = 0; recovering->folders[i] != NULL; i++)
    {
      g_autoptr (GessoRequest) request = read_request (recovering->library, recovering->json[i]);
      const char *group = get_group (request);
      g_autoptr (GError) error = NULL;

      if (group != NULL && g_hash_table_contains (groups, group))
        continue;
      if (stitch_folder (request, recovering->folders[i], recovering->heads->pdata[i], &error))
        {
          if (group != NULL)
            g_hash_table_add (groups, g_strdup (group));
        }
      else if (first == NULL)
        {
          first = g_steal_pointer (&error);
        }
    }
  if (first != NULL)
    g_task_return_error (task, g_steal_pointer (&first));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * gesso_stitcher_recover_async:
 * @library: the library
 * @report: what a recovery found
 * @imaging: the imaging worker
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Puts in what an earlier process received and did not get to put in. Another recovery brings it
 * home then; it may find more to put in, for the parts of one edit go one after the other.
 */
void
gesso_stitcher_recover_async (GessoLibrary              *library,
                              const GessoRecoveryReport *report,
                              GessoWorker               *imaging,
                              GAsyncReadyCallback        callback,
                              gpointer                   user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  Recovering *recovering = g_new0 (Recovering, 1);

  recovering->heads = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; report->unstitched_ids[i] != NULL; i++)
    {
      g_autofree char *folder = gesso_library_dup_spool_folder (library, report->unstitched_ids[i]);

      g_strv_builder_add (folders, folder);
      g_ptr_array_add (recovering->heads,
                       dup_head_paths (library, report->unstitched_heads->pdata[i]));
    }
  recovering->library = g_object_ref (library);
  recovering->folders = g_strv_builder_end (folders);
  recovering->json = g_strdupv (report->unstitched_requests);
  g_task_set_source_tag (task, gesso_stitcher_recover_async);
  g_task_set_task_data (task, recovering, (GDestroyNotify) recovering_free);
  gesso_worker_run (imaging, task, GESSO_WORKER_PRIORITY_INTERACTIVE, recover_in_thread);
}

/**
 * gesso_stitcher_recover_finish:
 * @result: what the callback got
 * @error: the first that failed
 *
 * Returns: whether all of it is put in
 */
gboolean
gesso_stitcher_recover_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_stitcher_recover_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
