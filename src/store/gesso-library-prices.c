/* gesso-library-prices.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What requests have really cost, out of the ledger of a GessoLibrary and the requests that its
 * pictures came of. Nothing of it is stored: the ledger is the only truth. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-json.h"

/* Of so many jobs it is learnt; prices of long ago teach nothing. */
#define MAX_LINES 1000

static void
add_sample (GessoPriceMemory *memory,
            GessoDbStatement *s)
{
  g_autoptr (JsonObject) request
      = gesso_json_parse_object (gesso_db_statement_get_text (s, 1), -1, NULL);
  g_autoptr (GessoParameters) parameters = NULL;
  JsonArray *references = gesso_json_get_array (request, "references");
  gboolean is_edit = references != NULL && json_array_get_length (references) > 0;

  if (gesso_json_get_object (request, "parameters") == NULL)
    return;

  parameters = gesso_parameters_from_json (gesso_json_get_object (request, "parameters"));
  gesso_price_memory_add (memory, &(GessoPriceSample){
                                      .account_kind = gesso_db_statement_get_text (s, 0),
                                      .operation
                                      = is_edit ? GESSO_OPERATION_EDIT : GESSO_OPERATION_GENERATE,
                                      .parameters = parameters,
                                      .n_pictures = (guint) gesso_db_statement_get_int (s, 2, 0),
                                      .micros = gesso_db_statement_get_int (s, 3, -1),
                                      .credits = gesso_db_statement_get_int (s, 4, -1) });
}

static gpointer
learn_work (GessoStoreContext  *context,
            gpointer            data,
            GCancellable       *cancellable,
            GError            **error)
{
  g_autoptr (GessoPriceMemory) memory = gesso_price_memory_new ();
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error,
                      "SELECT c.account_kind, r.json, c.n_pictures, c.actual_micros, c.credits"
                      " FROM costs AS c JOIN requests AS r ON r.id = c.job_id"
                      " WHERE c.account_kind != '' AND c.n_pictures > 0"
                      " AND (c.actual_micros > 0 OR c.credits IS NOT NULL)"
                      " ORDER BY c.at_us DESC LIMIT ?",
                      "i", (gint64) MAX_LINES);
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    add_sample (memory, s);
  if (local_error == NULL)
    return g_steal_pointer (&memory);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * gesso_library_learn_prices_async:
 * @self: a library
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_learn_prices_finish()
 * @user_data: for @callback
 *
 * Reads out of the ledger what the newest jobs have cost.
 */
void
gesso_library_learn_prices_async (GessoLibrary        *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  static const GessoLibraryOp op = { .work = learn_work, .free_result = g_object_unref };

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  _gesso_library_run (self, gesso_library_learn_prices_async, &op, NULL, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_learn_prices_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): what was learnt
 */
GessoPriceMemory *
gesso_library_learn_prices_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_learn_prices_async), NULL);

  return _gesso_library_answer (self, result, error);
}
