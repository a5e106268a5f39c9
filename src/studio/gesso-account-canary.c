/* gesso-account-canary.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Finds out what a service really honours: the list of models, which costs nothing; then, if that
 * is wished, the smallest picture in the lowest quality with a preview and a transparent
 * background, and an edit of a picture of ours under a mask that every way of reading masks takes
 * differently (see gesso-canary-picture.c). What comes is looked at and dropped: the library knows
 * nothing of it, the ledger what it cost, and the account remembers what was found out. A test
 * asks for all that the table of models promises, whatever an earlier one found. Main thread. */

#include "config.h"

#include "studio/gesso-account-canary.h"

#include "base/gesso-clock.h"
#include "base/gesso-json.h"
#include "providers/gesso-provider-error.h"
#include "studio/gesso-canary-picture.h"
#include "studio/gesso-studio-private.h"

#define PROMPT "A plain red disc in the middle."
#define EDIT_PROMPT "Fill the picture with plain bright red."

/* One run's pictures, in memory. */

#define GESSO_TYPE_CANARY_OBSERVER (gesso_canary_observer_get_type ())
G_DECLARE_FINAL_TYPE (GessoCanaryObserver, gesso_canary_observer, GESSO, CANARY_OBSERVER, GObject)

struct _GessoCanaryObserver
{
  GObject parent_instance;

  GMemoryOutputStream *picture; /* (owned) (nullable): the first */
  guint n_previews;
};

static void gesso_canary_observer_iface_init (GessoRunObserverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoCanaryObserver,
                               gesso_canary_observer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GESSO_TYPE_RUN_OBSERVER,
                                                      gesso_canary_observer_iface_init))

static GOutputStream *
open_raw (GessoRunObserver  *observer,
          GError           **error)
{
  return g_memory_output_stream_new_resizable ();
}

static GOutputStream *
open_picture (GessoRunObserver  *observer,
              guint              index,
              GError           **error)
{
  GessoCanaryObserver *self = GESSO_CANARY_OBSERVER (observer);
  GOutputStream *stream = g_memory_output_stream_new_resizable ();

  if (index == 0)
    g_set_object (&self->picture, G_MEMORY_OUTPUT_STREAM (stream));
  return stream;
}

static void
preview (GessoRunObserver *observer,
         guint             index,
         GBytes           *picture)
{
  GESSO_CANARY_OBSERVER (observer)->n_previews++;
}

/* How far it has come is nobody's concern here. */
static void
stage_changed (GessoRunObserver *observer,
               GessoRunStage     stage,
               double            fraction)
{
}

static void
ignore_text (GessoRunObserver *observer,
             const char       *text)
{
}

static void
picture_whole (GessoRunObserver *observer,
               guint             index)
{
}

static void
gesso_canary_observer_iface_init (GessoRunObserverInterface *iface)
{
  iface->stage_changed = stage_changed;
  iface->accepted = ignore_text;
  iface->task_known = ignore_text;
  iface->picture_whole = picture_whole;
  iface->open_raw = open_raw;
  iface->open_picture = open_picture;
  iface->preview = preview;
}

static void
gesso_canary_observer_finalize (GObject *object)
{
  g_clear_object (&GESSO_CANARY_OBSERVER (object)->picture);

  G_OBJECT_CLASS (gesso_canary_observer_parent_class)->finalize (object);
}

static void
gesso_canary_observer_class_init (GessoCanaryObserverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_canary_observer_finalize;
}

static void
gesso_canary_observer_init (GessoCanaryObserver *self)
{
}

