/* gesso-failure-text.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/support/gesso-failure-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "image/gesso-image-error.h"
#include "model/gesso-money.h"
#include "store/gesso-store-error.h"
#include "studio/gesso-budget.h"

static const struct
{
  GessoFailureClass failure_class;
  const char *title;
  const char *sentence;
  guint actions;
} texts[] = {
  { GESSO_FAILURE_USAGE, N_ ("Nothing was sent"),
    N_ ("The request does not fit the model. Change it and send it again."),
    GESSO_FAILURE_ACTION_EDIT },
  { GESSO_FAILURE_REFUSED, N_ ("The service refused the request"),
    N_ ("Something in it is not accepted. Change it and send it again; nothing was billed."),
    GESSO_FAILURE_ACTION_EDIT },
  { GESSO_FAILURE_MODERATED, N_ ("The service’s safety system refused"),
    N_ ("Prompt, pictures or result touch what the service does not allow. Reword the prompt or "
        "take other pictures."),
    GESSO_FAILURE_ACTION_EDIT },
  { GESSO_FAILURE_AUTH, N_ ("The key was not accepted"),
    N_ ("The service does not know the account’s key, or does not allow it this. Nothing was "
        "billed."),
    GESSO_FAILURE_ACTION_PREFERENCES | GESSO_FAILURE_ACTION_AGAIN },
  { GESSO_FAILURE_MONEY, N_ ("The account has no money left"),
    N_ ("A quota or a budget is used up. Top it up or choose another account; nothing was billed."),
    GESSO_FAILURE_ACTION_PREFERENCES | GESSO_FAILURE_ACTION_AGAIN },
  { GESSO_FAILURE_RATE_LIMITED, N_ ("The service is asked too often"),
    N_ ("It did not accept the request, and nothing was billed. Try again in a while."),
    GESSO_FAILURE_ACTION_AGAIN },
  { GESSO_FAILURE_UNAVAILABLE, N_ ("The service is not available"),
    N_ ("It did not accept the request, and nothing was billed. Try again later."),
    GESSO_FAILURE_ACTION_AGAIN | GESSO_FAILURE_ACTION_PREFERENCES },
  { GESSO_FAILURE_UNKNOWN, N_ ("The answer never came"),
    N_ ("The service may have accepted the request and billed it. Sending it again may be billed "
        "a second time."),
    GESSO_FAILURE_ACTION_AGAIN },
  { GESSO_FAILURE_DAMAGED, N_ ("The answer cannot be used"),
    N_ ("It arrived damaged and is kept as it came. Sending again may be billed a second time."),
    GESSO_FAILURE_ACTION_AGAIN | GESSO_FAILURE_ACTION_FOLDER },
  { GESSO_FAILURE_STORAGE, N_ ("The picture could not be saved"),
    N_ ("The disk is full or cannot be written. What arrived is kept; make room before you go on."),
    GESSO_FAILURE_ACTION_FOLDER | GESSO_FAILURE_ACTION_AGAIN },
  { GESSO_FAILURE_CANCELLED, N_ ("Cancelled"), N_ ("You cancelled the request."),
    GESSO_FAILURE_ACTION_AGAIN },
  { GESSO_FAILURE_INTERRUPTED, N_ ("Interrupted"),
    N_ ("Gesso ended while the service was working, and this service cannot resume. Sending again "
        "may be billed a second time."),
    GESSO_FAILURE_ACTION_AGAIN },
};

/* What this program itself found out about a run; services never send these codes. The sentence
 * about the bill is added, since the same thing can happen before and after the request arrived. */
