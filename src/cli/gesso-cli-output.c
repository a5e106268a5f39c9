/* gesso-cli-output.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli.h"

#include "base/gesso-json.h"
#include "base/gesso-log.h"
#include "image/gesso-image-error.h"
#include "model/gesso-model-error.h"
#include "model/gesso-money.h"
#include "store/gesso-store-error.h"
#include "studio/gesso-budget.h"

#include <glib/gi18n.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

/* What the command line says: results on standard output, as text or as JSON lines; notes,
 * progress and errors on standard error. */

#define BAR_CELLS 24

/* The names of the contract, which knows fewer classes than the journal. */
static const char *
public_class (GessoFailureClass failure_class)
{
  switch ((int) failure_class)
    {
    case GESSO_FAILURE_MODERATED:
      return "refused";
    case GESSO_FAILURE_RATE_LIMITED:
      return "unavailable";
    case GESSO_FAILURE_INTERRUPTED:
      return "unknown";
    default:
      return gesso_failure_class_to_string (failure_class);
    }
}

static const char *
describe_class (GessoFailureClass failure_class)
{
  switch (failure_class)
    {
    case GESSO_FAILURE_USAGE:
      return _ ("The request is not right; nothing was sent.");
    case GESSO_FAILURE_REFUSED:
      return _ ("The service refused the request.");
    case GESSO_FAILURE_MODERATED:
      return _ ("The service's safety system refused the request.");
    case GESSO_FAILURE_AUTH:
      return _ ("The key is missing, wrong or not allowed.");
    case GESSO_FAILURE_MONEY:
      return _ ("The account has no money or quota left.");
    case GESSO_FAILURE_RATE_LIMITED:
      return _ ("The service is too busy; the request was not accepted.");
    case GESSO_FAILURE_UNAVAILABLE:
      return _ ("The service cannot be reached; the request was not accepted.");
    case GESSO_FAILURE_UNKNOWN:
    case GESSO_FAILURE_INTERRUPTED:
      return _ ("The answer never came whole. Sending again may be billed again.");
    case GESSO_FAILURE_DAMAGED:
      return _ ("An answer came and cannot be used. It is kept.");
    case GESSO_FAILURE_STORAGE:
      return _ ("The pictures could not be saved.");
    case GESSO_FAILURE_CANCELLED:
      return _ ("Cancelled.");
    default:
      g_return_val_if_reached ("");
    }
}

static void
describe_budget (GString               *text,
                 const GessoBudgetStop *stop)
{
  g_autofree char *limit = gesso_money_format (stop->limit);
  g_autofree char *used = gesso_money_format (stop->used);

  if (stop->rule == GESSO_BUDGET_RULE_MONTH)
    g_string_append_printf (text, _ ("The budget of %s for the month %s stops it: %s are used."),
                            limit, stop->name, used);
  else
    g_string_append_printf (text,
                            _ ("The budget of %s for the project “%s” stops it: %s are used."),
                            limit, stop->name, used);
  if (stop->wanted >= 0)
    {
      g_autofree char *wanted = gesso_money_format (stop->wanted);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("This may cost up to %s."), wanted);
    }
  g_string_append_c (text, ' ');
  g_string_append (text, _ ("Nothing was sent. Raise it with “gesso-cli budget”, or send with "
                            "--over-budget."));
}

static void
emit_error (GessoCli               *self,
            const GessoFailureInfo *info,
            const char             *path)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "event", "error");
  json_object_set_string_member (object, "class", public_class (info->failure_class));
  gesso_json_set_text (object, "message", info->message);
  if (info->http_status > 0)
    json_object_set_int_member (object, "http_status", info->http_status);
  else
    json_object_set_null_member (object, "http_status");
  gesso_json_set_text (object, "request_id", info->request_id);
  json_object_set_boolean_member (object, "may_be_billed", info->may_be_billed);
  if (info->code != NULL)
    gesso_json_set_text (object, "code", info->code);
  if (info->param != NULL)
    gesso_json_set_text (object, "param", info->param);
  if (path != NULL)
    gesso_json_set_text (object, "path", path);
  gesso_cli_emit (self, object);
}