static GBytes *
steal_picture (GessoCanaryObserver *self)
{
  GBytes *bytes;

  if (self->picture == NULL)
    return NULL;
  g_output_stream_close (G_OUTPUT_STREAM (self->picture), NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (self->picture);
  g_clear_object (&self->picture);
  return bytes;
}

/* What is asked. */

static GessoModelInfo *
look_up (GessoStudio  *studio,
         GessoAccount *account)
{
  const char *model = gesso_account_get_model (account);

  return gesso_catalog_lookup (studio->catalog, gesso_account_get_kind (account),
                               model != NULL ? model : "");
}

static GessoParameters *
make_parameters (GessoAccount   *account,
                 GessoModelInfo *info)
{
  GessoParameters *parameters = gesso_parameters_new ();
  static const GessoSize small = { 512, 512 };

  g_free (parameters->model);
  parameters->model = g_strdup (gesso_account_get_model (account));
  parameters->n = 1;
  parameters->size = gesso_size_rule_snap (&info->size_rule, &small);
  if (gesso_model_info_has_quality (info, "low"))
    {
      g_free (parameters->quality);
      parameters->quality = g_strdup ("low");
    }
  return parameters;
}

static GessoRequest *
make_plain (GessoAccount   *account,
            GessoModelInfo *info)
{
  g_autoptr (GessoParameters) parameters = make_parameters (account, info);

  parameters->partial_images = info->streams ? MIN (1, info->max_partial_images) : 0;
  if (gesso_model_info_has_background (info, "transparent", FALSE))
    {
      g_free (parameters->background);
      parameters->background = g_strdup ("transparent");
    }
  return gesso_request_new (GESSO_OPERATION_GENERATE, PROMPT, parameters, NULL, NULL);
}

static GessoRequest *
make_edit (GessoAccount   *account,
           GessoModelInfo *info)
{
  g_autoptr (GessoParameters) parameters = NULL;
  g_autoptr (GPtrArray) references = NULL;
  g_autoptr (GessoReference) mask = NULL;

  if (!info->edits || !info->masks)
    return NULL;

  parameters = make_parameters (account, info);
  references = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_ptr_array_add (references, _gesso_canary_make_base (&parameters->size));
  mask = _gesso_canary_make_mask (&parameters->size);
  return gesso_request_new (GESSO_OPERATION_EDIT, EDIT_PROMPT, parameters, references, mask);
}

/* The course of it. */

typedef struct
{
  GessoAccount *account;         /* (owned) */
  GessoModelInfo *info;          /* (owned) */
  GessoCredential *credential;   /* (owned) (nullable) */
  GessoProvider *provider;       /* (owned) (nullable) */
  GessoRequest *request;         /* (owned) (nullable): what is under way */
  GessoCanaryObserver *observer; /* (owned) (nullable): of it */
  GessoCanaryFindings *findings; /* (owned) */
  gboolean with_pictures;
  gboolean has_drawn;
} Course;

static void
course_free (Course *course)
{
  g_object_unref (course->account);
  gesso_model_info_unref (course->info);
  g_clear_pointer (&course->credential, gesso_credential_unref);
  g_clear_object (&course->provider);
  g_clear_pointer (&course->request, gesso_request_unref);
  g_clear_object (&course->observer);
  g_clear_pointer (&course->findings, gesso_canary_findings_free);
  g_free (course);
}

static void
end (GTask *task)
{
  Course *course = g_task_get_task_data (task);
  const GessoFindings *found = course->findings->found;

  if (!gesso_findings_is_empty (found))
    gesso_account_take_findings (course->account, gesso_findings_copy (found));
  g_task_return_pointer (task, g_steal_pointer (&course->findings),
                         (GDestroyNotify) gesso_canary_findings_free);
  g_object_unref (task);
}

static void
end_with (GTask        *task,
          const GError *error)
{
  Course *course = g_task_get_task_data (task);

  course->findings->failure = gesso_failure_from_error (error);
  end (task);
}

/* The ledger's line of one run; without a result of one that may have been billed. */
static void
book (GTask          *task,
      GessoRunResult *result,
      gint64          micros)
{
  GessoStudio *self = g_task_get_source_object (task);
  Course *course = g_task_get_task_data (task);
  const char *model = gesso_account_get_model (course->account);
  const GessoUsage *usage = result != NULL ? gesso_run_result_get_usage (result) : NULL;
  g_autofree char *usage_json = NULL;
  GessoEstimate estimate;
  GessoCostLine line = { .account_id = (char *) gesso_account_get_id (course->account),
                         .account_name = (char *) gesso_account_get_name (course->account),
                         .account_kind = (char *) gesso_account_get_kind (course->account),
                         .model = (char *) (model != NULL ? model : ""),
                         .actual_micros = micros,
                         .n_pictures = result != NULL ? 1 : 0 };

  if (self->library == NULL)
    return;
  gesso_pricing_estimate_request (self->pricing, line.account_kind, course->request, &estimate);
  line.estimate_low = estimate.known ? estimate.micros_low : -1;
  line.estimate_high = estimate.known ? estimate.micros_high : -1;
  if (usage != NULL && usage->known)
    {
      g_autoptr (JsonObject) json = gesso_usage_to_json (usage);

      usage_json = gesso_json_object_to_string (json, FALSE);
    }
  gesso_library_add_trial_async (self->library, &line, usage_json, NULL, NULL, NULL);
}

static void
book_failure (GTask        *task,
              const GError *error)
{
  g_autoptr (GessoFailure) failure = gesso_failure_from_error (error);

  if (gesso_failure_get_info (failure)->may_be_billed)
    book (task, NULL, -1);
}

static void
add_cost (GTask          *task,
          GessoRunResult *result)
{
  GessoStudio *self = g_task_get_source_object (task);
  Course *course = g_task_get_task_data (task);
  GessoFindings *found = course->findings->found;
  gint64 micros = -1;

  if (!gesso_pricing_actual_request (self->pricing, gesso_account_get_kind (course->account),
                                     course->request, gesso_run_result_get_usage (result), &micros))
    micros = -1;
  if (micros < 0 || (course->has_drawn && found->cost_micros < 0))
    found->cost_micros = -1;
  else
    found->cost_micros = MAX (found->cost_micros, 0) + micros;
  book (task, result, micros);
}

static void send (GTask *task, GessoRequest *request);

static void
look_at_plain (Course *course,
               GBytes *picture)
{
  const GessoParameters *parameters = gesso_request_get_parameters (course->request);

  if (parameters->partial_images > 0)
    course->findings->found->previews
        = course->observer->n_previews > 0 ? GESSO_FINDING_YES : GESSO_FINDING_NO;
  _gesso_canary_read_plain (picture, &parameters->size,
                            g_strcmp0 (parameters->background, "transparent") == 0,
                            course->findings->found);
}

/* Only a plain refusal says anything about what the service can do; a lost connection, an empty
 * purse or a moody filter do not. */
static gboolean
says_no (const GError *error)
{
  g_autoptr (GessoFailure) failure = gesso_failure_from_error (error);

  return gesso_failure_get_info (failure)->failure_class == GESSO_FAILURE_REFUSED;
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  GTask *task = user_data;
  Course *course = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoRunResult) run
      = gesso_provider_run_finish (GESSO_PROVIDER (source), result, &error);
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GessoRequest) edit = NULL;

  if (run == NULL)
    {
      book_failure (task, error);
      if (course->has_drawn && says_no (error))
        course->findings->found->edits = GESSO_FINDING_NO;
      end_with (task, error);
      return;
    }

  add_cost (task, run);
  picture = steal_picture (course->observer);
  if (course->has_drawn)
    {
      _gesso_canary_read_edit (gesso_reference_get_data (
                                   gesso_request_get_reference (course->request, 0)),
                               picture, course->findings->found);
      end (task);
      return;
    }

  look_at_plain (course, picture);
  course->has_drawn = TRUE;
  edit = make_edit (course->account, course->info);
  if (edit != NULL)
    send (task, edit);
  else
    end (task);
}