static const struct
{
  const char *code;
  const char *title;
  const char *sentence;
  guint actions;
} own_texts[] = {
  { "engine", N_ ("Sketch could not be started"),
    N_ ("The built-in engine is a program of its own, gesso-engine, and it did not start. Try "
        "again; if that does not help, install Gesso anew or choose another account."),
    GESSO_FAILURE_ACTION_AGAIN | GESSO_FAILURE_ACTION_PREFERENCES },
  { "key_missing", N_ ("The account has no key"),
    N_ ("Neither the keyring nor this run of the program has one. Enter it in the preferences."),
    GESSO_FAILURE_ACTION_PREFERENCES | GESSO_FAILURE_ACTION_AGAIN },
  { "unknown_kind", N_ ("The account is gone"),
    N_ ("It was removed, or its kind of service is not known any more. Choose another account and "
        "send the request there."),
    GESSO_FAILURE_ACTION_EDIT | GESSO_FAILURE_ACTION_PREFERENCES },
  { "bad_address", N_ ("The address cannot be used"),
    N_ ("The account’s address is not one that a service can have. Correct it."),
    GESSO_FAILURE_ACTION_PREFERENCES },
  { "unreachable", N_ ("The service cannot be reached"),
    N_ ("Nobody answers at the account’s address. Look at the connection and the address, or try "
        "again later."),
    GESSO_FAILURE_ACTION_AGAIN | GESSO_FAILURE_ACTION_PREFERENCES },
  { "offline", N_ ("Waiting for the network"),
    N_ ("This computer has no connection. It is sent as soon as there is one."),
    GESSO_FAILURE_ACTION_AGAIN },
  { "tls", N_ ("The connection is not safe"),
    N_ ("The service could not prove who it is, so neither key nor request was handed over. Check "
        "the account’s address and this computer’s date."),
    GESSO_FAILURE_ACTION_PREFERENCES | GESSO_FAILURE_ACTION_AGAIN },
  { "timeout_connect", N_ ("The service cannot be reached"),
    N_ ("It did not take the connection in time. Look at the connection, or try again later."),
    GESSO_FAILURE_ACTION_AGAIN | GESSO_FAILURE_ACTION_PREFERENCES },
  { "timeout_send", N_ ("Sending took too long"),
    N_ ("The service stopped taking the request. Smaller or fewer pictures may help."),
    GESSO_FAILURE_ACTION_AGAIN | GESSO_FAILURE_ACTION_EDIT },
  { "timeout_wait", N_ ("The service took too long"),
    N_ ("It took the request and then said nothing for minutes."), GESSO_FAILURE_ACTION_AGAIN },
  { "timeout_receive", N_ ("The answer stopped coming"),
    N_ ("It began and then stood still for minutes. What arrived is kept."),
    GESSO_FAILURE_ACTION_AGAIN },
  { "timeout_total", N_ ("The service took too long"),
    N_ ("It was not done after a quarter of an hour."), GESSO_FAILURE_ACTION_AGAIN },
  { "reset", N_ ("The connection broke"), N_ ("It was cut before the answer came."),
    GESSO_FAILURE_ACTION_AGAIN },
  { "truncated", N_ ("The answer broke off"),
    N_ ("The connection ended before the answer was whole. What arrived is kept."),
    GESSO_FAILURE_ACTION_AGAIN },
  { "too_large", N_ ("The answer is too large"),
    N_ ("More came than any picture needs, so Gesso hung up. What arrived is kept for a look."),
    GESSO_FAILURE_ACTION_FOLDER | GESSO_FAILURE_ACTION_AGAIN },
  { "protocol", N_ ("The answer cannot be understood"),
    N_ ("What answers at the account’s address does not speak as a web service does. Check the "
        "address."),
    GESSO_FAILURE_ACTION_PREFERENCES | GESSO_FAILURE_ACTION_AGAIN },
  { "redirect", N_ ("The service points elsewhere"),
    N_ ("The account’s address leads on to another one. Gesso does not carry request and key there "
        "by itself; correct the address if that is where the service is."),
    GESSO_FAILURE_ACTION_PREFERENCES },
  { "body", N_ ("The request could not be sent"),
    N_ ("A picture could not be read while it was being sent. Take it away, add it again, and "
        "send once more."),
    GESSO_FAILURE_ACTION_EDIT | GESSO_FAILURE_ACTION_AGAIN },
  { "no_picture", N_ ("The model answered in words"),
    N_ ("It drew nothing. Say in the prompt what it asks for, or more clearly what to draw."),
    GESSO_FAILURE_ACTION_EDIT | GESSO_FAILURE_ACTION_AGAIN },
  { "not_in_time", N_ ("The picture was not made in time"),
    N_ ("The service took the request and still works on it, or says nothing more."),
    GESSO_FAILURE_ACTION_AGAIN },
  { "lost_while_asking", N_ ("The picture could not be fetched"),
    N_ ("The service took the request; then the way to it was lost, or it did not answer well."),
    GESSO_FAILURE_ACTION_AGAIN },
  { "key_while_asking", N_ ("The key was not accepted"),
    N_ ("The service took the request and refused the key when it was asked for the picture. "
        "Correct the key."),
    GESSO_FAILURE_ACTION_PREFERENCES | GESSO_FAILURE_ACTION_AGAIN },
  { "stopped_there", N_ ("The service stopped"),
    N_ ("It says that the request was cancelled there."), GESSO_FAILURE_ACTION_AGAIN },
  { "result_expired", N_ ("The picture is gone"), N_ ("The service made it and has it no more."),
    GESSO_FAILURE_ACTION_AGAIN | GESSO_FAILURE_ACTION_FOLDER },
  { "batch_expired", N_ ("The batch was not done in time"),
    N_ ("The service did not get to all of it within 24 hours."), GESSO_FAILURE_ACTION_AGAIN },
  { "batch_cancelled", N_ ("The batch was cancelled"),
    N_ ("It was cancelled at the service before all of it was done."), GESSO_FAILURE_ACTION_AGAIN },
  { "batch_failed", N_ ("The batch was not taken on"),
    N_ ("The service says no more about it. The model may not be offered in batches."),
    GESSO_FAILURE_ACTION_EDIT | GESSO_FAILURE_ACTION_AGAIN },
  { "upload", N_ ("A picture could not be handed over"),
    N_ ("The service took it and did not say where it is. Try again later."),
    GESSO_FAILURE_ACTION_AGAIN },
};