static GessoFailureClass
class_of_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return GESSO_FAILURE_CANCELLED;
  if (error->domain == GESSO_STORE_ERROR)
    return error->code == GESSO_STORE_ERROR_NOT_FOUND ? GESSO_FAILURE_USAGE : GESSO_FAILURE_STORAGE;
  if (error->domain == GESSO_IMAGE_ERROR || error->domain == GESSO_MODEL_ERROR
      || error->domain == GESSO_JSON_ERROR)
    return GESSO_FAILURE_USAGE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    return GESSO_FAILURE_USAGE;

  return GESSO_FAILURE_STORAGE;
}

static const char *
describe_image_error (const GError *error)
{
  switch ((GessoImageError) error->code)
    {
    case GESSO_IMAGE_ERROR_NOT_AN_IMAGE:
      return _ ("This is not a picture, or it is damaged.");
    case GESSO_IMAGE_ERROR_EMPTY:
      return _ ("The file is empty.");
    case GESSO_IMAGE_ERROR_TRUNCATED:
      return _ ("The picture's end is missing.");
    case GESSO_IMAGE_ERROR_TOO_LARGE:
      return _ ("The picture is too large.");
    case GESSO_IMAGE_ERROR_UNSUPPORTED:
      return _ ("No installed loader reads this kind of picture.");
    case GESSO_IMAGE_ERROR_MEMORY:
      return _ ("There is not enough memory for this picture.");
    case GESSO_IMAGE_ERROR_IO:
    default:
      return _ ("The file cannot be read.");
    }
}

static void
print_error (GessoCli   *self,
             const char *text)
{
  g_autofree char *clean = gesso_log_redact (text);

  gesso_cli_end_progress (self);
  fprintf (stderr, "gesso-cli: %s\n", clean);
}

/**
 * gesso_cli_print:
 * @self: the run
 * @format: a line without its end
 *
 * A line of the result for people; nothing where JSON is wanted.
 */
void
gesso_cli_print (GessoCli   *self,
                 const char *format,
                 ...)
{
  g_autofree char *text = NULL;
  va_list values;

  if (self->json)
    return;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);

  gesso_cli_end_progress (self);
  fprintf (stdout, "%s\n", text);
  fflush (stdout);
}

/**
 * gesso_cli_note:
 * @self: the run
 * @format: a line without its end
 *
 * Something worth knowing that is not the result; on standard error.
 */
void
gesso_cli_note (GessoCli   *self,
                const char *format,
                ...)
{
  g_autofree char *text = NULL;
  va_list values;

  if (self->quiet)
    return;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);

  gesso_cli_end_progress (self);
  fprintf (stderr, "%s\n", text);
}

/**
 * gesso_cli_emit:
 * @self: the run
 * @object: (transfer full): a result or an event
 *
 * Writes one JSON line where JSON is wanted.
 */
void
gesso_cli_emit (GessoCli   *self,
                JsonObject *object)
{
  if (self->json)
    {
      g_autofree char *text = gesso_json_object_to_string (object, FALSE);

      fprintf (stdout, "%s\n", text);
      fflush (stdout);
    }
  json_object_unref (object);
}

/**
 * gesso_cli_set_usd:
 * @object: what is going to be printed
 * @member: the member's name
 * @micros: in micro-dollars, negative where nobody knows
 *
 * Sets a member to an amount in dollars, or to null.
 */
void
gesso_cli_set_usd (JsonObject *object,
                   const char *member,
                   gint64      micros)
{
  if (micros >= 0)
    json_object_set_double_member (object, member, micros / 1e6);
  else
    json_object_set_null_member (object, member);
}

/**
 * gesso_cli_progress:
 * @self: the run
 * @text: what is going on
 * @fraction: 0–1, or negative when nobody can know
 *
 * Draws the bar anew; only on a terminal.
 */