static void
send (GTask        *task,
      GessoRequest *request)
{
  Course *course = g_task_get_task_data (task);

  g_clear_pointer (&course->request, gesso_request_unref);
  course->request = gesso_request_ref (request);
  g_clear_object (&course->observer);
  course->observer = g_object_new (GESSO_TYPE_CANARY_OBSERVER, NULL);
  gesso_provider_run_async (course->provider, request, course->credential,
                            GESSO_RUN_OBSERVER (course->observer), g_task_get_cancellable (task),
                            run_cb, task);
}

static void
models_listed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GTask *task = user_data;
  Course *course = g_task_get_task_data (task);
  const char *model = gesso_account_get_model (course->account);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) models
      = gesso_provider_list_models_finish (GESSO_PROVIDER (source), result, &error);
  g_autoptr (GessoRequest) plain = NULL;

  if (models == NULL)
    {
      end_with (task, error);
      return;
    }

  course->findings->n_models = (int) g_strv_length (models);
  course->findings->lists_model
      = model != NULL && g_strv_contains ((const char *const *) models, model);
  if (models[0] != NULL)
    gesso_account_set_models (course->account, (const char *const *) models);
  if (!course->with_pictures)
    {
      end (task);
      return;
    }

  plain = make_plain (course->account, course->info);
  send (task, plain);
}