/* A request that never came as far as the disk has no picture to lose. */
static const char unsaved_title[] = N_ ("Nothing was sent");
static const char unsaved_sentence[]
    = N_ ("The request could not be written to disk, so it did not leave this computer. Make room "
          "or allow writing to the library’s folder, and send it again.");

static const char partial_sentence[]
    = N_ ("Some of the pictures came and are kept; for the others the service gave this reason. "
          "Trying again sends only those.");

/* Amounts are left to the sentence; what to do about it is the same for both budgets. */
static char *
describe_budget (const GessoBudgetStop *stop)
{
  g_autofree char *limit = gesso_money_format (stop->limit);
  g_autofree char *used = gesso_money_format (stop->used);
  g_autofree char *wanted
      = stop->wanted >= 0 ? gesso_money_format (stop->wanted) : g_strdup (_ ("an unknown sum"));
  g_autofree char *figures = NULL;

  if (stop->rule == GESSO_BUDGET_RULE_PROJECT && stop->name != NULL)
    /* Translators: a sum, a budget, a project's name, the price of a job */
    figures
        = g_strdup_printf (_ ("%s of the %s for “%s” is spent or under way, and this may cost %s."),
                           used, limit, stop->name[0] != '\0' ? stop->name : _ ("Unsorted"),
                           wanted);
  else
    /* Translators: a sum, a budget, the price of a job */
    figures = g_strdup_printf (
        _ ("%s of the %s for this month is spent or under way, and this may cost %s."), used, limit,
        wanted);
  return g_strdup_printf (C_ ("failure", "%s %s"), figures,
                          _ ("It waits and was not sent. Raise the budget, or send it anyway."));
}

static gboolean
is_unsaved (const GessoFailureInfo *info)
{
  return info->failure_class == GESSO_FAILURE_STORAGE && !info->may_be_billed;
}

static int
find_own (const GessoFailureInfo *info)
{
  if (info->code == NULL)
    return -1;

  for (guint i = 0; i < G_N_ELEMENTS (own_texts); i++)
    if (g_str_equal (own_texts[i].code, info->code))
      return (int) i;

  return -1;
}

/* A gateway that gave up waiting does not know whether the service behind it went on. */
static gboolean
is_given_up (const GessoFailureInfo *info)
{
  return info->may_be_billed
         && (info->failure_class == GESSO_FAILURE_UNAVAILABLE
             || info->failure_class == GESSO_FAILURE_RATE_LIMITED);
}

static const char *
get_billing (GessoFailure *failure)
{
  const GessoFailureInfo *info = gesso_failure_get_info (failure);

  if (gesso_failure_can_ask_again (failure))
    return _ ("It may have been billed; trying again sends nothing and asks for the same picture.");
  if (info->may_be_billed)
    return _ ("It may have been billed; sending again may be billed a second time.");
  /* What came was made and is paid. */
  if (info->is_partial || g_strcmp0 (info->code, "batch_expired") == 0
      || g_strcmp0 (info->code, "batch_cancelled") == 0)
    return _ ("What is missing was not billed.");

  return _ ("Nothing was billed.");
}

static guint
find (GessoFailure *failure)
{
  GessoFailureClass wanted = gesso_failure_get_info (failure)->failure_class;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].failure_class == wanted)
      return i;

  g_assert_not_reached ();
}