void
gesso_cli_progress (GessoCli   *self,
                    const char *text,
                    double      fraction)
{
  g_autoptr (GString) line = NULL;
  int full = (int) (CLAMP (fraction, 0, 1) * BAR_CELLS);

  if (self->quiet || !isatty (STDERR_FILENO))
    return;

  line = g_string_new ("[");
  for (int i = 0; i < BAR_CELLS; i++)
    g_string_append_c (line, i < full ? '#' : '.');
  g_string_append (line, "] ");
  if (fraction >= 0)
    g_string_append_printf (line, "%3d %% ", (int) (CLAMP (fraction, 0, 1) * 100));
  g_string_append (line, text);

  fprintf (stderr, "\r%s\033[K", line->str);
  fflush (stderr);
  self->bar_width = (guint) line->len;
}

/**
 * gesso_cli_end_progress:
 * @self: the run
 *
 * Takes the bar away before something else is printed.
 */
void
gesso_cli_end_progress (GessoCli *self)
{
  if (self->bar_width == 0)
    return;

  self->bar_width = 0;
  fputs ("\r\033[K", stderr);
  fflush (stderr);
}

/**
 * gesso_cli_fail:
 * @self: the run
 * @failure_class: what kind of error it is
 * @format: one sentence for people
 *
 * Returns: the exit status
 */
int
gesso_cli_fail (GessoCli          *self,
                GessoFailureClass  failure_class,
                const char        *format,
                ...)
{
  g_autofree char *text = NULL;
  va_list values;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);

  print_error (self, text);
  if (self->json)
    {
      g_autoptr (GessoFailure) failure = gesso_failure_new (
          &(GessoFailureInfo){ .failure_class = failure_class,
                               .message = text,
                               .retry_after_ms = -1,
                               .may_be_billed = failure_class == GESSO_FAILURE_UNKNOWN });

      emit_error (self, gesso_failure_get_info (failure), NULL);
    }

  return gesso_failure_class_exit_code (failure_class);
}

/**
 * gesso_cli_fail_with:
 * @self: the run
 * @error: what went wrong
 * @what: (nullable): what it happened to, as a file's name
 *
 * Returns: the exit status
 */
int
gesso_cli_fail_with (GessoCli     *self,
                     const GError *error,
                     const char   *what)
{
  GessoFailureClass failure_class = class_of_error (error);
  const char *text = error->domain == GESSO_IMAGE_ERROR         ? describe_image_error (error)
                     : failure_class == GESSO_FAILURE_CANCELLED ? describe_class (failure_class)
                                                                : error->message;

  if (what != NULL && failure_class != GESSO_FAILURE_CANCELLED)
    return gesso_cli_fail (self, failure_class, "%s: %s", what, text);

  return gesso_cli_fail (self, failure_class, "%s", text);
}

/**
 * gesso_cli_fail_job:
 * @self: the run
 * @failure: why a job ended
 * @kept_path: (nullable): where the bytes of a damaged or unsaved answer are
 *
 * Returns: the exit status
 */
int
gesso_cli_fail_job (GessoCli     *self,
                    GessoFailure *failure,
                    const char   *kept_path)
{
  const GessoFailureInfo *info = gesso_failure_get_info (failure);
  g_autoptr (GString) text = g_string_new (NULL);
  GessoBudgetStop stop;

  if (gesso_budget_read_failure (failure, &stop))
    describe_budget (text, &stop);
  else
    g_string_append (text, describe_class (info->failure_class));
  if (info->message != NULL && stop.rule == GESSO_BUDGET_RULE_NONE)
    g_string_append_printf (text, " (%s)", info->message);
  print_error (self, text->str);
  for (gsize i = 0; info->categories != NULL && info->categories[i] != NULL; i++)
    gesso_cli_note (self, "  %s", info->categories[i]);
  if (info->request_id != NULL)
    gesso_cli_note (self, _ ("Request id: %s"), info->request_id);
  if (kept_path != NULL)
    fprintf (stderr, "%s\n", kept_path);
  emit_error (self, info, kept_path);

  return gesso_failure_class_exit_code (info->failure_class);
}