static void
provider_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  Course *course = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  course->provider
      = gesso_provider_registry_get_finish (GESSO_PROVIDER_REGISTRY (source), result, &error);
  if (course->provider == NULL)
    end_with (task, error);
  else
    gesso_provider_list_models_async (course->provider, course->credential,
                                      g_task_get_cancellable (task), models_listed_cb, task);
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  GTask *task = user_data;
  GessoStudio *self = g_task_get_source_object (task);
  Course *course = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  course->credential = gesso_keychain_find_finish (GESSO_KEYCHAIN (source), result, &error);
  if (error != NULL)
    end_with (task, error);
  else
    gesso_provider_registry_get_async (self->registry, course->account,
                                       g_task_get_cancellable (task), provider_cb, task);
}

/**
 * gesso_canary_findings_free:
 * @self: (nullable): findings
 */
void
gesso_canary_findings_free (GessoCanaryFindings *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->found, gesso_findings_free);
  g_clear_pointer (&self->failure, gesso_failure_unref);
  g_free (self);
}

/**
 * gesso_account_canary_estimate:
 * @studio: a studio
 * @account: an account
 * @out_estimate: (out): overwritten
 *
 * What the two pictures of a test would cost. To be said before they are asked for.
 */
void
gesso_account_canary_estimate (GessoStudio   *studio,
                               GessoAccount  *account,
                               GessoEstimate *out_estimate)
{
  g_autoptr (GessoModelInfo) info = look_up (studio, account);
  g_autoptr (GessoRequest) plain = make_plain (account, info);
  g_autoptr (GessoRequest) edit = make_edit (account, info);
  const char *kind = gesso_account_get_kind (account);
  GessoEstimate second;

  gesso_pricing_estimate_request (studio->pricing, kind, plain, out_estimate);
  if (edit == NULL)
    return;
  gesso_pricing_estimate_request (studio->pricing, kind, edit, &second);
  out_estimate->n += second.n;
  out_estimate->tokens_low += second.tokens_low;
  out_estimate->tokens_high += second.tokens_high;
  out_estimate->micros_low += second.micros_low;
  out_estimate->micros_high += second.micros_high;
}

/**
 * gesso_account_canary_async:
 * @studio: an open studio
 * @account: the account, which need not be saved yet; takes the models that the service lists, and
 *   what is found out
 * @with_pictures: whether pictures are asked for too, which may cost
 *   gesso_account_canary_estimate()
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks a service what it has, and finds out what it honours.
 */
void
gesso_account_canary_async (GessoStudio         *studio,
                            GessoAccount        *account,
                            gboolean             with_pictures,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (studio, cancellable, callback, user_data);
  Course *course = g_new0 (Course, 1);

  course->account = g_object_ref (account);
  course->info = look_up (studio, account);
  course->with_pictures = with_pictures;
  course->findings = g_new0 (GessoCanaryFindings, 1);
  course->findings->n_models = -1;
  course->findings->found = gesso_findings_new (gesso_account_get_model (account));
  course->findings->found->found_us = gesso_clock_now_us ();
  g_task_set_source_tag (task, gesso_account_canary_async);
  g_task_set_task_data (task, course, (GDestroyNotify) course_free);
  gesso_keychain_find_async (studio->keychain, account, cancellable, key_cb, task);
}

/**
 * gesso_account_canary_finish:
 * @studio: the studio
 * @result: what the callback got
 * @error: `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): what was found; what went wrong is in it
 */
GessoCanaryFindings *
gesso_account_canary_finish (GessoStudio   *studio,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, studio), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_account_canary_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