/**
 * gesso_failure_text_title:
 * @failure: why a job failed
 *
 * Returns: (transfer full): a few words
 */
char *
gesso_failure_text_title (GessoFailure *failure)
{
  const GessoFailureInfo *info = gesso_failure_get_info (failure);
  int own = find_own (info);
  GessoBudgetStop stop;

  if (gesso_budget_read_failure (failure, &stop))
    return g_strdup (stop.rule == GESSO_BUDGET_RULE_MONTH ? _ ("The month’s budget stops it")
                                                          : _ ("The project’s budget stops it"));
  if (own >= 0)
    return g_strdup (_ (own_texts[own].title));
  if (is_unsaved (info))
    return g_strdup (_ (unsaved_title));
  if (is_given_up (info))
    return g_strdup (_ ("The service took too long"));

  return g_strdup (_ (texts[find (failure)].title));
}

/**
 * gesso_failure_text_sentence:
 * @failure: why a job failed
 *
 * Returns: (transfer full): what happened and what can be done, with the service's own words where
 *   it gave some about a refused request
 */
char *
gesso_failure_text_sentence (GessoFailure *failure)
{
  const GessoFailureInfo *info = gesso_failure_get_info (failure);
  const char *sentence = _ (texts[find (failure)].sentence);
  int own = find_own (info);
  GessoBudgetStop stop;

  if (gesso_budget_read_failure (failure, &stop))
    return describe_budget (&stop);
  if (own >= 0 && g_str_equal (own_texts[own].code, "no_picture") && info->message != NULL)
    return g_strdup_printf ("%s %s\n“%s”", _ (own_texts[own].sentence), get_billing (failure),
                            info->message);
  if (own >= 0)
    /* Translators: what happened and what to do, then whether it costs */
    return g_strdup_printf (C_ ("failure", "%s %s"), _ (own_texts[own].sentence),
                            get_billing (failure));
  if (is_unsaved (info))
    return g_strdup (_ (unsaved_sentence));
  /* The sentences of the classes are about requests that brought nothing. */
  if (info->is_partial && !info->may_be_billed)
    return g_strdup_printf (C_ ("failure", "%s %s"), _ (partial_sentence), get_billing (failure));
  if (is_given_up (info))
    return g_strdup_printf (C_ ("failure", "%s %s"),
                            _ ("It, or what stands before it, gave up waiting."),
                            get_billing (failure));
  if ((info->failure_class == GESSO_FAILURE_REFUSED || info->failure_class == GESSO_FAILURE_USAGE)
      && info->message != NULL && info->message[0] != '\0')
    return g_strdup_printf ("%s\n“%s”", sentence, info->message);
  if (info->failure_class == GESSO_FAILURE_MODERATED && info->categories != NULL
      && info->categories[0] != NULL)
    {
      g_autofree char *list = g_strjoinv (", ", (char **) info->categories);

      /* Translators: a sentence, then what the service named, as "violence, self-harm" */
      return g_strdup_printf (_ ("%s The service names: %s."), sentence, list);
    }

  return g_strdup (sentence);
}

static void
add_line (GString    *text,
          const char *name,
          const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", name, value);
}

/**
 * gesso_failure_text_details:
 * @failure: why a job failed
 * @kept_path: (nullable): the folder where what came of it is kept
 *
 * Returns: (transfer full): the technical side, for support
 */
char *
gesso_failure_text_details (GessoFailure *failure,
                            const char   *kept_path)
{
  const GessoFailureInfo *info = gesso_failure_get_info (failure);
  GString *text = g_string_new (NULL);
  g_autofree char *status = NULL;
  GessoBudgetStop stop;

  /* The sentence says it all. */
  if (gesso_budget_read_failure (failure, &stop))
    return g_string_free (text, FALSE);
  if (info->http_status > 0)
    status = g_strdup_printf ("%d", info->http_status);
  add_line (text, _ ("Status"), status);
  add_line (text, _ ("Code"), info->code);
  add_line (text, _ ("Parameter"), info->param);
  add_line (text, _ ("Message"), info->message);
  add_line (text, _ ("Request id"), info->request_id);
  add_line (text, _ ("Answer"), info->details);
  add_line (text, _ ("Kept in"), kept_path);
  return g_string_free (text, FALSE);
}

/**
 * gesso_failure_text_actions:
 * @failure: why a job failed
 *
 * Returns: flags of #GessoFailureAction
 */
guint
gesso_failure_text_actions (GessoFailure *failure)
{
  int own = find_own (gesso_failure_get_info (failure));

  return own >= 0 ? own_texts[own].actions : texts[find (failure)].actions;
}

/**
 * gesso_failure_text_again:
 * @failure: why a job failed, or is held back
 *
 * Returns: (transfer none): what the button says that sends it
 */
const char *
gesso_failure_text_again (GessoFailure *failure)
{
  if (gesso_failure_text_is_budget (failure)
      || g_strcmp0 (gesso_failure_get_info (failure)->code, "offline") == 0)
    return _ ("Send Anyway");
  if (gesso_failure_can_ask_again (failure))
    return _ ("Ask Again");

  return gesso_failure_get_info (failure)->may_be_billed ? _ ("Send Again, May Be Billed")
                                                         : _ ("Try Again");
}

/**
 * gesso_failure_text_is_budget:
 * @failure: why a job failed, or is held back
 *
 * Returns: whether a budget of the person is the reason
 */
gboolean
gesso_failure_text_is_budget (GessoFailure *failure)
{
  GessoBudgetStop stop;

  return gesso_budget_read_failure (failure, &stop);
}

static const char *
describe_image_error (int code)
{
  switch ((GessoImageError) code)
    {
    case GESSO_IMAGE_ERROR_EMPTY:
      return _ ("The file is empty.");
    case GESSO_IMAGE_ERROR_TRUNCATED:
      return _ ("The picture’s end is missing.");
    case GESSO_IMAGE_ERROR_TOO_LARGE:
      return _ ("The picture has more pixels than this computer should be asked to open.");
    case GESSO_IMAGE_ERROR_UNSUPPORTED:
      return _ ("This kind of picture cannot be opened here.");
    case GESSO_IMAGE_ERROR_MEMORY:
      return _ ("There is not enough memory for this picture.");
    case GESSO_IMAGE_ERROR_IO:
      return _ ("The file cannot be read.");
    case GESSO_IMAGE_ERROR_NOT_AN_IMAGE:
    default:
      return _ ("This is not a picture.");
    }
}

static const char *
describe_store_error (int code)
{
  switch ((GessoStoreError) code)
    {
    case GESSO_STORE_ERROR_READ_ONLY:
      return _ ("The library’s folder cannot be written. Change its permissions or choose another "
                "folder.");
    case GESSO_STORE_ERROR_NEWER_VERSION:
      return _ ("A newer version of Gesso made this library. Update Gesso to open it.");
    case GESSO_STORE_ERROR_CORRUPT:
      return _ ("The library’s index is damaged. The pictures are plain files and can be indexed "
                "anew.");
    case GESSO_STORE_ERROR_DISK_FULL:
      return _ ("The disk is full. Make room and try again; nothing was changed.");
    case GESSO_STORE_ERROR_LOCKED:
      return _ ("Another program is using the library. Close it and try again.");
    case GESSO_STORE_ERROR_OVERTAKEN:
      return _ ("Another program changed the same thing at the same moment. Try again.");
    case GESSO_STORE_ERROR_NOT_FOUND:
      return _ ("It is not in the library any more.");
    case GESSO_STORE_ERROR_IO:
    default:
      return _ ("The library cannot be read or written.");
    }
}

static const char *
describe_io_error (int code)
{
  switch (code)
    {
    case G_IO_ERROR_NOT_FOUND:
      return _ ("The file is not there any more.");
    case G_IO_ERROR_IS_DIRECTORY:
      return _ ("This is a folder, not a picture.");
    case G_IO_ERROR_PERMISSION_DENIED:
      return _ ("The file may not be read.");
    case G_IO_ERROR_NO_SPACE:
      return _ ("The disk is full.");
    case G_IO_ERROR_READ_ONLY:
      return _ ("The folder cannot be written.");
    default:
      return NULL;
    }
}

/**
 * gesso_failure_text_error:
 * @error: an error from the image or store room, or from GIO
 *
 * Returns: (transfer full): one sentence for people
 */
char *
gesso_failure_text_error (const GError *error)
{
  const char *words = NULL;

  if (error->domain == GESSO_IMAGE_ERROR)
    words = describe_image_error (error->code);
  else if (error->domain == GESSO_STORE_ERROR)
    words = describe_store_error (error->code);
  else if (error->domain == G_IO_ERROR)
    words = describe_io_error (error->code);

  if (words != NULL)
    return g_strdup (words);

  /* Translators: a technical message follows */
  return g_strdup_printf (_ ("Something went wrong: %s"), error->message);
}
